using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

public sealed class MemoryListCommand : ICliCommand
{
    public string Path => "memory list";

    public int Order => 70;

    public Command Build(CliContext cli)
    {
        var space = new Argument<string?>("namespace") { Description = MemoryWords.Namespace, Arity = ArgumentArity.ZeroOrOne };
        var prefix = new Option<string?>("--prefix") { Description = "Only keys that begin so." };
        var after = new Option<string?>("--after") { Description = "The cursor of the page before." };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, 1 to 200.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "Without a namespace: the namespaces and how much is in them. With one: its entries, newest first.") { space, prefix, after, limit };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var door = host.Get<MemoryDoor>();
            if (parsed.GetValue(space) is not { } named)
            {
                var page = await door.SpacesAsync(CoreHost.Caller, parsed.GetValue(after), cancellationToken);
                PrintSpaces(cli, page.Items, page.Next, await door.UseAsync(CoreHost.Caller, cancellationToken));
                return ExitCode.Done;
            }

            MemoryWords.Print(cli, await door.ListAsync(
                CoreHost.Caller,
                new MemoryQuery
                {
                    Namespace = MemoryDoor.Space(CoreHost.Caller, named),
                    Prefix = parsed.GetValue(prefix),
                    After = parsed.GetValue(after),
                    Limit = parsed.GetValue(limit) is var n and >= 1 and <= 200 ? n : throw CliException.Usage("--limit must be 1 to 200.", "Give a number in that range."),
                },
                cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }

    private static void PrintSpaces(CliContext cli, IReadOnlyList<MemorySpaceView> spaces, string? next, MemoryUse use)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, new { items = spaces, next, use });
            return;
        }

        if (spaces.Count == 0) cli.Error.WriteLine("Nothing is remembered yet. Save something: platform memory save organization KEY TEXT; or give an agent memory: user in a workflow.");
        else TablePrinter.Print(cli.Results, ["namespace", "entries", "size", "saved last"], [.. spaces.Select(s => (IReadOnlyList<string>)[s.Namespace, $"{s.Entries}", MemoryWords.Size(s.Bytes), MemoryWords.Time(s.UpdatedAt)])]);
        cli.Error.WriteLine($"{use.Entries:#,0} of {use.MostEntries:#,0} entries, {MemoryWords.Size(use.Bytes)} of {MemoryWords.Size(use.MostBytes)}.");
        if (next is not null) cli.Error.WriteLine($"More: --after {next}");
    }
}
