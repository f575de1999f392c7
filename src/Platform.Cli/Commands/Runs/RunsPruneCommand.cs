using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs.Retention;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsPruneCommand : ICliCommand
{
    public string Path => "runs prune";

    public int Order => 37;

    public Command Build(CliContext cli)
    {
        var olderThan = new Option<string?>("--older-than") { Description = "Runs that ended longer ago: 30d, 12h.", HelpName = "TIME" };
        var keep = new Option<int?>("--keep") { Description = "Of each workflow, all but the newest N.", HelpName = "N" };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "Only runs of this workflow." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say how many would go." };
        var command = new Command("prune", "Delete ended runs with all their history; what waits or runs stays.") { olderThan, keep, workflow, dryRun };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var isDry = parsed.GetValue(dryRun);
            var prune = new PruneRuns
            {
                Rule = RuleOf(parsed.GetValue(olderThan), parsed.GetValue(keep)),
                Workflow = parsed.GetValue(workflow),
                Only = isDry ? PruneOnly.Count : PruneOnly.Delete,
            };
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var deleted = await host.Get<RetentionService>().PruneAsync(CoreHost.Caller, prune, progress: null, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, deleted);
            else Print(cli, deleted, isDry);
            return ExitCode.Done;
        });
        return command;
    }

    private static RetentionRule RuleOf(string? olderThan, int? keep)
    {
        if (olderThan is null && keep is null) throw CliException.Usage("It is not said which runs go.", "Say --older-than 30d or --keep 1000, or both.");
        if (keep < 1) throw CliException.Usage("--keep must be 1 or more.", "Give a number in that range.");
        TimeSpan? age = null;
        if (olderThan is not null) age = Quantities.TryDuration(olderThan, out var given) ? given : throw CliException.Usage($"'{olderThan}' is no time.", "Write it as 30d, 12h or 90m.");
        return new RetentionRule(age, keep);
    }

    private static void Print(CliContext cli, IReadOnlyList<DeletedRuns> deleted, bool isDry)
    {
        var all = deleted.Sum(d => d.Runs);
        if (all > 0) TablePrinter.Print(cli.Results, ["workflow", "runs"], [.. deleted.Select(d => (IReadOnlyList<string>)[d.Workflow, $"{d.Runs}"])]);
        cli.Error.WriteLine(all == 0 ? "No such run." : $"{all} run{(all == 1 ? "" : "s")} {(isDry ? "would go" : "deleted")}.");
    }
}
