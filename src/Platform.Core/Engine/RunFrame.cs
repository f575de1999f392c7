using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Engine;

/// <summary>What stays the same while a run advances, as expressions see it under <c>run</c>, <c>inputs</c> and <c>env</c>.</summary>
public sealed record RunFrame
{
    public required RunId Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required string Workflow { get; init; }

    /// <summary>Null when the run is on no thread.</summary>
    public string? Thread { get; init; }

    public required CelMap Inputs { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>1-based; a retry of the run counts one more.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The environment variables that the file names under <c>env:</c>; missing ones are null.</summary>
    public CelMap Env { get; init; } = CelMap.Empty;
}
