using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools;

/// <summary>Files of the workflow's own folder, bounded in size.</summary>
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
        var file = folder.OpenRead(path);
        if (file.Length <= largest) return file;
        var bytes = file.Length;
        file.Dispose();
        throw new PlatformException(ErrorCode.LimitExceeded, $"'{path}' has {bytes / 1024:#,0} KB, and at most {largest / 1024:#,0} KB can be read.", "Split the file.");
    }

    public static Task ReplaceAsync(WorkFolder folder, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        folder.WriteAtomicallyAsync(path, stream => stream.WriteAsync(content, cancellationToken).AsTask(), cancellationToken);
}
