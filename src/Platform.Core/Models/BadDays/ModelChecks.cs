using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models.BadDays;

/// <summary>What a check of a model found.</summary>
/// <param name="Kind">How it failed, as an error's kind; null when it is well.</param>
/// <param name="Error">What is wrong, in a sentence; null when it is well.</param>
/// <param name="Resolution">What to do; empty when it is well.</param>
/// <param name="LatencyMs">Until the whole answer; 0 for what was not asked.</param>
/// <param name="Cost">US dollars that the check cost; null when the price is not known.</param>
public sealed record ModelCheckResult(DateTimeOffset At, bool Ok, string? Kind, string? Error, string Resolution, double LatencyMs, decimal? Cost)
{
    /// <summary>The provider was asked for its list alone: the address and the key are tried, and not the model.</summary>
    public bool OnlyLooked { get; init; }
}

/// <summary>How a model is checked.</summary>
public enum CheckBy
{
    /// <summary>A word of it.</summary>
    Chat,

    /// <summary>A vector of a word.</summary>
    Vectors,

    /// <summary>Its provider's list, for models of sound: a call would need some.</summary>
    List,
}

/// <summary>
/// Asks models whether they are there: one call of a few tokens, which tries the address, the key and the name at once. The newest result of each is kept in this process.
/// </summary>
public sealed class ModelChecks(ModelCatalog catalog, ModelClients clients, ModelServices services, ModelTraffic traffic, TimeProvider time)
{
    /// <summary>A check that failed keeps a workflow from starting for so long.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    private const int MostKept = 4096;
    private const int Tokens = 16; // the least that every provider takes

    private static readonly TimeSpan LongestAsk = TimeSpan.FromSeconds(20);
    private static readonly string[] LeftOut = ["record", "replay", "cache", "retries", "fallback", "parallel", "stop"];

    private readonly ConcurrentDictionary<string, (ModelSettings Model, ModelCheckResult Result)> _newest = new(StringComparer.Ordinal);
    private readonly ModelAttempt _attempt = new(catalog, clients, time);

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Null when it was not checked since this process began.</summary>
    public ModelCheckResult? Newest(ModelSettings model) => _newest.TryGetValue(traffic.KeyOf(model), out var kept) ? kept.Result : null;

    /// <param name="by">What the model is there for: what it is asked.</param>
    public async Task<ModelCheckResult> CheckAsync(ModelSettings model, CheckBy by, CancellationToken cancellationToken)
    {
        var result = await AskAsync(model, by, cancellationToken);
        if (_newest.Count < MostKept || _newest.ContainsKey(traffic.KeyOf(model))) _newest[traffic.KeyOf(model)] = (model, result);
        return result;
    }

    /// <summary>
    /// Asks for the provider's list alone. A failure is kept when calls would fail so too; that all is well is kept where nothing better is known, for nobody asked the model.
    /// </summary>
    public async Task LookAsync(ModelSettings model, CancellationToken cancellationToken)
    {
        if (traffic.IsLocal(model)) return;
        var result = await AskAsync(model, CheckBy.List, cancellationToken);
        var known = Newest(model);
        if (result.Ok ? known is not null and { OnlyLooked: false } : result.Kind is not ("connection" or "authentication")) return;
        if (_newest.Count < MostKept || known is not null) _newest[traffic.KeyOf(model)] = (model, result);
    }

    /// <summary>Why calls of this model are known to fail; null when they may succeed. It is never guessed: an open breaker, or a check that failed a moment ago.</summary>
    public PlatformException? Down(ModelSettings model)
    {
        if (traffic.IsLocal(model)) return null;
        if (traffic.Refusal(model) is { } open) return open;
        return Newest(model) is { Ok: false } failed && time.GetUtcNow() - failed.At < FreshFor
            ? new PlatformException(ErrorCode.Unavailable, $"Model '{model.Name}' ({model.Use}) did not pass its check {Math.Max(1, (time.GetUtcNow() - failed.At).TotalSeconds):0} s ago. {failed.Error}", failed.Resolution) { Kind = failed.Kind }
            : null;
    }

    /// <summary>What does not answer, one sentence each, for those who look after the platform.</summary>
    public IReadOnlyList<(string Of, string Why)> Unhealthy(OrganizationId organization)
    {
        var open = traffic.Open(organization).Select(b => (b.Of, Why: $"is left alone: {b.Breaker.Last?.Message ?? "it failed too often"}")).ToList();
        var failed = _newest.Values.Where(k => k.Model.Organization == organization && !k.Result.Ok).Select(k => (Of: k.Model.Use, Why: k.Result.Error ?? ""));
        return [.. open.Concat(failed).DistinctBy(u => u.Of).OrderBy(u => u.Of, StringComparer.Ordinal)];
    }

    private async Task<ModelCheckResult> AskAsync(ModelSettings model, CheckBy by, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var pass = traffic.EnterForCheck(model);
        try
        {
            if (catalog.Find(model.Use)?.IsLocal == true)
            {
                await clients.GetAsync(model, cancellationToken);
                return new ModelCheckResult(time.GetUtcNow(), true, null, null, "", time.GetElapsedTime(started).TotalMilliseconds, 0);
            }

            var brief = Brief(model);
            if (by == CheckBy.List)
            {
                using var times = new ModelTimes(brief, catalog.Find(model.Use)?.Key ?? model.Use, time, cancellationToken);
                await times.WithinAsync(async () => catalog.Find(brief.Use) is { } provider ? await provider.ListAsync(brief, times.Token) : null);
                return new ModelCheckResult(time.GetUtcNow(), true, null, null, "", time.GetElapsedTime(started).TotalMilliseconds, 0) { OnlyLooked = true };
            }

            if (by == CheckBy.Vectors)
            {
                var made = await services.EmbedAsync(brief, ["ok"], dimensions: null, meter: null, cancellationToken);
                var cost = ModelUsage.Of(made.Usage, otherwise: 1).CostAt(catalog.PriceOf(model));
                pass.Succeeded();
                return new ModelCheckResult(time.GetUtcNow(), true, null, null, "", time.GetElapsedTime(started).TotalMilliseconds, cost);
            }

            var call = new ModelCall
            {
                Model = brief.Name,
                Models = new Dictionary<string, ModelSettings>(StringComparer.Ordinal) { [brief.Name] = brief },
                Messages = [new ChatMessage(ChatRole.User, "Say ok.")],
            };
            var reply = await _attempt.CallAsync(brief, call, 1, cancellationToken);
            pass.Succeeded();
            return new ModelCheckResult(time.GetUtcNow(), true, null, null, "", reply.Duration.TotalMilliseconds, reply.Cost);
        }
        catch (PlatformException e)
        {
            var error = ModelErrors.Of(e, model.Name, catalog.Find(model.Use)?.Key ?? model.Use);
            if (by != CheckBy.List) pass.Failed(error);
            return new ModelCheckResult(time.GetUtcNow(), false, ModelErrorKinds.Of(error), error.Message, error.Resolution, time.GetElapsedTime(started).TotalMilliseconds, 0) { OnlyLooked = by == CheckBy.List };
        }
    }

    // The model as it is set, but for a short answer, soon.
    private static ModelSettings Brief(ModelSettings model)
    {
        var settings = JsonNode.Parse(model.Settings.GetRawText())!.AsObject();
        foreach (var key in LeftOut) settings.Remove(key);
        settings["max_tokens"] = Tokens;
        var timeout = model.Read().Duration("timeout", ModelCheck.LongestTimeout);
        settings["timeout"] = $"{(timeout is { } own && own < LongestAsk ? own : LongestAsk).TotalMilliseconds:0}ms";
        return model with { Settings = JsonSerializer.SerializeToElement(settings) };
    }
}
