namespace Platform.Cli.Output;

/// <summary>Ends a command with two lines: what happened, and what to do.</summary>
internal sealed class CliException(string message, string resolution, int exitCode = ExitCode.Failed, string code = "validation") : Exception(message)
{
    public string Resolution { get; } = resolution;

    public int ExitCode { get; } = exitCode;

    /// <summary>The stable kind, for <c>--json</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The command line is wrong.</summary>
    public static CliException Usage(string message, string resolution) => new(message, resolution, Output.ExitCode.Usage, "usage");
}
