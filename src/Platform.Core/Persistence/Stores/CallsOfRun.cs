using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// What a run has used by its calls: a call of a task that a crash cut short is in the log and not yet in the run's row, and its money is gone all the same.
/// </summary>
internal static class CallsOfRun
{
    /// <param name="row">What the run's row says; it is right where the log was cleared.</param>
    public static async ValueTask<RunUsage> CountedAsync(SqlSession s, RunId run, RunUsage row) => await s.OneAsync(
        """
        SELECT COALESCE(CAST(sum(CASE WHEN status = 'ok' THEN 1 ELSE 0 END) AS bigint), 0), COALESCE(CAST(sum(input_tokens) AS bigint), 0), COALESCE(CAST(sum(output_tokens) AS bigint), 0), COALESCE(CAST(sum(cached_tokens) AS bigint), 0),
            COALESCE(CAST(sum(reasoning_tokens) AS bigint), 0), COALESCE(CAST(sum(cost_nanos) AS bigint), 0), count(*) - count(cost_nanos),
            COALESCE(CAST(sum(CASE WHEN cost_nanos > 0 THEN estimated ELSE 0 END) AS bigint), 0)
        FROM model_calls WHERE run_id = $1
        """,
        r => r.GetInt64(0) <= row.ModelCalls
            ? row
            : new RunUsage(
                r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5) / CommitWriting.NanosPerDollar, (int)r.GetInt64(0), (int)r.GetInt64(6),
                row.Active, (int)r.GetInt64(7)),
        run) ?? row;
}
