using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Pausing, lines of runs, deadlines, kept events, living processes; and indexes, so that what looks for work finds it without looking at what waits.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0002Control : Migration
{
    public const string Id = "0002_control";

    private static string Columns(ColumnTypes t) => $"""
        ALTER TABLE runs ADD COLUMN paused_by {t.Text};
        ALTER TABLE runs ADD COLUMN paused_at {t.Number};
        ALTER TABLE runs ADD COLUMN concurrency_group {t.Text};
        ALTER TABLE runs ADD COLUMN concurrency_limit {t.Number};
        ALTER TABLE runs ADD COLUMN deadline {t.Number};
        ALTER TABLE runs ADD COLUMN allowed_ms {t.Number};
        ALTER TABLE runs ADD COLUMN rest_signal {t.Number} NOT NULL DEFAULT 0;
        UPDATE runs SET rest_signal = signal;
        UPDATE runs SET rest_signal = signal - 1 WHERE status = 'waiting' AND EXISTS (
            SELECT 1 FROM interrupts i WHERE i.run_id = runs.id AND i.consumed = 0 AND i.answer_kind IS NOT NULL);
        ALTER TABLE interrupts ADD COLUMN told {t.Number} NOT NULL DEFAULT 0;
        """;

    private static string Tables(ColumnTypes t) => $"""
        CREATE TABLE outside_events (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, name {t.Text} NOT NULL, key {t.Text}, kept {t.Number} NOT NULL, was_kept {t.Number} NOT NULL,
            runs {t.Number} NOT NULL, expires_at {t.Number} NOT NULL, data {t.Text});
        CREATE TABLE processes (owner {t.Text} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, beat_at {t.Number} NOT NULL);
        """;

    // Each is partial: a run stands in few of them, and in none of what looks for work while it only waits.
    private const string Indexes = """
        CREATE INDEX ix_runs_ready ON runs (priority DESC, id)
            WHERE status = 'queued' AND paused_by IS NULL AND due_at IS NULL AND thread IS NULL AND concurrency_group IS NULL;
        CREATE INDEX ix_runs_later ON runs (due_at) WHERE status = 'queued' AND due_at IS NOT NULL;
        CREATE INDEX ix_runs_line ON runs (concurrency_group, priority DESC, id) WHERE status = 'queued' AND concurrency_group IS NOT NULL;
        CREATE INDEX ix_runs_places ON runs (concurrency_group) WHERE status IN ('running', 'waiting') AND concurrency_group IS NOT NULL;
        CREATE INDEX ix_runs_on_thread ON runs (organization_id, thread, id) WHERE thread IS NOT NULL AND ended_at IS NULL;
        CREATE INDEX ix_runs_for_thread ON runs (id) WHERE status = 'queued' AND thread IS NOT NULL;
        CREATE INDEX ix_runs_running ON runs (lease_owner) WHERE status = 'running';
        CREATE INDEX ix_runs_woken ON runs (id) WHERE status = 'waiting' AND signal <> rest_signal AND paused_by IS NULL;
        CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL AND ended_at IS NULL;
        CREATE INDEX ix_runs_cancel ON runs (lease_owner) WHERE cancel_requested IS NOT NULL;
        CREATE INDEX ix_outside_events_kept ON outside_events (organization_id, name, id) WHERE kept = 1;
        CREATE UNIQUE INDEX ix_outside_events_key ON outside_events (organization_id, key) WHERE key IS NOT NULL;
        CREATE INDEX ix_outside_events_expires ON outside_events (expires_at);
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var types = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql(Columns(types));
        migrationBuilder.Sql(Tables(types));
        migrationBuilder.Sql(Indexes);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
