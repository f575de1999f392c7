using System.Diagnostics;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Costs.Calls;

/// <summary>
/// Each call of a model: looked for, shown, and deleted when it is old. It is written in the commit of the event that tells of the call, and goes with its
/// run at the latest.
/// </summary>
public sealed class CallLog
{
    private const int MostDays = 36_500;
    private const int RowsAtOnce = 200;
    private const int Rest = 4; // times as long as was written
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(5);

    private readonly ICallStore _store;
    private readonly TimeProvider _time;

    internal CallLog(ICallStore store, TimeProvider time) => (_store, _time) = (store, time);

    public Page<ModelCallView> List(Caller caller, ModelCallQuery query)
    {
        if (query.After is { } after && !Guid.TryParse(after, out _))
            throw new PlatformException(ErrorCode.Validation, $"'{after}' is no cursor: 'after' is the 'next' of the page before.", "Leave 'after' out to begin with the newest.");
        return _store.List(caller.Organization, query);
    }

    /// <summary>Null when there is no such call.</summary>
    public ModelCallDetail? Find(Caller caller, Guid id) => _store.Find(caller.Organization, id);

    /// <summary>Days for which calls are kept; null for as long as their runs are.</summary>
    public int? Days(Caller caller) => _store.Days(caller.Organization);

    /// <exception cref="PlatformException">Validation: not from 1 to 36,500.</exception>
    public Task KeepAsync(Caller caller, int? days)
    {
        if (days is < 1 or > MostDays) throw new PlatformException(ErrorCode.Validation, $"Calls are kept from 1 to {MostDays} days.", "Give a number in that range, or none to keep them as long as their runs.");
        return _store.SetDaysAsync(caller.Organization, days, caller.Name, _time.GetUtcNow());
    }

    /// <summary>Deletes what is too old, in small transactions with pauses between them. How many went.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        foreach (var organization in _store.Organizations())
        {
            if (_store.Days(organization) is not { } days) continue;
            var before = _time.GetUtcNow() - TimeSpan.FromDays(days);
            for (var deleted = RowsAtOnce; deleted == RowsAtOnce; all += deleted)
            {
                var began = Stopwatch.GetTimestamp();
                deleted = await _store.DeleteAsync(organization, before, RowsAtOnce);
                var pause = Stopwatch.GetElapsedTime(began) * Rest;
                await Task.Delay(pause > LeastPause ? pause : LeastPause, _time, cancellationToken);
            }
        }

        return all;
    }
}
