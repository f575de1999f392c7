using System.CommandLine;
using Platform.Cli.Output;

namespace Platform.Cli.Commands;

/// <summary>One command. Found by its interface: a new command is a file, there is no list to extend.</summary>
public interface ICliCommand
{
    /// <summary>The words after <c>platform</c>: <c>run</c>, <c>runs list</c>.</summary>
    string Path { get; }

    /// <summary>Place in the help, smallest first.</summary>
    int Order { get; }

    /// <summary>The command with its arguments, options and action. Builds nothing else: a command that is not called costs nothing.</summary>
    Command Build(CliContext cli);
}
