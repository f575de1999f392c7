using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>
/// What keeps lists flat over a million runs: an index for each question that is asked "newest first", labels as rows; and what retention needs, which
/// deletes a run's row at once and what belongs to it bit by bit.
/// </summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0006Growth : Migration
{
    public const string Id = "0006_growth";

    // Once for the key alone and once as key=value, so that either is found newest first.
    private static string Tables(ColumnTypes t) => $"""
        CREATE TABLE run_labels (
            organization_id {t.Id} NOT NULL, label {t.Text} NOT NULL, run_id {t.Id} NOT NULL,
            PRIMARY KEY (organization_id, label, run_id)){t.Together};
        CREATE TABLE deleted_runs (
            run_id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, at {t.Number} NOT NULL);
        CREATE TABLE claims (
            organization_id {t.Id} NOT NULL, name {t.Text} NOT NULL, owner {t.Text} NOT NULL, until {t.Number} NOT NULL,
            PRIMARY KEY (organization_id, name)){t.Together};
        """;

    // What is stored of a run that has only begun is not yet in the index of ended ones, so that starting one costs as much as before.
    private static string Indexes(string idTail) => $"""
        CREATE INDEX ix_runs_newest ON runs (organization_id, id);
        CREATE INDEX ix_runs_failed ON runs (organization_id, workflow, status, id) WHERE status IN ('failed', 'cancelled');
        CREATE INDEX ix_runs_cost ON runs (organization_id, id, cost_nanos) WHERE cost_nanos > 0;
        CREATE INDEX ix_runs_tail ON runs ({idTail});
        DROP INDEX ix_runs_ended;
        CREATE INDEX ix_runs_ended ON runs (organization_id, ended_at, status) WHERE ended_at IS NOT NULL;
        DROP INDEX ix_runs_parent;
        CREATE INDEX ix_runs_parent ON runs (parent_run, id) WHERE parent_run IS NOT NULL;
        DROP INDEX ix_runs_forked;
        CREATE INDEX ix_runs_forked ON runs (forked_from, id) WHERE forked_from IS NOT NULL;
        """;

    private const string SqliteLabels = """
        INSERT INTO run_labels SELECT r.organization_id, l.key, r.id FROM runs r, json_each(r.labels) l WHERE r.labels IS NOT NULL;
        INSERT INTO run_labels SELECT r.organization_id, l.key || '=' || l.value, r.id FROM runs r, json_each(r.labels) l WHERE r.labels IS NOT NULL
            ON CONFLICT DO NOTHING;
        """;

    private const string PostgresLabels = """
        INSERT INTO run_labels SELECT r.organization_id, l.key, r.id FROM runs r, jsonb_each_text(r.labels::jsonb) l WHERE r.labels IS NOT NULL;
        INSERT INTO run_labels SELECT r.organization_id, l.key || '=' || l.value, r.id FROM runs r, jsonb_each_text(r.labels::jsonb) l WHERE r.labels IS NOT NULL
            ON CONFLICT DO NOTHING;
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var isSqlite = ColumnTypes.IsSqlite(migrationBuilder);
        migrationBuilder.Sql(Tables(ColumnTypes.Of(migrationBuilder)));
        migrationBuilder.Sql(Indexes(isSqlite ? Sqlite.SqliteDatabase.TailOfId : Postgres.PostgresDatabase.TailOfId));
        migrationBuilder.Sql(isSqlite ? SqliteLabels : PostgresLabels);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
