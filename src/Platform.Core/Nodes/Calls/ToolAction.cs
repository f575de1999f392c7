using System.Text.Json;
using Platform.Core.Agents;
using Platform.Core.Costs.Budgets;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Tools;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Nodes.Calls;

/// <summary>What every tool node uses.</summary>
internal sealed record ToolParts(PartSettings Settings, ToolRunner Runner, Redactor Redactor, BudgetBook Budgets, TimeProvider Time);

/// <summary>
/// One call of one tool by a node. When a person must allow it, or when the tool itself waits, the task stops and writes down the arguments: what was shown is
/// what is called, whatever became of the state meanwhile.
/// </summary>
internal sealed class ToolAction(ToolParts parts, PartTemplate tool, ValueTemplate arguments, PersonalData? personal) : IAction
{
    private const int Call = 1;

    public CelValue Asks(TaskContext task) => Question(arguments.Evaluate(task.Scope));

    public async Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
    {
        var bound = await parts.Settings.ToolAsync(tool, task, cancellationToken);
        var telling = new Telling(task, parts.Redactor, personal);
        var answer = task.Calls.GetValueOrDefault(Call) is { } wait ? CallQuestions.Answer(wait) : null;
        if (answer is null)
        {
            var with = arguments.Evaluate(task.Scope);
            task.Ask(Question(with));
            var given = Json.Of(with);
            if (Why(bound, given) is { } why) return Waits(CallQuestions.Leave(bound, null, given, why, parts.Redactor, task.Now), given, null);
            return await MakeAsync(task, telling, bound, given, null, cancellationToken);
        }

        var noted = Noted.Read(task.Notes[^1]);
        if (answer.Asked is null) return Came(task, telling, bound, noted, answer);
        var decision = ToolDecision.Of(answer, noted.Arguments);
        var approval = AgentEvents.Approval(decision, noted.Arguments);
        if (decision.IsAllowed) return await MakeAsync(task, telling, bound, decision.Arguments, approval, cancellationToken);
        Started(task, telling, noted.Arguments, approval);
        var refused = AgentEvents.NotAllowed(decision);
        Ended(task, telling, null, refused, 0);
        throw new PlatformException(decision.Verdict == ToolVerdict.TimedOut ? ErrorCode.Timeout : ErrorCode.Forbidden, refused.Message, "Say with on_error where to go on.");
    }

    // Arguments that do not fit are the tool's to refuse, not a person's.
    private static string? Why(BoundTool bound, JsonElement given) => ToolRunner.Misfit(bound, given) is null ? bound.Policy.WhyAsk(given) : null;

    private async Task<TaskResult> MakeAsync(TaskContext task, Telling telling, BoundTool bound, JsonElement given, ToolApproval? approval, CancellationToken cancellationToken)
    {
        Started(task, telling, given, approval);
        var started = parts.Time.GetTimestamp();
        try
        {
            var context = parts.Settings.CallOf(task) with { Models = new TaskModels(task, parts.Budgets, telling, agent: null) };
            if (bound.Need is { } need)
            {
                ToolRunner.Check(bound, given);
                var needed = need(given);
                await parts.Runner.AdmitAsync(bound, context, cancellationToken);
                return Waits(CallQuestions.Of(needed, tool.CalledName, null, task.Now), given, (needed as ChildNeed)?.Workflow);
            }

            var result = await parts.Runner.CallAsync(bound, given, context, cancellationToken);
            Ended(task, telling, result, null, Since(started));
            return new Finished(CelValue.FromJson(result));
        }
        catch (PlatformException failed)
        {
            Ended(task, telling, null, AgentEvents.Fault(failed), Since(started));
            throw;
        }
    }

    private Finished Came(TaskContext task, Telling telling, BoundTool bound, Noted noted, CallAnswer answer)
    {
        var failed = answer.End switch
        {
            CallEnd.TimedOut => new PlatformException(ErrorCode.Timeout, $"Nobody answered '{bound.Name}' in time.", "Raise its timeout, or say with on_error where to go on."),
            CallEnd.Failed => ChildFault.Of(noted.Workflow ?? bound.Name, CelValue.FromJson(answer.Value) as CelMap ?? CelMap.Empty),
            _ => null,
        };
        Ended(task, telling, failed is null ? answer.Value : null, failed is null ? null : AgentEvents.Fault(failed), 0);
        return failed is null ? new Finished(CelValue.FromJson(answer.Value)) : throw failed;
    }

    private static Interrupted Waits(Interrupt interrupt, JsonElement given, string? workflow) =>
        new(new Dictionary<int, Interrupt> { [Call] = interrupt }) { Note = new Noted(given, workflow).ToJson() };

    // One call of a task: its id is the task's.
    private void Started(TaskContext task, Telling telling, JsonElement given, ToolApproval? approval) => telling.Tell(new ToolStarted(tool.CalledName, task.Id.ToString(), given) { Approval = approval });

    private void Ended(TaskContext task, Telling telling, JsonElement? result, EventFault? error, double took) =>
        telling.Tell(new ToolFinished(tool.CalledName, task.Id.ToString(), result, error, took));

    // The kind and the arguments: settings hold secrets, which may change while the question stays the same.
    private CelMap Question(CelValue with) => CelMap.Of([new("tool", CelValue.Of(tool.CalledUse)), new("with", with)]);

    private double Since(long started) => Math.Round(parts.Time.GetElapsedTime(started).TotalMilliseconds, 3);

    /// <summary>What the task knows when it goes on.</summary>
    /// <param name="Workflow">That it waits for; null when it waits for a person.</param>
    private sealed record Noted(JsonElement Arguments, string? Workflow)
    {
        public JsonElement ToJson() => JsonSerializer.SerializeToElement(this);

        public static Noted Read(JsonElement note) => note.Deserialize<Noted>()!;
    }
}
