using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// Events from outside, within a transaction. One that comes wakes every wait that it fits; when there is none it is kept, and the first wait that it fits
/// takes it. So an event wakes somebody exactly once, whether it comes before or after the wait.
/// </summary>
internal static class EventKeeping
{
    // A wait that is answered wakes its run: the signal tells whoever advances it now.
    private const string Signal = "UPDATE runs SET signal = signal + 1 WHERE id = $1 RETURNING priority";

    private const string Answer =
        "UPDATE interrupts SET status = 'answered', answer = $2, answer_kind = 'answered', answered_by = 'event', answered_at = $3 WHERE id = $1";

    private const int AtOnce = 500; // waits that are looked at within one transaction
    private const int Together = 100; // waits that are answered with one statement
    private static readonly string Places = string.Join(", ", Enumerable.Range(1, Together).Select(i => $"${i}"));

    /// <summary>One transaction of a delivery; an event for which many wait takes several, between which others write.</summary>
    /// <param name="so">What those before it did; null for the first.</param>
    public static Delivering Deliver(SqlSession s, OutsideEvent told, Delivering? so, RunOptions options)
    {
        s.Alone(Place(told.Organization, told.Name));
        if (so is null && told.Key is not null && Before(s, told) is { } first) return new Delivering(first, Guid.Empty, null, IsDone: true);
        var looked = Open(s, told, so?.Last ?? Guid.Empty, so?.Bound);
        var value = CelValue.ParseJson(told.Data);
        var fitting = looked.Where(w => CelValue.ParseJson(w.Asked) is CelMap asked && EventMatch.Fits(asked, value)).ToList();

        // A run that is woken may wait for the same event again before the others are answered: from the first that wakes on, later waits are not meant.
        var bound = so?.Bound ?? (fitting.Count > 0 && looked.Count == AtOnce ? Newest(s, told) : null);
        foreach (var some in fitting.Chunk(Together)) AnswerAll(s, told, some);
        var woken = fitting.Select(w => w.Run).Distinct().Chunk(Together).SelectMany(some => Wake(s, some)).ToList();
        var runs = (so?.Told.Runs ?? 0) + woken.Count;
        if (looked.Count == AtOnce) return new Delivering(new Delivered(woken, runs, Kept: false), looked[^1].Id, bound, IsDone: false);
        var kept = runs == 0 && options.KeepEvents > TimeSpan.Zero;
        if (kept || told.Key is not null) Keep(s, told, runs, kept, options);
        return new Delivering(new Delivered(woken, runs, kept), Guid.Empty, null, IsDone: true);
    }

    /// <summary>A wait begins: the oldest kept event that it fits answers it at once. True when one did; the run's signal is raised then.</summary>
    public static bool Take(SqlSession s, OrganizationId organization, RunId run, Guid wait, CelMap asked, DateTimeOffset now)
    {
        if (!asked.TryGet("name", out var named) || named is not CelString name) return false;
        s.Alone(Place(organization, name.Value));
        var oldest = s.All(
            "SELECT id, data FROM outside_events WHERE organization_id = $1 AND name = $2 AND kept = 1 AND expires_at > $3 ORDER BY id",
            r => (Id: r.Guid(0), Data: r.GetString(1)), organization, name.Value, now)
            .FirstOrDefault(e => EventMatch.Fits(asked, CelValue.ParseJson(e.Data)));
        if (oldest.Data is null) return false;
        s.Execute("DELETE FROM outside_events WHERE id = $1 AND key IS NULL", oldest.Id);
        s.Execute("UPDATE outside_events SET kept = 0, data = NULL WHERE id = $1", oldest.Id); // its key is remembered
        s.Execute(Answer, wait, oldest.Data, now);
        s.One(Signal, r => r.GetInt32(0), run);
        return true;
    }

    private static List<OpenWait> Open(SqlSession s, OutsideEvent told, Guid after, Guid? bound) => s.All(
        $"""
        SELECT id, run_id, asked FROM interrupts
        WHERE organization_id = $1 AND event_name = $2 AND event_name IS NOT NULL AND status = 'open' AND (due_at IS NULL OR due_at > $3) AND id > $4
            AND id <= $5 ORDER BY id LIMIT {AtOnce}
        """,
        r => new OpenWait(r.Guid(0), r.Run(1), r.GetString(2)), told.Organization, told.Name, told.At, after, bound ?? Guid.AllBitsSet);

    private static Guid? Newest(SqlSession s, OutsideEvent told) => s.One(
        "SELECT id FROM interrupts WHERE organization_id = $1 AND event_name = $2 AND event_name IS NOT NULL AND status = 'open' ORDER BY id DESC LIMIT 1",
        r => (Guid?)r.Guid(0), told.Organization, told.Name);

    private static void AnswerAll(SqlSession s, OutsideEvent told, OpenWait[] waits) => s.Execute(
        $"""
        UPDATE interrupts SET status = 'answered', answer = ${Together + 1}, answer_kind = 'answered', answered_by = 'event', answered_at = ${Together + 2} WHERE id IN ({Places})
        """,
        [.. Padded(waits.Select(w => (object?)w.Id)), told.Data, told.At]);

    private static List<DueRun> Wake(SqlSession s, RunId[] runs) => s.All(
        $"UPDATE runs SET signal = signal + 1 WHERE id IN ({Places}) RETURNING id, priority", r => new DueRun(r.Run(0), r.GetInt32(1)), [.. Padded(runs.Select(r => (object?)r))]);

    // Always as many, so that the statement is prepared once; the last fills what is left.
    private static IEnumerable<object?> Padded(IEnumerable<object?> ids)
    {
        var count = 0;
        object? last = null;
        foreach (var id in ids)
        {
            count++;
            yield return last = id;
        }

        for (; count < Together; count++) yield return last;
    }

    private static Delivered? Before(SqlSession s, OutsideEvent told) => s.One(
        "SELECT runs, was_kept FROM outside_events WHERE organization_id = $1 AND key = $2 AND key IS NOT NULL",
        r => new Delivered([], r.GetInt32(0), r.Flag(1)), told.Organization, told.Key);

    private static void Keep(SqlSession s, OutsideEvent told, int runs, bool kept, RunOptions options)
    {
        s.Execute(
            "INSERT INTO outside_events (id, organization_id, name, key, kept, was_kept, runs, expires_at, data) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
            OrderedGuid.New(told.At), told.Organization, told.Name, told.Key, kept, runs, told.At + options.KeepEvents, kept ? told.Data : null);
        if (!kept) return;
        s.Execute(
            """
            DELETE FROM outside_events WHERE organization_id = $1 AND name = $2 AND kept = 1 AND id < (
                SELECT id FROM outside_events WHERE organization_id = $1 AND name = $2 AND kept = 1 ORDER BY id DESC LIMIT 1 OFFSET $3)
            """,
            told.Organization, told.Name, options.MostKeptEvents - 1);
    }

    private static string Place(OrganizationId organization, string name) => $"event/{organization}/{name}";

    private sealed record OpenWait(Guid Id, RunId Run, string Asked);
}

/// <summary>How far a delivery has come.</summary>
/// <param name="Told">Woken by this transaction; its count is that of all so far.</param>
/// <param name="Last">The last wait that was looked at.</param>
/// <param name="Bound">The last wait that is meant; null when it is not known yet.</param>
internal sealed record Delivering(Delivered Told, Guid Last, Guid? Bound, bool IsDone);
