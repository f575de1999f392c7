using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>
/// What models do besides answering: vectors of texts, text of speech, speech of text. Each call is bounded by the model's <c>timeout</c>, and what goes
/// wrong is told as for any call of a model. It is made once: the node's own <c>retry</c> makes it again.
/// </summary>
public sealed class ModelServices(ModelCatalog catalog, TimeProvider time)
{
    private const int MostAtOnce = 96; // texts in one call; Google takes a hundred, OpenAI more

    /// <summary>A vector for each text, in their order.</summary>
    /// <param name="dimensions">Null for as many as the model has.</param>
    public Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(ModelSettings model, IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken) =>
        CallAsync<IEmbeddingProvider, GeneratedEmbeddings<Embedding<float>>>(model, "vectors of texts", async (provider, stop) =>
        {
            using var embedder = await provider.CreateEmbedderAsync(model, stop);
            var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails() };
            foreach (var some in texts.Chunk(MostAtOnce))
            {
                var made = await embedder.GenerateAsync(some, new EmbeddingGenerationOptions { Dimensions = dimensions }, stop);
                all.AddRange(made);
                if (made.Usage is { } usage) all.Usage.Add(usage);
            }

            return all;
        }, cancellationToken);

    public Task<SpeechToTextResponse> TranscribeAsync(ModelSettings model, Stream audio, SpeechToTextOptions options, CancellationToken cancellationToken) =>
        CallAsync<ITranscriptionProvider, SpeechToTextResponse>(model, "text of speech", async (provider, stop) =>
        {
            using var transcriber = await provider.CreateTranscriberAsync(model, stop);
            return await transcriber.GetTextAsync(audio, options, stop);
        }, cancellationToken);

    public Task<DataContent> SpeakAsync(ModelSettings model, string text, TextToSpeechOptions options, CancellationToken cancellationToken) =>
        CallAsync<ISpeechProvider, DataContent>(model, "speech", async (provider, stop) =>
        {
            using var speaker = await provider.CreateSpeakerAsync(model, stop);
            var said = await speaker.GetAudioAsync(text, options, stop);
            return said.Contents.OfType<DataContent>().FirstOrDefault()
                ?? throw new PlatformException(ErrorCode.Unavailable, $"The answer of model '{model.Name}' is no sound.", "Check that it is a model for speech.");
        }, cancellationToken);

    private async Task<TResult> CallAsync<TProvider, TResult>(
        ModelSettings model, string what, Func<TProvider, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
        where TProvider : class, IModelProvider
    {
        if (catalog.Find(model.Use) is not TProvider provider)
            throw new PlatformException(ErrorCode.Validation, $"Model '{model.Name}' ({model.Use}) makes no {what}.", $"Use one of {Names.Quoted(catalog.All.OfType<TProvider>().Select(p => p.Key))}.");
        var timeout = model.Read().Duration("timeout", ModelCheck.LongestTimeout) ?? ModelOptions.UsualTimeout;
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await call(provider, either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested)
        {
            throw new PlatformException(ErrorCode.Timeout, $"Model '{model.Name}' did not answer within {timeout.TotalSeconds:0.###} s.", "Raise its 'timeout'.", e);
        }
        catch (Exception e) when (e is not PlatformException)
        {
            // Whatever a client throws becomes one kind of error here; the tool's wall sees no other.
            throw ModelErrors.Of(e, model.Name, catalog.Find(model.Use)?.Key ?? model.Use);
        }
    }
}
