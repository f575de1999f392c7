using Platform.Core.Costs.Usage;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Runs.Execution;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// What a commit tells of calls and failures, added up by day in the same transaction: pages ask these sums and never the events. Calls of one commit are
/// added up first, so that a tool that is called a hundred times in a step costs a row or two.
/// </summary>
internal static class StatWriting
{
    private static readonly int Shard = Random.Shared.Next(16);

    private const string Add = """
        INSERT INTO call_stats (organization_id, kind, name, workflow, day, bucket, shard, calls, failed, total_ms, input_tokens, output_tokens, cost_nanos, unpriced)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (organization_id, kind, name, workflow, day, bucket, shard) DO UPDATE SET calls = call_stats.calls + excluded.calls,
            failed = call_stats.failed + excluded.failed, total_ms = call_stats.total_ms + excluded.total_ms, input_tokens = call_stats.input_tokens + excluded.input_tokens,
            output_tokens = call_stats.output_tokens + excluded.output_tokens, cost_nanos = call_stats.cost_nanos + excluded.cost_nanos,
            unpriced = call_stats.unpriced + excluded.unpriced
        """;

    public static void Write(SqlSession s, LeasedRun run, RunCommit commit)
    {
        SortedDictionary<Key, Sum>? sums = null;
        foreach (var logged in commit.Events)
        {
            switch (logged.Event)
            {
                case ToolFinished tool:
                    AddUp(ref sums, run, UsageKind.Tool, tool.Tool, logged.At, new Sum(1, tool.Error is null ? 0 : 1, (long)tool.DurationMs), andAll: true);
                    break;
                case LlmFinished { Source: LlmFinished.UsualSource } call:
                    OfModel(ref sums, run, logged, call.Model, call.Agent, Sum.Of(call.Error is not null, call.DurationMs, call.InputTokens, call.OutputTokens, call.Cost));
                    break;
                case LlmRetrying { Use: { } use } again:
                    OfModel(ref sums, run, logged, use, again.Agent, Sum.Of(true, again.DurationMs ?? 0, again.InputTokens, again.OutputTokens, again.CostOfUsed));
                    break;
                case TaskFailed failed:
                    FailureWriting.OfTask(s, run.Organization, run.Workflow, logged, failed.Error);
                    break;
                default:
                    break;
            }
        }

        if (sums is null) return;
        var shard = s is PostgresSession ? Shard : 0;
        foreach (var (key, sum) in sums)
        {
            s.Post(
                Add, run.Organization, key.Kind, key.Name, key.Workflow, key.Day, key.Bucket, shard, sum.Calls, sum.Failed, sum.TotalMs, sum.Input, sum.Output, sum.Nanos, sum.Unpriced);
        }
    }

    private static void OfModel(ref SortedDictionary<Key, Sum>? sums, LeasedRun run, LoggedEvent logged, string model, string? agent, Sum sum)
    {
        AddUp(ref sums, run, UsageKind.Model, model, logged.At, sum, andAll: true);
        if (!string.IsNullOrEmpty(agent)) AddUp(ref sums, run, UsageKind.Agent, agent, logged.At, sum, andAll: false);
    }

    private static void AddUp(ref SortedDictionary<Key, Sum>? sums, LeasedRun run, UsageKind kind, string name, DateTimeOffset at, Sum sum, bool andAll)
    {
        sums ??= [];
        var key = new Key(kind.Text(), CallWriting.Storable(name, 300, out _), run.Workflow, CallWriting.DayOf(at), LatencyBuckets.Of(sum.TotalMs));
        sums[key] = sums.GetValueOrDefault(key).Plus(sum);
        if (!andAll) return;
        var all = key with { Workflow = "" };
        sums[all] = sums.GetValueOrDefault(all).Plus(sum);
    }

    // Sorted, so that two transactions take the rows that both need in the same order.
    private readonly record struct Key(string Kind, string Name, string Workflow, long Day, int Bucket) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var by = string.CompareOrdinal(Kind, other.Kind);
            if (by == 0) by = string.CompareOrdinal(Name, other.Name);
            if (by == 0) by = string.CompareOrdinal(Workflow, other.Workflow);
            if (by == 0) by = Day.CompareTo(other.Day);
            return by != 0 ? by : Bucket.CompareTo(other.Bucket);
        }
    }

    private readonly record struct Sum(long Calls, long Failed, long TotalMs, long Input = 0, long Output = 0, long Nanos = 0, long Unpriced = 0)
    {
        public static Sum Of(bool failed, double ms, long input, long output, decimal? cost) => new(
            1, failed ? 1 : 0, (long)ms, input, output, cost is { } dollars ? (long)Math.Round(dollars * CommitWriting.NanosPerDollar) : 0, cost is null ? 1 : 0);

        public Sum Plus(Sum other) => new(
            Calls + other.Calls, Failed + other.Failed, TotalMs + other.TotalMs, Input + other.Input, Output + other.Output, Nanos + other.Nanos, Unpriced + other.Unpriced);
    }
}
