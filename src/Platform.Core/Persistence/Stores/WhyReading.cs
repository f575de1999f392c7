using System.Globalization;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Stores;

/// <summary>Why a run waits or is queued, in one sentence for a person. Asks by indexes alone.</summary>
internal sealed class WhyReading(SqlSession s, OrganizationId organization, DateTimeOffset now, Func<string, bool> isDead)
{
    private const int MostNamed = 3;
    private const int MostCounted = 1_000;

    private bool? _anybodyLives;

    /// <summary>Null when the run neither waits nor is queued, nor is about to stop.</summary>
    public string? Of(RunView run) => run.Status switch
    {
        RunStatus.Running when run.PausedBy is { } by => $"Paused by {by} since {Time(run.PausedAt)}: it stops after the step in progress.",
        RunStatus.Queued or RunStatus.Waiting when run.PausedBy is { } by => $"Paused by {by} since {Time(run.PausedAt)}; it goes on when somebody resumes it.",
        RunStatus.Queued => Queued(run),
        RunStatus.Waiting => Waiting(run),
        _ => null,
    };

    private string Queued(RunView run)
    {
        if (run.DueAt is { } due && due > now) return $"It starts at {Time(due)}.";
        if (BeforeOnThread(run) is { } before) return before;
        if (BeforeInGroup(run) is { } full) return full;
        if (!AnybodyLives()) return "No process is running that takes up runs; start one with 'platform up'.";
        var ahead = s.Number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM runs WHERE status = 'queued' AND paused_by IS NULL AND due_at IS NULL AND thread IS NULL AND concurrency_group IS NULL
                    AND (priority > $1 OR (priority = $1 AND id < $2)) LIMIT $3) AS ahead
            """,
            run.Priority, run.Id, MostCounted);
        return ahead == 0 ? "It starts as soon as a worker is free; no other run is ahead of it." : $"No worker is free: {Count(ahead)} ahead of it.";
    }

    private string? BeforeOnThread(RunView run)
    {
        if (run.Thread is null) return null;
        var before = s.One(
            """
            SELECT id, status, paused_by FROM runs WHERE organization_id = $1 AND thread = $2 AND thread IS NOT NULL AND ended_at IS NULL AND id <> $3
                AND (status IN ('running', 'waiting') OR id < $3) ORDER BY CASE WHEN status = 'queued' THEN 1 ELSE 0 END, id LIMIT 1
            """,
            r => $"run {r.Run(0)}, which is {(r.TextOrNull(2) is { } by ? $"paused by {by}" : r.GetString(1))}", organization, run.Thread, run.Id);
        return before is null ? null : $"Behind {before}: runs on the thread '{run.Thread}' go one after the other.";
    }

    private string? BeforeInGroup(RunView run)
    {
        if (run.Group is not { } group) return null;
        var line = StartRules.Line(organization, run.Workflow, group);
        var limit = s.Number("SELECT concurrency_limit FROM runs WHERE id = $1", run.Id);
        if (StartRules.Next(s, line, limit, now).Exists(next => next.Run == run.Id)) return null;
        var taken = s.Number("SELECT count(*) FROM runs WHERE concurrency_group = $1 AND status IN ('running', 'waiting') AND concurrency_group IS NOT NULL AND id <> $2", line, run.Id);
        var ahead = s.Number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM runs WHERE concurrency_group = $1 AND status = 'queued' AND concurrency_group IS NOT NULL
                    AND (priority > $2 OR (priority = $2 AND id < $3)) LIMIT $4) AS ahead
            """,
            line, run.Priority, run.Id, MostCounted);
        if (taken < limit && ahead == 0) return null; // it has begun since it was read
        var whose = group.Length > 0 ? $"the group '{group}' of '{run.Workflow}'" : $"'{run.Workflow}'";
        return $"{taken} of {limit} places for {whose} are taken, and {Count(ahead)} ahead of it in the line.";
    }

    private string Waiting(RunView run)
    {
        var waits = s.All(
            "SELECT id, task, kind, due_at, asked, status, claimed_by, created_at, answer_kind FROM interrupts WHERE run_id = $1 AND consumed = 0 ORDER BY id",
            r => new Wait(TaskKeys.Full(run.Id, r.GetString(1)), r.GetString(2), r.TimeOrNull(3), CelValue.ParseJson(r.GetString(4)) as CelMap ?? CelMap.Empty,
                r.TextOrNull(6), r.Time(7), r.TextOrNull(8) is not null), run.Id);
        var open = waits.Where(w => !w.IsAnswered && !(w.Due <= now)).ToList();
        if (open.Count < waits.Count || open.Count == 0) return "What it waited for has come; it goes on as soon as a worker is free.";
        var named = open.Take(MostNamed).Select(w => Said(run, w));
        var more = open.Count > MostNamed ? $"; and {open.Count - MostNamed} more" : "";
        var said = $"{string.Join("; ", named)}{more}";
        return said[^1] is '?' or '!' or '.' ? said : $"{said}.";
    }

    private string Said(RunView run, Wait wait)
    {
        var place = wait.Task.Index < 0 ? wait.Task.Node : $"{wait.Task.Node}[{wait.Task.Index.ToString(CultureInfo.InvariantCulture)}]";
        var since = $"since {Time(wait.Since)}";
        var until = wait.Due is { } due ? $" until {Time(due)}" : "";
        return wait.Kind switch
        {
            "human" => $"'{place}' waits for {(wait.ClaimedBy ?? wait.Text("assign")) ?? "a person"} {since}{until}: {wait.Text("title") ?? place}",
            "timer" => $"'{place}' waits{until}",
            "event" => $"'{place}' waits for the event {wait.Text("name")}{(wait.Text("match") is { } match ? $" where {match}" : "")} {since}{until}",
            "child" => $"'{place}' waits for {Child(run.Id, wait)}",
            _ => $"'{place}' stands at a breakpoint {since}",
        };
    }

    private string Child(RunId run, Wait wait) => s.One(
        "SELECT id, workflow, status FROM runs WHERE parent_run = $1 AND parent_run IS NOT NULL AND parent_task = $2 AND ended_at IS NULL",
        r => $"its child run {r.Run(0)} of '{r.GetString(1)}', which is {r.GetString(2)}", run, wait.Task.ToString())
        ?? $"a run of '{wait.Text("workflow")}'";

    private bool AnybodyLives() => _anybodyLives ??= s.All(
        "SELECT owner FROM processes WHERE beat_at > $1", r => r.GetString(0), now - SqlRunControl.Silence).Exists(owner => !isDead(owner));

    private static string Count(long runs) => runs switch
    {
        0 => "no run is",
        1 => "1 run is",
        >= MostCounted => string.Create(CultureInfo.InvariantCulture, $"{MostCounted:#,0} runs or more are"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{runs:#,0} runs are"),
    };

    private static string Time(DateTimeOffset? at) => at is { } time ? $"{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "now";

    private sealed record Wait(TaskId Task, string Kind, DateTimeOffset? Due, CelMap Asked, string? ClaimedBy, DateTimeOffset Since, bool IsAnswered)
    {
        public string? Text(string key) => Asked.TryGet(key, out var value) && value is CelString { Value.Length: > 0 } text ? text.Value : null;
    }
}
