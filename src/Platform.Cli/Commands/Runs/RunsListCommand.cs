using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsListCommand : ICliCommand
{
    public string Path => "runs list";

    public int Order => 30;

    private const string Paused = "paused";

    public Command Build(CliContext cli)
    {
        var status = new Option<string?>("--status", "-s") { Description = "queued, running, waiting, paused, succeeded, failed or cancelled." };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "Only runs of this workflow." };
        var label = new Option<string?>("--label", "-l") { Description = "Only runs with this label: KEY=VALUE, or KEY." };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, 1 to 200.", DefaultValueFactory = _ => 20 };
        var command = new Command("list", "The newest runs.") { status, workflow, label, limit };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var query = new RunQuery
            {
                Status = StatusOf(parsed.GetValue(status)),
                Paused = parsed.GetValue(status) == Paused,
                Workflow = parsed.GetValue(workflow),
                Label = parsed.GetValue(label),
                Limit = parsed.GetValue(limit) is var n and >= 1 and <= 200 ? n : throw CliException.Usage("--limit must be 1 to 200.", "Give a number in that range."),
            };
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var page = await host.Get<RunService>().ListAsync(CoreHost.Caller, query, cancellationToken);
            Print(cli, page.Items);
            return ExitCode.Done;
        });
        return command;
    }

    private static RunStatus? StatusOf(string? text) => text switch
    {
        null or Paused => null, // what a person stopped for a while is queued or waits
        _ when RunStatuses.TryParse(text, out var status) => status,
        _ => throw CliException.Usage($"'{text}' is no status.", "Say one of queued, running, waiting, paused, succeeded, failed, cancelled."),
    };

    private static void Print(CliContext cli, IReadOnlyList<RunView> runs)
    {
        if (cli.WantsJson) CliJson.Write(cli.Out, runs);
        else if (runs.Count == 0) cli.Error.WriteLine("No runs. Start one with 'platform run FILE'.");
        else
            TablePrinter.Print(cli.Results, ["id", "workflow", "status", "step", "took", "cost", "created", "why"], [.. runs.Select(Row)]);
    }

    private static IReadOnlyList<string> Row(RunView run) =>
    [
        run.Id.ToString(), $"{run.Workflow} v{run.Version}", run.Status.Text(), $"{run.Step}",
        run is { CountsFrom: { } start, EndedAt: { } end } ? Say.Duration(end - start) : "",
        Say.Cost(run.Cost, run.CostKnown, run.CostEstimated), run.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'"), Say.Plain(run.Error?.Message ?? run.Why ?? ""),
    ];
}
