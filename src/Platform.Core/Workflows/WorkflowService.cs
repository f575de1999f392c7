using System.Security.Cryptography;
using System.Text;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;

namespace Platform.Core.Workflows;

/// <summary>Named definitions and their immutable versions.</summary>
public sealed class WorkflowService
{
    private const int MostUsers = 100;

    private readonly IWorkflowStore _store;
    private readonly GraphCache _graphs;
    private readonly GraphCompiler _compiler;
    private readonly WorkFiles _files;
    private readonly TimeProvider _time;

    internal WorkflowService(IWorkflowStore store, GraphCache graphs, GraphCompiler compiler, WorkFiles files, TimeProvider time)
    {
        (_store, _graphs, _compiler, _files, _time) = (store, graphs, compiler, files, time);
    }

    /// <summary>Told after a workflow was saved or deleted by this process.</summary>
    public event Action<OrganizationId>? Changed;

    /// <summary>Every finding about a text; touches neither database nor network.</summary>
    /// <param name="file">The name to show in findings.</param>
    public Result<CompiledGraph> Validate(string text, string file) => _compiler.Compile(text, file, null);

    /// <summary>The same, for a text that is written from a stored version: its includes are those of that version.</summary>
    /// <param name="from">Null for a text of its own.</param>
    public Result<CompiledGraph> Validate(string text, string file, WorkflowVersion? from) =>
        from is { Includes.Count: > 0 } ? _compiler.Compile(text, file, new StoredIncludes(from.Includes)) : Validate(text, file);

    /// <summary>Every finding about a file, its includes resolved beside it; nothing is saved.</summary>
    public async Task<Result<CompiledGraph>> ValidateFileAsync(string path, CancellationToken cancellationToken)
    {
        var read = await WorkflowFile.ReadAsync(path, cancellationToken);
        return read.Text is null ? Result<CompiledGraph>.Failed(WorkflowFindings.CannotRead(path, read.Why)) : _compiler.Compile(read.Text, path, new FileIncludes(FolderOf(path)));
    }

    /// <summary>The same text gives the same version; a new one gives the next number.</summary>
    public Task<Result<WorkflowVersion>> SaveAsync(Caller caller, string text, string file, CancellationToken cancellationToken) =>
        SaveAsync(caller, text, file, new RecordedIncludes(new StoredIncludes(new Dictionary<string, string>(StringComparer.Ordinal))), [], cancellationToken);

    /// <summary>Saves a text that was written from a stored version, unless somebody else saved meanwhile. Includes are those of that version.</summary>
    /// <param name="from">Null for a new workflow, whose name must be free.</param>
    /// <exception cref="PlatformException">Conflict: another version is current than the one it was written from.</exception>
    public Task<Result<WorkflowVersion>> SaveFromAsync(Caller caller, string text, string file, WorkflowVersion? from, CancellationToken cancellationToken) => SaveAsync(
        caller, text, file, new RecordedIncludes(new StoredIncludes(from?.Includes ?? new Dictionary<string, string>(StringComparer.Ordinal))), [], cancellationToken, from?.Hash ?? "");

    /// <summary>Makes the text of an old version the newest one, which is marked so. When it is the current text already, nothing changes.</summary>
    /// <exception cref="PlatformException">Not found; or it no longer compiles under this release.</exception>
    public async Task<WorkflowVersion> RestoreAsync(Caller caller, string name, int number, CancellationToken cancellationToken)
    {
        await LoadAsync(caller.Organization, name, number, cancellationToken);
        var restored = await _store.RestoreAsync(caller.Organization, name, number, caller.Name, _time.GetUtcNow()) ?? throw await NotFoundAsync(caller.Organization, name, null, cancellationToken);
        Changed?.Invoke(caller.Organization);
        return restored;
    }

    /// <summary>Switches starting off or on. Runs in flight go on.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task EnableAsync(Caller caller, string name, bool on, CancellationToken cancellationToken)
    {
        if (!await _store.DisableAsync(caller.Organization, name, on ? null : caller.Name)) throw await NotFoundAsync(caller.Organization, name, null, cancellationToken);
    }

    /// <summary>What to tell of a workflow or version that was not found: that it was deleted, has no such version, or was never there.</summary>
    public async Task<PlatformException> MissingAsync(Caller caller, string name, int? version, CancellationToken cancellationToken) =>
        await NotFoundAsync(caller.Organization, name, version, cancellationToken);

    /// <summary>Which version is current, and whether it may be started; null when there is no such workflow.</summary>
    public async Task<CurrentVersion?> CurrentAsync(Caller caller, string name, CancellationToken cancellationToken) => await _store.CurrentAsync(caller.Organization, name, cancellationToken);

    /// <summary>The workflows that start this one as a child or offer it as a tool, by name; of many the first.</summary>
    public async Task<IReadOnlyList<string>> UsersAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var users = new List<string>();
        foreach (var candidate in await _store.MentioningAsync(caller.Organization, "workflow", name, MostUsers, cancellationToken))
            if (candidate != name && await TryLoadAsync(caller.Organization, candidate, cancellationToken) is { } loaded && loaded.Graph.Children.Contains(name, StringComparer.Ordinal)) users.Add(candidate);
        return users;
    }

    /// <summary>Those that exist, in the order of the names; versions and runs are not counted.</summary>
    internal async Task<IReadOnlyList<WorkflowView>> RowsAsync(Caller caller, IReadOnlyList<string> names, CancellationToken cancellationToken) => await _store.RowsAsync(caller.Organization, names, cancellationToken);

    /// <summary>Names by part of a name or description, sorted; at most 20,000.</summary>
    internal async Task<IReadOnlyList<string>> SearchAsync(Caller caller, string? search, CancellationToken cancellationToken) => await _store.SearchAsync(caller.Organization, search, cancellationToken);

    /// <summary>Saves a file with what lies beside it: includes, the child workflows it names (<c>NAME.yaml</c> or <c>NAME/workflow.yaml</c>), the files it names.</summary>
    public Task<Result<WorkflowVersion>> SaveFromFileAsync(Caller caller, string path, CancellationToken cancellationToken) =>
        SaveFromFileAsync(caller, path, new HashSet<string>(StringComparer.Ordinal), cancellationToken);

    /// <summary>Null when there is no such workflow or version.</summary>
    /// <param name="version">Null for the current one.</param>
    public Task<WorkflowVersion?> FindAsync(Caller caller, string name, int? version, CancellationToken cancellationToken) =>
        _store.FindAsync(caller.Organization, name, version, cancellationToken).AsTask();

    /// <summary>A stored version with its graph.</summary>
    /// <exception cref="PlatformException">Not found, with the nearest name; or it no longer compiles under this release.</exception>
    public Task<LoadedWorkflow> LoadAsync(Caller caller, string name, int? version, CancellationToken cancellationToken) =>
        LoadAsync(caller.Organization, name, version, cancellationToken).AsTask();

    public Task<Page<WorkflowView>> ListAsync(Caller caller, WorkflowQuery query, CancellationToken cancellationToken) =>
        _store.ListAsync(caller.Organization, query, cancellationToken);

    /// <summary>Sorted; at most 1,000.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Caller caller, CancellationToken cancellationToken) => await _store.NamesAsync(caller.Organization, cancellationToken);

    /// <summary>The first names, sorted, that contain a text, those that begin with it first. Of ten thousand nobody reads all.</summary>
    /// <param name="part">Empty for the first of all.</param>
    /// <param name="take">1 to 200.</param>
    public async Task<IReadOnlyList<string>> SuggestAsync(Caller caller, string? part, int take, CancellationToken cancellationToken) =>
        await _store.SuggestAsync(caller.Organization, part?.Trim() ?? "", Math.Clamp(take, 1, 200), cancellationToken);

    /// <summary>All organisations that have workflows, for work that is done for each of them.</summary>
    internal async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken) => await _store.OrganizationsAsync(cancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<VersionView>> VersionsAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        await _store.VersionsAsync(caller.Organization, name, cancellationToken);

    /// <summary>Takes the workflow out of the lists; its runs stay readable.</summary>
    /// <exception cref="PlatformException">Not found, or some of its runs are unfinished.</exception>
    public async Task DeleteAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        if (!await _store.DeleteAsync(caller.Organization, name, _time.GetUtcNow())) throw await NotFoundAsync(caller.Organization, name, null, cancellationToken);
        Changed?.Invoke(caller.Organization);
    }

    internal async ValueTask<LoadedWorkflow> LoadAsync(OrganizationId organization, string name, int? version, CancellationToken cancellationToken)
    {
        // The text of a version never changes, so only which one is current is asked each time.
        if (version is null && await _store.CurrentAsync(organization, name, cancellationToken) is { } current
            && _graphs.Find(organization, name, current.Number, current.Hash) is { } known) return current.DisabledBy is null ? known : known with { DisabledBy = current.DisabledBy };
        var found = await _store.FindAsync(organization, name, version, cancellationToken) ?? throw await NotFoundAsync(organization, name, version, cancellationToken);
        var loaded = _graphs.Load(organization, found);
        return version is null && await _store.CurrentAsync(organization, name, cancellationToken) is { DisabledBy: { } by } ? loaded with { DisabledBy = by } : loaded;
    }

    /// <exception cref="PlatformException">Conflict: the workflow is switched off.</exception>
    internal async ValueTask EnsureEnabledAsync(OrganizationId organization, LoadedWorkflow loaded, int? version, CancellationToken cancellationToken)
    {
        var by = loaded.DisabledBy ?? (version is null ? null : (await _store.CurrentAsync(organization, loaded.Version.Workflow, cancellationToken))?.DisabledBy);
        if (by is not null) throw new PlatformException(ErrorCode.Conflict, $"The workflow '{loaded.Version.Workflow}' is switched off (by {by}): it starts no new runs.", $"Switch it on at /workflows/{loaded.Version.Workflow}.");
    }

    /// <summary>The current version; null when there is none, or it no longer compiles under this release.</summary>
    internal async ValueTask<LoadedWorkflow?> TryLoadAsync(OrganizationId organization, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.FindAsync(organization, name, null, cancellationToken) is { } found ? new LoadedWorkflow(found, _graphs.Of(found)) : null;
        }
        catch (PlatformException)
        {
            return null; // it compiled when it was saved; what reads it for a run says why it no longer does
        }
    }

    private async Task<Result<WorkflowVersion>> SaveFromFileAsync(Caller caller, string path, HashSet<string> seen, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        seen.Add(full);
        var read = await WorkflowFile.ReadAsync(path, cancellationToken);
        if (read.Text is null) return Result<WorkflowVersion>.Failed(WorkflowFindings.CannotRead(path, read.Why));
        var folder = FolderOf(full);
        var includes = new RecordedIncludes(new FileIncludes(folder));
        var compiled = _compiler.Compile(read.Text, path, includes);
        if (!compiled.Ok) return compiled.Then<WorkflowVersion>(_ => throw new InvalidOperationException("A graph with errors is not saved."));

        // Children first, so that a run that starts at once finds them.
        var children = new Findings();
        foreach (var child in compiled.Value.Children.Where(c => c != compiled.Value.Name))
        {
            if (WorkflowFile.Beside(folder, child, _compiler) is not { } file || seen.Contains(file)) continue;
            var saved = await SaveFromFileAsync(caller, file, seen, cancellationToken);
            children.Add(saved.Findings);
        }

        if (children.HasErrors) return Result<WorkflowVersion>.From(null, children);
        var missing = await _files.CopyAsync(caller, compiled.Value, folder, cancellationToken);
        return await SaveAsync(caller, read.Text, path, includes, [.. children.Sorted(), .. missing], cancellationToken);
    }

    private async Task<Result<WorkflowVersion>> SaveAsync(
        Caller caller, string text, string file, RecordedIncludes includes, IReadOnlyList<Finding> more, CancellationToken cancellationToken, string? expected = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var compiled = _compiler.Compile(text, file, includes);
        if (!compiled.Ok) return compiled.Then<WorkflowVersion>(_ => throw new InvalidOperationException("A graph with errors is not saved."));
        var graph = compiled.Value;
        var found = new Findings();
        found.Add(compiled.Findings);
        found.Add(more);
        await AddOnSaveAsync(caller.Organization, graph, found, cancellationToken);
        if (found.HasErrors) return Result<WorkflowVersion>.From(null, found);
        var version = new WorkflowVersion(graph.Name, 0, HashOf(text, includes.Texts), text, graph.Description, _time.GetUtcNow(), caller.Name, includes.Texts);
        var saved = await _store.SaveAsync(caller.Organization, version, expected);
        Changed?.Invoke(caller.Organization);
        return Result<WorkflowVersion>.From(saved, found);
    }

    private async Task AddOnSaveAsync(OrganizationId organization, CompiledGraph graph, Findings found, CancellationToken cancellationToken)
    {
        foreach (var child in graph.Children.Distinct(StringComparer.Ordinal))
        {
            if (child == graph.Name || await _store.CurrentAsync(organization, child, cancellationToken) is not null) continue;
            found.Add(WorkflowFindings.MissingChild(child, await _store.NamesAsync(organization, cancellationToken), WorkflowFile.PlaceOfChild(graph, child)));
        }

        if (graph.UnservedTriggers > 0) found.Add(WorkflowFindings.UnservedTriggers(graph.UnservedTriggers, graph.Config.NameAt));
    }

    private async ValueTask<PlatformException> NotFoundAsync(OrganizationId organization, string name, int? version, CancellationToken cancellationToken)
    {
        if (version is not null && await _store.FindAsync(organization, name, null, cancellationToken) is { } current)
            return new PlatformException(ErrorCode.NotFound, $"'{name}' has no version {version}; its newest is {current.Number}.", "Leave the version out to use the current one.");
        if (await _store.WasDeletedAsync(organization, name, cancellationToken))
            return new PlatformException(ErrorCode.NotFound, $"The workflow '{name}' was deleted: it starts no more runs.", "Its runs stay readable. Save a workflow of this name again to bring it back with its versions.");
        var known = await _store.NamesAsync(organization, cancellationToken);
        var near = Names.Nearest(name, known);
        return new PlatformException(
            ErrorCode.NotFound, $"No workflow is named '{name}'.",
            near is not null ? $"Did you mean '{near}'?" : known.Count == 0 ? "Save one first." : $"Workflows are {Names.Quoted(known)}.");
    }

    private static string HashOf(string text, Dictionary<string, string> includes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var (path, included) in includes.OrderBy(i => i.Key, StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes($"\0{path}\0{included}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
}
