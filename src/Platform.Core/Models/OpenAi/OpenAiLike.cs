using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>What every provider has that speaks OpenAI's protocol: chat, lists, embeddings and speech behind one address and key.</summary>
public abstract class OpenAiLike : IModelProvider, IEmbeddingProvider, ITranscriptionProvider, ISpeechProvider
{
    public abstract string Key { get; }

    public abstract string Example { get; }

    public virtual IReadOnlyList<string> KeyNames => [];

    public abstract void Check(PartConfig model, Findings found);

    public abstract ModelPrice? PriceOf(string model);

    public virtual async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var chat = Chat(settings);
        return (await ServerAsync(settings, cancellationToken)).Chat(chat);
    }

    public virtual async ValueTask<IReadOnlyList<string>?> ListAsync(ModelSettings settings, CancellationToken cancellationToken) =>
        await (await ServerAsync(settings, cancellationToken)).ModelsAsync(cancellationToken);

    public async ValueTask<IEmbeddingGenerator<string, Embedding<float>>> CreateEmbedderAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var server = await ServerAsync(settings, cancellationToken);
        return new OpenAiEmbedder(server.Wire, server.At("embeddings"), settings.ModelBehind(Key), ModelExtras.Of(settings));
    }

    public async ValueTask<ISpeechToTextClient> CreateTranscriberAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var server = await ServerAsync(settings, cancellationToken);
        return new OpenAiTranscriber(server.Wire, server.At("audio/transcriptions"), settings.ModelBehind(Key), ModelExtras.Of(settings));
    }

    public async ValueTask<ITextToSpeechClient> CreateSpeakerAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var server = await ServerAsync(settings, cancellationToken);
        return new OpenAiSpeaker(server.Wire, server.At("audio/speech"), settings.ModelBehind(Key), ModelExtras.Of(settings));
    }

    internal abstract ValueTask<OpenAiServer> ServerAsync(ModelSettings settings, CancellationToken cancellationToken);

    private protected abstract ChatSettings Chat(ModelSettings settings);
}
