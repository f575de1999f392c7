using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

public sealed class MemoryShowCommand : ICliCommand
{
    public string Path => "memory show";

    public int Order => 72;

    public Command Build(CliContext cli)
    {
        var space = new Argument<string>("namespace") { Description = MemoryWords.Namespace };
        var key = new Argument<string>("key") { Description = "The entry's key." };
        var command = new Command("show", "Show one entry with everything that is known of it.") { space, key };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var at = MemoryDoor.Space(CoreHost.Caller, parsed.GetRequiredValue(space));
            var entry = await host.Get<MemoryDoor>().FindAsync(CoreHost.Caller, at, parsed.GetRequiredValue(key), cancellationToken) ?? throw MemoryWords.NotThere(at, parsed.GetRequiredValue(key));
            if (cli.WantsJson) CliJson.Write(cli.Out, entry);
            else Print(cli, entry);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliContext cli, MemoryEntry entry)
    {
        (string Name, string Value)[] facts =
        [
            ("namespace", entry.Namespace), ("key", entry.Key), ("saved", $"{MemoryWords.Time(entry.UpdatedAt)} by {entry.SavedBy}"), ("first", MemoryWords.Time(entry.CreatedAt)),
            ("expires", MemoryWords.Until(entry)), ("version", $"{entry.Version}"), ("run", entry.Run?.ToString() ?? ""), ("vector by", entry.Model ?? "none"), ("size", MemoryWords.Size(entry.Bytes)),
        ];
        foreach (var (name, value) in facts.Where(f => f.Value.Length > 0)) cli.Out.WriteLine($"{name,-10} {Say.Plain(value)}");
        cli.Out.WriteLine($"value:\n{Say.Plain(entry.Text())}");
    }
}
