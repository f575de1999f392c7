using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>model_calls</c>. Each attempt to call a model, read newest first; its texts are at the end of the row.</summary>
internal sealed class ModelCallMapping : IEntityTypeConfiguration<ModelCallRow>
{
    public void Configure(EntityTypeBuilder<ModelCallRow> row)
    {
        row.ToTable("model_calls");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.OrganizationId, r.Id }).HasDatabaseName("ix_model_calls_newest"); // "newest first", "since", "what is too old"
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Id }).HasDatabaseName("ix_model_calls_workflow"); // "newest first, of one workflow"
        row.HasIndex(r => new { r.OrganizationId, r.Model, r.Id }).HasDatabaseName("ix_model_calls_model"); // "newest first, of one model"
        row.HasIndex(r => new { r.OrganizationId, r.Status, r.Id }).HasFilter("status <> 'ok'").HasDatabaseName("ix_model_calls_failed"); // "what failed"
        row.HasIndex(r => new { r.RunId, r.Id }).HasDatabaseName("ix_model_calls_run"); // "of this run"
    }
}
