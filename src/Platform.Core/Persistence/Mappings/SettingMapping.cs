using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>settings</c>. What an organisation has set: its prices, its budgets, how long its call log is kept.</summary>
internal sealed class SettingMapping : IEntityTypeConfiguration<SettingRow>
{
    public void Configure(EntityTypeBuilder<SettingRow> row)
    {
        row.ToTable("settings");
        row.HasKey(r => new { r.OrganizationId, r.Name });
    }
}
