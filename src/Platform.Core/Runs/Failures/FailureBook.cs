using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Runs.Failures;

/// <summary>Failures grouped by cause, and what can be done about all of a group at once.</summary>
public sealed class FailureBook
{
    public const int MostCounted = 1_000;
    private const int MostRetried = 500; // at once; who asks again goes on with the next
    private const int MostGroups = 200;
    private const int MostDays = 366;

    private readonly IFailureStore _store;
    private readonly RunService _runs;
    private readonly TimeProvider _time;

    internal FailureBook(IFailureStore store, RunService runs, TimeProvider time) => (_store, _runs, _time) = (store, runs, time);

    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <exception cref="PlatformException">Validation: the days are the wrong way round, or more than a year.</exception>
    public FailureReport Report(Caller caller, FailureQuery query)
    {
        if (query.From > query.To || query.To.DayNumber - query.From.DayNumber > MostDays)
            throw new PlatformException(ErrorCode.Validation, $"{query.From:yyyy-MM-dd} to {query.To:yyyy-MM-dd} is no period of at most a year.", "Ask for fewer days.");
        return _store.Report(caller.Organization, query with { Limit = Math.Clamp(query.Limit, 1, MostGroups) });
    }

    /// <summary>Null when there is no such cause.</summary>
    public FailureGroup? Find(Caller caller, string cause) => _store.Find(caller.Organization, cause, Today.AddDays(-29), Today);

    public FailedRuns Failed(Caller caller, string cause, int take) => _store.Failed(caller.Organization, cause, take, MostCounted);

    /// <summary>Retries what stands failed for a cause, newest first, at most 500 at once.</summary>
    public async Task<RetriedFailures> RetryAsync(Caller caller, string cause, CancellationToken cancellationToken)
    {
        var (retried, refused) = (0, 0);
        foreach (var run in Failed(caller, cause, MostRetried).Newest)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await _runs.RetryAsync(caller, run, cancellationToken);
                retried++;
            }
            catch (PlatformException e) when (e.Code is ErrorCode.Conflict or ErrorCode.NotFound)
            {
                refused++; // somebody else retried it meanwhile, or it was deleted
            }
        }

        return new RetriedFailures(retried, refused, Failed(caller, cause, 0).Count);
    }
}
