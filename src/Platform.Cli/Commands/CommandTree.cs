using System.CommandLine;
using System.Text.RegularExpressions;
using Platform.Cli.Output;
using Platform.Core.Foundation;

namespace Platform.Cli.Commands;

/// <summary>All commands as one tree: <c>runs list</c> hangs below <c>runs</c>.</summary>
internal static partial class CommandTree
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["runs"] = "Look at runs and steer them.",
        ["tasks"] = "What waits for a person, and how to answer it.",
        ["events"] = "Events from outside, for runs that wait for them.",
        ["tools"] = "The tools that nodes and agents can call: what each takes and gives, and trying one.",
        ["models"] = "The models that workflows use: whether they answer, what they were asked and said.",
        ["memory"] = "What is remembered from one run to the next: look, search, save, forget.",
        ["prices"] = "What models cost.",
        ["budgets"] = "What may be spent a day and a month.",
        ["mcp"] = "Servers of tools (Model Context Protocol): which programs may be started, and what they offer.",
        ["db"] = "The database in the data folder.",
    };

    public static RootCommand Build(CliContext cli)
    {
        var root = new RootCommand("Runs agent workflows that are written in one YAML file: checked, durable, live.\n\nNew here? Try: platform new hello && platform run hello.yaml");
        root.Add(cli.Json);
        root.Add(cli.DataFolder);
        var groups = new Dictionary<string, Command>(StringComparer.Ordinal);
        foreach (var entry in Catalog.Of<ICliCommand>(typeof(CommandTree).Assembly).Select(t => (ICliCommand)Activator.CreateInstance(t)!).OrderBy(c => c.Order))
        {
            var words = entry.Path.Split(' ');
            if (words.Length == 1)
            {
                root.Add(entry.Build(cli));
                continue;
            }

            if (!groups.TryGetValue(words[0], out var group))
            {
                group = groups[words[0]] = new Command(words[0], Groups[words[0]]);
                root.Add(group);
            }

            group.Add(entry.Build(cli));
        }

        return root;
    }

    /// <summary>The line that shows how the command is written, for an error that is about usage.</summary>
    public static string HelpFor(ParseResult parsed) => new SymbolNode(parsed.CommandResult.Command).Words + " --help";

    /// <summary>What is wrong with the words of a command, without the names of our types.</summary>
    public static string Wrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..])
        {
            var near = Names.Nearest(word, command.Subcommands.Select(s => s.Name));
            return $"There is no command '{new SymbolNode(command).Words} {word}'.{(near is null ? "" : $" Did you mean '{near}'?")}";
        }

        return string.Join(" ", parsed.Errors.Select(e => OfType().Replace(e.Message, m =>
            m.Groups[1].Value.Contains("Int32", StringComparison.Ordinal) ? ": it takes a whole number."
            : m.Groups[2].Success ? $": it takes one of {string.Join(", ", m.Groups[2].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant()}."
            : ".")));
    }

    // As System.CommandLine says it: " as expected type 'Our.Type'. Did you mean one of the following? A B".
    [GeneratedRegex(@" as expected type '([^']+)'\.?(?: Did you mean one of the following\?\s+([\w\s]+))?", RegexOptions.None, 1000)]
    private static partial Regex OfType();

    private sealed record SymbolNode(Command Command)
    {
        public string Name => Command is RootCommand ? "platform" : Command.Name;

        /// <summary><c>platform runs list</c>.</summary>
        public string Words => Parent is { } parent ? $"{parent.Words} {Name}" : Name;

        private SymbolNode? Parent => Command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? new SymbolNode(parent) : null;
    }
}
