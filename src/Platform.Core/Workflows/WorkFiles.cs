using System.Security.Cryptography;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;

namespace Platform.Core.Workflows;

/// <summary>The files of a workflow's work folder: <c>DATA/files/ORGANIZATION/WORKFLOW/</c>. Nothing outside it can be named.</summary>
public sealed class WorkFiles(WorkFolders folders)
{
    private const int MostListed = 1_000;
    private const long MostBytes = 100L * 1024 * 1024;

    /// <summary>By path; at most 1,000.</summary>
    public IReadOnlyList<WorkFile> List(Caller caller, string workflow)
    {
        var root = new DirectoryInfo(folders.Of(caller.Organization, workflow).Root);
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, MaxRecursionDepth = 16 };
        return [.. root.EnumerateFiles("*", walk)
            .Select(f => new WorkFile(Path.GetRelativePath(root.FullName, f.FullName).Replace('\\', '/'), f.Length, f.LastWriteTimeUtc))
            .OrderBy(f => f.Path, StringComparer.Ordinal).Take(MostListed)];
    }

    /// <summary>Stores a file as <c>uploads/FIRST-12-OF-SHA256-name</c> and returns that path, to be given as an input with <c>format: file</c>.</summary>
    /// <exception cref="PlatformException">It is larger than 100 MB.</exception>
    public async Task<WorkFile> UploadAsync(Caller caller, string workflow, string name, Stream content, CancellationToken cancellationToken)
    {
        var folder = folders.Of(caller.Organization, workflow);
        var draft = $"uploads/.{Guid.NewGuid():N}.part";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        await folder.WriteAtomicallyAsync(draft, async target => size = await CopyAsync(content, target, hash, cancellationToken), cancellationToken);
        var path = $"uploads/{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}-{Safe(name)}";
        File.Move(folder.Resolve(draft), folder.Resolve(path), overwrite: true);
        return new WorkFile(path, size, File.GetLastWriteTimeUtc(folder.Resolve(path)));
    }

    /// <summary>Stores a file under the name by which the workflow reads it: <c>orders.csv</c>, <c>in/orders.csv</c>.</summary>
    /// <exception cref="PlatformException">Conflict: it is there already. Or the path is none in the folder, or the file is larger than 100 MB.</exception>
    public Task<WorkFile> StoreAsync(Caller caller, string workflow, string path, Stream content, CancellationToken cancellationToken) =>
        PutAsync(folders.Of(caller.Organization, workflow), path, content, mayReplace: false, cancellationToken);

    /// <summary>As <see cref="StoreAsync"/>, and a file that is there is replaced: whoever reads it sees the old one or the new one.</summary>
    public Task<WorkFile> ReplaceAsync(Caller caller, string workflow, string path, Stream content, CancellationToken cancellationToken) =>
        PutAsync(folders.Of(caller.Organization, workflow), path, content, mayReplace: true, cancellationToken);

    public bool Has(Caller caller, string workflow, string path) => File.Exists(folders.Of(caller.Organization, workflow).Resolve(path));

    /// <summary>The files that a workflow reads by name and that are not there.</summary>
    public IReadOnlyList<FileRead> Lacking(Caller caller, CompiledGraph graph)
    {
        var folder = folders.Of(caller.Organization, graph.Name);
        return [.. FilesRead.Of(graph).Where(r => IsMissing(folder, r.Path))];
    }

    private static bool IsMissing(WorkFolder folder, string path)
    {
        try
        {
            return !File.Exists(folder.Resolve(path));
        }
        catch (PlatformException) // No path of the folder: an upload does not mend that, and the run says so.
        {
            return false;
        }
    }

    /// <exception cref="PlatformException">Not found, or outside the folder.</exception>
    public void Delete(Caller caller, string workflow, string path)
    {
        var full = folders.Of(caller.Organization, workflow).Resolve(path);
        if (!File.Exists(full)) throw new PlatformException(ErrorCode.NotFound, $"There is no file '{path}'.", "Perhaps it was deleted already; the list of files shows what is there.");
        File.Delete(full);
    }

    /// <exception cref="PlatformException">Not found, or outside the folder.</exception>
    public Stream Open(Caller caller, string workflow, string path) => folders.Of(caller.Organization, workflow).OpenRead(path);

    /// <summary>Copies the files that a graph names from the folder of its file into its work folder; a finding for each that is missing.</summary>
    internal async Task<IReadOnlyList<Finding>> CopyAsync(Caller caller, CompiledGraph graph, string from, CancellationToken cancellationToken)
    {
        if (graph.Files.Count == 0) return [];
        var missing = new List<Finding>();
        var (source, target) = (new WorkFolder(from), folders.Of(caller.Organization, graph.Name));
        foreach (var path in graph.Files.Distinct(StringComparer.Ordinal))
        {
            try
            {
                await using var file = source.OpenRead(path);
                await target.WriteAtomicallyAsync(path, to => file.CopyToAsync(to, cancellationToken), cancellationToken);
            }
            catch (PlatformException refused)
            {
                if (refused.Code == ErrorCode.NotFound && File.Exists(target.Resolve(path))) continue; // uploaded or recorded before
                missing.Add(WorkflowFindings.MissingFile(path, refused.Message.TrimEnd('.'), graph.Config.NameAt));
            }
        }

        return missing;
    }

    private static async Task<WorkFile> PutAsync(WorkFolder folder, string path, Stream content, bool mayReplace, CancellationToken cancellationToken)
    {
        var full = Target(folder, path);
        if (!mayReplace && File.Exists(full)) throw IsThere(path); // before anything is read
        var draft = $".{Guid.NewGuid():N}.part";
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await folder.WriteAtomicallyAsync(draft, target => CopyAsync(content, target, hash, cancellationToken), cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!); // below the folder's root, so that there is one
            File.Move(folder.Resolve(draft), full, mayReplace);
        }
        catch (IOException) when (!mayReplace && File.Exists(full))
        {
            throw IsThere(path); // somebody else stored one of this name meanwhile
        }
        finally
        {
            File.Delete(folder.Resolve(draft)); // not there after the move, which is no error
        }

        var file = new FileInfo(full);
        return new WorkFile(Path.GetRelativePath(folder.Root, full).Replace('\\', '/'), file.Length, file.LastWriteTimeUtc);
    }

    // A name that begins with a dot is never listed, so nobody could find the file again.
    private static string Target(WorkFolder folder, string path)
    {
        var full = folder.Resolve(path);
        if (full == folder.Root || Directory.Exists(full)) throw new PlatformException(ErrorCode.Forbidden, $"The path '{path}' is a folder.", "Name a file in it.");
        var relative = Path.GetRelativePath(folder.Root, full);
        if (relative.Split(Path.DirectorySeparatorChar).Any(p => p.StartsWith('.')))
            throw new PlatformException(ErrorCode.Forbidden, $"A name in the path '{path}' begins with a dot.", "Give the file a name that begins with a letter or a digit.");
        for (var above = Path.GetDirectoryName(full); above is not null && above != folder.Root; above = Path.GetDirectoryName(above))
            if (File.Exists(above)) throw new PlatformException(ErrorCode.Conflict, $"'{Path.GetRelativePath(folder.Root, above)}' is a file, and '{path}' would lie in it.", "Give the file another path.");
        return full;
    }

    private static PlatformException IsThere(string path) =>
        new(ErrorCode.Conflict, $"There is a file '{path}' already.", "Say that it is to be replaced (?replace=true), or give this one another name.");

    private static async Task<long> CopyAsync(Stream from, Stream to, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        long size = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            size += read;
            if (size > MostBytes) throw new PlatformException(ErrorCode.LimitExceeded, "The file is larger than 100 MB.", "Upload a smaller file.");
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return size;
    }

    private static string Safe(string name)
    {
        var bare = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var safe = string.Concat(bare.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).TrimStart('.');
        return safe.Length == 0 ? "file" : safe.Length > 100 ? safe[^100..] : safe;
    }
}
