using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Core.Persistence.Stores;

/// <summary>What is remembered, asked for.</summary>
internal sealed class SqlMemoryStore(Database database, IDatabaseWriter writer) : IMemoryStore
{
    private const int MostRows = 200;
    private const int MostAncestors = 64;
    private const int MostOthers = 1001;
    private const int ScrubRounds = 200;

    internal const string Columns = "s.namespace, m.key, m.value, m.created_at, m.updated_at, m.expires_at, m.version, m.saved_by, m.run_id, m.model, m.bytes, m.number, m.own_key, m.sequence";
    internal const string From = "FROM memories m JOIN memory_spaces s ON s.number = m.space";
    private const string Alive = "(m.expires_at IS NULL OR m.expires_at > $1)";

    private readonly MemoryTerms _terms = MemoryTerms.Of(database);
    private readonly MemoryWriting _writing = new(MemoryTerms.Of(database));

    public ValueTask<MemoryOrigin?> OriginAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        MemoryOrigin? origin = null;
        for (RunId? at = run; at is { } id;)
        {
            var row = await s.OneAsync(
                "SELECT workflow, created_by, thread, parent_run, depth FROM runs WHERE id = $1 AND organization_id = $2",
                r => new Ancestor(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.RunOrNull(3), r.GetInt32(4)), id, organization);
            if (row is null || row.Depth > MostAncestors) break; // a parent may be deleted before its child
            origin = origin is null ? new MemoryOrigin(row.Workflow, row.By, row.Thread) : origin with { User = row.By, Thread = origin.Thread ?? row.Thread };
            at = row.Parent;
        }

        return origin;
    }, cancellationToken);

    public Task<SavedMemory> SaveAsync(NewMemory memory, MemoryBounds bounds) => writer.WriteAsync(s => _writing.Save(s, memory, bounds));

    public ValueTask<MemoryEntry?> FindAsync(OrganizationId organization, string space, string key, DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync(
        $"SELECT {Columns} {From} WHERE {Alive} AND s.organization_id = $2 AND s.namespace = $3 AND m.key = $4", Entry, now, organization, space, key), cancellationToken);

    public ValueTask<Page<MemoryEntry>> ListAsync(OrganizationId organization, MemoryQuery query, MemorySight sight, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = new List<object?> { now, organization };
        string Bind(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }

        var where = $"{Alive} AND m.organization_id = $2";
        var order = "m.updated_at DESC, m.number DESC";
        if (query.Namespace is { } space) (where, order) = ($"{where} AND m.space = (SELECT number FROM memory_spaces WHERE organization_id = $2 AND namespace = {Bind(space.Path)})", "m.sequence DESC");
        if (!sight.All) where += $" AND s.namespace NOT LIKE 'thread/%' AND (s.namespace NOT LIKE 'user/%' OR s.namespace = {Bind(sight.Own)} OR substr(s.namespace, 1, {sight.Own.Length + 1}) = {Bind(sight.Own + "/")})";
        if (query.Prefix is { Length: > 0 } prefix) where += $" AND substr(m.key, 1, {prefix.Length}) = {Bind(prefix)}";
        if (CursorOf(query) is var (first, second))
            where += query.Namespace is not null ? $" AND m.sequence < {Bind(first)}" : $" AND (m.updated_at < {Bind(first)} OR (m.updated_at = {Bind(first)} AND m.number < {Bind(second)}))";
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var sql = $"SELECT {Columns} {From} WHERE {where} ORDER BY {order} LIMIT {Bind(take + 1)}";
        return database.ReadAsync(async s =>
        {
            var rows = await s.AllAsync(sql, r => (Entry: Entry(r), Next: query.Namespace is not null ? Text(r.GetInt64(13)) : $"{Text(r.GetInt64(4))}.{Text(r.GetInt64(11))}"), values.ToArray());
            return new Page<MemoryEntry>([.. rows.Take(take).Select(r => r.Entry)], rows.Count > take ? rows[take - 1].Next : null);
        }, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<MemorySpaceView>> SpacesAsync(OrganizationId organization, string? after, int take, CancellationToken cancellationToken) => await database.ReadAsync(s => s.AllAsync(
        "SELECT namespace, entries, bytes, updated_at FROM memory_spaces WHERE organization_id = $1 AND namespace > $2 AND entries > 0 ORDER BY namespace LIMIT $3",
        r => new MemorySpaceView(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.Time(3)), organization, after ?? "", take), cancellationToken);

    public ValueTask<(long Entries, long Bytes)> TotalAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.OneAsync("SELECT entries, bytes FROM memory_totals WHERE organization_id = $1", r => (r.GetInt64(0), r.GetInt64(1)), organization), cancellationToken);

    public ValueTask<MemorySpace?> SpaceAsync(OrganizationId organization, string space, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync(
        "SELECT number, entries, sequence, removed FROM memory_spaces WHERE organization_id = $1 AND namespace = $2",
        r => new MemorySpace(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), organization, space), cancellationToken);

    public async ValueTask<IReadOnlyList<StoredVector>> VectorsAsync(OrganizationId organization, long space, string model, long after, int take, CancellationToken cancellationToken) => await database.ReadAsync(s => s.AllAsync(
        """
        SELECT m.number, m.sequence, m.expires_at, v.vector FROM memories m JOIN memory_vectors v ON v.number = m.number
        WHERE m.organization_id = $1 AND m.space = $2 AND m.sequence > $3 AND m.model = $4 ORDER BY m.sequence LIMIT $5
        """,
        r => new StoredVector(r.GetInt64(0), r.GetInt64(1), r.TimeOrNull(2), Floats(r.Bytes(3))), organization, space, after, model, take), cancellationToken);

    public async ValueTask<IReadOnlyList<long>> NumbersAsync(OrganizationId organization, long space, string model, CancellationToken cancellationToken) => await database.ReadAsync(s => s.AllAsync(
        "SELECT number FROM memories WHERE organization_id = $1 AND space = $2 AND model = $3", r => r.GetInt64(0), organization, space, model), cancellationToken);

    public async ValueTask<IReadOnlyList<IReadOnlyList<long>>> MatchAsync(OrganizationId organization, long space, IReadOnlyList<string> terms, int most, CancellationToken cancellationToken)
    {
        if (terms.Count == 0) return [];
        var sql = string.Join(" UNION ALL ", terms.Select((_, i) => $"SELECT {i} AS term, number FROM ({_terms.Select($"${i + 1}", most)}) AS t{i}"));
        var rows = await database.ReadAsync(s => s.AllAsync(sql, r => (Term: r.GetInt32(0), Number: r.GetInt64(1)), [.. terms.Select(t => _terms.Question(space, [t]))]), cancellationToken);
        var found = terms.Select(_ => new List<long>()).ToList();
        foreach (var (term, number) in rows) found[term].Add(number);
        return found;
    }

    public async ValueTask<IReadOnlyList<long>> MatchAllAsync(OrganizationId organization, long space, IReadOnlyList<string> terms, int most, CancellationToken cancellationToken) =>
        await database.ReadAsync(s => s.AllAsync(_terms.Select("$1", most), r => r.GetInt64(0), _terms.Question(space, terms)), cancellationToken);

    // Whatever the index of words or of vectors said: only what is the organisation's, in this namespace and alive is read.
    public async ValueTask<IReadOnlyList<NumberedMemory>> ReadAsync(OrganizationId organization, long space, IReadOnlyList<long> numbers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0) return [];
        return await database.ReadAsync(s => s.AllAsync(
            $"SELECT {Columns}, v.vector {From} LEFT JOIN memory_vectors v ON v.number = m.number WHERE {Alive} AND m.organization_id = $2 AND s.organization_id = $2 AND m.space = $3 AND m.number IN {_terms.Numbers("$4")}",
            r => new NumberedMemory(r.GetInt64(11), Entry(r), r.Flag(12), r.IsDBNull(14) ? null : Floats(r.Bytes(14))), now, organization, space, _terms.NumbersText(numbers)), cancellationToken);
    }

    public ValueTask<long> OthersAsync(OrganizationId organization, long space, string model, CancellationToken cancellationToken) => database.ReadAsync(s => s.NumberAsync(
        $"SELECT count(*) FROM (SELECT 1 FROM memories WHERE organization_id = $1 AND space = $2 AND COALESCE(model, '') <> $3 LIMIT {MostOthers}) AS others", organization, space, model), cancellationToken);

    public Task<(long Space, long Number)?> ForgetAsync(OrganizationId organization, string space, string key) => writer.WriteAsync<(long, long)?>(s =>
    {
        var row = s.One($"SELECT m.number, m.space, m.bytes {From} WHERE s.organization_id = $1 AND s.namespace = $2 AND m.key = $3", Gone.Read, organization, space, key);
        if (row is null) return null;
        _writing.Delete(s, organization, [row]);
        return (row.Space, row.Number);
    });

    public Task<int> ForgetAllAsync(OrganizationId organization, string space, bool below, int most) => writer.WriteAsync(s =>
    {
        var rows = s.All(
            $"SELECT m.number, m.space, m.bytes {From} WHERE s.organization_id = $1 AND (s.namespace = $2 OR ($3 = 1 AND s.namespace > $4 AND s.namespace < $5)) LIMIT $6",
            Gone.Read, organization, space, below, $"{space}/", $"{space}0", most); // 0 is the sign behind /
        _writing.Delete(s, organization, rows);
        return rows.Count;
    });

    public Task<int> ExpireAsync(DateTimeOffset now, int most) => writer.WriteAsync(s =>
    {
        var rows = s.All(
            "SELECT number, space, bytes, organization_id FROM memories WHERE expires_at IS NOT NULL AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
            r => (Gone: Gone.Read(r), Organization: new OrganizationId(r.Guid(3))), now, most);
        foreach (var own in rows.GroupBy(r => r.Organization)) _writing.Delete(s, own.Key, [.. own.Select(r => r.Gone)]);
        return rows.Count;
    });

    public async Task ScrubAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < ScrubRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await writer.WriteAsync(_terms.Scrub)) return;
        }
    }

    /// <exception cref="PlatformException">Validation: no cursor of this list.</exception>
    private static (long First, long Second)? CursorOf(MemoryQuery query)
    {
        if (query.After is not { Length: > 0 } after) return null;
        var parts = after.Split('.');
        if (parts.Length == (query.Namespace is null ? 2 : 1) && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var second)) return (first, second);
        throw new PlatformException(ErrorCode.Validation, $"'{after}' is no cursor of this list: 'after' is the 'next' of the page before.", "Leave 'after' out to begin with the newest.");
    }

    internal static MemoryEntry Entry(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), StoredJson.Element(r.GetString(2)), r.Time(3), r.Time(4), r.TimeOrNull(5), r.GetInt64(6), r.GetString(7), r.RunOrNull(8), r.TextOrNull(9), r.GetInt64(10));

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Ancestor(string Workflow, string By, string? Thread, RunId? Parent, int Depth);
}

/// <summary>An entry that is to go.</summary>
internal sealed record Gone(long Number, long Space, long Bytes)
{
    public static Gone Read(DbDataReader r) => new(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2));
}
