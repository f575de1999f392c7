using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>Lists and counts, by EF Core.</summary>
internal sealed class EfRunLists(Database database) : IRunLists
{
    private const int RecentFailures = 5;
    private const int P95Sample = 2_000;

    public Task<Page<RunView>> RunsAsync(OrganizationId organization, RunQuery query, CancellationToken cancellationToken) =>
        database.GuardAsync(() => AskRunsAsync(organization, query, cancellationToken));

    public Task<Page<HumanTaskView>> HumanTasksAsync(OrganizationId organization, HumanTaskQuery query, CancellationToken cancellationToken) =>
        database.GuardAsync(() => AskHumanTasksAsync(organization, query, cancellationToken));

    public Task<HumanTaskView?> HumanTaskAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken) =>
        database.GuardAsync(() => AskHumanTaskAsync(organization, id, cancellationToken));

    public Task<ActiveCounts> ActiveCountsAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.GuardAsync(() => AskActiveCountsAsync(organization, cancellationToken));

    public Task<OverviewView> OverviewAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.GuardAsync(() => AskOverviewAsync(organization, now, cancellationToken));

    private async Task<Page<RunView>> AskRunsAsync(OrganizationId organization, RunQuery query, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        var rows = Filter(db, Before(db, query.After), query);
        var take = Math.Clamp(query.Limit, 1, 200);
        var page = await rows.OrderByDescending(r => r.Id).Take(take + 1)
            .Select(r => new { Row = r, Children = db.Runs.Count(c => c.ParentRun == r.Id) }).ToListAsync(cancellationToken);
        return new Page<RunView>(
            [.. page.Take(take).Select(r => RunReading.View(r.Row, r.Children))], page.Count > take ? page[take - 1].Row.Id.ToString() : null);
    }

    private async Task<Page<HumanTaskView>> AskHumanTasksAsync(OrganizationId organization, HumanTaskQuery query, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        var after = HumanTaskId.TryParse(query.After, out var id) ? database.Stored(id.Value) : null;
        var rows = (after, query.Done) switch
        {
            (null, _) => db.Interrupts,
            (_, true) => db.Interrupts.FromSql($"SELECT * FROM interrupts WHERE id < {after}"),
            (_, false) => db.Interrupts.FromSql($"SELECT * FROM interrupts WHERE id > {after}"),
        };
        rows = rows.Where(i => i.Kind == "human");
        rows = query.Done ? rows.Where(i => i.Status != "open" && i.Status != "claimed") : rows.Where(i => i.Status == "open" || i.Status == "claimed");
        if (query.Run is { } run) rows = rows.Where(i => i.RunId == run);
        var tasks = rows.Join(db.Runs, i => i.RunId, r => r.Id, (i, r) => new { Task = i, r.Workflow });
        if (query.Workflow is { } workflow) tasks = tasks.Where(t => t.Workflow == workflow);
        tasks = query.Done ? tasks.OrderByDescending(t => t.Task.Id) : tasks.OrderBy(t => t.Task.Id);
        var take = Math.Clamp(query.Limit, 1, 200);
        var page = await tasks.Take(take + 1).ToListAsync(cancellationToken);
        return new Page<HumanTaskView>(
            [.. page.Take(take).Select(t => HumanTaskReading.View(t.Task, t.Workflow))],
            page.Count > take ? new HumanTaskId(page[take - 1].Task.Id).ToString() : null);
    }

    private async Task<HumanTaskView?> AskHumanTaskAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        var found = await db.Interrupts.Where(i => i.Id == id.Value && i.Kind == "human")
            .Join(db.Runs, i => i.RunId, r => r.Id, (i, r) => new { Task = i, r.Workflow }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : HumanTaskReading.View(found.Task, found.Workflow);
    }

    private async Task<ActiveCounts> AskActiveCountsAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        return await ActiveAsync(db, cancellationToken);
    }

    private async Task<OverviewView> AskOverviewAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var dayAgo = now.AddDays(-1);
        var counts = await db.Runs.Where(r => r.EndedAt >= today).GroupBy(r => r.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var ended = await db.Runs.Where(r => r.EndedAt >= dayAgo).OrderByDescending(r => r.EndedAt).Take(P95Sample)
            .Select(r => new { r.Status, r.StartedAt, r.EndedAt }).ToListAsync(cancellationToken);
        var failures = await db.Runs.Where(r => r.Status == "failed").OrderByDescending(r => r.Id).Take(RecentFailures).ToListAsync(cancellationToken);
        var judged = ended.Where(r => r.Status != "cancelled").ToList();
        var durations = ended.Where(r => r.StartedAt is not null).Select(r => r.EndedAt!.Value - r.StartedAt!.Value).Order().ToList();
        return new OverviewView(
            await ActiveAsync(db, cancellationToken),
            await db.Runs.CountAsync(r => r.CreatedAt >= today, cancellationToken),
            counts.Find(c => c.Status == "succeeded")?.Count ?? 0,
            counts.Find(c => c.Status == "failed")?.Count ?? 0,
            judged.Count == 0 ? null : judged.Count(r => r.Status == "succeeded") / (double)judged.Count,
            durations.Count == 0 ? null : durations[(int)Math.Ceiling(durations.Count * 0.95) - 1],
            await db.Runs.Where(r => r.StartedAt >= today).SumAsync(r => r.CostNanos, cancellationToken) / 1_000_000_000m,
            await db.Interrupts.CountAsync(i => i.Kind == "human" && (i.Status == "open" || i.Status == "claimed"), cancellationToken),
            [.. failures.Select(f => RunReading.View(f, 0))]);
    }

    private static async Task<ActiveCounts> ActiveAsync(PlatformDb db, CancellationToken cancellationToken)
    {
        var counts = await db.Runs.Where(r => r.Status == "queued" || r.Status == "running" || r.Status == "waiting")
            .GroupBy(r => r.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        int Of(string status) => counts.Find(c => c.Status == status)?.Count ?? 0;
        return new ActiveCounts(Of("queued"), Of("running"), Of("waiting"));
    }

    private IQueryable<RunRow> Before(PlatformDb db, string? after)
    {
        if (!RunId.TryParse(after, out var id)) return db.Runs;
        var last = database.Stored(id.Value); // EF Core cannot compare ids by size, the databases can
        return db.Runs.FromSql($"SELECT * FROM runs WHERE id < {last}");
    }

    private IQueryable<RunRow> Filter(PlatformDb db, IQueryable<RunRow> rows, RunQuery query)
    {
        if (query.Status is { } status)
        {
            var text = status.Text();
            rows = rows.Where(r => r.Status == text);
        }

        if (query.Workflow is { } workflow) rows = rows.Where(r => r.Workflow == workflow);
        if (query.Thread is { } thread) rows = rows.Where(r => r.Thread == thread);
        if (query.Parent is { } parent) rows = rows.Where(r => r.ParentRun == parent);
        if (query.ForkedFrom is { } origin) rows = rows.Where(r => r.ForkedFrom == origin);
        if (!string.IsNullOrWhiteSpace(query.Label)) rows = rows.Labelled(database, query.Label);
        if (string.IsNullOrWhiteSpace(query.Search)) return rows;
        return RunId.TryParse(query.Search.Trim(), out var id) ? rows.Where(r => r.Id == id) : rows.Holding(database, db, query.Search.Trim());
    }
}
