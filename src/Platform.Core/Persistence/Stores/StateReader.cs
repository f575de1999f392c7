using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>A checkpoint from its rows: the last full one and the deltas after it.</summary>
internal static class StateReader
{
    /// <summary>The state after a step, without journal and waits; null when there is none.</summary>
    /// <param name="step">Null for the newest.</param>
    public static async ValueTask<StateAt?> ReadAsync(SqlSession s, RunId run, int? step)
    {
        var (fullBytes, deltaBytes) = (0L, 0L);
        var last = step ?? int.MaxValue;
        var from = await s.OneAsync("SELECT max(step) FROM checkpoints WHERE run_id = $1 AND step <= $2 AND \"full\" = 1", r => r.IsDBNull(0) ? -1 : r.GetInt32(0), run, last);
        if (from < 0) return null;
        var rows = await s.AllAsync(
            "SELECT step, at, \"full\", state FROM checkpoints WHERE run_id = $1 AND step BETWEEN $2 AND $3 ORDER BY step",
            r => (Step: r.GetInt32(0), At: r.Time(1), Full: r.Flag(2), State: Packed.Open(r.Bytes(3))), run, from, last);
        Checkpoint? state = null;
        foreach (var row in rows)
        {
            state = CheckpointJson.Read(row.Full ? null : state, row.Step, row.State);
            if (row.Full) (fullBytes, deltaBytes) = (row.State.Length, 0);
            else deltaBytes += row.State.Length;
        }

        return step is not null && state!.Step != step ? null : new StateAt(state!, rows[^1].At, fullBytes, deltaBytes);
    }
}

/// <param name="FullBytes">Of the last whole checkpoint.</param>
/// <param name="DeltaBytes">Of what changed since.</param>
internal sealed record StateAt(Checkpoint State, DateTimeOffset At, long FullBytes, long DeltaBytes);
