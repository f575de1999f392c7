using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>processes</c>. Processes that take up runs, and when they last said so. They belong to the installation, so to its own organisation.</summary>
internal sealed class ProcessMapping : IEntityTypeConfiguration<ProcessRow>
{
    public void Configure(EntityTypeBuilder<ProcessRow> row)
    {
        row.ToTable("processes");
        row.HasKey(r => r.Owner);
    }
}
