using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Cli.Commands.Tasks;

public sealed class TasksListCommand : ICliCommand
{
    public string Path => "tasks list";

    public int Order => 40;

    public Command Build(CliContext cli)
    {
        var done = new Option<bool>("--done") { Description = "Those that are answered, timed out or cancelled." };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "Only tasks of this workflow." };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, 1 to 200.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "What waits for a person, oldest first.") { done, workflow, limit };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var most = parsed.GetValue(limit) is var n and >= 1 and <= 200 ? n : throw CliException.Usage("--limit must be 1 to 200.", "Give a number in that range.");
            var query = new HumanTaskQuery { Done = parsed.GetValue(done), Workflow = parsed.GetValue(workflow), Limit = most };
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var page = await host.Get<HumanTaskService>().ListAsync(CoreHost.Caller, query, cancellationToken);
            Print(cli, page.Items);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliContext cli, IReadOnlyList<HumanTaskView> tasks)
    {
        if (cli.WantsJson) CliJson.Write(cli.Out, tasks);
        else if (tasks.Count == 0) cli.Error.WriteLine("Nothing waits for a person.");
        else
            TablePrinter.Print(cli.Results, ["id", "title", "workflow", "node", "for", "due", "status"],
                [.. tasks.Select(t => (IReadOnlyList<string>)[t.Id.ToString(), t.Title, t.Workflow, t.Node, t.Assignee ?? "anybody", t.DueAt?.ToString("yyyy-MM-dd HH:mm'Z'") ?? "", Status(t.Status)])]);
    }

    private static string Status(HumanTaskStatus status) => status == HumanTaskStatus.TimedOut ? "timed out" : status.ToString().ToLowerInvariant();
}
