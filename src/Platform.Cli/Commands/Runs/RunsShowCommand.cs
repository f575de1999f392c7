using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsShowCommand : ICliCommand
{
    public string Path => "runs show";

    public int Order => 31;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var state = new Option<bool>("--state") { Description = "Also the channels as they stand." };
        var command = new Command("show", "One run: how it stands, its inputs and outputs.") { run, state };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var channels = parsed.GetValue(state) ? await host.Get<TimeTravelService>().StateAsync(CoreHost.Caller, found.Id, step: null, cancellationToken) : null;
            if (cli.WantsJson) PrintJson(cli, found, channels);
            else Print(cli, found, channels);
            return ExitCode.Done;
        });
        return command;
    }

    private static void PrintJson(CliContext cli, RunView run, StateView? state)
    {
        var node = CliJson.Node(run)!;
        if (state is not null) node["state"] = CliJson.Node(state.Channels);
        CliJson.Write(cli.Out, node);
    }

    private static void Print(CliContext cli, RunView run, StateView? state)
    {
        var facts = new List<(string Name, string Value)>
        {
            ("run", run.Id.ToString()),
            ("workflow", $"{run.Workflow}, version {run.Version}"),
            ("status", run.Status.Text()),
            ("step", $"{run.Step}"),
            ("created", Time(run.CreatedAt)),
        };
        if (run.CountsFrom is { } start) facts.Add(("took", Say.Duration((run.EndedAt ?? TimeProvider.System.GetUtcNow()) - start)));
        if (run.Thread is { } thread) facts.Add(("thread", thread));
        if (run.Parent is { } parent) facts.Add(("parent", parent.ToString()));
        if (run.ForkedFrom is { } origin) facts.Add(("forked from", $"{origin.Run}, step {origin.Step}"));
        if (run.Forks > 0) facts.Add(("forks", $"{run.Forks}"));
        if (run.Attempt > 1) facts.Add(("attempt", $"{run.Attempt}"));
        if (run.Usage.ModelCalls > 0) facts.Add(("models", $"{Say.Many(run.Usage.ModelCalls, "call")}, {Say.Many(run.Usage.InputTokens + run.Usage.OutputTokens, "token")}, {Say.Cost(run.Cost, run.CostKnown, run.CostEstimated)}"));
        facts.AddRange(run.Labels.Select(l => ("label", $"{l.Key}={l.Value}")));
        if (run.Deadline is { } deadline) facts.Add(("deadline", Time(deadline)));
        if (run.Group is { Length: > 0 } group) facts.Add(("group", group));
        if (run.Why is { } why) facts.Add(("why", Say.Plain(why)));
        if (run.Error is { } error) facts.Add(("error", $"{error.Code}{(error.Node is null ? "" : $" in '{error.Node}'")}: {error.Message}"));
        foreach (var (name, value) in facts) cli.Out.WriteLine($"{name,-10} {value}");
        Section(cli, "inputs", run.Inputs);
        if (run.Outputs is { } outputs) Section(cli, "outputs", outputs);
        if (state is not null) Section(cli, "state", state.Channels);
    }

    private static void Section(CliContext cli, string name, System.Text.Json.JsonElement value)
    {
        cli.Out.WriteLine($"{name}:");
        CliJson.Write(cli.Out, value);
    }

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'");
}
