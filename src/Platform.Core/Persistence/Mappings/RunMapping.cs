using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>runs</c>. Read mostly as "newest first, of one status". What grows is at the end, so that the head of a row is read without it.</summary>
internal sealed class RunMapping : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> row)
    {
        row.ToTable("runs");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.OrganizationId, r.Status, r.Id }).HasDatabaseName("ix_runs_status"); // "newest first, of one status"
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Id }).HasDatabaseName("ix_runs_workflow"); // "newest first, of one workflow"
        row.HasIndex(r => new { r.OrganizationId, r.Id }).HasDatabaseName("ix_runs_newest"); // "newest first", "started since"
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Status, r.Id }).HasFilter("status IN ('failed', 'cancelled')").HasDatabaseName("ix_runs_failed"); // "what failed, of one workflow"
        row.HasIndex(r => new { r.OrganizationId, r.Id, r.CostNanos }).HasFilter("cost_nanos > 0").HasDatabaseName("ix_runs_cost"); // "spent since"
        row.HasIndex(r => new { r.OrganizationId, r.EndedAt, r.Status }).HasFilter("ended_at IS NOT NULL").HasDatabaseName("ix_runs_ended"); // "what ended today, and how"
        row.HasIndex(r => new { r.OrganizationId, r.Thread, r.Id }).HasFilter("thread IS NOT NULL").HasDatabaseName("ix_runs_thread"); // "what is next on this thread"
        row.HasIndex(r => new { r.ParentRun, r.Id }).HasFilter("parent_run IS NOT NULL").HasDatabaseName("ix_runs_parent"); // "the children of this run"
        row.HasIndex(r => new { r.OrganizationId, r.IdempotencyKey }).IsUnique().HasFilter("idempotency_key IS NOT NULL").HasDatabaseName("ix_runs_idempotency");
        row.HasIndex(r => r.Status).HasFilter("status IN ('queued', 'running')").HasDatabaseName("ix_runs_unfinished"); // "what should be advanced"
    }
}
