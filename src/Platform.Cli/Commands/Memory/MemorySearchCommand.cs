using System.CommandLine;
using System.Globalization;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

public sealed class MemorySearchCommand : ICliCommand
{
    public string Path => "memory search";

    public int Order => 71;

    public Command Build(CliContext cli)
    {
        var space = new Argument<string>("namespace") { Description = MemoryWords.Namespace };
        var query = new Argument<string>("query") { Description = "What is looked for, in plain words." };
        var limit = new Option<int>("--limit", "-n") { Description = $"At most so many, 1 to {MemoryBook.MostFound}.", DefaultValueFactory = _ => 10 };
        var command = new Command("search", "Search a namespace by words and by likeness, the best first.") { space, query, limit };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(limit) is < 1 or > MemoryBook.MostFound) throw CliException.Usage($"--limit must be 1 to {MemoryBook.MostFound}.", "Give a number in that range.");
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await host.Get<MemoryDoor>().SearchAsync(
                CoreHost.Caller, [MemoryDoor.Space(CoreHost.Caller, parsed.GetRequiredValue(space))], parsed.GetRequiredValue(query), parsed.GetValue(limit), cancellationToken);
            Print(cli, found);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliContext cli, MemorySearch found)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, found);
            return;
        }

        if (found.Items.Count == 0) cli.Error.WriteLine("Nothing like it is remembered there.");
        else
        {
            TablePrinter.Print(cli.Results, ["score", "key", "saved", "value"], [.. found.Items.Select(f => (IReadOnlyList<string>)
                [f.Score.ToString("0.00", CultureInfo.InvariantCulture), f.Entry.Key, MemoryWords.Time(f.Entry.UpdatedAt), Say.Plain(f.Entry.Text())])]);
        }

        if (found.Note is { } note) cli.Error.WriteLine(note);
    }
}
