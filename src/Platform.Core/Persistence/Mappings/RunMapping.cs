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
        row.HasIndex(r => new { r.OrganizationId, r.EndedAt }).HasDatabaseName("ix_runs_ended"); // "what ended today"
        row.HasIndex(r => new { r.OrganizationId, r.Thread, r.Id }).HasFilter("thread IS NOT NULL").HasDatabaseName("ix_runs_thread"); // "what is next on this thread"
        row.HasIndex(r => r.ParentRun).HasFilter("parent_run IS NOT NULL").HasDatabaseName("ix_runs_parent"); // "the children of this run"
        row.HasIndex(r => r.ForkedFrom).HasFilter("forked_from IS NOT NULL").HasDatabaseName("ix_runs_forked"); // "the forks of this run"
        row.HasIndex(r => new { r.OrganizationId, r.IdempotencyKey }).IsUnique().HasFilter("idempotency_key IS NOT NULL").HasDatabaseName("ix_runs_idempotency");
        row.HasIndex(r => r.Status).HasFilter("status IN ('queued', 'running')").HasDatabaseName("ix_runs_unfinished"); // "what should be advanced"
    }
}
