using System.Security.Cryptography;
using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Memory.Vectors;
using Platform.Core.Memory.Words;
using Platform.Core.Security;

namespace Platform.Core.Memory;

/// <summary>
/// What lasts from one run to the next. Whoever asks has been given the namespace by a workflow file or a door that knows its caller; nothing here goes beyond it.
/// </summary>
public sealed class MemoryBook
{
    public const int LongestKey = 200;
    public const int MostFound = 50;

    private const int LongestQuestion = 4000;
    private const int RowsAtOnce = 200;
    private const int Kilobyte = 1024;

    private readonly IMemoryStore _store;
    private readonly MemoryFinder _finder;
    private readonly VectorIndexes _indexes;
    private readonly MemoryVectors _vectors;
    private readonly MemoryOptions _options;
    private readonly TimeProvider _time;

    private readonly Redactor _redactor;

    internal MemoryBook(IMemoryStore store, VectorIndexes indexes, MemoryVectors vectors, Redactor redactor, MemoryOptions options, TimeProvider time)
    {
        (_store, _indexes, _vectors, _redactor, _options, _time) = (store, indexes, vectors, redactor, options, time);
        _finder = new MemoryFinder(store, indexes);
    }

    /// <summary>On whose errand a run is.</summary>
    /// <exception cref="PlatformException">Not_found: the organisation has no such run.</exception>
    public async ValueTask<MemoryOrigin> OriginAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) =>
        await _store.OriginAsync(organization, run, cancellationToken)
        ?? throw new PlatformException(ErrorCode.NotFound, $"There is no run {run} whose memory this could be.", "Memory is reached from a run, or by a person.");

    /// <param name="model">What makes its vector; null for the built-in way.</param>
    /// <exception cref="PlatformException">Validation: key or value. Limit_exceeded: too large, or the organisation's bounds. Conflict: another version is there.</exception>
    public async Task<SavedMemory> SaveAsync(OrganizationId organization, MemoryNamespace space, SaveMemory save, MemoryModel? model, CancellationToken cancellationToken)
    {
        var shown = _redactor.Redact(save.Value); // what is remembered goes into prompts and pages: no secret may
        var value = MemoryText.Canonical(shown);
        var ownKey = save.Key is not null;
        var key = save.Key is { } given ? CheckedKey(given) : KeyOf(value);
        if (Encoding.UTF8.GetByteCount(value) > _options.ValueKilobytes * Kilobyte)
            throw new PlatformException(ErrorCode.LimitExceeded, $"The value has more than {_options.ValueKilobytes} KB.", "Save less, or in parts; an administrator may raise Platform:Memory:ValueKilobytes.");
        var text = MemoryText.Searched(key, shown, ownKey);
        if (string.IsNullOrWhiteSpace(MemoryText.Of(shown))) throw new PlatformException(ErrorCode.Validation, "There is nothing to remember: the value is empty.", "Give a text, or any JSON.");
        var (name, vector) = await _vectors.OfAsync(model, text, cancellationToken);
        var now = _time.GetUtcNow();
        return await _store.SaveAsync(
            new NewMemory(
                organization, space.Path, key, ownKey, value, string.Join(' ', MemoryWords.OfEntry(text)), vector is null ? null : name, vector, now,
                save.Lifetime is { } lifetime ? now + lifetime : null, save.By, save.Run, save.IdempotencyKey, save.IfVersion),
            new MemoryBounds(_options.MostEntries, _options.MostMegabytes * Kilobyte * Kilobyte));
    }

    /// <summary>Null when there is none.</summary>
    public ValueTask<MemoryEntry?> FindAsync(OrganizationId organization, MemoryNamespace space, string key, CancellationToken cancellationToken) =>
        _store.FindAsync(organization, space.Path, Normalised(key), _time.GetUtcNow(), cancellationToken);

    /// <summary>The best of several namespaces, by words and by vectors.</summary>
    /// <param name="model">What makes the question's vector; null for the built-in way.</param>
    public async Task<MemorySearch> SearchAsync(
        OrganizationId organization, IReadOnlyList<MemoryNamespace> spaces, string question, int take, MemoryModel? model, CancellationToken cancellationToken)
    {
        var asked = question.Length <= LongestQuestion ? question : question[..LongestQuestion];
        take = Math.Clamp(take, 1, MostFound);
        var notes = new List<string>();
        var (name, vector) = await QuestionAsync(model, asked, notes, cancellationToken);
        var found = new List<FoundMemory>();
        foreach (var space in spaces.DistinctBy(s => s.Path, StringComparer.Ordinal))
            found.AddRange(await _finder.FindAsync(organization, space.Path, new MemoryQuestion(asked, name, vector), take, _time.GetUtcNow(), notes, cancellationToken));
        return new MemorySearch(
            [.. found.OrderByDescending(f => f.Score).ThenByDescending(f => f.Similarity ?? -1).ThenBy(f => f.Entry.Namespace, StringComparer.Ordinal).ThenBy(f => f.Entry.Key, StringComparer.Ordinal).Take(take)],
            notes.Count == 0 ? null : string.Join(' ', notes.Distinct(StringComparer.Ordinal)));
    }

    /// <summary>False when there is none.</summary>
    public async Task<bool> ForgetAsync(OrganizationId organization, MemoryNamespace space, string key)
    {
        if (await _store.ForgetAsync(organization, space.Path, Normalised(key)) is not { } gone) return false;
        _indexes.Remove(gone.Space, gone.Number);
        return true;
    }

    /// <summary>A whole namespace, and those below it when it is asked for, in small transactions. How many entries went.</summary>
    public async Task<int> ForgetAllAsync(OrganizationId organization, MemoryNamespace space, bool below, CancellationToken cancellationToken)
    {
        var all = 0;
        for (var gone = RowsAtOnce; gone == RowsAtOnce; all += gone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            gone = await _store.ForgetAllAsync(organization, space.Path, below, RowsAtOnce);
        }

        _indexes.Clear();
        if (all > 0) await _store.ScrubAsync(cancellationToken);
        return all;
    }

    internal IMemoryStore Store => _store;

    internal MemoryOptions Options => _options;

    internal DateTimeOffset Now => _time.GetUtcNow();

    private async Task<(string? Name, float[]? Vector)> QuestionAsync(MemoryModel? model, string question, List<string> notes, CancellationToken cancellationToken)
    {
        try
        {
            return await _vectors.OfAsync(model, question, cancellationToken);
        }
        catch (PlatformException e) when (e.Code is not (ErrorCode.Cancelled or ErrorCode.Validation))
        {
            notes.Add($"Searched by words alone, for the question has no vector: {e.Message}");
            return (null, null);
        }
    }

    private static string CheckedKey(string key)
    {
        var normal = Normalised(key);
        if (normal.Length is 0 or > LongestKey || normal.Any(c => char.IsControl(c) || c is '/' or '\\') || normal is "." or ".." || normal != normal.Trim())
            throw new PlatformException(ErrorCode.Validation, $"'{(key.Length > 80 ? $"{key[..80]}…" : key)}' is no key.", $"A key has 1 to {LongestKey} characters, no / and no \\, no line end, and no space at its ends: favourite-colour.");
        return normal;
    }

    // Half characters cannot be stored.
    private static string Normalised(string key) => string.Concat(key.EnumerateRunes().Select(r => r.ToString()));

    // The same value has the same key, whichever order its members came in.
    private static string KeyOf(string value) => $"n-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..16]}";
}
