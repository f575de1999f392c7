using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Costs.Usage;

/// <summary>How often tools, models and agents are called, how long it takes, how often it fails and what it costs.</summary>
public sealed class UsageBook
{
    /// <summary>Things that are asked for at once.</summary>
    public const int MostKeys = 500;

    private const int LeastOfGroup = 4; // whatever the groups before it asked for

    private readonly IUsageStore _store;
    private readonly TimeProvider _time;

    internal UsageBook(IUsageStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>For each group of names what they were called together, in the order of the groups. Names past <see cref="MostKeys"/> are left out, but for the first few of each group.</summary>
    /// <param name="days">Today, UTC, and the days before it: 1 to 366.</param>
    public IReadOnlyList<UsageView> Of(Caller caller, UsageKind kind, IReadOnlyList<IReadOnlyList<UsageKey>> groups, int days)
    {
        if (days is < 1 or > 366) throw new PlatformException(ErrorCode.Validation, $"{days} days are no period.", "Ask for 1 to 366 days.");
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var left = MostKeys;
        var bounded = new List<IReadOnlyList<UsageKey>>(groups.Count);
        foreach (var group in groups)
        {
            bounded.Add([.. group.Distinct().Take(Math.Max(left, LeastOfGroup))]);
            left -= bounded[^1].Count;
        }

        return _store.Of(caller.Organization, kind, bounded, today.AddDays(1 - days), today);
    }

    public UsageView Of(Caller caller, UsageKind kind, UsageKey key, int days) => Of(caller, kind, [[key]], days)[0];
}
