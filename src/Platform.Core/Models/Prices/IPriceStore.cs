using Platform.Core.Foundation;

namespace Platform.Core.Models.Prices;

/// <summary>Keeps the price tables of organisations.</summary>
public interface IPriceStore
{
    /// <summary>As JSON, see <see cref="PriceTable"/>; null when the organisation has none of its own.</summary>
    string? Find(OrganizationId organization);

    /// <param name="table">Null takes it away.</param>
    Task SaveAsync(OrganizationId organization, string? table, string by, DateTimeOffset at);
}
