using System.Collections.Concurrent;
using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Security;

namespace Platform.Core.Models.Recordings;

/// <summary>Calls of models in files of the work folder: appended by <c>record</c>, answered from by <c>replay</c>.</summary>
internal sealed class ModelRecordings
{
    private const long LargestFile = 256L * 1024 * 1024;
    private const int MostFiles = 8;
    private const int MostCounted = 10_000; // requests of runs that play; the oldest are forgotten together

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _writing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Loaded> _loaded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Run, string File, string Hash), int> _played = new();

    public async Task AppendAsync(WorkFolder files, string file, RecordedCall call, CancellationToken cancellationToken)
    {
        var path = files.Resolve(file);
        var line = Encoding.UTF8.GetBytes($"{call.Write()}\n");
        var turn = _writing.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? files.Root);
            await using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            await stream.WriteAsync(line, cancellationToken); // one write: a line is there whole or not at all
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlatformException(ErrorCode.Unavailable, $"The recording '{file}' cannot be written: {e.Message}", "Free the file, or name another one.", e) { Kind = ModelErrorKind.InvalidRequest.Text() };
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The recorded answer; of equal requests of one run the first gets the first, the second the second, and more than were recorded get the last.</summary>
    /// <exception cref="PlatformException">Model failed: nothing matches; the sentence names the nearest recording and what differs.</exception>
    public async Task<RecordedCall> FindAsync(ModelSettings model, string file, CanonicalRequest request, string run, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(model.Files, file, cancellationToken);
        if (!loaded.ByHash.TryGetValue(request.Hash, out var answers)) throw NoMatch(model, file, request, loaded.Calls);
        if (_played.Count > MostCounted) _played.Clear();
        var turn = _played.AddOrUpdate((run, file, request.Hash), 0, (_, before) => before + 1);
        return answers[Math.Min(turn, answers.Count - 1)];
    }

    private static PlatformException NoMatch(ModelSettings model, string file, CanonicalRequest request, IReadOnlyList<RecordedCall> calls)
    {
        const string Mend = "Record it again with 'record' in the place of 'replay', or mend what differs.";
        if (calls.Count == 0) return Failed($"The recording '{file}' of model '{model.Name}' holds no call.", Mend);
        var (number, differences) = RecordingDiff.Nearest(request.Json, calls);
        return Failed($"No call in '{file}' matches this request of model '{model.Name}'. The nearest is line {number}: {string.Join("; ", differences)}.", Mend);
    }

    private static PlatformException Failed(string message, string resolution) => ModelErrors.Of(ModelErrorKind.InvalidRequest, message, resolution);

    private async Task<Loaded> LoadAsync(WorkFolder files, string file, CancellationToken cancellationToken)
    {
        var path = files.Resolve(file);
        var info = new FileInfo(path);
        if (!info.Exists) throw Failed($"The recording '{file}' is not in the workflow's folder.", "Put it beside the workflow's file, or record it first.");
        if (info.Length > LargestFile) throw Failed($"The recording '{file}' is larger than {LargestFile / 1024 / 1024} MB.", "Split it.");
        if (_loaded.TryGetValue(path, out var known) && known.Length == info.Length && known.At == info.LastWriteTimeUtc) return known;
        var calls = new List<RecordedCall>();
        using var reader = new StreamReader(files.OpenRead(file));
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            calls.Add(RecordedCall.Read(line) ?? throw Failed($"Line {number} of the recording '{file}' is no recorded call.", "Remove the line, or record again."));
        }

        if (_loaded.Count >= MostFiles) _loaded.Clear();
        // The hash is taken from the request itself, so that a person may edit a recording.
        return _loaded[path] = new Loaded(info.Length, info.LastWriteTimeUtc, calls, calls
            .GroupBy(c => CanonicalRequest.Read(c.Request).Hash, StringComparer.Ordinal).ToDictionary(g => g.Key, IReadOnlyList<RecordedCall> (g) => [.. g], StringComparer.Ordinal));
    }

    private sealed record Loaded(long Length, DateTime At, IReadOnlyList<RecordedCall> Calls, Dictionary<string, IReadOnlyList<RecordedCall>> ByHash);
}
