using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>spend</c>. The calls of a day added up by all that can be asked, kept in the commit of each call. Several shards, so that nodes do not wait for each other's row.</summary>
internal sealed class SpendMapping : IEntityTypeConfiguration<SpendRow>
{
    public void Configure(EntityTypeBuilder<SpendRow> row)
    {
        row.ToTable("spend");
        row.HasKey(r => new { r.OrganizationId, r.Day, r.Workflow, r.Node, r.Agent, r.Model, r.Provider, r.UserName, r.Shard });
        row.HasIndex(r => new { r.OrganizationId, r.Workflow, r.Day }).HasDatabaseName("ix_spend_workflow"); // "by something, of one workflow"
    }
}

/// <summary>Table <c>spend_by</c>. The same by one thing alone, so that a month is a few hundred rows; <c>kind</c> is the thing, and empty for the sum of all.</summary>
internal sealed class SpendByMapping : IEntityTypeConfiguration<SpendByRow>
{
    public void Configure(EntityTypeBuilder<SpendByRow> row)
    {
        row.ToTable("spend_by");
        row.HasKey(r => new { r.OrganizationId, r.Kind, r.Day, r.Name, r.Workflow, r.Shard });
    }
}

/// <summary>Table <c>budget_spend</c>. What a budget counts: the organisation's with an empty scope, else a workflow's.</summary>
internal sealed class BudgetSpendMapping : IEntityTypeConfiguration<BudgetSpendRow>
{
    public void Configure(EntityTypeBuilder<BudgetSpendRow> row)
    {
        row.ToTable("budget_spend");
        row.HasKey(r => new { r.OrganizationId, r.Scope, r.Day, r.Shard });
    }
}

/// <summary>Table <c>budget_holds</c>. What is set aside for a call in flight; it goes in the commit that tells of the call's end.</summary>
internal sealed class BudgetHoldMapping : IEntityTypeConfiguration<BudgetHoldRow>
{
    public void Configure(EntityTypeBuilder<BudgetHoldRow> row)
    {
        row.ToTable("budget_holds");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.OrganizationId, r.Day }).HasDatabaseName("ix_budget_holds_day"); // "what is set aside since"
    }
}
