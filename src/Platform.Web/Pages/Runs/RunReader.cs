using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Forms;
using Platform.Web.Live;
using Platform.Web.Pages.Runs.Parts;
using Platform.Web.Pages.Runs.Spans;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>What the parts of a run's page show; the page and its stream ask the same questions here.</summary>
internal sealed class RunReader(
    Caller caller, RunService runs, RunTraces traces, TimeTravelService travel, WorkflowService workflows, HumanTaskService tasks, WorkFiles files, TimeProvider time)
{
    public Task<RunView?> FindAsync(RunId id, CancellationToken cancellationToken) => runs.FindAsync(caller, id, cancellationToken);

    /// <summary>Its workflow was deleted; that is never so while it has not ended.</summary>
    public async Task<bool> IsOrphanAsync(RunView run, CancellationToken cancellationToken) => await workflows.CurrentAsync(caller, run.Workflow, cancellationToken) is null;

    /// <summary>The picture with what each node does; null when the version no longer compiles.</summary>
    public async Task<RunGraph?> GraphAsync(RunView run, CancellationToken cancellationToken, long upTo = long.MaxValue)
    {
        if (await TryLoadAsync(run, cancellationToken) is not { } graph) return null;
        var looks = await traces.AskAsync(caller, run.Id, NodeLook.Of, cancellationToken, upTo);
        if (run.ForkedFrom is { } origin && await runs.FindAsync(caller, origin.Run, cancellationToken) is not null)
        {
            var before = await traces.AskAsync(caller, origin.Run, trace => NodeLook.UpTo(trace, origin.Step), cancellationToken);
            looks = looks.Concat(before.Where(b => !looks.ContainsKey(b.Key))).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        }

        return new RunGraph(GraphPicture.Draw(graph, looks, node => $"/runs/{run.Id}?node={Uri.EscapeDataString(node)}"), looks, graph.Nodes.Any(n => n.Kind == "agent"));
    }

    public async Task<RunHead> HeadAsync(RunView run, CancellationToken cancellationToken, long upTo = long.MaxValue) =>
        new(run, run.Status == RunStatus.Running ? await traces.AskAsync(caller, run.Id, trace => trace.BusySince, cancellationToken, upTo) : null);

    public async Task<Timeline> TimelineAsync(RunView run, TimelineQuery query, CancellationToken cancellationToken, long upTo = long.MaxValue)
    {
        var lines = await traces.AskAsync(caller, run.Id, trace => Timeline.Of(run.Id.Value, trace, query, time.GetUtcNow()), cancellationToken, upTo);
        if (!lines.Rows.Any(r => r.Kind == "item") || await TryLoadAsync(run, cancellationToken) is not { } graph) return lines;
        return await ItemNames.PutAsync(lines, run, graph, step => travel.StateAsync(caller, run.Id, step, cancellationToken));
    }

    /// <param name="isPage">For a page that is opened, which says nothing of a run that has ended well.</param>
    public async Task<RunNotice> NoticeAsync(RunView run, bool isPage, CancellationToken cancellationToken, long upTo = long.MaxValue)
    {
        var open = run.Status.IsEnded() ? new Page<HumanTaskView>([], null) : await tasks.ListAsync(caller, new HumanTaskQuery { Run = run.Id, Limit = 5 }, cancellationToken);
        var forms = open.Items.Select(t => new TaskForm(t, TaskForms.Of(t, $"/runs/{run.Id}"))).ToList();
        var at = run.Error is { } error ? Places.OfError(await TryLoadAsync(run, cancellationToken), error.Node, error.Message) : null;
        var now = isPage && run.Status is RunStatus.Failed or RunStatus.Cancelled ? null : RunWords.Now(run, await traces.AskAsync(caller, run.Id, NodeLook.Of, cancellationToken, upTo));
        if (isPage && run.Status.IsEnded() && now is not { IsPartly: true }) now = null;
        return new RunNotice(run, forms, open.Next is not null, at, now, isPage);
    }

    /// <summary>The YAML of the run's version; null when it is gone.</summary>
    public async Task<SourcePart?> SourceAsync(RunView run, IReadOnlyDictionary<string, NodeLook>? looks, string? file, int? line, CancellationToken cancellationToken)
    {
        try
        {
            var loaded = await workflows.LoadAsync(caller, run.Workflow, run.Version, cancellationToken);
            return SourcePart.Of(run, loaded, looks ?? new Dictionary<string, NodeLook>(StringComparer.Ordinal), file, line);
        }
        catch (PlatformException)
        {
            return null; // As in TryLoadAsync.
        }
    }

    public async Task<RunResult> ResultAsync(RunView run, CancellationToken cancellationToken)
    {
        // What was handed in while it ran, or before it was retried, is none of its work.
        var read = await TryLoadAsync(run, cancellationToken) is { } graph ? FilesRead.Of(graph).Select(f => f.Path).ToHashSet(StringComparer.Ordinal) : [];
        var since = run.StartedAt ?? run.CreatedAt;
        var until = run.EndedAt ?? DateTimeOffset.MaxValue;
        var written = files.List(caller, run.Workflow)
            .Where(f => f.ModifiedAt >= since.AddSeconds(-1) && f.ModifiedAt <= until && !f.Path.StartsWith("uploads/", StringComparison.Ordinal) && !read.Contains(f.Path))
            .Take(50).ToList();
        return new RunResult(run, written);
    }

    public async Task<CallsPart> CallsAsync(RunView run, int page, CancellationToken cancellationToken)
    {
        var sequences = await traces.AskAsync(
            caller, run.Id,
            trace => trace.Steps.SelectMany(s => s.Nodes).SelectMany(n => n.Tasks.Values).SelectMany(t => t.Calls)
                .Where(c => c.Kind is CallKind.Model or CallKind.Memory).Select(c => c.Sequence).Distinct().OrderDescending().ToList(),
            cancellationToken);
        var pages = Math.Max(1, (sequences.Count + CallsPart.Size - 1) / CallsPart.Size);
        page = Math.Clamp(page, 1, pages);
        var calls = new List<LoggedEvent>();
        foreach (var sequence in sequences.Skip((page - 1) * CallsPart.Size).Take(CallsPart.Size))
        {
            calls.AddRange(await runs.EventsAsync(caller, run.Id, sequence - 1, 1, cancellationToken));
        }

        return new CallsPart(run.Id.Value, calls, page, pages, sequences.Count);
    }

    /// <summary>The graph of the run's version; null when it can no longer be read.</summary>
    public async Task<CompiledGraph?> TryLoadAsync(RunView run, CancellationToken cancellationToken)
    {
        try
        {
            return (await workflows.LoadAsync(caller, run.Workflow, run.Version, cancellationToken)).Graph;
        }
        catch (PlatformException)
        {
            return null; // Deleted, or of a language that this release no longer reads: the page does without the picture.
        }
    }
}
