using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>task_notes</c>. What unfinished tasks have written down of their progress; empty but for agents that call tools or wait.</summary>
internal sealed class TaskNoteMapping : IEntityTypeConfiguration<TaskNoteRow>
{
    public void Configure(EntityTypeBuilder<TaskNoteRow> row)
    {
        row.ToTable("task_notes");
        row.HasKey(r => new { r.RunId, r.Task, r.Number });
    }
}
