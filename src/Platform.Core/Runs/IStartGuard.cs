using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Runs;

/// <summary>Knows why a run that starts now could not come to anything; it never guesses.</summary>
public interface IStartGuard
{
    /// <summary>Null when the run may start.</summary>
    PlatformException? Refusal(OrganizationId organization, CompiledGraph graph);
}
