using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Security;

namespace Platform.Core.Models.Recordings;

/// <summary>Answers that need no provider: from a recording that is played, or from the cache. And keeps those that a provider gave.</summary>
public sealed class KeptReplies(ModelCatalog catalog, Redactor redactor, TimeProvider time, IOptions<ModelTrafficOptions> options, IReplyCache? cache = null)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    private readonly ModelRecordings _recordings = new();

    /// <summary>Whether this model is answered from a file and asks nobody.</summary>
    internal static bool IsPlayed(ModelSettings model) => model.Read().Value("replay") is not null;

    /// <summary>Null when the provider is to be asked.</summary>
    internal async Task<ModelReply?> FindAsync(ModelSettings model, ModelCall call, int attempt, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (model.Read().Text("replay") is { } file)
        {
            var recorded = await _recordings.FindAsync(model, file, CanonicalRequest.Of(model, call, redactor), call.Run, cancellationToken);
            return Told(Reply(recorded, model, "replay", started, attempt) ?? throw Unreadable(model, file), call);
        }

        if (cache is null || ModelCaching.For(model, call) is null) return null;
        var hash = ModelCaching.Hash(model, CanonicalRequest.Of(model, call, redactor));
        if (await CachedAsync(model, hash) is not { } kept || Reply(kept, model, "cache", started, attempt) is not { } reply) return null;
        return Told(reply with { Usage = new ModelUsage(0, 0, 0, 0, Estimated: false) }, call); // nothing was used again
    }

    /// <summary>After a provider has answered.</summary>
    internal async Task KeepAsync(ModelSettings model, ModelCall call, ModelReply reply, CancellationToken cancellationToken)
    {
        if (model.Read().Text("record") is { } file)
        {
            var recorded = RecordedCall.Of(CanonicalRequest.Of(model, call, redactor), reply, time.GetUtcNow());
            await _recordings.AppendAsync(model.Files, file, recorded with { Response = redactor.Redact(recorded.Response) }, cancellationToken);
        }

        if (cache is null || ModelCaching.For(model, call) is not { } lifetime || !ModelCaching.MayKeep(reply)) return;
        var request = CanonicalRequest.Of(model, call, redactor);
        var now = time.GetUtcNow();
        var kept = new CachedReply(ModelCaching.Hash(model, request), (RecordedCall.Of(request, reply, now) with { Request = Nothing }).Write(), now + lifetime);
        if (kept.Bytes > ModelCaching.LargestReply) return;
        try
        {
            await cache.StoreAsync(model.Organization, kept, new CacheBounds(options.Value.CacheEntries, options.Value.CacheBytes), now);
        }
        catch (PlatformException)
        {
            // The answer is here; that it could not be kept costs the next call, not this one.
        }
    }

    private async Task<RecordedCall?> CachedAsync(ModelSettings model, string hash)
    {
        try
        {
            return await cache!.FindAsync(model.Organization, hash, time.GetUtcNow()) is { } text ? RecordedCall.Read(text) : null;
        }
        catch (PlatformException)
        {
            return null; // the provider is asked instead
        }
    }

    // Null when it is not of a form that this release reads.
    private ModelReply? Reply(RecordedCall recorded, ModelSettings model, string source, long started, int attempt)
    {
        try
        {
            return recorded.Reply(catalog.Find(recorded.Use)?.Key ?? catalog.Find(model.Use)?.Key ?? model.Use, source, time.GetElapsedTime(started), attempt);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static PlatformException Unreadable(ModelSettings model, string file) =>
        ModelErrors.Of(ModelErrorKind.InvalidRequest, $"An answer in '{file}' of model '{model.Name}' cannot be read.", "Record it again.");

    // Who watches sees the text come, as from a provider.
    private static ModelReply Told(ModelReply reply, ModelCall call)
    {
        if (reply.Response.Text is { Length: > 0 } text) call.Listener?.Wrote(text);
        return reply;
    }
}
