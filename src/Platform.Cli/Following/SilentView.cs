using Platform.Core.Events;

namespace Platform.Cli.Following;

/// <summary>For scripts: the result is all they want.</summary>
internal sealed class SilentView : IRunView
{
    public void Remember(RunProgress progress)
    {
        // Nothing to say.
    }

    public void Show(LoggedEvent logged, RunProgress progress)
    {
        // Nothing to say.
    }

    public void End(RunProgress progress)
    {
        // Nothing to say.
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
