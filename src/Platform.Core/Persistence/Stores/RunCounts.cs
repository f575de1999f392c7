using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Persistence.Stores;

/// <summary>How many runs each workflow has.</summary>
internal sealed class RunCounts
{
    private readonly Dictionary<string, int> _all;
    private readonly Dictionary<string, int> _active;
    private readonly Dictionary<string, int> _failed;

    private RunCounts(SqlSession s, OrganizationId organization)
    {
        _all = Count(s, organization, "workflow", "");
        _active = Count(s, organization, "workflow || ''", "AND status IN ('queued', 'running', 'waiting')"); // by the index of what is unfinished
        _failed = Count(s, organization, "workflow", "AND status IN ('failed', 'cancelled') AND status = 'failed'");
    }

    /// <summary>The numbers, and over how many rows they were counted.</summary>
    public static (RunCounts Counts, long Rows) Read(SqlSession s, OrganizationId organization)
    {
        var counts = new RunCounts(s, organization);
        return (counts, counts._all.Values.Sum());
    }

    public WorkflowView Fill(WorkflowView workflow) => workflow with
    {
        Runs = _all.GetValueOrDefault(workflow.Name),
        ActiveRuns = _active.GetValueOrDefault(workflow.Name),
        FailedRuns = _failed.GetValueOrDefault(workflow.Name),
    };

    private static Dictionary<string, int> Count(SqlSession s, OrganizationId organization, string name, string which) =>
        s.All($"SELECT {name}, count(*) FROM runs WHERE organization_id = $1 {which} GROUP BY {name}", r => (Workflow: r.GetString(0), Count: (int)r.GetInt64(1)), organization)
            .ToDictionary(c => c.Workflow, c => c.Count, StringComparer.Ordinal);
}
