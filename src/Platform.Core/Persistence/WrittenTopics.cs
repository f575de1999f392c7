using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Platform.Core.Changes;

namespace Platform.Core.Persistence;

/// <summary>
/// What a statement changes, told by the table that it names. So every page is live for whatever is written, whoever writes it, and nobody has to remember to
/// tell. A table without a line here is a topic by its own name.
/// </summary>
internal static partial class WrittenTopics
{
    private static readonly Dictionary<string, string> Of = new(StringComparer.Ordinal)
    {
        ["runs"] = "runs",
        ["run_labels"] = "runs",
        ["deleted_runs"] = "runs",
        ["interrupts"] = "tasks",
        ["workflow_versions"] = "workflows",
        ["model_calls"] = "calls models",
        ["tool_counts"] = "tools",
        ["tool_rates"] = "tools",
        ["spend"] = "costs",
        ["spend_by"] = "costs",
        ["budget_spend"] = "costs",
        ["budget_holds"] = "costs",
        ["settings"] = "settings costs", // budgets and prices lie among them
        ["memories"] = "memory",
        ["memory_spaces"] = "memory",
        ["memory_totals"] = "memory",
        ["memory_vectors"] = "memory",
        ["processes"] = "jobs",

        // What only the engine reads: a run's row changes with it.
        ["event_batches"] = "",
        ["checkpoints"] = "",
        ["journal"] = "",
        ["task_notes"] = "",
        ["claims"] = "",
        ["cached_replies"] = "",
        ["outside_events"] = "",
        ["writers"] = "",
    };

    private static readonly ConcurrentDictionary<string, Topics> Known = new(StringComparer.Ordinal);

    public static Topics By(string sql) => Known.GetOrAdd(sql, Read);

    private static Topics Read(string sql)
    {
        var topics = Topics.None;
        foreach (Match match in Written().Matches(sql))
        {
            var table = match.Groups[1].Value.ToLowerInvariant();
            if (table != "set") topics = topics.With(Topics.Of(Of.GetValueOrDefault(table, table))); // 'ON CONFLICT DO UPDATE SET'
        }

        return topics;
    }

    [GeneratedRegex(@"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Written();
}
