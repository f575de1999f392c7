using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>The first tables, and the organisation and owner that a single user works as.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0001First : Migration
{
    public const string Id = "0001_first";

    private const string Local = "00000000-0000-7000-8000-000000000001";
    private const string Owner = "00000000-0000-7000-8000-000000000002";

    // As SQL, for EF Core cannot say that the rows of a run lie together.
    private static string Tables(ColumnTypes t) => $"""
        CREATE TABLE organizations (organization_id {t.Id} NOT NULL PRIMARY KEY, name {t.Text} NOT NULL, created_at {t.Number} NOT NULL);
        CREATE TABLE users (id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, name {t.Text} NOT NULL, roles {t.Text} NOT NULL, created_at {t.Number} NOT NULL);
        CREATE TABLE workflows (
            organization_id {t.Id} NOT NULL, name {t.Text} NOT NULL, description {t.Text}, current {t.Number} NOT NULL,
            created_at {t.Number} NOT NULL, updated_at {t.Number} NOT NULL, deleted_at {t.Number},
            PRIMARY KEY (organization_id, name)){t.Together};
        CREATE TABLE workflow_versions (
            organization_id {t.Id} NOT NULL, workflow {t.Text} NOT NULL, number {t.Number} NOT NULL, hash {t.Text} NOT NULL,
            created_at {t.Number} NOT NULL, created_by {t.Text} NOT NULL, text {t.Text} NOT NULL, includes {t.Text},
            PRIMARY KEY (organization_id, workflow, number));
        CREATE TABLE runs (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, workflow {t.Text} NOT NULL, version {t.Number} NOT NULL, status {t.Text} NOT NULL, thread {t.Text},
            step {t.Number} NOT NULL, last_sequence {t.Number} NOT NULL, epoch {t.Number} NOT NULL, lease_owner {t.Text}, lease_until {t.Number}, signal {t.Number} NOT NULL,
            cancel_requested {t.Text}, priority {t.Number} NOT NULL, due_at {t.Number}, labels {t.Text},
            input_tokens {t.Number} NOT NULL, output_tokens {t.Number} NOT NULL, cached_tokens {t.Number} NOT NULL, reasoning_tokens {t.Number} NOT NULL,
            cost_nanos {t.Number} NOT NULL, model_calls {t.Number} NOT NULL, unpriced_calls {t.Number} NOT NULL, active_ms {t.Number} NOT NULL,
            trigger {t.Text} NOT NULL, parent_run {t.Id}, parent_task {t.Text}, depth {t.Number} NOT NULL, attempt {t.Number} NOT NULL, waiting_for {t.Text},
            created_at {t.Number} NOT NULL, started_at {t.Number}, ended_at {t.Number}, idempotency_key {t.Text}, created_by {t.Text} NOT NULL,
            error {t.Text}, inputs {t.Text} NOT NULL, outputs {t.Text});
        CREATE TABLE checkpoints (
            run_id {t.Id} NOT NULL, step {t.Number} NOT NULL, organization_id {t.Id} NOT NULL, at {t.Number} NOT NULL, "full" {t.Number} NOT NULL, state {t.Bytes} NOT NULL,
            PRIMARY KEY (run_id, step)){t.Together};
        CREATE TABLE event_batches (
            run_id {t.Id} NOT NULL, first_sequence {t.Number} NOT NULL, organization_id {t.Id} NOT NULL, last_sequence {t.Number} NOT NULL,
            at {t.Number} NOT NULL, events {t.Bytes} NOT NULL,
            PRIMARY KEY (run_id, first_sequence)){t.Together};
        CREATE TABLE journal (
            run_id {t.Id} NOT NULL, task {t.Text} NOT NULL, organization_id {t.Id} NOT NULL, outcome {t.Bytes} NOT NULL,
            PRIMARY KEY (run_id, task)){t.Together};
        CREATE TABLE interrupts (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, run_id {t.Id} NOT NULL, task {t.Text} NOT NULL, node {t.Text} NOT NULL, kind {t.Text} NOT NULL,
            event_name {t.Text}, asked {t.Text} NOT NULL, due_at {t.Number}, assignee {t.Text}, status {t.Text} NOT NULL, claimed_by {t.Text}, answer {t.Text}, answer_kind {t.Text},
            answered_by {t.Text}, created_at {t.Number} NOT NULL, answered_at {t.Number}, consumed {t.Number} NOT NULL);
        CREATE TABLE threads (
            organization_id {t.Id} NOT NULL, name {t.Text} NOT NULL, workflow {t.Text} NOT NULL, run_id {t.Id} NOT NULL, channels {t.Text} NOT NULL, updated_at {t.Number} NOT NULL,
            PRIMARY KEY (organization_id, name, workflow)){t.Together};
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

    private static string FirstRows(ColumnTypes t) => $"""
        INSERT INTO organizations VALUES ({t.Literal(Local)}, 'local', 0);
        INSERT INTO users VALUES ({t.Literal(Owner)}, {t.Literal(Local)}, 'owner', '["owner"]', 0);
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var types = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql(Tables(types));
        migrationBuilder.Sql(Indexes);
        migrationBuilder.Sql(FirstRows(types));
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
