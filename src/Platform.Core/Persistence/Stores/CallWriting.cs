using System.Text;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Runs.Execution;

namespace Platform.Core.Persistence.Stores;

/// <summary>Who made a call: a run, or a conversation in its place.</summary>
/// <param name="Workflow">What the call is counted under.</param>
internal sealed record Asker(OrganizationId Organization, RunId Id, string Workflow);

/// <summary>
/// The calls of models that a commit tells of, as rows of the log and as sums of the day: in the same transaction as their events, so that none is lost or
/// counted twice. A commit without such an event costs a look at each of its events.
/// </summary>
internal static class CallWriting
{
    private const int MostReply = 64 * 1024; // characters
    private const int MostError = 4 * 1024;
    private const int Shards = 16;

    // Each process adds to rows of its own, so that two nodes seldom wait for one another's transaction.
    private static readonly int Shard = Random.Shared.Next(Shards);

    public static void Write(SqlSession s, LeasedRun run, RunCommit commit) => Write(s, new Asker(run.Organization, run.Id, run.Workflow), commit.Events, () => UserOf(s, run));

    /// <param name="userOf">Asked once, when there is a call at all.</param>
    public static void Write(SqlSession s, Asker run, IReadOnlyList<LoggedEvent> events, Func<string> userOf)
    {
        string? user = null;
        foreach (var logged in events)
        {
            if (Call.Of(logged) is not { } call) continue;
            user ??= userOf();
            Insert(s, run, logged, call, user);
            AddUp(s, run, logged, call, user);
            if (logged.Event.Hold is { } hold) s.Post("DELETE FROM budget_holds WHERE id = $1", hold);
        }
    }

    /// <summary>The day of a time, UTC, counted from 1970 on.</summary>
    public static long DayOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 86_400;

    /// <summary>What PostgreSQL can store: no U+0000 and no half of a pair.</summary>
    public static string Storable(string text, int most, out int cut)
    {
        cut = Math.Max(0, text.Length - most);
        var kept = cut == 0 ? text : text[..most];
        if (!kept.Any(c => c == '\0' || char.IsSurrogate(c))) return kept;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept)).Replace('\0', '\uFFFD');
    }

    private static void Insert(SqlSession s, Asker run, LoggedEvent logged, Call call, string user)
    {
        var told = logged.Event;
        var reply = Storable(call.Reply, MostReply, out var replyCut);
        s.Post(
            """
            INSERT INTO model_calls (id, organization_id, at, run_id, sequence, workflow, step, node, item, agent, user_name, provider, model, attempt, retries, status,
                error_kind, source, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, estimated, latency_ms, first_token_ms, stop_reason,
                prompt_cut, reply_cut, error, tool_calls, reply, prompt, cache_write_tokens, operation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)
            """,
            OrderedGuid.New(logged.At), run.Organization, logged.At, run.Id, logged.Sequence, run.Workflow, told.Step, told.Node ?? "", told.Index, call.Agent, user,
            call.Provider, call.Model, call.Attempt, Math.Max(0, call.Attempt - 1), call.Status, call.Kind, call.Source, call.Input, call.Output, call.Cached, call.Reasoning,
            call.Nanos, call.Estimated, call.LatencyMs, call.FirstTokenMs, call.StopReason, call.PromptCut, replyCut,
            call.Error is null ? null : Storable(call.Error, MostError, out _), call.ToolCalls, reply, call.Prompt, call.CacheWrites, call.Operation);
    }

    private const string Added = """
        DO UPDATE SET calls = {0}.calls + 1, failed = {0}.failed + excluded.failed, unpriced = {0}.unpriced + excluded.unpriced,
            estimated = {0}.estimated + excluded.estimated, input_tokens = {0}.input_tokens + excluded.input_tokens,
            output_tokens = {0}.output_tokens + excluded.output_tokens, cached_tokens = {0}.cached_tokens + excluded.cached_tokens,
            reasoning_tokens = {0}.reasoning_tokens + excluded.reasoning_tokens, cost_nanos = {0}.cost_nanos + excluded.cost_nanos,
            cache_write_tokens = {0}.cache_write_tokens + excluded.cache_write_tokens
        """;

    private const string Sums = "calls, failed, unpriced, estimated, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, cache_write_tokens";

    private static readonly string AddToSpend = $"""
        INSERT INTO spend (organization_id, day, workflow, node, agent, model, provider, user_name, shard, {Sums})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        ON CONFLICT (organization_id, day, workflow, node, agent, model, provider, user_name, shard) {Added.Replace("{0}", "spend", StringComparison.Ordinal)}
        """;

    private static readonly string AddToOne = $"""
        INSERT INTO spend_by (organization_id, kind, day, name, workflow, shard, {Sums}) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT (organization_id, kind, day, name, workflow, shard) {Added.Replace("{0}", "spend_by", StringComparison.Ordinal)}
        """;

    private static void AddUp(SqlSession s, Asker run, LoggedEvent logged, Call call, string user)
    {
        var (day, shard) = (DayOf(logged.At), s is PostgresSession ? Shard : 0);
        var node = logged.Event.Node ?? "";
        var (failed, unpriced, estimated) = (call.Status == "ok" ? 0 : 1, call.Nanos is null ? 1 : 0, call is { Estimated: true, Nanos: > 0 } ? 1 : 0);
        s.Post(
            AddToSpend, run.Organization, day, run.Workflow, node, call.Agent, call.Model, call.Provider, user, shard,
            failed, unpriced, estimated, call.Input, call.Output, call.Cached, call.Reasoning, call.Nanos ?? 0, call.CacheWrites);
        foreach (var (kind, name, workflow) in new[]
        {
            ("", "", ""), ("workflow", run.Workflow, ""), ("node", node, run.Workflow), ("agent", call.Agent, ""), ("model", call.Model, ""), ("provider", call.Provider, ""), ("user_name", user, ""),
        })
        {
            s.Post(
                AddToOne, run.Organization, kind, day, name, workflow, shard, failed, unpriced, estimated, call.Input, call.Output, call.Cached, call.Reasoning, call.Nanos ?? 0, call.CacheWrites);
        }

        if (call.Nanos == 0) return;
        foreach (var scope in new[] { "", run.Workflow })
        {
            s.Post(
                """
                INSERT INTO budget_spend (organization_id, scope, day, shard, cost_nanos, unpriced) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (organization_id, scope, day, shard) DO UPDATE SET
                    cost_nanos = budget_spend.cost_nanos + excluded.cost_nanos, unpriced = budget_spend.unpriced + excluded.unpriced
                """,
                run.Organization, scope, day, shard, call.Nanos ?? 0, unpriced);
        }
    }

    // A child is its parent's errand: whoever started the first of them is meant.
    private static string UserOf(SqlSession s, LeasedRun run)
    {
        for (var at = run.Id; ;)
        {
            var row = s.One("SELECT created_by, parent_run FROM runs WHERE id = $1", r => (By: r.GetString(0), Parent: r.RunOrNull(1)), at);
            if (row.Parent is not { } parent || !s.Any("SELECT 1 FROM runs WHERE id = $1", parent)) return row.By ?? "";
            at = parent;
        }
    }

    /// <summary>What the two events of calls have in common.</summary>
    private sealed record Call(string Model, string Provider, string Agent, int Attempt, string Status, string? Kind, string? Error, string Source)
    {
        public long Input { get; private init; }

        public long Output { get; private init; }

        public long Cached { get; private init; }

        public long Reasoning { get; private init; }

        public long CacheWrites { get; private init; }

        public string Operation { get; private init; } = LlmFinished.UsualOperation;

        /// <summary>Null when the price is unknown.</summary>
        public long? Nanos { get; private init; } = 0;

        public bool Estimated { get; private init; }

        public long LatencyMs { get; private init; }

        public long? FirstTokenMs { get; private init; }

        public string? StopReason { get; private init; }

        public string Prompt { get; private init; } = "";

        public int PromptCut { get; private init; }

        public string Reply { get; private init; } = "";

        public string? ToolCalls { get; private init; }

        public static Call? Of(LoggedEvent logged) => logged.Event switch
        {
            LlmFinished end => Ended(end),
            LlmRetrying again => new Call(again.Use ?? again.Model, again.Provider ?? "", again.Agent ?? "", again.Attempt, "retried", again.Kind ?? again.Error.Code, again.Error.Message, "provider")
            {
                Input = again.InputTokens,
                Output = again.OutputTokens,
                Cached = again.CachedTokens,
                Reasoning = again.ReasoningTokens,
                CacheWrites = again.CacheWriteTokens,
                Nanos = NanosOf(again.CostOfUsed),
                Estimated = again.UsageEstimated,
                LatencyMs = (long)(again.DurationMs ?? 0),
            },
            _ => null,
        };

        private static Call Ended(LlmFinished end)
        {
            var failed = end.Error is not null;
            return new Call(
                end.Model, end.Provider, end.Agent ?? "", end.Attempt, failed ? "failed" : "ok", failed ? end.Kind ?? end.Error!.Code : null, end.Error?.Message, end.Source)
            {
                Input = end.InputTokens,
                Output = end.OutputTokens,
                Cached = end.CachedTokens,
                Reasoning = end.ReasoningTokens,
                CacheWrites = end.CacheWriteTokens,
                Operation = end.Operation,
                Nanos = NanosOf(end.Cost),
                Estimated = end.UsageEstimated,
                LatencyMs = (long)end.DurationMs,
                FirstTokenMs = (long?)end.FirstTokenMs,
                StopReason = end.StopReason,
                Prompt = end.Messages.ValueKind == JsonValueKind.Undefined ? "" : end.Messages.GetRawText(),
                PromptCut = CutOf(end.Messages),
                Reply = end.Reply,
                ToolCalls = end.ToolCalls?.GetRawText(),
            };
        }

        private static long? NanosOf(decimal? cost) => cost is { } dollars ? (long)Math.Round(dollars * CommitWriting.NanosPerDollar) : null;

        // A long prompt was cut before it became an event: {"truncated":true,"bytes":n,"head":"…"}.
        private static int CutOf(JsonElement messages) =>
            messages.ValueKind == JsonValueKind.Object && messages.TryGetProperty("bytes", out var all) && messages.TryGetProperty("head", out var head)
                ? all.GetInt32() - head.GetString()!.Length
                : 0;
    }
}
