using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Persistence.Stores;

/// <summary>How many runs each workflow has.</summary>
internal sealed class RunCounts
{
    private readonly Dictionary<string, int> _all;
    private readonly Dictionary<string, int> _active;
    private readonly Dictionary<string, int> _failed;

    private RunCounts(Dictionary<string, int> all, Dictionary<string, int> active, Dictionary<string, int> failed) => (_all, _active, _failed) = (all, active, failed);

    /// <summary>The numbers, and over how many rows they were counted.</summary>
    public static async ValueTask<(RunCounts Counts, long Rows)> ReadAsync(SqlSession s, OrganizationId organization)
    {
        var all = await CountAsync(s, organization, "workflow", "");
        var active = await CountAsync(s, organization, "workflow || ''", "AND status IN ('queued', 'running', 'waiting')"); // by the index of what is unfinished
        var failed = await CountAsync(s, organization, "workflow", "AND status IN ('failed', 'cancelled') AND status = 'failed'");
        return (new RunCounts(all, active, failed), all.Values.Sum());
    }

    public WorkflowView Fill(WorkflowView workflow) => workflow with
    {
        Runs = _all.GetValueOrDefault(workflow.Name),
        ActiveRuns = _active.GetValueOrDefault(workflow.Name),
        FailedRuns = _failed.GetValueOrDefault(workflow.Name),
    };

    private static async ValueTask<Dictionary<string, int>> CountAsync(SqlSession s, OrganizationId organization, string name, string which) =>
        (await s.AllAsync($"SELECT {name}, count(*) FROM runs WHERE organization_id = $1 {which} GROUP BY {name}", r => (Workflow: r.GetString(0), Count: (int)r.GetInt64(1)), organization))
            .ToDictionary(c => c.Workflow, c => c.Count, StringComparer.Ordinal);
}
