using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools;

/// <summary>Files of the workflow's own folder, and no others.</summary>
internal static class ToolFiles
{
    public static async Task<byte[]> ReadAsync(WorkFolder folder, string path, long largest, CancellationToken cancellationToken)
    {
        await using var file = Open(folder, path, largest);
        var bytes = new byte[file.Length];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    public static FileStream Open(WorkFolder folder, string path, long largest)
    {
        var full = folder.Resolve(path);
        if (!File.Exists(full)) throw new PlatformException(ErrorCode.NotFound, $"There is no file '{path}' in the workflow's folder.", "Check the path.");
        var file = new FileStream(full, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
        if (file.Length <= largest) return file;
        var bytes = file.Length;
        file.Dispose();
        throw new PlatformException(ErrorCode.LimitExceeded, $"'{path}' has {bytes / 1024:#,0} KB, and at most {largest / 1024:#,0} KB can be read.", "Split the file.");
    }

    /// <summary>Writes beside the target and then renames, so that nobody ever reads half a file.</summary>
    public static async Task ReplaceAsync(WorkFolder folder, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var full = folder.Resolve(path);
        if (Directory.Exists(full)) throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' is a folder.", "Give the path of a file.");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(beside, content, cancellationToken);
            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside); // gone already when all went well
        }
    }
}
