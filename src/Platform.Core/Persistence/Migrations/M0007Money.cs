using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>
/// What models cost: each call, sums by day so that a million calls need not be added up, what budgets count and what is set aside for calls in flight;
/// and the settings of organisations.
/// </summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0007Money : Migration
{
    public const string Id = "0007_money";

    // The texts of a call are at the end, so that a list is read without them.
    private static string Tables(ColumnTypes t) => $"""
        ALTER TABLE runs ADD COLUMN estimated_calls {t.Number} NOT NULL DEFAULT 0;
        CREATE TABLE settings (
            organization_id {t.Id} NOT NULL, name {t.Text} NOT NULL, value {t.Text} NOT NULL, updated_by {t.Text} NOT NULL, updated_at {t.Number} NOT NULL,
            PRIMARY KEY (organization_id, name)){t.Together};
        CREATE TABLE model_calls (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, at {t.Number} NOT NULL, run_id {t.Id} NOT NULL, sequence {t.Number} NOT NULL,
            workflow {t.Text} NOT NULL, step {t.Number} NOT NULL, node {t.Text} NOT NULL, item {t.Number}, agent {t.Text} NOT NULL, user_name {t.Text} NOT NULL,
            provider {t.Text} NOT NULL, model {t.Text} NOT NULL, attempt {t.Number} NOT NULL, retries {t.Number} NOT NULL, status {t.Text} NOT NULL, error_kind {t.Text},
            source {t.Text} NOT NULL, input_tokens {t.Number} NOT NULL, output_tokens {t.Number} NOT NULL, cached_tokens {t.Number} NOT NULL,
            reasoning_tokens {t.Number} NOT NULL, cost_nanos {t.Number}, estimated {t.Number} NOT NULL, latency_ms {t.Number} NOT NULL, first_token_ms {t.Number},
            stop_reason {t.Text}, prompt_cut {t.Number} NOT NULL, reply_cut {t.Number} NOT NULL, error {t.Text}, tool_calls {t.Text}, reply {t.Text} NOT NULL,
            prompt {t.Text} NOT NULL);
        CREATE TABLE spend (
            organization_id {t.Id} NOT NULL, day {t.Number} NOT NULL, workflow {t.Text} NOT NULL, node {t.Text} NOT NULL, agent {t.Text} NOT NULL,
            model {t.Text} NOT NULL, provider {t.Text} NOT NULL, user_name {t.Text} NOT NULL, shard {t.Number} NOT NULL,
            calls {t.Number} NOT NULL, failed {t.Number} NOT NULL, unpriced {t.Number} NOT NULL, estimated {t.Number} NOT NULL, input_tokens {t.Number} NOT NULL,
            output_tokens {t.Number} NOT NULL, cached_tokens {t.Number} NOT NULL, reasoning_tokens {t.Number} NOT NULL, cost_nanos {t.Number} NOT NULL,
            PRIMARY KEY (organization_id, day, workflow, node, agent, model, provider, user_name, shard)){t.Together};
        CREATE TABLE spend_by (
            organization_id {t.Id} NOT NULL, kind {t.Text} NOT NULL, day {t.Number} NOT NULL, name {t.Text} NOT NULL, workflow {t.Text} NOT NULL, shard {t.Number} NOT NULL,
            calls {t.Number} NOT NULL, failed {t.Number} NOT NULL, unpriced {t.Number} NOT NULL, estimated {t.Number} NOT NULL, input_tokens {t.Number} NOT NULL,
            output_tokens {t.Number} NOT NULL, cached_tokens {t.Number} NOT NULL, reasoning_tokens {t.Number} NOT NULL, cost_nanos {t.Number} NOT NULL,
            PRIMARY KEY (organization_id, kind, day, name, workflow, shard)){t.Together};
        CREATE TABLE budget_spend (
            organization_id {t.Id} NOT NULL, scope {t.Text} NOT NULL, day {t.Number} NOT NULL, shard {t.Number} NOT NULL,
            cost_nanos {t.Number} NOT NULL, unpriced {t.Number} NOT NULL,
            PRIMARY KEY (organization_id, scope, day, shard)){t.Together};
        CREATE TABLE budget_holds (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, scope {t.Text} NOT NULL, day {t.Number} NOT NULL, until {t.Number} NOT NULL,
            least_nanos {t.Number} NOT NULL, most_nanos {t.Number} NOT NULL);
        """;

    private const string Indexes = """
        CREATE INDEX ix_model_calls_newest ON model_calls (organization_id, id);
        CREATE INDEX ix_model_calls_workflow ON model_calls (organization_id, workflow, id);
        CREATE INDEX ix_model_calls_model ON model_calls (organization_id, model, id);
        CREATE INDEX ix_model_calls_failed ON model_calls (organization_id, status, id) WHERE status <> 'ok';
        CREATE INDEX ix_model_calls_run ON model_calls (run_id, id);
        CREATE INDEX ix_spend_workflow ON spend (organization_id, workflow, day);
        CREATE INDEX ix_runs_dear ON runs (organization_id, cost_nanos, id) WHERE model_calls > 0;
        CREATE INDEX ix_runs_spent ON runs (organization_id, id, cost_nanos) WHERE model_calls > 0;
        CREATE INDEX ix_budget_holds_day ON budget_holds (organization_id, day);
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables(ColumnTypes.Of(migrationBuilder)));
        migrationBuilder.Sql(Indexes);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
