using Platform.Core.Foundation;
using Platform.Core.Persistence;

namespace Platform.Bench.Growth;

/// <summary>What else a dashboard shows beside runs: workflows with two versions each, calls, costs, causes of failures, conversations and memories of a month.</summary>
internal sealed class PageFiller(Database database)
{
    private const int Days = 30;
    private const int Causes = 1_000;
    private const int Calls = 100_000;
    private const int Conversations = 2_000;
    private const int Memories = 10_000;

    private static readonly string[] Tools = ["http.request", "hash", "file.read", "file.write", "csv.read"];
    private static readonly string[] Models = ["openai/gpt-5-mini", "openai/gpt-5", "anthropic/claude-sonnet-4-5", "mistral/mistral-large"];

    private static string Yaml(int workflow) => $$"""
        platform: v1
        name: workflow-{{workflow}}
        description: Answers orders of kind {{workflow}}
        inputs: { text: { type: string, default: hello } }
        state: { answer: { type: string, default: "" } }
        models: { main: { use: {{Models[workflow % Models.Length]}} } }
        tools: { sums: { use: hash } }
        agents: { writer: { model: main, tools: [sums], instructions: "Answer shortly." } }
        start: answer
        nodes:
          answer: { agent: writer, prompt: Where is it, next: ask }
          ask: { human: { title: Approve the refund } }
        """;

    public void Fill(int workflows)
    {
        using var s = database.Open();
        if (s.Any("SELECT 1 FROM workflows LIMIT 1")) return;
        database.Begin(s);
        var now = DateTimeOffset.UtcNow;
        for (var i = 1; i <= workflows; i++)
        {
            s.Execute("INSERT INTO workflows (organization_id, name, description, current, created_at, updated_at) VALUES ($1, $2, $3, 2, $4, $4)", OrganizationId.Local, $"workflow-{i}", $"Answers orders of kind {i}", now.AddSeconds(-i));
            for (var version = 1; version <= 2; version++)
            {
                s.Execute(
                    "INSERT INTO workflow_versions (organization_id, workflow, number, hash, created_at, created_by, text) VALUES ($1, $2, $3, $4, $5, 'owner', $6)",
                    OrganizationId.Local, $"workflow-{i}", version, $"{i:x32}{version:x32}", now.AddDays(version - 3), Yaml(i));
            }
        }

        var today = now.ToUnixTimeSeconds() / 86_400;
        FillStats(s, workflows, today);
        FillCosts(s, workflows, today);
        FillCalls(s, workflows, now);
        FillTexts(s, now);
        s.Execute("COMMIT");
        if (database.Provider.Contains("Npgsql", StringComparison.Ordinal)) s.Execute("ANALYZE");
    }

    // Numbers from 0 on, in both databases.
    private static string Numbers(string name, string below) => $"{name}(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM {name} WHERE n + 1 < {below})";

    private static void FillStats(SqlSession s, int workflows, long today)
    {
        foreach (var (kind, name) in Tools.Select(t => ("tool", t)).Concat(Models.Select(m => ("model", m))))
        {
            s.Execute(
                $"""
                INSERT INTO call_stats (organization_id, kind, name, workflow, day, bucket, shard, calls, failed, total_ms, input_tokens, output_tokens, cost_nanos, unpriced)
                WITH RECURSIVE {Numbers("d", $"{Days}")}, {Numbers("b", "20")}
                SELECT $1, $2, $3, '', $4 - d.n, 10 + b.n, 0, 50, 1, 9000, 5000, 1000, 125000, 0 FROM d CROSS JOIN b
                """,
                OrganizationId.Local, kind, name, today);
        }

        foreach (var (kind, name) in new[] { ("tool", "sums"), ("agent", "writer"), ("model", Models[0]) })
        {
            s.Execute(
                $"""
                INSERT INTO call_stats (organization_id, kind, name, workflow, day, bucket, shard, calls, failed, total_ms, input_tokens, output_tokens, cost_nanos, unpriced)
                WITH RECURSIVE {Numbers("w", "$5")}, {Numbers("d", "5")}, {Numbers("b", "4")}
                SELECT $1, $2, $3, 'workflow-' || (w.n + 1), $4 - d.n, 10 + b.n * 4, 0, 5, 0, 900, 500, 100, 12500, 0 FROM w CROSS JOIN d CROSS JOIN b
                """,
                OrganizationId.Local, kind, name, today, (long)workflows);
        }

        s.Execute(
            $"""
            INSERT INTO failure_causes (organization_id, day, cause, shard, workflow, node, code, message, resolution, runs, tasks, first_at, last_at)
            WITH RECURSIVE {Numbers("c", $"{Causes}")}, {Numbers("d", $"{Days}")}
            SELECT $1, $2 - d.n, substr('00000000000000000000' || c.n, length('' || c.n) + 1, 20), 0, 'workflow-' || (c.n % 500 + 1), 'charge', 'tool_failed',
                'The order was refused: ' || c.n, 'Look at the order.', 3, 4, ($2 - d.n) * 86400000 + c.n, ($2 - d.n) * 86400000 + 1000 + c.n FROM c CROSS JOIN d
            """,
            OrganizationId.Local, today);
        s.Execute("UPDATE runs SET cause = '00000000000000000007' WHERE organization_id = $1 AND status = 'failed'", OrganizationId.Local);
    }

    private const string Sums = "calls, failed, unpriced, estimated, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, cache_write_tokens";
    private const string Values = "9, 0, 0, 0, 800, 200, 0, 0, 1250000, 0";

    private static void FillCosts(SqlSession s, int workflows, long today)
    {
        s.Execute(
            $"""
            INSERT INTO spend (organization_id, day, workflow, node, agent, model, provider, user_name, shard, {Sums})
            WITH RECURSIVE {Numbers("w", "$3")}, {Numbers("d", $"{Days}")}
            SELECT $1, $2 - d.n, 'workflow-' || (w.n + 1), 'answer', 'writer', '{Models[0]}', 'openai', 'owner', 0, {Values} FROM w CROSS JOIN d
            """,
            OrganizationId.Local, today, (long)workflows);
        foreach (var (kind, name, workflow, count) in new[]
        {
            ("", "''", "''", 1), ("workflow", "'workflow-' || (w.n + 1)", "''", workflows), ("node", "'answer'", "'workflow-' || (w.n + 1)", workflows), ("agent", "'writer'", "''", 1),
            ("model", "'openai/gpt-' || w.n", "''", 4), ("provider", "'openai-' || w.n", "''", 2), ("user", "'owner-' || w.n", "''", 50), ("user_name", "'owner-' || w.n", "''", 50),
        })
        {
            s.Execute(
                $"""
                INSERT INTO spend_by (organization_id, kind, day, name, workflow, shard, {Sums})
                WITH RECURSIVE {Numbers("w", "$4")}, {Numbers("d", $"{Days}")} SELECT $1, $2, $3 - d.n, {name}, {workflow}, 0, {Values} FROM w CROSS JOIN d
                """,
                OrganizationId.Local, kind, today, (long)count);
        }
    }

    private static void FillCalls(SqlSession s, int workflows, DateTimeOffset now)
    {
        for (var i = 0; i < Calls; i++)
        {
            var at = now.AddDays(-Days).AddMilliseconds((double)Days * 86_400_000 / Calls * i);
            s.Execute(
                """
                INSERT INTO model_calls (id, organization_id, at, run_id, sequence, workflow, step, node, agent, user_name, provider, model, attempt, retries, status, source, input_tokens,
                    output_tokens, cached_tokens, reasoning_tokens, cost_nanos, estimated, latency_ms, prompt_cut, reply_cut, reply, prompt)
                VALUES ($1, $2, $3, $4, 5, $5, 1, 'answer', 'writer', 'owner', 'openai', $6, 1, 0, $7, 'model', 800, 200, 0, 0, 1250000, 0, 700, 0, 0, 'An answer.', $8)
                """,
                Guid.CreateVersion7(at), OrganizationId.Local, at, Guid.CreateVersion7(at), $"workflow-{(i % workflows) + 1}", Models[i % Models.Length], i % 40 == 0 ? "failed" : "ok",
                """[{"role":"user","text":"Answer shortly: where is my parcel?"}]""");
        }
    }

    private static void FillTexts(SqlSession s, DateTimeOffset now)
    {
        for (var i = 0; i < Conversations; i++)
        {
            var (id, turn, at) = (Guid.CreateVersion7(now.AddMinutes(-i)), Guid.CreateVersion7(now.AddMinutes(-i)), now.AddMinutes(-i));
            s.Execute(
                "INSERT INTO chat_conversations (id, organization_id, title, model, created_by, created_at, updated_at, version, turns, drafts) VALUES ($1, $2, $3, 'builtin', 'owner', $4, $4, 1, 1, 0)",
                id, OrganizationId.Local, $"A workflow for orders {i}", at);
            s.Execute(
                """
                INSERT INTO chat_turns (id, organization_id, conversation_id, version, kind, status, model, created_by, created_at, ended_at, owner, beat_at, stop_asked, added, removed, input_tokens,
                    output_tokens, cost_nanos, cost_known, asked, said, notes) VALUES ($1, $2, $3, 1, 'message', 'done', 'builtin', 'owner', $4, $4, '', 0, 0, 0, 0, 0, 0, 0, 1, 'Summarise orders', 'Here it is.', '')
                """,
                turn, OrganizationId.Local, id, at);
        }

        s.Execute("INSERT INTO memory_spaces (number, organization_id, namespace, entries, bytes, sequence, removed, updated_at) VALUES (1, $1, 'customers', $2, $2, $2, 0, $3)", OrganizationId.Local, (long)Memories, now);
        s.Execute(
            $"""
            INSERT INTO memories (organization_id, space, key, own_key, sequence, version, created_at, updated_at, saved_by, bytes, value)
            WITH RECURSIVE {Numbers("m", $"{Memories}")} SELECT $1, 1, 'customer-' || m.n, 1, m.n, 1, $2 - m.n, $2 - m.n, 'owner', 20, '"prefers to be called"' FROM m
            """,
            OrganizationId.Local, now);
        s.Execute("INSERT INTO memory_totals (organization_id, entries, bytes) VALUES ($1, $2, $2)", OrganizationId.Local, (long)Memories);
    }
}
