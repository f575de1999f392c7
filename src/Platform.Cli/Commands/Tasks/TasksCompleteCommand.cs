using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Cli.Commands.Tasks;

public sealed class TasksCompleteCommand : ICliCommand
{
    public string Path => "tasks complete";

    public int Order => 42;

    public Command Build(CliContext cli)
    {
        var id = new Argument<string>("task") { Description = "The task's id." };
        var fields = new Option<string[]>("--field", "-f") { Description = "NAME=VALUE of the form. May be given again.", HelpName = "FIELD", DefaultValueFactory = _ => [] };
        var answer = new Option<string?>("--answer", "-a") { Description = "The whole answer as JSON, or @FILE.", HelpName = "JSON" };
        var command = new Command("complete", "Answer a human task; its run goes on here until it ends or waits again.") { id, fields, answer };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.StartAsync(cli, cancellationToken);
            var task = await TasksShowCommand.FindAsync(host, parsed.GetRequiredValue(id), cancellationToken);
            var value = AnswerText.Read(parsed.GetValue(answer)) ?? Filled(task, parsed.GetValue(fields)!);
            return await AnswerAsync(cli, host, task, value, cancellationToken);
        });
        return command;
    }

    /// <summary>Answers the task and follows its run.</summary>
    internal static async Task<int> AnswerAsync(CliContext cli, CoreHost host, HumanTaskView task, JsonElement answer, CancellationToken cancellationToken)
    {
        var line = await LineAsync(host, task.Run, cancellationToken);
        var done = await host.Get<HumanTaskService>().CompleteAsync(CoreHost.Caller, task.Id, answer, cancellationToken);
        if (!done.Ok) return FindingPrinter.Refuse(cli, done.Findings, $"The form: platform tasks show {task.Id}", ExitCode.Usage);
        return await FollowAsync(cli, host, task, line, cancellationToken);
    }

    private static JsonElement Filled(HumanTaskView task, string[] fields) => fields.Length == 0
        ? throw CliException.Usage("There is no answer.", $"Give it as fields: platform tasks complete {task.Id} {FormHint.Of(task.Form)}")
        : AnswerText.Fields(fields, task.Form);

    /// <summary>The run that waits, the run that started it, and so on up to the one that a person started; as they stand before the answer.</summary>
    private static async Task<IReadOnlyList<RunView>> LineAsync(CoreHost host, RunId run, CancellationToken cancellationToken)
    {
        var line = new List<RunView>();
        for (RunId? at = run; at is { } id && await host.Get<RunService>().FindAsync(CoreHost.Caller, id, cancellationToken) is { } found; at = found.Parent) line.Add(found);
        return line;
    }

    private static async Task<int> FollowAsync(CliContext cli, CoreHost host, HumanTaskView task, IReadOnlyList<RunView> line, CancellationToken cancellationToken)
    {
        if (!cli.WantsJson) cli.Error.WriteLine($"Answered '{Say.Plain(task.Title)}'.");
        foreach (var child in line.SkipLast(1))
        {
            var stands = await new RunFollower(host).FollowAsync(child.Id, child.LastSequence, new SilentView(), cancellationToken);
            if (!stands.Status.IsEnded()) return await RunReport.TellAsync(cli, host, stands, cancellationToken); // so those above it wait too
        }

        return await RunReport.FollowAsync(cli, host, line[^1], line[^1].LastSequence, tokens: false, cancellationToken);
    }
}
