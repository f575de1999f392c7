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
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Status, r.Id }, "ix_runs_standing").HasFilter("status IN ('queued', 'waiting')"); // "what waits, of one workflow"
        row.HasIndex(r => new { r.OrganizationId, r.Id, r.CostNanos }).HasFilter("cost_nanos > 0").HasDatabaseName("ix_runs_cost"); // "spent since"
        row.HasIndex(r => new { r.OrganizationId, r.CostNanos, r.Id }, "ix_runs_dear").HasFilter("model_calls > 0"); // "the dearest of many days"
        row.HasIndex(r => new { r.OrganizationId, r.Id, r.CostNanos }, "ix_runs_spent").HasFilter("model_calls > 0"); // "the dearest of a few days"
        row.HasIndex(r => new { r.OrganizationId, r.EndedAt, r.Status }).HasFilter("ended_at IS NOT NULL").HasDatabaseName("ix_runs_ended"); // "what ended today, and how"
        row.HasIndex(r => new { r.OrganizationId, r.Thread, r.Id }).HasFilter("thread IS NOT NULL").HasDatabaseName("ix_runs_thread"); // "what is next on this thread"
        row.HasIndex(r => new { r.ParentRun, r.Id }).HasFilter("parent_run IS NOT NULL").HasDatabaseName("ix_runs_parent"); // "the children of this run"
        row.HasIndex(r => new { r.ForkedFrom, r.Id }).HasFilter("forked_from IS NOT NULL").HasDatabaseName("ix_runs_forked"); // "the forks of this run"
        row.HasIndex(r => new { r.OrganizationId, r.IdempotencyKey }).IsUnique().HasFilter("idempotency_key IS NOT NULL").HasDatabaseName("ix_runs_idempotency");
        row.HasIndex(r => r.Status).HasFilter("status IN ('queued', 'running')").HasDatabaseName("ix_runs_unfinished"); // "what should be advanced"
        row.HasIndex(r => new { r.OrganizationId, r.Cause, r.Id }).HasFilter("cause IS NOT NULL").HasDatabaseName("ix_runs_cause"); // "what failed for this cause"
        ConfigureControl(row);
    }

    // What looks for work finds it by these, without looking at what waits; each is partial, and a run stands in few of them.
    private static void ConfigureControl(EntityTypeBuilder<RunRow> row)
    {
        row.HasIndex(r => new { r.Priority, r.Id }, "ix_runs_ready").IsDescending(true, false)
            .HasFilter("status = 'queued' AND paused_by IS NULL AND due_at IS NULL AND thread IS NULL AND concurrency_group IS NULL"); // "what may start at once"
        row.HasIndex(r => r.DueAt, "ix_runs_later").HasFilter("status = 'queued' AND due_at IS NOT NULL"); // "what starts at a time"
        row.HasIndex(r => new { r.ConcurrencyGroup, r.Priority, r.Id }, "ix_runs_line").IsDescending(false, true, false)
            .HasFilter("status = 'queued' AND concurrency_group IS NOT NULL"); // "who is next in a group"
        row.HasIndex(r => r.ConcurrencyGroup, "ix_runs_places").HasFilter("status IN ('running', 'waiting') AND concurrency_group IS NOT NULL"); // "who holds a place"
        row.HasIndex(r => new { r.OrganizationId, r.Thread, r.Id }, "ix_runs_on_thread").HasFilter("thread IS NOT NULL AND ended_at IS NULL"); // "who is before me"
        row.HasIndex(r => r.Id, "ix_runs_for_thread").HasFilter("status = 'queued' AND thread IS NOT NULL"); // "who stands in line for a thread"
        row.HasIndex(r => r.LeaseOwner, "ix_runs_running").HasFilter("status = 'running'"); // "what was left"
        row.HasIndex(r => r.Id, "ix_runs_woken").HasFilter("status = 'waiting' AND signal <> rest_signal AND paused_by IS NULL"); // "what can go on"
        row.HasIndex(r => new { r.OrganizationId, r.Id }, "ix_runs_paused").HasFilter("paused_by IS NOT NULL AND ended_at IS NULL"); // "what did somebody stop for a while"
        row.HasIndex(r => r.Deadline, "ix_runs_deadline").HasFilter("deadline IS NOT NULL AND ended_at IS NULL"); // "whose time is over"
        row.HasIndex(r => r.LeaseOwner, "ix_runs_cancel").HasFilter("cancel_requested IS NOT NULL"); // "what am I to stop"
    }
}
