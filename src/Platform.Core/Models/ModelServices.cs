using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models;

/// <summary>
/// What models do besides answering: vectors of texts, text of speech, speech of text. Each call is bounded by the model's <c>timeout</c>, stands at the same
/// breaker and in the same queue as any call of the model, and what goes wrong is told as for any. It is made once: the node's own <c>retry</c> makes it again.
/// </summary>
public sealed class ModelServices(ModelCatalog catalog, ModelTraffic traffic, TimeProvider time)
{
    private const int MostAtOnce = 96; // texts in one call; Google takes a hundred, OpenAI more

    /// <summary>A vector for each text, in their order.</summary>
    /// <param name="dimensions">Null for as many as the model has.</param>
    /// <param name="meter">Stands at the gate of each call of the provider; null when nobody counts.</param>
    public async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        ModelSettings model, IReadOnlyList<string> texts, int? dimensions, IModelMeter? meter, CancellationToken cancellationToken)
    {
        var provider = Provider<IEmbeddingProvider>(model, "vectors of texts");
        var price = catalog.PriceOf(model);
        using var embedder = await WithinAsync(model, stop => provider.CreateEmbedderAsync(model, stop).AsTask(), cancellationToken);
        var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails() };
        foreach (var some in texts.Chunk(MostAtOnce))
        {
            var asked = some.Select(t => new ChatMessage(ChatRole.User, t)).ToList();
            var made = await CallAsync(
                model, Ask(model, "embed", asked), ServiceCosts.Embedding(model, price, asked), meter,
                stop => embedder.GenerateAsync(some, new EmbeddingGenerationOptions { Dimensions = dimensions }, stop),
                (vectors, call) =>
                {
                    var usage = ModelUsage.Of(vectors.Usage, ModelUsage.Estimate(asked));
                    return call with { Said = $"{vectors.Count} {(vectors.Count == 1 ? "vector" : "vectors")} of {vectors.FirstOrDefault()?.Dimensions ?? 0} numbers", Usage = usage, Cost = usage.CostAt(price) };
                },
                cancellationToken);
            all.AddRange(made);
            if (made.Usage is { } told) all.Usage.Add(told);
        }

        return all;
    }

    public async Task<SpeechToTextResponse> TranscribeAsync(ModelSettings model, Stream audio, SpeechToTextOptions options, IModelMeter? meter, CancellationToken cancellationToken)
    {
        var provider = Provider<ITranscriptionProvider>(model, "text of speech");
        var price = catalog.PriceOf(model);
        long? bytes = audio.CanSeek ? audio.Length : null;
        using var transcriber = await WithinAsync(model, stop => provider.CreateTranscriberAsync(model, stop).AsTask(), cancellationToken);
        var sound = $"[{options.AdditionalProperties?.GetValueOrDefault("filename") ?? "sound"}{(bytes is { } size ? $", {(size + 1023) / 1024} KB" : "")}]";
        var asked = new List<ChatMessage> { new(ChatRole.User, sound) };
        if (options.AdditionalProperties?.GetValueOrDefault("prompt") is string { Length: > 0 } hint) asked.Add(new ChatMessage(ChatRole.System, hint));
        return await CallAsync(
            model, Ask(model, "transcribe", asked), ServiceCosts.Transcription(model, price, bytes), meter,
            stop => transcriber.GetTextAsync(audio, options, stop),
            (heard, call) =>
            {
                var (usage, cost) = ServiceCosts.Heard(heard.Usage, Seconds(heard), price);
                return call with { Said = heard.Text, Usage = usage, Cost = cost };
            },
            cancellationToken);
    }

    public async Task<DataContent> SpeakAsync(ModelSettings model, string text, TextToSpeechOptions options, IModelMeter? meter, CancellationToken cancellationToken)
    {
        var provider = Provider<ISpeechProvider>(model, "speech");
        var price = catalog.PriceOf(model);
        using var speaker = await WithinAsync(model, stop => provider.CreateSpeakerAsync(model, stop).AsTask(), cancellationToken);
        var (_, sound) = await CallAsync(
            model, Ask(model, "speak", [new ChatMessage(ChatRole.User, text)]), ServiceCosts.Speech(model, price, text), meter,
            async stop =>
            {
                var said = await speaker.GetAudioAsync(text, options, stop);
                return (said.Usage, Sound: said.Contents.OfType<DataContent>().FirstOrDefault() ?? throw ModelErrors.Unreadable(model.Name, "it is no sound"));
            },
            (said, call) =>
            {
                var (usage, cost) = ServiceCosts.Said(said.Usage, text, price);
                return call with { Said = $"[{said.Sound.MediaType}, {(said.Sound.Data.Length + 1023) / 1024} KB]", Usage = usage, Cost = cost };
            },
            cancellationToken);
        return sound;
    }

    private async Task<T> CallAsync<T>(
        ModelSettings model, ServiceCall asked, ModelStart start, IModelMeter? meter, Func<CancellationToken, Task<T>> call, Func<T, ServiceCall, ServiceCall> end,
        CancellationToken cancellationToken)
    {
        using var pass = await traffic.EnterAsync(model, cancellationToken);
        if (pass.Refusal is { } refusal) throw refusal;
        await using var metered = meter is null ? null : await meter.AdmitAsync(start, cancellationToken);
        var started = time.GetTimestamp();
        T result;
        try
        {
            result = await WithinAsync(model, call, cancellationToken);
        }
        catch (PlatformException e)
        {
            pass.Failed(e);
            metered?.Ended(asked with { Duration = time.GetElapsedTime(started), Error = e });
            throw;
        }

        pass.Succeeded();
        metered?.Ended(end(result, asked with { Duration = time.GetElapsedTime(started) }));
        return result;
    }

    private async Task<T> WithinAsync<T>(ModelSettings model, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var times = new ModelTimes(model, Key(model), time, cancellationToken);
        times.Began(); // the answer comes whole: there is no first piece to wait for
        return await times.WithinAsync(() => call(times.Token));
    }

    private TProvider Provider<TProvider>(ModelSettings model, string what)
        where TProvider : class, IModelProvider =>
        catalog.Find(model.Use) as TProvider
            ?? throw new PlatformException(ErrorCode.Validation, $"Model '{model.Name}' ({model.Use}) makes no {what}.", $"Use one of {Names.Quoted(catalog.All.OfType<TProvider>().Select(p => p.Key))}.");

    private ServiceCall Ask(ModelSettings model, string operation, IReadOnlyList<ChatMessage> asked) =>
        new() { Operation = operation, Use = model.Use, Provider = Key(model), Asked = asked, Duration = TimeSpan.Zero };

    private string Key(ModelSettings model) => catalog.Find(model.Use)?.Key ?? model.Use;

    private static double? Seconds(SpeechToTextResponse heard) => heard.AdditionalProperties?.GetValueOrDefault("seconds") switch
    {
        double seconds => seconds,
        long seconds => seconds,
        _ => null,
    };
}
