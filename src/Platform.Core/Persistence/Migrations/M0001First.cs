using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>The first tables, and the organisation and owner that a single user works as.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0001First : Migration
{
    public const string Id = "0001_first";

    // As SQL, for WITHOUT ROWID: the rows of a run lie together, in order, and are found without a second index.
    private const string Tables = """
        CREATE TABLE organizations (organization_id BLOB NOT NULL PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE users (id BLOB NOT NULL PRIMARY KEY, organization_id BLOB NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE workflows (
            organization_id BLOB NOT NULL, name TEXT NOT NULL, description TEXT, current INTEGER NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted_at INTEGER,
            PRIMARY KEY (organization_id, name)) WITHOUT ROWID;
        CREATE TABLE workflow_versions (
            organization_id BLOB NOT NULL, workflow TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL,
            created_at INTEGER NOT NULL, created_by TEXT NOT NULL, text TEXT NOT NULL, includes TEXT,
            PRIMARY KEY (organization_id, workflow, number));
        CREATE TABLE runs (
            id BLOB NOT NULL PRIMARY KEY, organization_id BLOB NOT NULL, workflow TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL, thread TEXT,
            step INTEGER NOT NULL, last_sequence INTEGER NOT NULL, epoch INTEGER NOT NULL, lease_owner TEXT, lease_until INTEGER, signal INTEGER NOT NULL,
            cancel_requested TEXT, priority INTEGER NOT NULL, due_at INTEGER, labels TEXT,
            input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL,
            cost_nanos INTEGER NOT NULL, model_calls INTEGER NOT NULL, unpriced_calls INTEGER NOT NULL, active_ms INTEGER NOT NULL,
            trigger TEXT NOT NULL, parent_run BLOB, parent_task TEXT, depth INTEGER NOT NULL, attempt INTEGER NOT NULL, waiting_for TEXT,
            created_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, idempotency_key TEXT, created_by TEXT NOT NULL,
            error TEXT, inputs TEXT NOT NULL, outputs TEXT);
        CREATE TABLE checkpoints (
            run_id BLOB NOT NULL, step INTEGER NOT NULL, organization_id BLOB NOT NULL, at INTEGER NOT NULL, full INTEGER NOT NULL, state BLOB NOT NULL,
            PRIMARY KEY (run_id, step)) WITHOUT ROWID;
        CREATE TABLE event_batches (
            run_id BLOB NOT NULL, first_sequence INTEGER NOT NULL, organization_id BLOB NOT NULL, last_sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, events BLOB NOT NULL,
            PRIMARY KEY (run_id, first_sequence)) WITHOUT ROWID;
        CREATE TABLE journal (
            run_id BLOB NOT NULL, task TEXT NOT NULL, organization_id BLOB NOT NULL, outcome BLOB NOT NULL,
            PRIMARY KEY (run_id, task)) WITHOUT ROWID;
        CREATE TABLE interrupts (
            id BLOB NOT NULL PRIMARY KEY, organization_id BLOB NOT NULL, run_id BLOB NOT NULL, task TEXT NOT NULL, node TEXT NOT NULL, kind TEXT NOT NULL,
            event_name TEXT, asked TEXT NOT NULL, due_at INTEGER, assignee TEXT, status TEXT NOT NULL, claimed_by TEXT, answer TEXT, answer_kind TEXT,
            answered_by TEXT, created_at INTEGER NOT NULL, answered_at INTEGER, consumed INTEGER NOT NULL);
        CREATE TABLE threads (
            organization_id BLOB NOT NULL, name TEXT NOT NULL, workflow TEXT NOT NULL, run_id BLOB NOT NULL, channels TEXT NOT NULL, updated_at INTEGER NOT NULL,
            PRIMARY KEY (organization_id, name, workflow)) WITHOUT ROWID;
        """;

    private const string Indexes = """
        CREATE INDEX ix_users_organization ON users (organization_id);
        CREATE UNIQUE INDEX ix_versions_hash ON workflow_versions (organization_id, workflow, hash);
        CREATE INDEX ix_runs_status ON runs (organization_id, status, id);
        CREATE INDEX ix_runs_workflow ON runs (organization_id, workflow, id);
        CREATE INDEX ix_runs_ended ON runs (organization_id, ended_at);
        CREATE INDEX ix_runs_thread ON runs (organization_id, thread, id) WHERE thread IS NOT NULL;
        CREATE INDEX ix_runs_parent ON runs (parent_run) WHERE parent_run IS NOT NULL;
        CREATE UNIQUE INDEX ix_runs_idempotency ON runs (organization_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
        CREATE INDEX ix_runs_unfinished ON runs (status) WHERE status IN ('queued', 'running');
        CREATE INDEX ix_interrupts_run ON interrupts (run_id, task);
        CREATE INDEX ix_interrupts_due ON interrupts (due_at) WHERE due_at IS NOT NULL AND status IN ('open', 'claimed');
        CREATE INDEX ix_interrupts_answered ON interrupts (run_id) WHERE consumed = 0 AND answer_kind IS NOT NULL;
        CREATE INDEX ix_interrupts_event ON interrupts (organization_id, event_name) WHERE event_name IS NOT NULL AND status = 'open';
        CREATE INDEX ix_interrupts_inbox ON interrupts (organization_id, kind, status, id);
        """;

    private const string FirstRows = """
        INSERT INTO organizations VALUES (x'00000000000070008000000000000001', 'local', 0);
        INSERT INTO users VALUES (x'00000000000070008000000000000002', x'00000000000070008000000000000001', 'owner', '["owner"]', 0);
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(Indexes);
        migrationBuilder.Sql(FirstRows);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
