using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

public sealed class MemoryForgetCommand : ICliCommand
{
    public string Path => "memory forget";

    public int Order => 74;

    public Command Build(CliContext cli)
    {
        var space = new Argument<string?>("namespace") { Description = MemoryWords.Namespace, Arity = ArgumentArity.ZeroOrOne };
        var key = new Argument<string?>("key") { Description = "One entry's key.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "The whole namespace." };
        var user = new Option<string?>("--user") { Description = "Everything about this user, in all of the user's namespaces.", HelpName = "NAME" };
        var yes = new Option<bool>("--yes") { Description = "Really: --all and --user ask for it." };
        var command = new Command("forget", "Forget one entry, a namespace, or everything about a user; for good.") { space, key, all, user, yes };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var (named, one, name) = (parsed.GetValue(space), parsed.GetValue(key), parsed.GetValue(user));
            if (name is not null ? named is not null || one is not null || parsed.GetValue(all) : named is null || one is null != parsed.GetValue(all))
                throw CliException.Usage("It is not said what to forget.", "Write 'memory forget NAMESPACE KEY', 'memory forget NAMESPACE --all' or 'memory forget --user NAME'.");
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var door = host.Get<MemoryDoor>();
            if (one is not null)
            {
                var at = MemoryDoor.Space(CoreHost.Caller, named!);
                if (!await door.ForgetAsync(CoreHost.Caller, at, one)) throw MemoryWords.NotThere(at, one);
                return Done(cli, 1);
            }

            var whole = MemoryDoor.Space(CoreHost.Caller, name is null ? named! : MemoryNamespace.OfUser(name).Path);
            if (!parsed.GetValue(yes))
            {
                var count = await door.CountAsync(CoreHost.Caller, whole, below: name is not null, cancellationToken);
                throw CliException.Usage($"{count:#,0} entr{(count == 1 ? "y" : "ies")} of '{whole}'{(name is null ? "" : " and what lies below it")} would be forgotten for good.", "Say --yes to do it.");
            }

            return Done(cli, name is null ? await door.ForgetAllAsync(CoreHost.Caller, whole, cancellationToken) : await door.ForgetUserAsync(CoreHost.Caller, name, cancellationToken));
        });
        return command;
    }

    private static int Done(CliContext cli, int forgotten)
    {
        if (cli.WantsJson) CliJson.Write(cli.Out, new { forgotten });
        else cli.Error.WriteLine($"{forgotten:#,0} entr{(forgotten == 1 ? "y" : "ies")} forgotten.");
        return ExitCode.Done;
    }
}
