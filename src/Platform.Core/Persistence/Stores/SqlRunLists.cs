using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>Lists and counts.</summary>
internal sealed class SqlRunLists(Database database, TimeProvider time) : IRunLists
{
    private readonly RunListing _runs = new(database);
    private readonly TrendReading _trends = new(database);
    private readonly Remembered<OverviewView> _overviews = new(time);

    public Task<Page<RunView>> RunsAsync(OrganizationId organization, RunQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(s => _runs.PageAsync(s, organization, query), cancellationToken).AsTask();

    public Task<Page<HumanTaskView>> HumanTasksAsync(OrganizationId organization, HumanTaskQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(s => HumanTaskListing.PageAsync(s, organization, query), cancellationToken).AsTask();

    public Task<HumanTaskView?> HumanTaskAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken) =>
        database.ReadAsync(s => HumanTaskListing.FindAsync(s, organization, id), cancellationToken).AsTask();

    public Task<ActiveCounts> ActiveCountsAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(s => OverviewReading.ActiveAsync(s, organization), cancellationToken).AsTask();

    public Task<OverviewView> OverviewAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        _overviews.GetAsync(organization, () => database.ReadAsync(s => OverviewReading.ReadAsync(s, organization, now), CancellationToken.None)).AsTask();

    public Task<List<TrendHour>> TrendAsync(OrganizationId organization, DateTimeOffset now, int hours, CancellationToken cancellationToken) =>
        _trends.ReadAsync(organization, now, hours, cancellationToken).AsTask();
}
