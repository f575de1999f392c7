namespace Platform.Cli.Output;

/// <summary>How a command ended, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run or the check failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The run waits for a person or an event.</summary>
    public const int Waiting = 3;

    /// <summary>Stopped by the user.</summary>
    public const int Stopped = 130;
}
