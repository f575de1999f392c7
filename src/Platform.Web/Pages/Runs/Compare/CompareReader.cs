using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Compare;

/// <summary>Reads two runs for the page that shows them side by side.</summary>
internal sealed class CompareReader(Caller caller, RunService runs, TimeTravelService travel, WorkflowService workflows, RunTraces traces)
{
    private const int Around = 8;

    /// <exception cref="PlatformException">One of them is not found.</exception>
    public async Task<ComparePart> ReadAsync(RunId a, RunId b, CancellationToken cancellationToken)
    {
        var of = await travel.CompareRunsAsync(caller, a, b, cancellationToken);
        var (left, right) = (await SumsAsync(of.A, cancellationToken), await SumsAsync(of.B, cancellationToken));
        var names = left.Keys.Concat(right.Keys.Where(n => !left.ContainsKey(n)));
        return new ComparePart(of, [.. names.Select(n => new NodePair(n, left.GetValueOrDefault(n), right.GetValueOrDefault(n)))], await SourceAsync(of, cancellationToken));
    }

    /// <summary>What a run is most often compared with: the one before of its workflow, where it was forked from, its forks.</summary>
    public async Task<IReadOnlyList<Candidate>> CandidatesAsync(RunView run, CancellationToken cancellationToken)
    {
        var found = new List<Candidate>();
        if (run.ForkedFrom is { } origin && await runs.FindAsync(caller, origin.Run, cancellationToken) is { } from) found.Add(new Candidate(from, $"forked from, step {origin.Step}"));
        if (run.Forks > 0)
            found.AddRange((await runs.ListAsync(caller, new RunQuery { ForkedFrom = run.Id, Limit = Around }, cancellationToken)).Items.Select(r => new Candidate(r, "a fork of it")));
        var before = await runs.ListAsync(caller, new RunQuery { Workflow = run.Workflow, After = run.Id.ToString(), Limit = Around }, cancellationToken);
        found.AddRange(before.Items.Select((r, i) => new Candidate(r, i == 0 ? "the run before" : "before")));
        if (before.Items.Count == 0) // it is the oldest
            found.AddRange((await runs.ListAsync(caller, new RunQuery { Workflow = run.Workflow, Limit = Around }, cancellationToken)).Items.Where(r => r.Id != run.Id).Select(r => new Candidate(r, "after")));
        return [.. found.DistinctBy(c => c.Run.Id)];
    }

    // A fork has what its origin had done when it was forked.
    private async Task<Dictionary<string, NodeSum>> SumsAsync(RunView run, CancellationToken cancellationToken)
    {
        var own = await SumsAsync(run.Id, int.MaxValue, cancellationToken);
        if (run.ForkedFrom is not { } origin || await runs.FindAsync(caller, origin.Run, cancellationToken) is null) return own;
        var sums = await SumsAsync(origin.Run, origin.Step, cancellationToken);
        foreach (var (node, sum) in own) sums[node] = sums.GetValueOrDefault(node) is { } before ? sum.After(before) : sum;
        return sums;
    }

    private Task<Dictionary<string, NodeSum>> SumsAsync(RunId run, int until, CancellationToken cancellationToken) => traces.AskAsync(
        caller, run,
        trace => trace.Steps.Where(s => s.Step <= until).SelectMany(s => s.Nodes).GroupBy(n => n.Node, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Sum(g.Last(), until < int.MaxValue ? g.Count() : trace.Visits[g.Key], [.. g]), StringComparer.Ordinal),
        cancellationToken);

    private static NodeSum Sum(NodeSpan last, int count, List<NodeSpan> visits) => new(
        last.Status, count, visits.SelectMany(v => v.Tasks.Values).Select(t => t.Attempts).DefaultIfEmpty(1).Max(),
        visits.Aggregate(TimeSpan.Zero, (sum, v) => sum + (v.Took ?? TimeSpan.Zero)),
        visits.Sum(v => v.Tokens), visits.Sum(v => v.Cost), visits.TrueForAll(v => v.CostKnown));

    private async Task<DiffView?> SourceAsync(RunComparison of, CancellationToken cancellationToken)
    {
        if (of.A.Workflow == of.B.Workflow && of.A.Version == of.B.Version) return null;
        var one = await workflows.FindAsync(caller, of.A.Workflow, of.A.Version, cancellationToken);
        var other = await workflows.FindAsync(caller, of.B.Workflow, of.B.Version, cancellationToken);
        return one is null || other is null ? null : DiffView.Of(one.Text, other.Text, $"{of.A.Workflow} version {one.Number}", $"{of.B.Workflow} version {other.Number}", isSplit: false);
    }
}
