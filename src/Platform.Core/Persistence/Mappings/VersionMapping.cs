using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>workflow_versions</c>.</summary>
internal sealed class VersionMapping : IEntityTypeConfiguration<VersionRow>
{
    public void Configure(EntityTypeBuilder<VersionRow> row)
    {
        row.ToTable("workflow_versions");
        row.HasKey(r => new { r.OrganizationId, r.Workflow, r.Number });
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Hash }).HasDatabaseName("ix_versions_hash"); // "has this text a number already"; several when an old text was brought back
    }
}
