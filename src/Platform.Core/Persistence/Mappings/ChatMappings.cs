using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>chat_conversations</c>. Read as "changed last first".</summary>
internal sealed class ConversationMapping : IEntityTypeConfiguration<ConversationRow>
{
    public void Configure(EntityTypeBuilder<ConversationRow> row)
    {
        row.ToTable("chat_conversations");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.OrganizationId, r.UpdatedAt, r.Id }).HasDatabaseName("ix_chat_conversations_newest"); // "changed last first"
    }
}

/// <summary>Table <c>chat_turns</c>. Turns with the same parent are branches; the texts are at the end of the row.</summary>
internal sealed class TurnMapping : IEntityTypeConfiguration<TurnRow>
{
    public void Configure(EntityTypeBuilder<TurnRow> row)
    {
        row.ToTable("chat_turns");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.ConversationId, r.Id, r.ParentId }).HasDatabaseName("ix_chat_turns_conversation"); // "the branches", without reading the texts
        row.HasIndex(r => new { r.ConversationId, r.Version }).HasDatabaseName("ix_chat_turns_changed"); // "what changed since"
    }
}

/// <summary>Table <c>chat_drafts</c>. Every text that a workflow had on its way.</summary>
internal sealed class DraftMapping : IEntityTypeConfiguration<DraftRow>
{
    public void Configure(EntityTypeBuilder<DraftRow> row)
    {
        row.ToTable("chat_drafts");
        row.HasKey(r => new { r.ConversationId, r.Number });
    }
}
