using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>A folder that tools may read and write, and nothing outside it: no absolute paths, no <c>..</c>, no links that lead out.</summary>
/// <param name="path">Created when it is missing, as soon as anything in the folder is asked for: most tasks never do.</param>
public sealed class WorkFolder(string path)
{
    private const int MaxNameBytes = 255;
    private const int MaxPathLength = 4096;
    private const int MaxLinks = 40; // as Linux counts them

    private static readonly StringComparison Comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static readonly FileStreamOptions Reading = new()
    {
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous,
    };

    private static readonly FileStreamOptions Creating = new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
    };

    private string? _root;

    /// <summary>The folder itself, with all links resolved.</summary>
    public string Root => _root ??= RealPath(Directory.CreateDirectory(path).FullName)
        ?? throw new PlatformException(ErrorCode.Forbidden, $"The links of '{path}' go round in a circle.", "Give a folder that exists.");

    /// <summary>The full path of a place in the folder, links resolved; the place need not exist.</summary>
    /// <param name="relativePath">With forward slashes: <c>out/report.md</c>. Empty or <c>.</c> is the folder itself.</param>
    public string Resolve(string relativePath)
    {
        var parts = Parts(relativePath);
        var real = RealPath(Path.Combine([Root, .. parts]))
            ?? throw Refused(relativePath, "leads through too many links", "Use the file that is meant.");
        return IsInside(real) ? real : throw Refused(relativePath, "is a link that leads out of the folder", "Copy the file into the folder.");
    }

    /// <summary>Opens a file of the folder for reading.</summary>
    public FileStream OpenRead(string relativePath)
    {
        var full = Resolve(relativePath);
        if (Directory.Exists(full)) throw Refused(relativePath, "is a folder", "Name a file in it.");
        if (!File.Exists(full)) throw new PlatformException(ErrorCode.NotFound, $"There is no file '{relativePath}'.", "Check its name; a workflow's files are uploaded on its page, under Files.");
        var file = new FileStream(full, Reading);
        if (IsStillInside(file)) return file;
        file.Dispose();
        throw Refused(relativePath, "changed to something outside the folder while it was opened", "Do not swap files for links.");
    }

    /// <summary>
    /// Writes a file as a whole: whoever reads it sees the old one or the new one, also after a crash. Missing folders are made. When
    /// <paramref name="write"/> fails, the old file stays.
    /// </summary>
    public async Task WriteAtomicallyAsync(string relativePath, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var full = Resolve(relativePath);
        if (full == Root || Directory.Exists(full)) throw Refused(relativePath, "is a folder", "Name a file in it.");
        var folder = Path.GetDirectoryName(full) ?? Root;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            // CreateNew never follows a link, and the rename below replaces one instead of writing through it.
            await using (var stream = new FileStream(draft, Creating))
            {
                await write(stream);
                await stream.FlushAsync(cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(draft, full, overwrite: true);
        }
        finally
        {
            File.Delete(draft); // not there after the move, which is no error
        }
    }

    private static List<string> Parts(string relativePath)
    {
        if (relativePath.Length > MaxPathLength) throw Refused($"{relativePath[..40]}…", "is too long", $"Use at most {MaxPathLength} characters.");
        if (relativePath.Any(char.IsControl)) throw Refused(relativePath.Replace('\0', '?'), "holds a character that is not visible", "Use visible characters.");
        var hasDrive = relativePath.Length > 1 && relativePath[1] == ':' && char.IsAsciiLetter(relativePath[0]);
        if (hasDrive || relativePath.StartsWith('/') || relativePath.Contains('\\', StringComparison.Ordinal))
        {
            throw Refused(relativePath, "is not relative to the folder", "Write it with forward slashes and without a leading one: out/report.md.");
        }

        var parts = relativePath.Split('/').Where(p => p is not ("" or ".")).ToList();
        if (parts.Contains("..")) throw Refused(relativePath, "goes up with '..'", "Name a place inside the folder.");
        if (parts.Find(p => Encoding.UTF8.GetByteCount(p) > MaxNameBytes) is not { } tooLong) return parts;
        throw Refused($"{tooLong[..40]}…", $"is longer than {MaxNameBytes} bytes", "Use a shorter name.");
    }

    // As realpath(3), for places that need not exist: .NET resolves only the last part of a path.
    private static string? RealPath(string full)
    {
        var root = Path.GetPathRoot(full) ?? "/";
        var at = root;
        var due = new Stack<string>(Split(full[root.Length..]).Reverse());
        for (var links = 0; due.TryPop(out var part);)
        {
            if (part == "..")
            {
                at = Path.GetDirectoryName(at) ?? root;
                continue;
            }

            var next = Path.Combine(at, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MaxLinks) return null;
            if (Path.IsPathRooted(target))
            {
                at = Path.GetPathRoot(target) ?? root;
                target = target[at.Length..];
            }

            foreach (var inner in Split(target).Reverse()) due.Push(inner);
        }

        return at;
    }

    private static IEnumerable<string> Split(string relative) =>
        relative.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]).Where(p => p is not ("" or "."));

    private bool IsInside(string real) =>
        real.Equals(Root, Comparison) || real.StartsWith(Path.EndsInDirectorySeparator(Root) ? Root : Root + Path.DirectorySeparatorChar, Comparison);

    // Between the check and the opening someone may have put a link there; the kernel knows what was opened.
    private bool IsStillInside(FileStream file)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var opened = new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return opened is null || IsInside(opened);
    }

    private static PlatformException Refused(string place, string why, string resolution) =>
        new(ErrorCode.Forbidden, $"The path '{place}' {why}.", resolution);
}
