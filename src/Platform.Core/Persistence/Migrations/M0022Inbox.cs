using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>What keeps the inbox flat over a million tasks when one workflow's, or one person's, are asked for; and what finds the runs of one workflow that stand among many of others.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0022Inbox : Migration
{
    public const string Id = "0022_inbox";

    // A process of the release before may go on for a while beside the new ones, and does not know of the column.
    private const string Filled = """
        CREATE FUNCTION interrupt_workflow() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN NEW.workflow := (SELECT r.workflow FROM runs r WHERE r.id = NEW.run_id); RETURN NEW; END';
        CREATE TRIGGER interrupt_workflow BEFORE INSERT ON interrupts FOR EACH ROW WHEN (NEW.kind = 'human' AND NEW.workflow IS NULL) EXECUTE FUNCTION interrupt_workflow();
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            ALTER TABLE interrupts ADD COLUMN workflow {t.Text};
            UPDATE interrupts SET workflow = (SELECT r.workflow FROM runs r WHERE r.id = interrupts.run_id) WHERE kind = 'human';
            CREATE INDEX ix_interrupts_workflow ON interrupts (organization_id, workflow, status, id) WHERE workflow IS NOT NULL;
            CREATE INDEX ix_interrupts_claimed_by ON interrupts (organization_id, claimed_by, status, id) WHERE workflow IS NOT NULL AND claimed_by IS NOT NULL;
            CREATE INDEX ix_interrupts_assignee ON interrupts (organization_id, assignee, status, id) WHERE workflow IS NOT NULL AND assignee IS NOT NULL;
            CREATE INDEX ix_interrupts_answered_by ON interrupts (organization_id, answered_by, status, id) WHERE workflow IS NOT NULL AND answered_by IS NOT NULL;
            CREATE INDEX ix_runs_standing ON runs (organization_id, workflow, status, id) WHERE status IN ('queued', 'waiting');
            """);
        if (!ColumnTypes.IsSqlite(migrationBuilder)) migrationBuilder.Sql(Filled);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
