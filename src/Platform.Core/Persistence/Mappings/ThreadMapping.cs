using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>threads</c>. What <c>keep: thread</c> channels held when the thread's last run succeeded.</summary>
internal sealed class ThreadMapping : IEntityTypeConfiguration<ThreadRow>
{
    public void Configure(EntityTypeBuilder<ThreadRow> row)
    {
        row.ToTable("threads");
        row.HasKey(r => new { r.OrganizationId, r.Name, r.Workflow });
    }
}
