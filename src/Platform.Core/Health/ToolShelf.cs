using System.Diagnostics;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>One kind of tool, as people and programs look at it.</summary>
/// <param name="Result">JSON Schema; null when it may be anything.</param>
/// <param name="CanBeTried">False for one that needs a model, or something else of a workflow.</param>
/// <param name="Workflows">Those whose current version uses it.</param>
public sealed record ToolView(
    string Name, string Description, JsonElement Arguments, JsonElement? Result, IReadOnlyList<string> Limits, IReadOnlyList<ToolSetting> Settings, string Notes,
    string Example, string? ExampleParts, bool CanBeTried, IReadOnlyList<string> Workflows);

/// <summary>A part of a workflow that stands for many tools.</summary>
/// <param name="Use"><c>mcp</c> or <c>openapi</c>.</param>
/// <param name="Where">Its address, file or program.</param>
public sealed record ToolServerView(string Workflow, string Name, string Use, string Where);

/// <param name="Settings">What would stand under the tool's name in a file: YAML or JSON, without <c>use</c>. Null or empty for none.</param>
/// <param name="Files">Texts that lie in the folder, by path.</param>
public sealed record ToolTrial(JsonElement Arguments, string? Settings, IReadOnlyDictionary<string, string>? Files);

/// <param name="Result">Null when it failed.</param>
/// <param name="Files">What lies in the folder afterwards; texts are shown as far as they are short.</param>
public sealed record ToolTrialResult(bool Ok, JsonElement? Result, ToolTrialError? Error, double DurationMs, IReadOnlyList<ToolTrialFile> Files);

public sealed record ToolTrialError(string Code, string Message, string Resolution);

/// <param name="Text">Null when it is no text, or long.</param>
public sealed record ToolTrialFile(string Path, long Bytes, string? Text);

/// <summary>Which tools there are, who uses them, and what one does when it is tried: in a folder of its own that is gone afterwards, by the rules that hold in a run.</summary>
public sealed class ToolShelf(ToolCatalog catalog, ToolRunner runner, PartsIndex parts, DeclaredSettings declared, WorkFolders folders)
{
    private const int MostFiles = 20;
    private const int LargestText = 64 * 1024;

    public async Task<IReadOnlyList<ToolView>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var workflows = (await parts.AllAsync(caller.Organization, cancellationToken)).Items;
        return [.. catalog.All.Select(kind => View(kind, workflows))];
    }

    /// <summary>Under which names workflows call each kind of tool: the kind's own for all workflows, or that of a part of one workflow.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<(string Name, string Workflow)>>> NamesAsync(Caller caller, CancellationToken cancellationToken)
    {
        var workflows = (await parts.AllAsync(caller.Organization, cancellationToken)).Items;
        return catalog.All.ToDictionary(
            k => k.Key,
            k => (IReadOnlyList<(string, string)>)[(k.Key, ""), .. workflows.SelectMany(w => w.Tools.Where(t => t.Use == k.Key).Select(t => (t.Name, w.Workflow)))], StringComparer.Ordinal);
    }

    /// <summary>Parts of workflows that stand for many tools, which only asking them tells.</summary>
    public async Task<IReadOnlyList<ToolServerView>> ServersAsync(Caller caller, CancellationToken cancellationToken) =>
        [.. (await parts.AllAsync(caller.Organization, cancellationToken)).Items
            .SelectMany(w => w.Tools.Where(t => catalog.FindServer(t.Use) is not null).Select(t => new ToolServerView(w.Workflow, t.Name, t.Use, WhereOf(t))))];

    /// <summary>Asks one of them what it offers: an OpenAPI document is read, its service is not called.</summary>
    /// <exception cref="PlatformException">Not found, or what reaching it fails with.</exception>
    public async Task<IReadOnlyList<(string Name, string Description, JsonElement Arguments)>> OffersAsync(Caller caller, string workflow, string name, CancellationToken cancellationToken)
    {
        var part = (await parts.AllAsync(caller.Organization, cancellationToken)).Items.FirstOrDefault(w => w.Workflow == workflow)?.Tools.FirstOrDefault(t => t.Name == name);
        if (part is null || catalog.FindServer(part.Use) is not { } server) throw new PlatformException(ErrorCode.NotFound, $"'{workflow}' has no server of tools '{name}'.", "The tools page lists them.");
        var settings = await declared.ResolveAsync(part, $"Tool '{name}'", caller.Organization, cancellationToken);
        var tools = await server.ToolsAsync(new ToolSettings(name, part.Use, settings, caller.Organization, folders.Of(caller.Organization, workflow)), null, cancellationToken);
        return [.. tools.Select(t => (t.Name, t.Function.Description, t.Function.JsonSchema))];
    }

    // Without a query, which may hold a key.
    private static string WhereOf(PartConfig part) => (part.Settings.Text("url") ?? part.Settings.Text("file") ?? part.Settings.Text("command") ?? "").Split('?')[0];

    /// <summary>Null when there is no such tool.</summary>
    public async Task<ToolView?> FindAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        catalog.Find(name) is { } kind ? View(kind, (await parts.AllAsync(caller.Organization, cancellationToken)).Items) : null;

    /// <exception cref="PlatformException">Not found: no such tool; validation: the settings do not fit. What the call itself fails with is a result.</exception>
    public async Task<ToolTrialResult> TryAsync(Caller caller, string name, ToolTrial trial, CancellationToken cancellationToken)
    {
        var kind = catalog.Find(name)
            ?? throw new PlatformException(ErrorCode.NotFound, $"There is no tool '{name}'.", catalog.Nearest(name) is { } near ? $"Did you mean '{near}'?" : $"There are {Names.Quoted(catalog.Kinds)}.");
        if (!CanBeTried(kind)) throw new PlatformException(ErrorCode.Validation, $"'{name}' needs a model, which a workflow names.", "Try it in a workflow.");
        var settings = await SettingsAsync(kind, trial.Settings, caller.Organization, cancellationToken);
        var folder = folders.Scratch(caller.Organization);
        try
        {
            await PutAsync(folder, trial.Files, cancellationToken);
            return await CallAsync(kind, new ToolSettings(name, name, settings, caller.Organization, folder), trial.Arguments, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    private async Task<ToolTrialResult> CallAsync(IToolKind kind, ToolSettings settings, JsonElement arguments, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var context = new ToolCallContext(settings.Organization, settings.Files, $"try/{Guid.NewGuid():N}");
            var result = await runner.CallAsync(catalog.Bind(settings), arguments, context, cancellationToken);
            return new ToolTrialResult(true, result, null, Since(started), Left(settings.Files));
        }
        catch (PlatformException e)
        {
            return new ToolTrialResult(false, null, new ToolTrialError(e.Code.Text(), e.Message, e.Resolution), Since(started), Left(settings.Files));
        }
    }

    // Read and checked as if it stood in a file.
    private async Task<JsonElement> SettingsAsync(IToolKind kind, string? text, OrganizationId organization, CancellationToken cancellationToken)
    {
        var found = new Findings();
        var map = string.IsNullOrWhiteSpace(text) ? null : YamlReader.Read(text, "settings", found);
        if (map is not null && !found.HasErrors) kind.Check(new PartConfig(kind.Key, SourceSpan.StartOf("settings"), map), found);
        if (found.Sorted().FirstOrDefault(f => f.Severity == Severity.Error) is { } wrong) throw new PlatformException(ErrorCode.Validation, $"The settings do not fit: {wrong.Message}", "Write them as they would stand under the tool's name in a file.");
        if (map is null) return JsonSerializer.SerializeToElement(new Dictionary<string, string>());
        return await declared.ResolveAsync(new PartConfig(kind.Key, SourceSpan.StartOf("settings"), map), $"Tool '{kind.Key}'", organization, cancellationToken);
    }

    private static async Task PutAsync(WorkFolder folder, IReadOnlyDictionary<string, string>? files, CancellationToken cancellationToken)
    {
        if (files is null) return;
        if (files.Count > MostFiles) throw new PlatformException(ErrorCode.LimitExceeded, $"At most {MostFiles} files can be given.", "Give fewer.");
        foreach (var (path, text) in files)
            await folder.WriteAtomicallyAsync(path, stream => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken).AsTask(), cancellationToken);
    }

    private static List<ToolTrialFile> Left(WorkFolder folder)
    {
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 16 };
        return [.. new DirectoryInfo(folder.Root).EnumerateFiles("*", walk).Take(MostFiles)
            .Select(f => new ToolTrialFile(Path.GetRelativePath(folder.Root, f.FullName).Replace('\\', '/'), f.Length, Text(f))).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    private static string? Text(FileInfo file)
    {
        if (file.Length > LargestText) return null;
        var text = File.ReadAllText(file.FullName);
        return text.Contains('\0', StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal) ? null : text;
    }

    private static ToolView View(IToolKind kind, IReadOnlyList<WorkflowParts> workflows) => new(
        kind.Key, kind.Description, kind.ArgumentsSchema, kind.Manual.Result, kind.Manual.Limits, kind.Manual.Settings, kind.Manual.Notes, kind.Example, kind.ExampleParts, CanBeTried(kind),
        [.. workflows.Where(w => NamesOf(w, kind.Key).Count > 0).Select(w => w.Workflow)]);

    private static bool CanBeTried(IToolKind kind) => kind.ModelOf is null;

    /// <summary>The names under which a workflow calls tools of a kind: the kind's own, and those of its parts.</summary>
    public static IReadOnlyList<string> NamesOf(WorkflowParts workflow, string kind)
    {
        var names = workflow.Tools.Where(t => t.Use == kind).Select(t => t.Name).ToList();
        if (Uses(workflow, kind)) names.Add(kind);
        return names;
    }

    // In a node, or in the list of an agent, by its own name.
    private static bool Uses(WorkflowParts workflow, string kind) =>
        workflow.Steps.Any(s => s.Kind == "tool" && s.Target == kind) || workflow.Agents.Any(a => AgentShelf.Texts(a.Settings["tools"]).Contains(kind, StringComparer.Ordinal));

    private static double Since(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
}
