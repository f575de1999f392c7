using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.Json;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Cli.Commands.Tasks;

public sealed class TasksApproveCommand : ICliCommand
{
    public string Path => "tasks approve";

    public int Order => 43;

    public Command Build(CliContext cli)
    {
        var id = new Argument<string>("task") { Description = "The task's id." };
        var arguments = new Option<string?>("--arguments", "-a") { Description = "Call with these instead, as JSON or @FILE.", HelpName = "JSON" };
        var command = new Command("approve", "Allow a tool's call; the agent goes on here with its result.") { id, arguments };
        cli.Act(command, (parsed, cancellationToken) => Decision.SendAsync(
            cli, parsed.GetRequiredValue(id),
            answer =>
            {
                answer["decision"] = "approve";
                if (AnswerText.Read(parsed.GetValue(arguments), "--arguments") is { } others) answer["arguments"] = JsonNode.Parse(others.GetRawText());
            },
            cancellationToken));
        return command;
    }
}

public sealed class TasksRefuseCommand : ICliCommand
{
    public string Path => "tasks refuse";

    public int Order => 44;

    public Command Build(CliContext cli)
    {
        var id = new Argument<string>("task") { Description = "The task's id." };
        var reason = new Option<string?>("--reason", "-r") { Description = "Why not; whoever asks is told.", HelpName = "TEXT" };
        var command = new Command("refuse", "Refuse a tool's call; the agent goes on here without it.") { id, reason };
        cli.Act(command, (parsed, cancellationToken) => Decision.SendAsync(
            cli, parsed.GetRequiredValue(id),
            answer =>
            {
                answer["decision"] = "refuse";
                if (parsed.GetValue(reason) is { } why) answer["reason"] = why;
            },
            cancellationToken));
        return command;
    }
}

/// <summary>What a person decided about a call, sent.</summary>
internal static class Decision
{
    public static async Task<int> SendAsync(CliContext cli, string task, Action<JsonObject> fill, CancellationToken cancellationToken)
    {
        await using var host = await CoreHost.StartAsync(cli, cancellationToken);
        var found = await TasksShowCommand.FindAsync(host, task, cancellationToken);
        if (found.Approval is null) throw CliException.Usage($"'{found.Title}' asks for no leave.", $"Answer it: platform tasks complete {found.Id} {FormHint.Of(found.Form)}");
        var answer = new JsonObject();
        fill(answer);
        return await TasksCompleteCommand.AnswerAsync(cli, host, found, JsonSerializer.SerializeToElement(answer), cancellationToken);
    }
}
