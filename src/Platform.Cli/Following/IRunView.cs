using Platform.Core.Events;

namespace Platform.Cli.Following;

/// <summary>Shows a run while it goes on: a live table on a terminal, lines elsewhere, nothing for a script that asked for JSON.</summary>
internal interface IRunView : IDisposable
{
    /// <summary>An event of the past, that somebody has seen already.</summary>
    void Remember(RunProgress progress);

    /// <summary>An event came; the progress holds it already.</summary>
    void Show(LoggedEvent logged, RunProgress progress);

    /// <summary>The run stands still: the last look at it.</summary>
    void End(RunProgress progress);
}
