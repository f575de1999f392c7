using System.CommandLine;
using System.Globalization;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsStateCommand : ICliCommand
{
    private const int MostText = 200;

    public string Path => "runs state";

    public int Order => 37;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var step = new Option<int?>("--step") { Description = "As it stood after this step; else the newest.", HelpName = "STEP" };
        var diff = new Option<string?>("--diff") { Description = "Also what differs from the step before, or from STEP.", HelpName = "STEP", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("state", "A run's channels at any step.") { run, step, diff };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            int? other = parsed.GetValue(diff) switch
            {
                null => null,
                var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
                var text => throw CliException.Usage($"--diff takes the number of a step, not '{text}'.", "Leave the number out to compare with the step before."),
            };
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var travel = host.Get<TimeTravelService>();
            var state = parsed.GetResult(diff) is not null
                ? await travel.CompareAsync(CoreHost.Caller, found.Id, parsed.GetValue(step), other, cancellationToken)
                : await travel.StateAsync(CoreHost.Caller, found.Id, parsed.GetValue(step), cancellationToken);
            if (state is null) throw NoStep(found, parsed.GetValue(step));
            Print(cli, state);
            return ExitCode.Done;
        });
        return command;
    }

    private static CliException NoStep(RunView run, int? step) => step is null
        ? new CliException("The run has not begun yet.", $"Look at it with 'platform runs show {run.Id}'.", code: "not_found")
        : new CliException($"The run has no step {step}.", $"Its newest is {run.Step}; 'platform runs checkpoints {run.Id}' lists them.", code: "not_found");

    private static void Print(CliContext cli, StateView state)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, state);
            return;
        }

        cli.Error.WriteLine($"After step {state.Step}; {(state.Next.Count == 0 ? "nothing is due" : $"next: {string.Join(", ", state.Next)}")}");
        foreach (var waits in state.Waiting) cli.Error.WriteLine($"  waits: {waits.TaskId} ({waits.Kind}{(waits.Title is { } title ? $": {title}" : "")})");
        foreach (var change in state.Changes ?? []) cli.Error.WriteLine($"  {Say(change)}");
        CliJson.Write(cli.Out, state.Channels);
    }

    private static string Say(StateChange change) => change.Kind switch
    {
        ChangeKind.Added => $"+ {change.Channel}{change.Path}: {Short(change.After)}",
        ChangeKind.Removed => $"- {change.Channel}{change.Path}: {Short(change.Before)}",
        _ => $"~ {change.Channel}{change.Path}: {Short(change.Before)} → {Short(change.After)}",
    };

    private static string Short(System.Text.Json.JsonElement? value) =>
        value?.GetRawText() is not { } text ? "" : text.Length <= MostText ? text : $"{text[..MostText]}…";
}
