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

    public static Delivered Deliver(SqlSession s, OutsideEvent told, RunOptions options)
    {
        s.Alone(Place(told.Organization, told.Name));
        if (told.Key is not null && Before(s, told) is { } first) return first;
        var value = CelValue.ParseJson(told.Data);
        var fitting = s.All(
            """
            SELECT id, run_id, asked FROM interrupts
            WHERE organization_id = $1 AND event_name = $2 AND event_name IS NOT NULL AND status = 'open' AND (due_at IS NULL OR due_at > $3) ORDER BY id
            """,
            r => (Id: r.Guid(0), Run: r.Run(1), Asked: r.GetString(2)), told.Organization, told.Name, told.At)
            .Where(w => CelValue.ParseJson(w.Asked) is CelMap asked && EventMatch.Fits(asked, value)).ToList();
        foreach (var wait in fitting) s.Execute(Answer, wait.Id, told.Data, told.At);
        var woken = fitting.Select(w => w.Run).Distinct().Select(run => new DueRun(run, s.One(Signal, r => r.GetInt32(0), run))).ToList();
        var kept = woken.Count == 0 && options.KeepEvents > TimeSpan.Zero;
        if (kept || told.Key is not null) Keep(s, told, woken.Count, kept, options);
        return new Delivered(woken, woken.Count, kept);
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
}
