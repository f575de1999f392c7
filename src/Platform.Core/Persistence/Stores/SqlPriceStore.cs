using Platform.Core.Foundation;
using Platform.Core.Models.Prices;

namespace Platform.Core.Persistence.Stores;

/// <summary>The price tables of organisations.</summary>
internal sealed class SqlPriceStore(SqlSettings settings) : IPriceStore
{
    private const string Name = "prices";

    public string? Find(OrganizationId organization) => settings.Find(organization, Name);

    public Task SaveAsync(OrganizationId organization, string? table, string by, DateTimeOffset at) => settings.SaveAsync(organization, Name, table, by, at);
}
