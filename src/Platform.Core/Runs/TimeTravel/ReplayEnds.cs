using Platform.Core.Events;
using Platform.Core.Expressions;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>How a run ended against how its replay did. Pure.</summary>
internal static class ReplayEnds
{
    public static Divergence? Outputs(RunView run, RunSucceeded replayed, ReplayCompare compare)
    {
        var then = run.Outputs is { } outputs ? CelValue.FromJson(outputs).ToJson() : "null";
        var now = replayed.Outputs.ToJson();
        return then == now ? null : new Divergence("outputs", replayed.Step, null, null, null, Short.Clip(then), Short.Clip(now), compare.Why(null, null));
    }

    public static Divergence Other(RunView run, int step, string? node, string actual, ReplayCompare compare) =>
        new("end", step, node, null, null, run.Error is { } error ? $"the run failed: {error.Message}" : $"the run went on, or is {run.Status.Text()}", actual, compare.Why(node, null));

    public static string Say(RunEvent end) => end switch
    {
        TaskFinished => "done",
        TaskFailed failed => $"failed: {failed.Error.Message}",
        TaskInterrupted waits => $"waits: {waits.Kind}",
        _ => EventJson.TypeOf(end),
    };
}
