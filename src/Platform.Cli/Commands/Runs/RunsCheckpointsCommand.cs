using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsCheckpointsCommand : ICliCommand
{
    public string Path => "runs checkpoints";

    public int Order => 36;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var after = new Option<int?>("--after") { Description = "Only steps after this one.", HelpName = "STEP" };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, 1 to 200.", DefaultValueFactory = _ => 50 };
        var command = new Command("checkpoints", "The steps of a run, and what each changed.") { run, after, limit };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var query = new CheckpointQuery
            {
                After = parsed.GetValue(after),
                Limit = parsed.GetValue(limit) is var n and >= 1 and <= 200 ? n : throw CliException.Usage("--limit must be 1 to 200.", "Give a number in that range."),
            };
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            Print(cli, found.Id, await host.Get<TimeTravelService>().CheckpointsAsync(CoreHost.Caller, found.Id, query, cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliContext cli, RunId run, Page<CheckpointView> page)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, page.Items);
            return;
        }

        if (page.Items.Count == 0) cli.Error.WriteLine("No steps here.");
        else TablePrinter.Print(cli.Results, ["step", "at", "ran", "changed", "next", "bytes"], [.. page.Items.Select(Row)]);
        if (page.Next is { } next) cli.Error.WriteLine($"{cli.Talk.Bold("more:")} platform runs checkpoints {run} --after {next}");
    }

    private static IReadOnlyList<string> Row(CheckpointView step) =>
    [
        $"{step.Step}", step.At.ToString("HH:mm:ss.fff"), step.Edited ? "(edited)" : string.Join(", ", step.Nodes),
        string.Join("; ", step.Changes.Select(c => $"{c.Channel}: {c.Before} → {c.After}")), string.Join(", ", step.Next), $"{step.SizeBytes}",
    ];
}
