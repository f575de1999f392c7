using System.Buffers.Binary;
using System.Text.Json;

namespace Platform.Core.Sandbox.Running;

/// <summary>
/// The two pipes to the process in a sandbox. A message is 4 bytes of length, big-endian, JSON of that length, and the bytes that the JSON announces. Whatever
/// comes back was written by code that we did not write: every length is bounded before it is believed.
/// </summary>
internal sealed class SandboxChannel(Stream to, Stream from)
{
    private const int MostHead = 1024 * 1024;
    private const int MostFiles = 1000;

    /// <summary>Null when it ended before it said anything.</summary>
    public async Task<JsonElement?> HearAsync(CancellationToken cancellationToken)
    {
        var size = new byte[4];
        if (!await FillAsync(size, cancellationToken)) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(size);
        if (length > MostHead) throw SandboxErrors.Garbled($"it announces {length:#,0} bytes");
        var head = new byte[length];
        if (!await FillAsync(head, cancellationToken)) return null;
        var (value, why) = StrictJson.Read(head);
        return value is { ValueKind: JsonValueKind.Object } ? value : throw SandboxErrors.Garbled(why.Length > 0 ? why : "it is no object");
    }

    public async Task SayAsync(CodeWork work, IReadOnlyList<(string Path, FileStream Content)> files, IReadOnlyList<string> keep, CancellationToken cancellationToken)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(new
        {
            name = work.Name,
            source = work.Source,
            inputs = work.Inputs,
            keep,
            files = files.Select(f => new { path = f.Path, size = f.Content.Length }),
        });
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)head.Length);
        await to.WriteAsync(size, cancellationToken);
        await to.WriteAsync(head, cancellationToken);
        foreach (var (_, content) in files) await CopyAsync(content, to, content.Length, cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    /// <summary>The result that a head announces.</summary>
    public async Task<JsonElement> ResultAsync(JsonElement head, CodeLimits limits, CancellationToken cancellationToken)
    {
        if (!head.TryGetProperty("result", out var told) || told.ValueKind != JsonValueKind.Number || !told.TryGetInt64(out var bytes) || bytes < 0)
            throw SandboxErrors.Garbled("it announces no result");
        if (bytes > limits.ResultBytes) throw SandboxErrors.Result(limits.Options.ResultKb);
        var data = new byte[bytes];
        if (!await FillAsync(data, cancellationToken)) throw SandboxErrors.Garbled("it ends in the middle");
        var (value, why) = StrictJson.Read(data);
        return value ?? throw SandboxErrors.Garbled(why);
    }

    /// <summary>Stores the files that a head announces, each under its path in the folder and nowhere else.</summary>
    public async Task<IReadOnlyList<KeptFile>> KeepAsync(JsonElement head, CodeWork work, CodeLimits limits, IReadOnlyList<KeepPattern> patterns, CancellationToken cancellationToken)
    {
        var announced = Announced(head);
        if (announced.Count > MostFiles) throw SandboxErrors.KeptTooMuch($"{MostFiles} files at most");
        if (announced.Sum(f => f.Bytes) > limits.Disk) throw SandboxErrors.KeptTooMuch($"{limits.Options.DiskMb} MB at most");
        if (announced.FirstOrDefault(f => !patterns.Any(p => p.Fits(f.Path))) is { } other) throw SandboxErrors.Garbled($"nobody asked to keep '{other.Path}'");
        foreach (var pattern in patterns.Where(p => p.IsPath && !announced.Any(f => p.Fits(f.Path)))) throw SandboxErrors.NotWritten(pattern.Text);
        foreach (var file in announced)
            await work.Folder.WriteAtomicallyAsync(file.Path, target => CopyAsync(from, target, file.Bytes, cancellationToken), cancellationToken);
        return announced;
    }

    private static List<KeptFile> Announced(JsonElement head)
    {
        if (!head.TryGetProperty("files", out var files) || files.ValueKind != JsonValueKind.Array) throw SandboxErrors.Garbled("it announces no files");
        var all = new List<KeptFile>();
        foreach (var file in files.EnumerateArray())
        {
            if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty("path", out var path) || path.ValueKind != JsonValueKind.String
                || !file.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var bytes) || bytes < 0)
                throw SandboxErrors.Garbled("it announces a file without path or size");
            all.Add(new KeptFile(path.GetString()!, Math.Min(bytes, long.MaxValue / (2 * MostFiles)))); // so that many of them can be added up
        }

        return all;
    }

    private async Task<bool> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) == buffer.Length;

    private static async Task CopyAsync(Stream source, Stream target, long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (bytes > 0)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, bytes)), cancellationToken);
            if (read == 0) throw SandboxErrors.Garbled("a file ends in the middle");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            bytes -= read;
        }
    }
}
