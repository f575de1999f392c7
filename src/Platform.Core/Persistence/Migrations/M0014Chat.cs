using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Conversations that build workflows: their turns, which branch, and every draft.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0014Chat : Migration
{
    public const string Id = "0014_chat";

    // The texts are at the end of their rows, so that lists are read without them.
    private static string Tables(ColumnTypes t) => $"""
        CREATE TABLE chat_conversations (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, title {t.Text} NOT NULL, model {t.Text} NOT NULL, workflow {t.Text}, workflow_version {t.Number},
            created_by {t.Text} NOT NULL, created_at {t.Number} NOT NULL, updated_at {t.Number} NOT NULL, version {t.Number} NOT NULL, turns {t.Number} NOT NULL,
            drafts {t.Number} NOT NULL, answering {t.Id});
        CREATE TABLE chat_turns (
            id {t.Id} NOT NULL PRIMARY KEY, organization_id {t.Id} NOT NULL, conversation_id {t.Id} NOT NULL, parent_id {t.Id}, version {t.Number} NOT NULL,
            kind {t.Text} NOT NULL, status {t.Text} NOT NULL, model {t.Text} NOT NULL, created_by {t.Text} NOT NULL, created_at {t.Number} NOT NULL, ended_at {t.Number},
            owner {t.Text} NOT NULL, beat_at {t.Number} NOT NULL, stop_asked {t.Number} NOT NULL, draft {t.Number}, made {t.Number}, added {t.Number} NOT NULL, removed {t.Number} NOT NULL,
            input_tokens {t.Number} NOT NULL, output_tokens {t.Number} NOT NULL, cost_nanos {t.Number} NOT NULL, cost_known {t.Number} NOT NULL,
            error_code {t.Text}, error {t.Text}, resolution {t.Text}, asked {t.Text} NOT NULL, said {t.Text} NOT NULL, notes {t.Text} NOT NULL);
        CREATE TABLE chat_drafts (
            conversation_id {t.Id} NOT NULL, number {t.Number} NOT NULL, organization_id {t.Id} NOT NULL, turn_id {t.Id} NOT NULL, base {t.Number}, name {t.Text},
            errors {t.Number} NOT NULL, warnings {t.Number} NOT NULL, added {t.Number} NOT NULL, removed {t.Number} NOT NULL, created_at {t.Number} NOT NULL, text {t.Text} NOT NULL,
            PRIMARY KEY (conversation_id, number));
        """;

    private const string Indexes = """
        CREATE INDEX ix_chat_conversations_newest ON chat_conversations (organization_id, updated_at, id);
        CREATE INDEX ix_chat_turns_conversation ON chat_turns (conversation_id, id, parent_id);
        CREATE INDEX ix_chat_turns_changed ON chat_turns (conversation_id, version);
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables(ColumnTypes.Of(migrationBuilder)));
        migrationBuilder.Sql(Indexes);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
