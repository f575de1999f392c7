using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>Lists and counts.</summary>
internal sealed class SqlRunLists(Database database, TimeProvider time) : IRunLists
{
    private readonly RunListing _runs = new(database);
    private readonly Remembered<OverviewView> _overviews = new(time);

    public Task<Page<RunView>> RunsAsync(OrganizationId organization, RunQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(s => _runs.Page(s, organization, query)));

    public Task<Page<HumanTaskView>> HumanTasksAsync(OrganizationId organization, HumanTaskQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(s => HumanTaskListing.Page(s, organization, query)));

    public Task<HumanTaskView?> HumanTaskAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(s => HumanTaskListing.Find(s, organization, id)));

    public Task<ActiveCounts> ActiveCountsAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(s => OverviewReading.Active(s, organization)));

    public Task<OverviewView> OverviewAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(_overviews.Get(organization, () => database.Read(s => OverviewReading.Read(s, organization, now))));
}
