using System.Data.Common;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Core.Persistence.Stores;

/// <summary>A run's row as its view.</summary>
internal static class RunReading
{
    public const string Columns = """
        id, organization_id, workflow, version, status, thread, step, last_sequence, priority, due_at, labels, input_tokens, output_tokens, cached_tokens,
        reasoning_tokens, cost_nanos, model_calls, unpriced_calls, active_ms, trigger, parent_run, attempt, waiting_for, created_at, started_at, ended_at,
        error, inputs, outputs, forked_from, forked_step, paused_by, paused_at, deadline, concurrency_group, estimated_calls, stood_ms
        """;

    /// <summary>How many columns these are: what stands after them begins here.</summary>
    public static readonly int Count = Columns.Count(c => c == ',') + 1;

    public static RunRow Read(DbDataReader r) => new()
    {
        Id = r.Run(0),
        OrganizationId = new OrganizationId(r.Guid(1)),
        Workflow = r.GetString(2),
        Version = r.GetInt32(3),
        Status = r.GetString(4),
        Thread = r.TextOrNull(5),
        Step = r.GetInt32(6),
        LastSequence = r.GetInt64(7),
        Priority = r.GetInt32(8),
        DueAt = r.TimeOrNull(9),
        Labels = r.TextOrNull(10),
        InputTokens = r.GetInt64(11),
        OutputTokens = r.GetInt64(12),
        CachedTokens = r.GetInt64(13),
        ReasoningTokens = r.GetInt64(14),
        CostNanos = r.GetInt64(15),
        ModelCalls = r.GetInt32(16),
        UnpricedCalls = r.GetInt32(17),
        ActiveMs = r.GetInt64(18),
        Trigger = r.GetString(19),
        ParentRun = r.RunOrNull(20),
        Attempt = r.GetInt32(21),
        WaitingFor = r.TextOrNull(22),
        CreatedAt = r.Time(23),
        StartedAt = r.TimeOrNull(24),
        EndedAt = r.TimeOrNull(25),
        Error = r.TextOrNull(26),
        Inputs = r.GetString(27),
        Outputs = r.TextOrNull(28),
        ForkedFrom = r.RunOrNull(29),
        ForkedStep = r.IsDBNull(30) ? null : r.GetInt32(30),
        PausedBy = r.TextOrNull(31),
        PausedAt = r.TimeOrNull(32),
        Deadline = r.TimeOrNull(33),
        ConcurrencyGroup = r.TextOrNull(34),
        EstimatedCalls = r.GetInt32(35),
        StoodMs = r.GetInt64(36),
    };

    public static RunView View(RunRow row, int children) => new()
    {
        Id = row.Id,
        Workflow = row.Workflow,
        Version = row.Version,
        Thread = row.Thread,
        Status = RunStatuses.Of(row.Status),
        Inputs = StoredJson.Element(row.Inputs),
        Outputs = row.Outputs is null ? null : StoredJson.Element(row.Outputs),
        Error = StoredJson.ReadError(row.Error),
        Step = row.Step,
        PausedBy = row.PausedBy,
        PausedAt = row.PausedAt,
        Deadline = row.Deadline,
        Group = row.ConcurrencyGroup is { } line ? StartRules.GroupOf(line) : null,
        WaitingFor = StoredJson.ReadNames(row.WaitingFor),
        Usage = new RunUsageView(row.InputTokens, row.OutputTokens, row.CachedTokens, row.ReasoningTokens, row.ModelCalls, row.ActiveMs),
        Cost = row.CostNanos / CommitWriting.NanosPerDollar,
        CostKnown = row.UnpricedCalls == 0,
        CostEstimated = row.EstimatedCalls > 0,
        Labels = StoredJson.ReadMap(row.Labels),
        Trigger = row.Trigger,
        Priority = row.Priority,
        DueAt = row.DueAt,
        Attempt = row.Attempt,
        CreatedAt = row.CreatedAt,
        StartedAt = row.StartedAt,
        EndedAt = row.EndedAt,
        StoodMs = row.StoodMs,
        Parent = row.ParentRun,
        Children = children,
        ForkedFrom = row.ForkedFrom is { } origin ? new ForkOrigin(origin, row.ForkedStep ?? 0) : null,
        LastSequence = row.LastSequence,
    };
}
