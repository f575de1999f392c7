using System.CommandLine;

namespace Platform.Cli.Output;

/// <summary>What every command is given: where results and talk go, and the options that all commands share.</summary>
public sealed class CliContext
{
    internal CliContext(TextWriter output, TextWriter error, Func<string, string?> environment)
    {
        Out = output;
        Error = error;
        Environment = environment;
        Talk = new Terminal(error, isTerminal: !Console.IsErrorRedirected, environment);
        Results = new Terminal(output, isTerminal: !Console.IsOutputRedirected, environment);
    }

    /// <summary>Results, and nothing else.</summary>
    public TextWriter Out { get; }

    /// <summary>Talk: progress, warnings, errors.</summary>
    public TextWriter Error { get; }

    internal Terminal Talk { get; }

    internal Terminal Results { get; }

    internal Func<string, string?> Environment { get; }

    internal Option<bool> Json { get; } = new("--json") { Description = "Print JSON and nothing else on the output.", Recursive = true };

    internal Option<DirectoryInfo?> DataFolder { get; } = new("--data")
    {
        Description = "The data folder; else PLATFORM_HOME, else ./.platform.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    /// <summary>Set when the arguments were read.</summary>
    internal bool WantsJson { get; private set; }

    /// <summary>The data folder as it was chosen, and by what; the folder may not exist yet.</summary>
    internal (string Path, string Source) ChosenDataFolder { get; private set; }

    internal void Read(ParseResult parsed)
    {
        WantsJson = parsed.GetValue(Json);
        ChosenDataFolder = (parsed.GetValue(DataFolder), Environment("PLATFORM_HOME")) switch
        {
            ({ } flag, _) => (flag.FullName, "--data"),
            (_, { Length: > 0 } home) => (Path.GetFullPath(home), "PLATFORM_HOME"),
            _ => (Path.GetFullPath(".platform"), "default"),
        };
    }

    /// <summary>The command's action behind the wall: whatever happens ends as an exit code, and every error as two lines.</summary>
    internal void Act(Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, cancellationToken) =>
        {
            Read(parsed);
            return ErrorWall.RunAsync(this, () => action(parsed, cancellationToken));
        });
}
