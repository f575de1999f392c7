using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>Two runs step by step: the first step after which their states, or what is due, are not the same.</summary>
internal sealed class RunCompare(IRunHistory history, RunStates states)
{
    private const int Page = 500;
    private const int MostSteps = 20_000; // a person compares no more, and both runs are read to there

    public async ValueTask<RunsParted> FirstAsync(RunView a, RunView b, CancellationToken cancellationToken)
    {
        // A fork has no steps before the one that it began with.
        var from = Math.Max(a.ForkedFrom?.Step ?? 0, b.ForkedFrom?.Step ?? 0);
        var (left, right) = (await Walk.AtAsync(history, a.Id, from, cancellationToken), await Walk.AtAsync(history, b.Id, from, cancellationToken));
        if (left is null || right is null) return new RunsParted(from, 0, null, [], [], []);
        for (var same = 0; ; same++)
        {
            if (!IsSame(left.Now, right.Now)) return Parted(left, right, same);
            var (goesOn, also) = (same < MostSteps && await left.NextAsync(cancellationToken), same < MostSteps && await right.NextAsync(cancellationToken));
            if (goesOn != also) return new RunsParted(from, same + 1, (goesOn ? left : right).Now.Step, Due(left), Due(right), []);
            if (!goesOn) return new RunsParted(from, same + 1, null, [], [], []);
        }
    }

    private RunsParted Parted(Walk left, Walk right, int same) => new(
        left.First, same, left.Now.Step, Due(left), Due(right), StateDiff.Of(states.Shown(left.Now), states.Shown(right.Now)))
    { RanA = left.Ran, RanB = right.Ran };

    private static List<string> Due(Walk walk) => [.. walk.Now.Due.Select(d => d.Node)];

    private static bool IsSame(Checkpoint a, Checkpoint b) =>
        a.Due.Select(d => d.Node).SequenceEqual(b.Due.Select(d => d.Node)) && a.Channels.Count == b.Channels.Count
        && a.Channels.All(c => b.Channels.TryGetValue(c.Key, out var other) && (ReferenceEquals(c.Value, other) || c.Value.ToJson() == other.ToJson()));

    /// <summary>A run's checkpoints one after the other, a page of them in memory.</summary>
    private sealed class Walk(IRunHistory history, RunId run, int first, Checkpoint at)
    {
        private readonly Queue<StepRow> _rows = new();

        public Checkpoint Now { get; private set; } = at;

        public int First { get; } = first;

        /// <summary>The nodes that were due before the step.</summary>
        public IReadOnlyList<string> Ran { get; private set; } = [];

        public static async ValueTask<Walk?> AtAsync(IRunHistory history, RunId run, int step, CancellationToken cancellationToken) =>
            (await history.StateAtAsync(run, step, cancellationToken))?.State is { } at ? new Walk(history, run, step, at) : null;

        public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
        {
            if (_rows.Count == 0)
                foreach (var row in await history.StepsAsync(run, Now.Step, Page, cancellationToken)) _rows.Enqueue(row);
            if (!_rows.TryDequeue(out var next)) return false;
            Ran = [.. Now.Due.Select(d => d.Node)];
            Now = CheckpointJson.Read(next.Full ? null : Now, next.Step, next.State);
            return true;
        }
    }
}
