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
    private const int AtOnce = 50;
    private static readonly string Places = string.Join(", ", Enumerable.Range(1, AtOnce).Select(i => $"${i}"));

    private bool? _anybodyLives;

    /// <summary>Runs that neither wait nor are queued, nor are about to stop, are missing.</summary>
    public async ValueTask<IReadOnlyDictionary<RunId, string>> OfAsync(IReadOnlyList<RunView> runs)
    {
        var waits = await WaitsAsync([.. runs.Where(r => r.Status == RunStatus.Waiting && r.PausedBy is null).Select(r => r.Id).Distinct()]);
        var why = new Dictionary<RunId, string>();
        foreach (var run in runs)
            if (await OfAsync(run, waits) is { } said) why[run.Id] = said;
        return why;
    }

    private async ValueTask<string?> OfAsync(RunView run, ILookup<RunId, Wait> waits) => run.Status switch
    {
        RunStatus.Running when run.PausedBy is { } by => $"Paused by {by} since {Time(run.PausedAt)}: it stops after the step in progress.",
        RunStatus.Queued or RunStatus.Waiting when run.PausedBy is { } by => $"Paused by {by} since {Time(run.PausedAt)}; it goes on when somebody resumes it.",
        RunStatus.Queued => await QueuedAsync(run),
        RunStatus.Waiting => await WaitingAsync(run, [.. waits[run.Id]]),
        _ => null,
    };

    private async ValueTask<string> QueuedAsync(RunView run)
    {
        if (run.DueAt is { } due && due > now) return $"It starts at {Time(due)}.";
        if (await BeforeOnThreadAsync(run) is { } before) return before;
        if (await BeforeInGroupAsync(run) is { } full) return full;
        if (!await AnybodyLivesAsync()) return "No process is running that takes up runs; start one with 'platform up'.";
        var ahead = await s.NumberAsync(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM runs WHERE status = 'queued' AND paused_by IS NULL AND due_at IS NULL AND thread IS NULL AND concurrency_group IS NULL
                    AND (priority > $1 OR (priority = $1 AND id < $2)) LIMIT $3) AS ahead
            """,
            run.Priority, run.Id, MostCounted);
        return ahead == 0 ? "It starts as soon as a worker is free; no other run is ahead of it." : $"No worker is free: {Count(ahead)} ahead of it.";
    }

    private async ValueTask<string?> BeforeOnThreadAsync(RunView run)
    {
        if (run.Thread is null) return null;
        var before = await s.OneAsync(
            """
            SELECT id, status, paused_by FROM runs WHERE organization_id = $1 AND thread = $2 AND thread IS NOT NULL AND ended_at IS NULL AND id <> $3
                AND (status IN ('running', 'waiting') OR id < $3) ORDER BY CASE WHEN status = 'queued' THEN 1 ELSE 0 END, id LIMIT 1
            """,
            r => $"run {r.Run(0)}, which is {(r.TextOrNull(2) is { } by ? $"paused by {by}" : r.GetString(1))}", organization, run.Thread, run.Id);
        return before is null ? null : $"Behind {before}: runs on the thread '{run.Thread}' go one after the other.";
    }

    private async ValueTask<string?> BeforeInGroupAsync(RunView run)
    {
        if (run.Group is not { } group) return null;
        var line = StartRules.Line(organization, run.Workflow, group);
        var limit = await s.NumberAsync("SELECT concurrency_limit FROM runs WHERE id = $1", run.Id);
        if ((await StartRules.NextAsync(s, line, limit, now)).Exists(next => next.Run == run.Id)) return null;
        var taken = await s.NumberAsync("SELECT count(*) FROM runs WHERE concurrency_group = $1 AND status IN ('running', 'waiting') AND concurrency_group IS NOT NULL AND id <> $2", line, run.Id);
        var ahead = await s.NumberAsync(
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

    // One question for all runs of a page, always of the same text.
    private async ValueTask<ILookup<RunId, Wait>> WaitsAsync(RunId[] runs)
    {
        var waits = new List<Wait>();
        foreach (var some in runs.Chunk(runs.Length == 1 ? 1 : AtOnce))
        {
            var places = some.Length == 1 && runs.Length == 1 ? "$1" : Places;
            var ids = runs.Length == 1 ? [runs[0]] : Enumerable.Range(0, AtOnce).Select(i => (object?)some[Math.Min(i, some.Length - 1)]).ToArray();
            waits.AddRange(await s.AllAsync(
                $"SELECT run_id, task, kind, due_at, asked, status, claimed_by, created_at, answer_kind FROM interrupts WHERE run_id IN ({places}) AND consumed = 0 ORDER BY id",
                r => new Wait(TaskKeys.Full(r.Run(0), r.GetString(1)), r.GetString(2), r.TimeOrNull(3), CelValue.ParseJson(r.GetString(4)) as CelMap ?? CelMap.Empty,
                    r.TextOrNull(6), r.Time(7), r.TextOrNull(8) is not null), ids));
        }

        return waits.ToLookup(w => w.Task.Run);
    }

    private async ValueTask<string> WaitingAsync(RunView run, List<Wait> waits)
    {
        var open = waits.Where(w => !w.IsAnswered && !(w.Due <= now)).ToList();
        if (open.Count < waits.Count || open.Count == 0) return "What it waited for has come; it goes on as soon as a worker is free.";
        var named = new List<string>();
        foreach (var wait in open.Take(MostNamed)) named.Add(await SaidAsync(run, wait));
        var more = open.Count > MostNamed ? $"; and {open.Count - MostNamed} more" : "";
        var said = $"{string.Join("; ", named)}{more}";
        return said[^1] is '?' or '!' or '.' ? said : $"{said}.";
    }

    private async ValueTask<string> SaidAsync(RunView run, Wait wait)
    {
        var place = wait.Task.Index < 0 ? wait.Task.Node : $"{wait.Task.Node}[{wait.Task.Index.ToString(CultureInfo.InvariantCulture)}]";
        var since = $"since {Time(wait.Since)}";
        var until = wait.Due is { } due ? $" until {Time(due)}" : "";
        return wait.Kind switch
        {
            "human" => $"'{place}' waits for {(wait.ClaimedBy ?? wait.Text("assign")) ?? "a person"} {since}{until}: {wait.Text("title") ?? place}",
            "timer" => $"'{place}' waits{until}",
            "event" => $"'{place}' waits for the event {wait.Text("name")}{(wait.Text("match") is { } match ? $" where {match}" : "")} {since}{until}",
            "child" => $"'{place}' waits for {await ChildAsync(run.Id, wait)}",
            _ => $"'{place}' stands at a breakpoint {since}",
        };
    }

    private async ValueTask<string> ChildAsync(RunId run, Wait wait) => await s.OneAsync(
        "SELECT id, workflow, status FROM runs WHERE parent_run = $1 AND parent_run IS NOT NULL AND parent_task = $2 AND ended_at IS NULL",
        r => $"its child run {r.Run(0)} of '{r.GetString(1)}', which is {r.GetString(2)}", run, wait.Task.ToString())
        ?? $"a run of '{wait.Text("workflow")}'";

    private async ValueTask<bool> AnybodyLivesAsync() => _anybodyLives ??= (await s.AllAsync(
        "SELECT owner FROM processes WHERE beat_at > $1", r => r.GetString(0), now - SqlRunControl.Silence)).Exists(owner => !isDead(owner));

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
