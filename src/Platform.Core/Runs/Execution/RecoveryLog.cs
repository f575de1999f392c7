namespace Platform.Core.Runs.Execution;

/// <summary>What this process took up since it began of what others, or it itself before, had left.</summary>
public sealed class RecoveryLog
{
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly HashSet<RunIdAndEpoch> _seen = [];
    private RecoveryView _view = new(0, 0, 0, null);
    private bool _dismissed;

    /// <summary>Null when there is nothing to tell, or it was dismissed.</summary>
    public RecoveryView? Notice
    {
        get
        {
            lock (_gate) return _dismissed || _view is { Runs: 0, Crashed: 0 } ? null : _view;
        }
    }

    /// <summary>Nothing more is told until something new is recovered.</summary>
    public void Dismiss()
    {
        lock (_gate) _dismissed = true;
    }

    /// <param name="processes">That took up runs and ended without a word.</param>
    internal void Crashed(int processes)
    {
        if (processes == 0) return;
        lock (_gate) (_view, _dismissed) = (_view with { Crashed = _view.Crashed + processes }, false);
    }

    /// <param name="again">Nodes in which something was in progress, which is executed again.</param>
    internal void Took(LeasedRun run, int again, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (!_seen.Add(new RunIdAndEpoch(run.Id.Value, run.Epoch))) return;
            if (_seen.Count > 10_000) _seen.Clear();
            (_view, _dismissed) = (_view with { Runs = _view.Runs + 1, Nodes = _view.Nodes + again, At = at }, false);
        }
    }

    private readonly record struct RunIdAndEpoch(Guid Run, int Epoch);
}

/// <param name="Crashed">Processes that ended without a word; 0 when all stopped in order.</param>
/// <param name="Runs">Runs that were taken up where their last commit stood.</param>
/// <param name="Nodes">Nodes of theirs in which something was in progress, which is executed again: of a map the items that had not ended.</param>
/// <param name="At">When the last was taken up; null before the first.</param>
public sealed record RecoveryView(int Crashed, int Runs, int Nodes, DateTimeOffset? At)
{
    /// <summary><c>2 runs were taken up where they stood; what was in progress in 3 nodes is executed again.</c></summary>
    public string Sentence => (Runs, Nodes) switch
    {
        (0, _) => "No run was being worked on, so nothing is done twice.",
        (_, 0) => $"{Many(Runs, "run was", "runs were")} taken up where the last commit stood; nothing is executed again.",
        _ => $"{Many(Runs, "run was", "runs were")} taken up where the last commit stood; what was in progress in {Many(Nodes, "node", "nodes")} is executed again.",
    };

    /// <summary>The sentence, and what goes on without being taken up.</summary>
    public string With(ActiveCounts now) => now.Waiting == 0
        ? Sentence
        : $"{Sentence} {Many(now.Waiting, "run waits", "runs wait")} for a time, a person or an event, and {(now.Waiting == 1 ? "goes" : "go")} on when it comes.";

    private static string Many(int count, string one, string many) => $"{count:#,0} {(count == 1 ? one : many)}";
}
