using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>The call log, asked for.</summary>
internal sealed class SqlCallStore(Database database, IDatabaseWriter writer, SqlSettings settings) : ICallStore
{
    private const string DaysSetting = "calls.days";

    public Page<ModelCallView> List(OrganizationId organization, ModelCallQuery query) => database.Read(s => CallListing.Page(s, organization, query, database.LikeNeedsIgnoreCase));

    public ModelCallDetail? Find(OrganizationId organization, Guid id) => database.Read(s => CallListing.Find(s, organization, id));

    public IReadOnlyList<OrganizationId> Organizations() => database.Read(s => s.All("SELECT organization_id FROM organizations ORDER BY 1", r => new OrganizationId(r.Guid(0))));

    // Their ids sort by their time, so the oldest are found without a look at the others.
    public Task<int> DeleteAsync(OrganizationId organization, DateTimeOffset before, int most) => writer.WriteAsync(s => s.Execute(
        "DELETE FROM model_calls WHERE id IN (SELECT id FROM model_calls WHERE organization_id = $1 AND id < $2 ORDER BY id LIMIT $3)",
        organization, IdRange.From(before), most));

    public int? Days(OrganizationId organization) => int.TryParse(settings.Find(organization, DaysSetting), out var days) ? days : null;

    public Task SetDaysAsync(OrganizationId organization, int? days, string by, DateTimeOffset at) => settings.SaveAsync(organization, DaysSetting, days?.ToString(), by, at);
}
