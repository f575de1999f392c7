using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>Who holds something open for a run while it is advanced here, such as a session with a server of tools.</summary>
public interface IRunGuest
{
    /// <summary>The run has ended, waits, or is left to others. Returns at once: what takes time to close is closed meanwhile.</summary>
    void Leave(RunId run);
}
