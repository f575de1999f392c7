using System.Text.Json;

namespace Platform.Core.Tools.Policies;

/// <summary>What a tool may do without a person, and how often.</summary>
public sealed record ToolPolicy
{
    public static readonly ToolPolicy None = new();

    /// <summary>Why a person must allow a call with these arguments, as the end of a sentence; null when nobody needs to. Never throws.</summary>
    public Func<JsonElement, string?> WhyAsk { get; init; } = static _ => null;

    /// <summary>Who decides: <c>role:finance</c>, a name; null for anybody.</summary>
    public string? Assign { get; init; }

    /// <summary>How long somebody may take to decide; null is for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Calls of one run; null is unbounded.</summary>
    public int? Calls { get; init; }

    /// <summary>Calls within any 60 seconds, of all runs of the workflow together; null is unbounded.</summary>
    public int? PerMinute { get; init; }

    public bool IsBounded => Calls is not null || PerMinute is not null;
}

/// <summary>Counts the calls of tools that are bounded, for all processes together.</summary>
public interface IToolGate
{
    /// <summary>Counts the call when both bounds allow it; counts nothing when one does not.</summary>
    Task<ToolAdmission> AdmitAsync(ToolUse use, ToolPolicy policy, CancellationToken cancellationToken);
}

/// <param name="Run">Of whose calls <see cref="ToolPolicy.Calls"/> speaks.</param>
/// <param name="Tool">Its name in the file.</param>
public sealed record ToolUse(Foundation.OrganizationId Organization, Foundation.RunId Run, string Workflow, string Tool);

/// <param name="IsAllowed">It may be called now, and is counted.</param>
/// <param name="RetryAfter">When it may be called again; null when it may be now, or in this run no more.</param>
public sealed record ToolAdmission(bool IsAllowed, TimeSpan? RetryAfter)
{
    public static readonly ToolAdmission Allowed = new(true, null);

    public static readonly ToolAdmission Exhausted = new(false, null);
}
