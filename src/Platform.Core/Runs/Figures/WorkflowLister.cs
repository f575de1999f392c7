using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.Figures;

/// <summary>Workflows with what their runs came to: lists in any order, and the newest runs of one.</summary>
public sealed class WorkflowLister
{
    private const int Marks = 20;
    private const int MostSize = 100;
    private const int MostMarks = 200;

    private readonly WorkflowService _workflows;
    private readonly IWorkflowFigures _figures;

    internal WorkflowLister(WorkflowService workflows, IWorkflowFigures figures) => (_workflows, _figures) = (workflows, figures);

    /// <summary>One page. Only what is on it is read in full; the order comes from numbers that are remembered.</summary>
    public async Task<WorkflowLines> ListAsync(Caller caller, WorkflowLinesQuery query, CancellationToken cancellationToken)
    {
        var names = await _workflows.SearchAsync(caller, query.Search, cancellationToken);
        var figures = await _figures.AllAsync(caller.Organization, cancellationToken);
        var size = Math.Clamp(query.Size, 1, MostSize);
        var pages = Math.Max(1, (names.Count + size - 1) / size);
        var page = Math.Clamp(query.Page, 1, pages);
        var wanted = InOrder(names, figures, query).Skip((page - 1) * size).Take(size).ToList();
        var rows = (await _workflows.RowsAsync(caller, wanted, cancellationToken)).ToDictionary(w => w.Name, StringComparer.Ordinal);
        var shown = wanted.Where(rows.ContainsKey).ToList(); // one may have been deleted a moment ago
        var recent = await _figures.RecentAsync(caller.Organization, shown, Marks, cancellationToken);
        var lines = shown.Zip(recent, (name, runs) => new WorkflowLine(rows[name], figures.GetValueOrDefault(name, WorkflowFigures.None), runs)).ToList();
        return new WorkflowLines(lines, names.Count, page, pages);
    }

    /// <summary>What the runs of the last 24 hours came to.</summary>
    public async Task<WorkflowFigures> FiguresAsync(Caller caller, string workflow, CancellationToken cancellationToken) =>
        await _figures.OfAsync(caller.Organization, workflow, cancellationToken);

    /// <summary>The newest runs, the newest last.</summary>
    /// <param name="take">1 to 200.</param>
    public async Task<IReadOnlyList<RunMark>> RecentAsync(Caller caller, string workflow, int take, CancellationToken cancellationToken) =>
        (await _figures.RecentAsync(caller.Organization, [workflow], Math.Clamp(take, 1, MostMarks), cancellationToken))[0];

    /// <summary>Runs that have not ended, by version; the newest version first.</summary>
    public async Task<IReadOnlyList<InFlight>> InFlightAsync(Caller caller, string workflow, CancellationToken cancellationToken) =>
        await _figures.InFlightAsync(caller.Organization, workflow, cancellationToken);

    // Names are sorted already, and stay so where the numbers are equal; what has no number comes last, whichever way.
    private static IEnumerable<string> InOrder(IReadOnlyList<string> names, IReadOnlyDictionary<string, WorkflowFigures> figures, WorkflowLinesQuery query)
    {
        if (query.Order == WorkflowOrder.Name) return query.Descending ? names.Reverse() : names;
        var known = names.Select(n => (Name: n, Value: ValueOf(figures.GetValueOrDefault(n, WorkflowFigures.None), query.Order))).OrderBy(n => n.Value is null);
        return (query.Descending ? known.ThenByDescending(n => n.Value) : known.ThenBy(n => n.Value)).Select(n => n.Name);
    }

    private static double? ValueOf(WorkflowFigures of, WorkflowOrder order) => order switch
    {
        WorkflowOrder.Last => of.LastAt?.ToUnixTimeMilliseconds(),
        WorkflowOrder.Runs => of.Runs,
        WorkflowOrder.Success => of.SuccessRate,
        WorkflowOrder.P95 => of.P95?.TotalMilliseconds,
        WorkflowOrder.Cost => (double)of.Cost,
        _ => null,
    };
}
