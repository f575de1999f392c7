using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

public sealed class MemoryExportCommand : ICliCommand
{
    private const int RowsAtOnce = 200;

    public string Path => "memory export";

    public int Order => 75;

    public Command Build(CliContext cli)
    {
        var space = new Argument<string?>("namespace") { Description = MemoryWords.Namespace, Arity = ArgumentArity.ZeroOrOne };
        var user = new Option<string?>("--user") { Description = "Everything about this user, in all of the user's namespaces.", HelpName = "NAME" };
        var command = new Command("export", "Print entries as JSON, one a line, newest first; all namespaces when none is named.") { space, user };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var door = host.Get<MemoryDoor>();
            var own = parsed.GetValue(user) is { } name ? MemoryNamespace.OfUser(name).Path : null;
            var query = new MemoryQuery { Namespace = parsed.GetValue(space) is { } named ? MemoryDoor.Space(CoreHost.Caller, named) : null, Limit = RowsAtOnce };
            if (own is not null && query.Namespace is not null) throw CliException.Usage("A namespace and a user are both named.", "Name one of them.");
            for (string? after = null; ;)
            {
                var page = await door.ListAsync(CoreHost.Caller, query with { After = after }, cancellationToken);
                foreach (var entry in page.Items)
                    if (own is null || entry.Namespace == own || entry.Namespace.StartsWith($"{own}/", StringComparison.Ordinal)) CliJson.WriteLine(cli.Out, entry);
                after = page.Next;
                if (after is null) return ExitCode.Done;
            }
        });
        return command;
    }
}
