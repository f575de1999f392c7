using System.Globalization;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Persistence.Stores;

/// <summary>Counts calls of tools that are bounded; one transaction for both bounds, so that a call that one of them refuses costs nothing of the other.</summary>
internal sealed class SqlToolGate(IDatabaseWriter writer, TimeProvider time) : IToolGate
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public Task<ToolAdmission> AdmitAsync(ToolUse use, ToolPolicy policy, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return writer.WriteAsync(s =>
        {
            s.Alone($"tool/{use.Organization}/{use.Workflow}/{use.Tool}");
            var made = policy.Calls is null ? 0 : s.One("SELECT calls FROM tool_counts WHERE run_id = $1 AND tool = $2", r => r.GetInt64(0), use.Run, use.Tool);
            if (made >= policy.Calls) return ToolAdmission.Exhausted;
            if (policy.PerMinute is { } most && Late(s, use, most) is { } wait) return new ToolAdmission(false, wait);
            if (policy.Calls is null) return ToolAdmission.Allowed;
            s.Execute(
                "INSERT INTO tool_counts (run_id, tool, organization_id, calls) VALUES ($1, $2, $3, 1) ON CONFLICT (run_id, tool) DO UPDATE SET calls = tool_counts.calls + 1",
                use.Run, use.Tool, use.Organization);
            return ToolAdmission.Allowed;
        });
    }

    /// <summary>Null when the call is within the rate, and then it is counted; else how long until it is.</summary>
    private TimeSpan? Late(SqlSession s, ToolUse use, int most)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = s.One("SELECT recent FROM tool_rates WHERE organization_id = $1 AND workflow = $2 AND tool = $3", r => r.GetString(0), use.Organization, use.Workflow, use.Tool) ?? "";
        var recent = stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => long.Parse(t, CultureInfo.InvariantCulture)).Where(t => t > now - Window.TotalMilliseconds).ToList();
        if (recent.Count >= most) return TimeSpan.FromMilliseconds(Math.Max(1, recent[^most] + Window.TotalMilliseconds - now));
        recent.Add(now);
        s.Execute(
            """
            INSERT INTO tool_rates (organization_id, workflow, tool, recent) VALUES ($1, $2, $3, $4)
            ON CONFLICT (organization_id, workflow, tool) DO UPDATE SET recent = excluded.recent
            """,
            use.Organization, use.Workflow, use.Tool, string.Join(',', recent));
        return null;
    }
}
