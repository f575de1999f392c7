using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Cli.Commands.Tasks;

public sealed class TasksShowCommand : ICliCommand
{
    public string Path => "tasks show";

    public int Order => 41;

    public Command Build(CliContext cli)
    {
        var id = new Argument<string>("task") { Description = "The task's id." };
        var command = new Command("show", "One human task: what is asked, and its form.") { id };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var task = await FindAsync(host, parsed.GetRequiredValue(id), cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, task);
            else Print(cli, task);
            return ExitCode.Done;
        });
        return command;
    }

    internal static async Task<HumanTaskView> FindAsync(CoreHost host, string given, CancellationToken cancellationToken)
    {
        if (!HumanTaskId.TryParse(given, out var id)) throw CliException.Usage($"'{given}' is no task's id.", "'platform tasks list' shows the ids.");
        return await host.Get<HumanTaskService>().FindAsync(CoreHost.Caller, id, cancellationToken)
            ?? throw new CliException($"There is no task {given}.", "'platform tasks list' shows what waits.", code: "not_found");
    }

    private static void Print(CliContext cli, HumanTaskView task)
    {
        cli.Out.WriteLine(cli.Results.Bold(Say.Plain(task.Title)));
        if (task.Description is { } description) cli.Out.WriteLine(Say.Plain(description));
        cli.Out.WriteLine($"{"status",-10} {task.Status.ToString().ToLowerInvariant()}");
        cli.Out.WriteLine($"{"run",-10} {task.Run} of {task.Workflow}, node {task.Node}");
        if (task.Assignee is { } assignee) cli.Out.WriteLine($"{"for",-10} {assignee}");
        if (task.DueAt is { } due) cli.Out.WriteLine($"{"due",-10} {due:yyyy-MM-dd HH:mm:ss'Z'}");
        if (task.Approval is { } asked) Section(cli, "arguments", asked.GetProperty("arguments"));
        else Section(cli, "form", task.Form);
        if (task.Approval is null) Section(cli, "values", task.Values);
        Section(cli, "answer", task.Answer);
        if (task.Status is HumanTaskStatus.Open or HumanTaskStatus.Claimed) cli.Error.WriteLine($"{cli.Talk.Bold("answer:")} {FormHint.Command(task)}");
    }

    private static void Section(CliContext cli, string name, JsonElement? value)
    {
        if (value is not { } shown || shown.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return;
        cli.Out.WriteLine($"{name}:");
        CliJson.Write(cli.Out, shown);
    }
}
