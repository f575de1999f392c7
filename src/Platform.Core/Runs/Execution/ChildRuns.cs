using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.State;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.Execution;

/// <summary>The run that a task waits for. One that cannot start answers at once with why.</summary>
internal sealed class ChildRuns(WorkflowService workflows, RunOptions options, TimeProvider time)
{
    public async ValueTask<NewInterrupt> PrepareAsync(LeasedRun parent, WaitingTask wait, CancellationToken cancellationToken)
    {
        try
        {
            return new NewInterrupt(wait, await ChildAsync(parent, wait, cancellationToken), Answered: null);
        }
        catch (PlatformException refused)
        {
            var fault = CelMap.Of([new("code", CelValue.Of(refused.Code.Text())), new("message", CelValue.Of($"{refused.Message} {refused.Resolution}".Trim()))]);
            return new NewInterrupt(wait, Child: null, new Answer(AnswerKind.Failed, fault));
        }
    }

    private async ValueTask<NewRun> ChildAsync(LeasedRun parent, WaitingTask wait, CancellationToken cancellationToken)
    {
        if (parent.Depth + 1 > options.MaxDepth)
            throw new PlatformException(ErrorCode.LimitExceeded, $"Runs start children at most {options.MaxDepth} deep.", "Does a workflow call itself without an end?");
        var name = wait.Interrupt.Data.TryGet("workflow", out var workflow) ? workflow.ToText() : "";
        var given = wait.Interrupt.Data.TryGet("inputs", out var inputs) ? inputs.ToJson() : "{}";
        var loaded = await workflows.LoadAsync(parent.Organization, name, null, cancellationToken);
        await workflows.EnsureEnabledAsync(parent.Organization, loaded, null, cancellationToken);
        using var document = JsonDocument.Parse(given, new JsonDocumentOptions { MaxDepth = 512 });
        var prepared = RunInputs.Prepare(loaded.Graph, document.RootElement);
        if (!prepared.Ok) throw new PlatformException(ErrorCode.Validation, $"'{name}' cannot start: {prepared.Findings[0].Message}", "Change what stands under 'with'.");
        var now = time.GetUtcNow();
        return new NewRun
        {
            Id = RunId.New(),
            Organization = parent.Organization,
            Workflow = name,
            Version = loaded.Version.Number,
            Inputs = prepared.Value,
            Trigger = "run",
            By = $"run {parent.Id}",
            At = now,
            Priority = parent.Priority, // what is urgent does not wait for a child that is not
            Concurrency = Concurrency.Of(loaded.Graph, prepared.Value),
            Deadline = RunDeadline.Of(now, null, null, loaded.Graph.Limits.Deadline),
            ParentRun = parent.Id,
            ParentTask = wait.Task,
            Depth = parent.Depth + 1,
        };
    }
}
