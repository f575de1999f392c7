using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>interrupts</c>. Human tasks, timers, events, child runs and breakpoints that a run waits for.</summary>
internal sealed class InterruptMapping : IEntityTypeConfiguration<InterruptRow>
{
    public void Configure(EntityTypeBuilder<InterruptRow> row)
    {
        row.ToTable("interrupts");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.RunId, r.Task }).HasDatabaseName("ix_interrupts_run"); // "what does this run wait for"
        row.HasIndex(r => r.DueAt).HasFilter("due_at IS NOT NULL AND status IN ('open', 'claimed')").HasDatabaseName("ix_interrupts_due"); // "what ended by its time"
        row.HasIndex(r => r.RunId).HasFilter("consumed = 0 AND answer_kind IS NOT NULL").HasDatabaseName("ix_interrupts_answered"); // "which runs can go on"
        row.HasIndex(r => new { r.OrganizationId, r.EventName, r.Id }).HasFilter("event_name IS NOT NULL AND status = 'open'").HasDatabaseName("ix_interrupts_event"); // "who waits for this event"
        row.HasIndex(r => new { r.OrganizationId, r.Kind, r.Status, r.Id }).HasDatabaseName("ix_interrupts_inbox"); // "what waits for people"
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Status, r.Id }).HasFilter("workflow IS NOT NULL").HasDatabaseName("ix_interrupts_workflow"); // "what of one workflow"
        row.HasIndex(r => new { r.OrganizationId, r.ClaimedBy, r.Status, r.Id }).HasFilter("workflow IS NOT NULL AND claimed_by IS NOT NULL").HasDatabaseName("ix_interrupts_claimed_by"); // "what is mine", in three ways
        row.HasIndex(r => new { r.OrganizationId, r.Assignee, r.Status, r.Id }).HasFilter("workflow IS NOT NULL AND assignee IS NOT NULL").HasDatabaseName("ix_interrupts_assignee");
        row.HasIndex(r => new { r.OrganizationId, r.AnsweredBy, r.Status, r.Id }).HasFilter("workflow IS NOT NULL AND answered_by IS NOT NULL").HasDatabaseName("ix_interrupts_answered_by");
    }
}
