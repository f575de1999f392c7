using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// Whether a queued run may start, and who is next when a place is free. The one place that knows: a run on a thread starts when nothing on the thread goes on
/// and nothing older is queued there; a run in a concurrency group when fewer than its limit have started and not ended, the most urgent first, then the oldest.
/// </summary>
/// <remarks>A run that waits or is paused after its start keeps its place. Called within a transaction.</remarks>
internal static class StartRules
{
    /// <summary>What concerns the row alone, for <c>r</c> as of <c>$2</c>.</summary>
    public const string RowMayStart = "r.paused_by IS NULL AND (r.due_at IS NULL OR r.due_at <= $2)";

    // The line of r's thread is free for it. Ended runs are left out by the index.
    private const string ThreadIsFree = """
        (r.thread IS NULL OR NOT EXISTS (
            SELECT 1 FROM runs o WHERE o.organization_id = r.organization_id AND o.thread = r.thread AND o.ended_at IS NULL AND o.id <> r.id
                AND (o.status IN ('running', 'waiting') OR o.id < r.id)))
        """;

    private const string TakenPlaces = "SELECT count(*) FROM runs WHERE concurrency_group = $1 AND status IN ('running', 'waiting') AND concurrency_group IS NOT NULL";

    private const string NextOfLine = $"""
        SELECT r.id, r.priority FROM runs r
        WHERE r.concurrency_group = $1 AND r.status = 'queued' AND r.concurrency_group IS NOT NULL AND {RowMayStart} AND {ThreadIsFree}
        ORDER BY r.priority DESC, r.id LIMIT $3
        """;

    /// <summary>The key of a line in the database; a person reads only the group.</summary>
    public static string Line(OrganizationId organization, string workflow, string group) => $"{organization.Value:N}/{workflow}/{group}";

    public static string GroupOf(string line) => line.Split('/', 3)[2];

    /// <summary>Whether a queued run may start now as far as other runs are concerned. One that stands in no line always may, and nothing is asked.</summary>
    public static bool MayStart(SqlSession s, RunId run, OrganizationId organization, string? thread, string? line, long limit, DateTimeOffset now)
    {
        if (thread is not null)
        {
            s.Alone($"thread/{organization}/{thread}");
            if (!s.Any($"SELECT 1 FROM runs r WHERE r.id = $1 AND {ThreadIsFree}", run)) return false;
        }

        if (line is null) return true;
        s.Alone($"line/{line}");
        return Next(s, line, limit, now).Exists(next => next.Run == run);
    }

    /// <summary>The queued runs of a concurrency group for which there is a place now, in their order.</summary>
    public static List<DueRun> Next(SqlSession s, string line, long limit, DateTimeOffset now)
    {
        var free = limit - s.Number(TakenPlaces, line);
        return free <= 0 ? [] : s.All(NextOfLine, r => new DueRun(r.Run(0), r.GetInt32(1)), line, now, free);
    }

    /// <summary>The same, only to tell of it.</summary>
    public static async ValueTask<List<DueRun>> NextAsync(SqlSession s, string line, long limit, DateTimeOffset now)
    {
        var free = limit - await s.NumberAsync(TakenPlaces, line);
        return free <= 0 ? [] : await s.AllAsync(NextOfLine, r => new DueRun(r.Run(0), r.GetInt32(1)), line, now, free);
    }

    /// <summary>Who is next on a thread; null when nobody is queued.</summary>
    public static DueRun? NextOnThread(SqlSession s, OrganizationId organization, string thread) => s.One<DueRun?>(
        "SELECT id, priority FROM runs WHERE organization_id = $1 AND thread = $2 AND ended_at IS NULL AND thread IS NOT NULL AND status = 'queued' ORDER BY id LIMIT 1",
        r => new DueRun(r.Run(0), r.GetInt32(1)), organization, thread);

    /// <summary>Who can go on when a run has left its lines.</summary>
    public static List<DueRun> Successors(SqlSession s, OrganizationId organization, string? thread, string? line, long limit, DateTimeOffset now)
    {
        var next = line is null ? [] : Next(s, line, limit, now);
        if (thread is not null && NextOnThread(s, organization, thread) is { } one) next.Add(one);
        return next;
    }

    /// <summary>Queued runs that may start, the most urgent of each kind first. Reads what is queued and never what waits.</summary>
    public static async ValueTask<IEnumerable<DueRun>> ReadyAsync(SqlSession s, DateTimeOffset now, int take)
    {
        var plain = await s.AllAsync(
            """
            SELECT id, priority FROM runs WHERE status = 'queued' AND paused_by IS NULL AND due_at IS NULL AND thread IS NULL AND concurrency_group IS NULL
            ORDER BY priority DESC, id LIMIT $1
            """,
            r => new DueRun(r.Run(0), r.GetInt32(1)), take);
        var later = await s.AllAsync(
            """
            SELECT id, priority FROM runs
            WHERE status = 'queued' AND due_at IS NOT NULL AND due_at <= $1 AND paused_by IS NULL AND thread IS NULL AND concurrency_group IS NULL LIMIT $2
            """,
            r => new DueRun(r.Run(0), r.GetInt32(1)), now, take);
        var threads = await s.AllAsync(
            $"SELECT r.id, r.priority FROM runs r WHERE r.status = 'queued' AND r.thread IS NOT NULL AND r.id <> $1 AND {RowMayStart} AND {ThreadIsFree} LIMIT $3",
            r => new DueRun(r.Run(0), r.GetInt32(1)), Guid.Empty, now, take);
        var lines = new List<DueRun>();
        foreach (var (key, limit) in await LinesAsync(s, take)) lines.AddRange(await NextAsync(s, key, limit, now));
        return plain.Concat(later).Concat(threads).Concat(lines).OrderByDescending(d => d.Priority).ThenBy(d => d.Run.Value).Take(take);
    }

    // Each group in which somebody is queued, found one by one along the index, so that a long line costs as little as a short one.
    private static ValueTask<List<(string Key, long Limit)>> LinesAsync(SqlSession s, int take) => s.AllAsync(
        """
        WITH RECURSIVE line(k) AS (
            SELECT min(concurrency_group) FROM runs WHERE status = 'queued' AND concurrency_group IS NOT NULL
            UNION ALL
            SELECT (SELECT min(n.concurrency_group) FROM runs n WHERE n.status = 'queued' AND n.concurrency_group IS NOT NULL AND n.concurrency_group > line.k)
            FROM line WHERE line.k IS NOT NULL)
        SELECT line.k, (SELECT max(r.concurrency_limit) FROM runs r WHERE r.id = (
            SELECT h.id FROM runs h WHERE h.status = 'queued' AND h.concurrency_group IS NOT NULL AND h.concurrency_group = line.k ORDER BY h.priority DESC, h.id LIMIT 1))
        FROM line WHERE line.k IS NOT NULL LIMIT $1
        """,
        r => (r.GetString(0), r.GetInt64(1)), take);
}
