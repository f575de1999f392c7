using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;

namespace Platform.Web.Pages.Runs.Parts;

/// <summary>The runs under a run, and those under them.</summary>
internal sealed class ChildTree(Caller caller, RunService runs, RunTraces traces)
{
    private const int Most = 200;
    private const int Deepest = 6;

    public async Task<ChildrenPart> ReadAsync(RunView run, CancellationToken cancellationToken)
    {
        var rows = new List<ChildRow>();
        await AddAsync(rows, run, 0, cancellationToken);
        return new ChildrenPart(run, rows);
    }

    private async Task AddAsync(List<ChildRow> rows, RunView parent, int depth, CancellationToken cancellationToken)
    {
        if (parent.Children == 0 || depth >= Deepest || rows.Count >= Most) return;
        var by = await traces.AskAsync(
            caller, parent.Id, trace => trace.Children.GroupBy(c => c.Run, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.First(), StringComparer.Ordinal), cancellationToken);
        var children = await runs.ListAsync(caller, new RunQuery { Parent = parent.Id, Limit = Math.Min(Most - rows.Count, 200) }, cancellationToken);
        foreach (var child in children.Items.Reverse())
        {
            rows.Add(new ChildRow(child, depth, by.GetValueOrDefault(child.Id.ToString())));
            await AddAsync(rows, child, depth + 1, cancellationToken);
        }
    }
}

/// <param name="By">The node, and item of its map, that started it; null when that is no longer known.</param>
internal sealed record ChildRow(RunView Run, int Depth, ChildLink? By);

internal sealed record ChildrenPart(RunView Run, IReadOnlyList<ChildRow> Rows);
