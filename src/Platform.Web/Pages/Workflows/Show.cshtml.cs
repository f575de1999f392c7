using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Runs.Figures;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Forms;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>One workflow: its picture, the form that starts it, its runs, versions, source and files.</summary>
internal sealed class ShowModel(WorkflowService workflows, RunService runs, WorkFiles files, WorkflowLister lister, CostBook costs, Caller caller) : PageModel
{
    private const int Marks = 100;

    private static readonly JsonElement NoInputs = JsonSerializer.SerializeToElement(new { });

    public WorkflowVersion Version { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public bool IsCurrent { get; private set; }

    public string? Svg { get; private set; }

    public int Nodes { get; private set; }

    /// <summary>Why this version cannot run; null when it can.</summary>
    public string? Broken { get; private set; }

    public FormView Form { get; private set; } = new("", "Run", [], []);

    public IReadOnlyList<RunView> Runs { get; private set; } = [];

    public IReadOnlyList<VersionView> Versions { get; private set; } = [];

    public IReadOnlyList<WorkFile> Files { get; private set; } = [];

    /// <summary>Files that it reads by a name in its text and that are not there.</summary>
    public IReadOnlyList<FileRead> Lacking { get; private set; } = [];

    /// <summary>What became of files that were sent or deleted; null when none were.</summary>
    [TempData]
    public string? FilesDone { get; set; }

    /// <summary>Why some of them are left out; null when none are.</summary>
    [TempData]
    public string? FilesRefused { get; set; }

    public FilesCard FilesCard => new(Version.Workflow, Files, Lacking, FilesDone, FilesRefused);

    /// <summary>Null while it may be started.</summary>
    public string? DisabledBy { get; private set; }

    /// <summary>The number of the version that was just made from an old text; null otherwise.</summary>
    public int? Restored { get; private set; }

    public WorkflowFigures Figures { get; private set; } = WorkflowFigures.None;

    public IReadOnlyList<InFlight> Flying { get; private set; } = [];

    public TrendsView Trends { get; private set; } = TrendsView.None;

    /// <summary>Null when the version cannot be started.</summary>
    public CallSamples? Samples { get; private set; }

    public IReadOnlyList<(string What, string Much)> Limits { get; private set; } = [];

    /// <param name="like">A run whose inputs fill the form.</param>
    public async Task<IActionResult> OnGetAsync(string name, int? version, Guid? like, int? restored, CancellationToken cancellationToken)
    {
        Restored = restored;
        if (await ReadAsync(name, version, cancellationToken) is not { } graph) return Version is null ? this.Lacks(await workflows.MissingAsync(caller, name, version, cancellationToken)) : Page();
        var before = like is { } id ? await runs.FindAsync(caller, new RunId(id), cancellationToken) : null;
        Form = Form with { Fields = SchemaForm.Of(graph.InputsSchema, before?.Inputs) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string name, int? version, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, version, cancellationToken) is not { } graph) return Version is null ? this.Lacks(await workflows.MissingAsync(caller, name, version, cancellationToken)) : Page();
        var answer = await FormReader.ReadAsync(SchemaForm.Of(graph.InputsSchema, null), Request.Form, UploadAsync);
        Form = Form with { Fields = answer.Fields };
        if (answer.HasErrors) return this.Unfit();

        var start = new StartRun { Workflow = name, Version = version, Inputs = graph.InputsSchema.ValueKind == JsonValueKind.Object ? answer.Value : NoInputs };
        var started = await runs.StartAsync(caller, start, cancellationToken);
        if (started.Ok) return LocalRedirect($"/runs/{started.Value.Id}");
        var (fields, rest) = SchemaForm.WithFindings(answer.Fields, started.Findings);
        Form = Form with { Fields = fields, Rest = rest };
        return this.Unfit();

        async Task<string> UploadAsync(IFormFile file)
        {
            await using var content = file.OpenReadStream();
            return (await files.UploadAsync(caller, name, file.FileName, content, cancellationToken)).Path;
        }
    }

    /// <param name="named">The path by which the workflow reads the one file that is sent; null for each file's own name.</param>
    public async Task<IActionResult> OnPostUploadAsync(string name, string? named, bool replace, List<IFormFile> upload, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is null) return this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken));
        var (stored, refused) = (new List<string>(), new List<string>());
        foreach (var file in upload)
        {
            var path = string.IsNullOrEmpty(named) ? FilesCard.NameOf(file.FileName) : named;
            try
            {
                await using var content = file.OpenReadStream();
                stored.Add((replace
                    ? await files.ReplaceAsync(caller, name, path, content, cancellationToken)
                    : await files.StoreAsync(caller, name, path, content, cancellationToken)).Path);
            }
            catch (PlatformException why) when (why.Code is ErrorCode.Conflict or ErrorCode.Forbidden or ErrorCode.LimitExceeded)
            {
                refused.Add(FilesCard.Refusal(path, why));
            }
        }

        FilesDone = FilesCard.Stored(stored);
        FilesRefused = upload.Count == 0 ? "No file was chosen." : FilesCard.Few(refused);
        return LocalRedirect($"/workflows/{name}#files");
    }

    public async Task<IActionResult> OnPostDeleteFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is null) return this.Lacks(await workflows.MissingAsync(caller, name, null, cancellationToken));
        try
        {
            files.Delete(caller, name, path);
            FilesDone = $"{path} is deleted.";
        }
        catch (PlatformException why) when (why.Code is ErrorCode.NotFound or ErrorCode.Forbidden)
        {
            FilesRefused = $"{why.Message} {why.Resolution}";
        }

        return LocalRedirect($"/workflows/{name}#files");
    }

    private async Task<CompiledGraph?> ReadAsync(string name, int? version, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, version, cancellationToken) is not { } found) return null;
        Versions = await workflows.VersionsAsync(caller, name, cancellationToken);
        if (Versions.Count == 0) return null; // deleted: its versions are found by their number still
        Version = found;
        IsCurrent = Versions.Any(v => v.Current && v.Number == found.Number);
        Runs = (await runs.ListAsync(caller, new RunQuery { Workflow = name, Limit = 10 }, cancellationToken)).Items;
        Files = files.List(caller, name);
        DisabledBy = (await workflows.CurrentAsync(caller, name, cancellationToken))?.DisabledBy;
        Figures = await lister.FiguresAsync(caller, name, cancellationToken);
        Flying = await lister.InFlightAsync(caller, name, cancellationToken);
        var (from, to) = (costs.Today.AddDays(1 - TrendsView.Length), costs.Today);
        var spent = costs.Report(caller, new CostQuery { By = CostBy.Day, From = from, To = to, Workflow = name });
        Trends = TrendsView.Of(await lister.RecentAsync(caller, name, Marks, cancellationToken), spent, to);
        Form = new FormView(version is null ? $"/workflows/{name}#start" : $"/workflows/{name}?version={version}#start", "Run", [], []);
        try
        {
            var graph = (await workflows.LoadAsync(caller, name, found.Number, cancellationToken)).Graph;
            Nodes = graph.Nodes.Count;
            Samples = CallSamples.Of(name, graph.InputsSchema, $"{Request.Scheme}://{Request.Host}");
            Limits = LimitsOf(graph);
            Lacking = files.Lacking(caller, graph);
            Svg = GraphPicture.Draw(graph, new Dictionary<string, NodeLook>(StringComparer.Ordinal));
            return graph;
        }
        catch (PlatformException broken) // An old text that this release no longer reads can still be looked at.
        {
            Broken = $"{broken.Message} {broken.Resolution}";
            return null;
        }
    }

    private static List<(string, string)> LimitsOf(CompiledGraph graph)
    {
        var limits = graph.Limits;
        var told = new List<(string, string)> { ("Steps", Display.Count(limits.Steps)), ("Time", Display.Duration(limits.Time)), ("At once", Display.Many(limits.Parallel, "task")) };
        if (limits.Cost is { } cost) told.Add(("Cost", Display.Money(cost)));
        if (limits.Tokens is { } tokens) told.Add(("Tokens", Display.Short(tokens)));
        if (limits.Deadline is { } deadline) told.Add(("Deadline", Display.Duration(deadline)));
        if (graph.Concurrency is { } rule) told.Add(("Runs at once", $"{Display.Count(rule.Limit)}{(rule.Group is null ? "" : " of each group")}"));
        return told;
    }
}
