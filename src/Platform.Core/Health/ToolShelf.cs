using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Tools;
using Platform.Core.Tools.BuiltIn;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>One kind of tool, as people and programs look at it.</summary>
/// <param name="Result">JSON Schema; null when it may be anything.</param>
/// <param name="NeedsRun">It asks a model, a person or another workflow, so trying it is a run of its own.</param>
/// <param name="Model">What its setting <c>model</c> must offer, in words; null when it uses none.</param>
/// <param name="Workflows">Those whose current version uses it.</param>
public sealed record ToolView(
    string Name, string Description, JsonElement Arguments, JsonElement? Result, IReadOnlyList<string> Limits, IReadOnlyList<ToolSetting> Settings, string Notes,
    string Example, string? ExampleParts, bool NeedsRun, ToolModel? Model, IReadOnlyList<string> Workflows);

/// <summary>The model that a tool asks.</summary>
/// <param name="IsNeeded">It cannot do without.</param>
/// <param name="Providers">That offer such models.</param>
/// <param name="Declared">Such models that workflows name: <c>builtin/embedder</c>.</param>
public sealed record ToolModel(bool IsNeeded, IReadOnlyList<string> Providers, IReadOnlyList<string> Declared);

/// <summary>A part of a workflow that stands for many tools.</summary>
/// <param name="Use"><c>mcp</c> or <c>openapi</c>.</param>
/// <param name="Where">Its address, file or program.</param>
public sealed record ToolServerView(string Workflow, string Name, string Use, string Where);

/// <param name="Settings">What would stand under the tool's name in a file: YAML or JSON, without <c>use</c>. Null or empty for none.</param>
/// <param name="Files">Texts that lie in the folder, by path.</param>
public sealed record ToolTrial(JsonElement Arguments, string? Settings, IReadOnlyDictionary<string, string>? Files)
{
    /// <summary>For a tool that asks a model: <c>builtin/embedder</c>; null for none.</summary>
    public string? Model { get; init; }
}

/// <param name="Result">Null when it failed.</param>
/// <param name="Files">What lies in the folder afterwards; texts are shown as far as they are short.</param>
public sealed record ToolTrialResult(bool Ok, JsonElement? Result, ToolTrialError? Error, double DurationMs, IReadOnlyList<ToolTrialFile> Files)
{
    /// <summary>The run that it was tried in; null when it needed none.</summary>
    public RunView? Run { get; init; }
}

public sealed record ToolTrialError(string Code, string Message, string Resolution);

/// <param name="Text">Null when it is no text, or long.</param>
public sealed record ToolTrialFile(string Path, long Bytes, string? Text);

/// <summary>Which tools there are, who uses them, and what one does when it is tried: in a folder of its own that is gone afterwards, by the rules that hold in a run.</summary>
public sealed class ToolShelf(ToolCatalog catalog, ModelCatalog models, ToolRunner runner, ToolRunTrial trials, PartsIndex parts, DeclaredSettings declared, WorkFolders folders)
{
    private const int MostFiles = 20;
    private const int LargestText = 64 * 1024;

    private readonly ConditionalWeakTable<PartsView, IReadOnlyList<ToolView>> _lists = []; // made once for each reading of the workflows

    public async Task<IReadOnlyList<ToolView>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await parts.AllAsync(caller.Organization, cancellationToken);
        return _lists.GetValue(all, a => [.. catalog.All.Select(kind => View(kind, a))]);
    }

    /// <summary>Under which names workflows call the kinds of tools.</summary>
    public async Task<ToolNames> NamesAsync(Caller caller, CancellationToken cancellationToken) =>
        ToolNames.Of(await parts.AllAsync(caller.Organization, cancellationToken), catalog.Kinds);

    /// <summary>Parts of workflows that stand for many tools, which only asking them tells.</summary>
    public async Task<IReadOnlyList<ToolServerView>> ServersAsync(Caller caller, CancellationToken cancellationToken) =>
        [.. (await parts.AllAsync(caller.Organization, cancellationToken)).Tools.Where(kind => catalog.FindServer(kind.Key) is not null)
            .SelectMany(kind => kind).Select(t => new ToolServerView(t.Workflow, t.Part.Name, t.Part.Use, WhereOf(t.Part))).OrderBy(t => t.Workflow, StringComparer.Ordinal)];

    /// <summary>Asks one of them what it offers: an OpenAPI document is read, its service is not called.</summary>
    /// <exception cref="PlatformException">Not found, or what reaching it fails with.</exception>
    public async Task<IReadOnlyList<(string Name, string Description, JsonElement Arguments)>> OffersAsync(Caller caller, string workflow, string name, CancellationToken cancellationToken)
    {
        var (_, tools) = await OfferedAsync(caller, workflow, name, cancellationToken);
        return [.. tools.Select(t => (t.Name, t.Function.Description, t.Function.JsonSchema))];
    }

    /// <summary>Calls one of what a server offers, by the rules that hold in a run.</summary>
    /// <param name="tool">As the workflow names it: <c>shop.list_orders</c>.</param>
    /// <exception cref="PlatformException">As a node that calls the tool would fail.</exception>
    public async Task<JsonElement> CallOfferAsync(Caller caller, string workflow, string name, string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var (settings, tools) = await OfferedAsync(caller, workflow, name, cancellationToken);
        var found = tools.FirstOrDefault(t => t.Name == tool) ?? throw new PlatformException(ErrorCode.NotFound, $"'{name}' offers no '{tool}'.", "Ask it for its tools again.");
        return await runner.CallAsync(found, arguments, new ToolCallContext(caller.Organization, settings.Files, $"try/{Guid.NewGuid():N}"), cancellationToken);
    }

    private async Task<(ToolSettings Settings, IReadOnlyList<BoundTool> Tools)> OfferedAsync(Caller caller, string workflow, string name, CancellationToken cancellationToken)
    {
        var part = (await parts.AllAsync(caller.Organization, cancellationToken)).Find(workflow)?.Tools.FirstOrDefault(t => t.Name == name);
        if (part is null || catalog.FindServer(part.Use) is not { } server) throw new PlatformException(ErrorCode.NotFound, $"'{workflow}' has no server of tools '{name}'.", "The tools page lists them.");
        var known = await declared.ResolveAsync(part, $"Tool '{name}'", caller.Organization, cancellationToken);
        var settings = new ToolSettings(name, part.Use, known, caller.Organization, folders.Of(caller.Organization, workflow));
        return (settings, await server.ToolsAsync(settings, null, cancellationToken));
    }

    // Without a query, which may hold a key.
    private static string WhereOf(PartConfig part) => (part.Settings.Text("url") ?? part.Settings.Text("file") ?? part.Settings.Text("command") ?? "").Split('?')[0];

    /// <summary>Null when there is no such tool.</summary>
    public async Task<ToolView?> FindAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        catalog.Find(name) is { } kind ? View(kind, await parts.AllAsync(caller.Organization, cancellationToken)) : null;

    /// <exception cref="PlatformException">Not found: no such tool; validation: the settings do not fit. What the call itself fails with is a result.</exception>
    public async Task<ToolTrialResult> TryAsync(Caller caller, string name, ToolTrial trial, CancellationToken cancellationToken)
    {
        var kind = catalog.Find(name)
            ?? throw new PlatformException(ErrorCode.NotFound, $"There is no tool '{name}'.", catalog.Nearest(name) is { } near ? $"Did you mean '{near}'?" : $"There are {Names.Quoted(catalog.Kinds)}.");
        if (NeedsRun(kind)) return await trials.TryAsync(caller, kind, trial, Written(kind, trial.Settings), cancellationToken);
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

    private async Task<JsonElement> SettingsAsync(IToolKind kind, string? text, OrganizationId organization, CancellationToken cancellationToken)
    {
        if (Written(kind, text) is not { } map) return JsonSerializer.SerializeToElement(new Dictionary<string, string>());
        return await declared.ResolveAsync(new PartConfig(kind.Key, SourceSpan.StartOf("settings"), map), $"Tool '{kind.Key}'", organization, cancellationToken);
    }

    // Read and checked as if it stood in a file; null when there is none.
    private static ConfigMap? Written(IToolKind kind, string? text)
    {
        var found = new Findings();
        var map = string.IsNullOrWhiteSpace(text) ? null : YamlReader.Read(text, "settings", found);
        if (map is not null && !found.HasErrors) kind.Check(new PartConfig(kind.Key, SourceSpan.StartOf("settings"), map), found);
        if (found.Sorted().FirstOrDefault(f => f.Severity == Severity.Error) is { } wrong) throw new PlatformException(ErrorCode.Validation, $"The settings do not fit: {wrong.Message}", "Write them as they would stand under the tool's name in a file.");
        return map;
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

    private ToolView View(IToolKind kind, PartsView all) => new(
        kind.Key, kind.Description, kind.ArgumentsSchema, kind.Manual.Result, kind.Manual.Limits, kind.Manual.Settings, kind.Manual.Notes, kind.Example, kind.ExampleParts, NeedsRun(kind), ModelOf(kind, all),
        [.. all.Callers[kind.Key]]);

    private static bool NeedsRun(IToolKind kind) => kind.ModelOf is not null || kind.IsWorkflow || kind is HumanAskTool or WorkflowRunTool;

    private ToolModel? ModelOf(IToolKind kind, PartsView all)
    {
        if (kind.ModelOf is not { } needed) return null;
        var providers = models.All.Where(needed.IsInstanceOfType).Select(p => p.Key).Order(StringComparer.Ordinal).ToList();
        var uses = all.Tools[kind.Key].Select(t => all.Find(t.Workflow)?.Models.FirstOrDefault(m => m.Name == t.Part.Settings.Text("model"))?.Use);
        return new ToolModel(kind.NeedsModel, providers, [.. uses.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private static double Since(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
}
