using System.CommandLine;
using System.Text;
using System.Text.Json;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsEventsCommand : ICliCommand
{
    private const int PageSize = 500;

    public string Path => "runs events";

    public int Order => 35;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var follow = new Option<bool>("--follow", "-f") { Description = "Stay until the run ends." };
        var after = new Option<long>("--after") { Description = "Only events after this number.", HelpName = "NUMBER" };
        var command = new Command("events", "What happened in a run, in order; with --json one object a line.") { run, follow, after };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            var events = parsed.GetValue(follow)
                ? host.Get<RunService>().WatchAsync(CoreHost.Caller, found.Id, parsed.GetValue(after), cancellationToken)
                : StoredAsync(host.Get<RunService>(), found.Id, parsed.GetValue(after), cancellationToken);
            await foreach (var logged in events) Print(cli, found.Id, logged);
            return ExitCode.Done;
        });
        return command;
    }

    private static async IAsyncEnumerable<LoggedEvent> StoredAsync(
        RunService runs, RunId run, long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await runs.EventsAsync(CoreHost.Caller, run, after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var logged in page) yield return logged;
            after = page[^1].Sequence;
        }
    }

    private static void Print(CliContext cli, RunId run, LoggedEvent logged)
    {
        if (cli.WantsJson)
        {
            cli.Out.WriteLine(Line(run, logged));
            return;
        }

        var where = logged.Event.Node is null ? "" : $"{logged.Event.Node}{(logged.Event.Index is { } index ? $"[{index}]" : "")}";
        cli.Out.WriteLine($"{logged.Sequence,6}  {logged.At:HH:mm:ss.fff}  {logged.Type,-17} {where,-20} {What(logged.Event)}".TrimEnd());
    }

    // {sequence, type, at, step, node, taskId, data}, as the API sends it.
    private static string Line(RunId run, LoggedEvent logged)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", logged.Sequence);
            writer.WriteString("type", logged.Type);
            writer.WriteString("at", logged.At.UtcDateTime);
            writer.WriteNumber("step", logged.Event.Step);
            if (logged.Event.Node is { } node) writer.WriteString("node", node);
            if (logged.TaskOf(run) is { } task) writer.WriteString("taskId", task.ToString());
            writer.WritePropertyName("data");
            EventJson.Write(writer, logged.Event);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string What(RunEvent told) => told switch
    {
        RunQueued queued => $"{queued.Workflow} v{queued.Version}",
        RunWaiting waiting => string.Join("; ", waiting.For),
        RunFailed failed => failed.Error.Message,
        RunPaused paused => $"by {paused.By}",
        RunResumed resumed => resumed.Reason,
        RunForked fork => $"from {fork.From}, step {fork.Step}{(fork.Edited.Count > 0 ? $"; edited {string.Join(", ", fork.Edited)}" : "")}",
        StateEdited edit => $"{edit.By} changed {string.Join(", ", edit.Changed)}",
        StepStarted step => $"step {step.Step}: {string.Join(", ", step.Nodes)}",
        StepCommitted step => $"step {step.Step}: changed {(step.Changed.Count == 0 ? "nothing" : string.Join(", ", step.Changed))}; next {(step.Next.Count == 0 ? "nothing" : string.Join(", ", step.Next))}",
        TaskFinished task => $"{task.DurationMs:0.#} ms",
        TaskFailed task => $"{task.Error.Code}: {task.Error.Message}",
        TaskRetrying task => $"{task.Error.Code}: {task.Error.Message}; again in {task.DelayMs:0} ms",
        TaskSkipped task => task.Because,
        TaskInterrupted task => task.Kind,
        HumanRequested human => human.Title,
        HumanAnswered human => $"by {human.By}",
        ChildStarted child => $"{child.Workflow}: {child.Run}",
        LlmRetrying failed => Say.Retrying(failed),
        LlmFinished { Error: { } fault } call => $"{call.Model}: {fault.Message}",
        LlmFinished call => $"{call.Model}: {call.InputTokens}+{call.OutputTokens} tokens, {call.DurationMs:0.#} ms",
        ToolStarted { Approval: { } said } tool => $"{tool.Tool}: {said.Decision.Replace('_', ' ')}{(said.By is { } by ? $" by {by}" : "")}{(said.Reason is { } reason ? $": {reason}" : "")}",
        ToolStarted tool => tool.Tool,
        ToolFinished tool => $"{tool.Tool}: {tool.Error?.Message ?? $"{tool.DurationMs:0.#} ms"}",
        BudgetWarned budget => $"{budget.Of}, {budget.Period}: {budget.Used} of {budget.Allowed}",
        BudgetExceeded { Allowed: "" } budget => budget.Used,
        BudgetExceeded budget => $"{budget.Limit}: {budget.Used} of {budget.Allowed}",
        LlmDelta delta => delta.Text.ReplaceLineEndings(" "),
        _ => "",
    };
}
