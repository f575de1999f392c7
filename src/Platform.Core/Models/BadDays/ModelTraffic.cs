using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Models.Recordings;

namespace Platform.Core.Models.BadDays;

/// <summary>
/// Says whether a call of a model may go out now: not while its breaker is open, and not more at once than were asked for. Kept for one process: another
/// one finds out for itself.
/// </summary>
/// <remarks>
/// A model has two breakers: its address's, which counts connections that could not be made or broke, and its own, which counts what the provider answered. So an address that
/// is gone is left alone for all of its models, and a model that is overloaded stops no other.
/// </remarks>
public sealed class ModelTraffic(ModelCatalog catalog, IOptions<ModelTrafficOptions> options, TimeProvider time) : IDisposable
{
    public const int MostParallel = 10_000;

    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<string, Breaker> _breakers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CallSlots> _slots = new(StringComparer.Ordinal);

    /// <summary>How the two breakers of a model stand together: the worse one.</summary>
    public BreakerView Breaker(ModelSettings model)
    {
        var now = time.GetUtcNow();
        var (address, own) = Keys(model);
        var views = new[] { address, own }.Select(key => _breakers.TryGetValue(key, out var breaker) ? breaker.View(now) : new BreakerView(BreakerState.Closed, 0, null, null));
        return views.MaxBy(v => (v.State switch { BreakerState.Open => 2, BreakerState.HalfOpen => 1, _ => 0 }, v.Failures))!;
    }

    /// <summary>Null while calls go out, else the sentence that a call fails with.</summary>
    public PlatformException? Refusal(ModelSettings model)
    {
        var view = Breaker(model);
        return view.State == BreakerState.Open ? Refused(model, view) : null;
    }

    public void Dispose()
    {
        foreach (var slots in _slots.Values) slots.Dispose();
    }

    /// <summary>Waits for a place, then for nothing: who may not go out is told at once.</summary>
    /// <returns>To be disposed after the call, and told how it ended.</returns>
    internal async ValueTask<ModelPass> EnterAsync(ModelSettings model, CancellationToken cancellationToken)
    {
        if (Refusal(model) is { } open) return new ModelPass(open);
        var held = new List<CallSlots>(2);
        try
        {
            foreach (var slots in Slots(model))
            {
                await slots.EnterAsync(cancellationToken);
                held.Add(slots);
            }

            var breakers = IsLocal(model) ? [] : Breakers(model);
            for (var i = 0; i < breakers.Length; i++)
            {
                if (breakers[i].TryEnter(time.GetUtcNow())) continue;
                foreach (var entered in breakers.Take(i)) entered.Left();
                return Released(new ModelPass(Refused(model, breakers[i].View(time.GetUtcNow()))), held);
            }

            return new ModelPass(breakers, held, time);
        }
        catch
        {
            foreach (var slots in held) slots.Leave();
            throw;
        }
    }

    /// <summary>A pass for a check: it goes out even while the breaker is open, and what it finds moves the breaker.</summary>
    internal ModelPass EnterForCheck(ModelSettings model) => new(IsLocal(model) ? [] : Breakers(model), [], time);

    /// <summary>Models of an organisation whose calls do not go out now: the provider, with the model's own name when it is not the whole address.</summary>
    public IReadOnlyList<(string Of, BreakerView Breaker)> Open(OrganizationId organization)
    {
        var now = time.GetUtcNow();
        return [.. _breakers
            .Where(b => b.Key.StartsWith($"{organization}\n", StringComparison.Ordinal))
            .Select(b => (Of: b.Key.Split('\n') is { Length: 4 } own ? own[3] : b.Key.Split('\n')[1], Breaker: b.Value.View(now)))
            .Where(b => b.Breaker.State != BreakerState.Closed)
            .OrderBy(b => b.Of, StringComparer.Ordinal)];
    }

    /// <summary>What makes a model the same for its breaker and its checks: organisation, provider, address and name.</summary>
    internal string KeyOf(ModelSettings model) => Keys(model).Own;

    /// <summary>Nobody outside is asked: it runs here, or its answers come from a recording.</summary>
    internal bool IsLocal(ModelSettings model) => KeptReplies.IsPlayed(model) || catalog.Find(model.Use)?.IsLocal == true;

    private static ModelPass Released(ModelPass pass, List<CallSlots> held)
    {
        foreach (var slots in held) slots.Leave();
        held.Clear();
        return pass;
    }

    private PlatformException Refused(ModelSettings model, BreakerView view)
    {
        var now = time.GetUtcNow();
        var left = view.Until is { } until && until > now ? until - now : TimeSpan.Zero;
        var when = left > TimeSpan.Zero ? $"for {Math.Ceiling(left.TotalSeconds):0} s more" : "until the call that tries it has ended";
        var last = view.Last is { } error ? $" The last error: {error.Message}" : "";
        return new PlatformException(ErrorCode.Unavailable, $"Model '{model.Name}' ({model.Use}) failed too often and is not asked {when}.{last}", "Wait, mend what the last error says, or set a fallback.")
        {
            Kind = view.Last is { } kind ? ModelErrorKinds.Of(kind) : ModelErrorKind.Server.Text(),
            RetryAfter = left > TimeSpan.Zero ? left : null,
        };
    }

    private Breaker[] Breakers(ModelSettings model)
    {
        if (_breakers.Count > MostKept) Forget();
        var (address, own) = Keys(model);
        return [_breakers.GetOrAdd(address, _ => new Breaker(options.Value)), _breakers.GetOrAdd(own, _ => new Breaker(options.Value))];
    }

    // Those that say nothing make room.
    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, breaker) in _breakers)
            if (breaker.View(now) is { State: BreakerState.Closed, Failures: 0 }) _breakers.TryRemove(key, out _);
    }

    private IEnumerable<CallSlots> Slots(ModelSettings model)
    {
        var provider = catalog.Find(model.Use)?.Key ?? model.Use;
        if (model.Read().Whole("parallel", 1, MostParallel) is { } own)
            yield return _slots.GetOrAdd($"{Keys(model).Own}\n{own}", _ => new CallSlots(own, options.Value.MostWaiting, $"model '{model.Name}'"));
        if (options.Value.Parallel.TryGetValue(provider, out var all) && all > 0)
            yield return _slots.GetOrAdd(provider, _ => new CallSlots(all, options.Value.MostWaiting, $"the provider '{provider}'"));
    }

    private (string Address, string Own) Keys(ModelSettings model)
    {
        var provider = catalog.Find(model.Use)?.Key ?? model.Use;
        var address = $"{model.Organization}\n{provider}\n{(model.Read().Value("base_url") is { ValueKind: System.Text.Json.JsonValueKind.String } url ? url.GetString() : "")}";
        return (address, $"{address}\n{model.Use}");
    }
}

/// <summary>One call that may go out, or the reason why it may not.</summary>
internal sealed class ModelPass : IDisposable
{
    private readonly Breaker[] _breakers; // the address's, then the model's own; none for what is no one else's
    private readonly List<CallSlots> _held;
    private readonly TimeProvider? _time;
    private bool _told;

    public ModelPass(PlatformException refusal) => (Refusal, _breakers, _held) = (refusal, [], []);

    public ModelPass(Breaker[] breakers, List<CallSlots> held, TimeProvider time) => (_breakers, _held, _time) = (breakers, held, time);

    /// <summary>Null when the call may go out.</summary>
    public PlatformException? Refusal { get; }

    public void Succeeded()
    {
        foreach (var breaker in _breakers) breaker.Succeeded();
        _told = true;
    }

    /// <summary>Only what may pass by itself counts: a call that is wrong in itself says that the provider is well.</summary>
    public void Failed(PlatformException error)
    {
        if (_breakers.Length == 0 || !ModelErrors.IsTransient(error.Code)) return;
        var (address, own) = (_breakers[0], _breakers[1]);
        var connection = error.Kind == ModelErrorKind.Connection.Text();
        (connection ? address : own).Failed(error, _time!.GetUtcNow());
        if (connection) own.Left();
        else if (error.Code == ErrorCode.Timeout) address.Left(); // silence says nothing of the address
        else address.Succeeded();
        _told = true;
    }

    public void Dispose()
    {
        if (!_told) foreach (var breaker in _breakers) breaker.Left();
        foreach (var slots in _held) slots.Leave();
        _held.Clear();
    }
}
