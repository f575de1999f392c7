using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>Human tasks, by EF Core: what is open oldest first, what is done newest first.</summary>
internal sealed class HumanTaskListing(Database database)
{
    private const int MostRows = 200;

    public async Task<Page<HumanTaskView>> PageAsync(OrganizationId organization, HumanTaskQuery query, CancellationToken cancellationToken)
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
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var page = await tasks.Take(take + 1).ToListAsync(cancellationToken);
        return new Page<HumanTaskView>(
            [.. page.Take(take).Select(t => HumanTaskReading.View(t.Task, t.Workflow))],
            page.Count > take ? new HumanTaskId(page[take - 1].Task.Id).ToString() : null);
    }

    public async Task<HumanTaskView?> FindAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        var found = await db.Interrupts.Where(i => i.Id == id.Value && i.Kind == "human")
            .Join(db.Runs, i => i.RunId, r => r.Id, (i, r) => new { Task = i, r.Workflow }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : HumanTaskReading.View(found.Task, found.Workflow);
    }
}
