using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Core.Integrations.Mcp.Serving;

/// <summary>One call of a workflow as a tool: starts a run, tells its steps, and gives back its outputs, why it failed, or what it waits for.</summary>
/// <param name="address">Where people see the dashboard: <c>http://127.0.0.1:5080</c>.</param>
internal sealed class WorkflowCall(RunService runs, Caller caller, string address, TimeProvider time)
{
    // A timer or a child run may be over soon; what takes longer is told, for whoever called does not wait for ever.
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(30);

    /// <param name="left">The caller went away without cancelling: the run goes on.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled, and the run is cancelled with it.</exception>
    public async Task<CallToolResult> RunAsync(
        string workflow, IDictionary<string, JsonElement>? arguments, Func<ProgressNotificationValue, Task>? progress, CancellationToken left, CancellationToken cancellationToken)
    {
        RunId? started = null;
        try
        {
            var begun = await runs.StartAsync(
                caller, new StartRun { Workflow = workflow, Inputs = JsonSerializer.SerializeToElement(arguments ?? new Dictionary<string, JsonElement>()), Trigger = "mcp" }, cancellationToken);
            if (!begun.Ok) return Failed(string.Join(" ", begun.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Message)));
            started = begun.Value.Id;
            await FollowAsync(begun.Value.Id, progress, cancellationToken);
            return Told(await runs.FindAsync(caller, begun.Value.Id, cancellationToken) ?? begun.Value);
        }
        catch (OperationCanceledException) when (started is { } run && !left.IsCancellationRequested)
        {
            await runs.CancelAsync(caller, run, CancellationToken.None);
            throw;
        }
        catch (PlatformException wrong)
        {
            return Failed($"{wrong.Message} {wrong.Resolution} ({wrong.Code.Text()})");
        }
    }

    // Until it has ended, or waits for somebody, or has waited for a while.
    private async Task FollowAsync(RunId run, Func<ProgressNotificationValue, Task>? progress, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = false;
        var steps = 0;
        await using var events = runs.WatchAsync(caller, run, 0, enough.Token).GetAsyncEnumerator(enough.Token);
        while (true)
        {
            var next = events.MoveNextAsync().AsTask();
            if (waits && await Task.WhenAny(next, Task.Delay(ShortWait, time, cancellationToken)) != next)
            {
                await enough.CancelAsync();
                await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default); // it ends now, and must have ended before the events are let go
                cancellationToken.ThrowIfCancellationRequested();
                return;
            }

            if (!await next) return;
            waits = events.Current.Event is RunWaiting || (waits && events.Current.Sequence == 0);
            if (waits && await runs.RestsAsync(caller, run, cancellationToken)) return;
            if (progress is null || events.Current.Event is not StepCommitted step) continue;
            await progress(new ProgressNotificationValue { Progress = ++steps, Message = step.Next.Count > 0 ? $"Step {step.Step} is done; next: {string.Join(", ", step.Next)}" : $"Step {step.Step} is done" });
        }
    }

    private CallToolResult Told(RunView run)
    {
        var where = $"{address}/runs/{run.Id}";
        switch (run.Status)
        {
            case RunStatus.Succeeded:
                return Result(JsonNode.Parse(run.Outputs?.GetRawText() ?? "{}")!.AsObject());
            case RunStatus.Failed:
                var at = run.Error?.Node is { } node ? $" at '{node}'" : "";
                return Failed($"Run {run.Id} failed{at}: {run.Error?.Message} {run.Error?.Resolution} ({run.Error?.Code}) {where}");
            case RunStatus.Cancelled:
                return Failed($"Run {run.Id} was cancelled. {where}");
            default:
                var reasons = run.WaitingFor.Count > 0 ? run.WaitingFor : [run.Why ?? "it goes on"];
                var waiting = Result(new JsonObject
                {
                    ["waiting"] = new JsonObject { ["run"] = run.Id.ToString(), ["for"] = new JsonArray([.. reasons.Select(r => JsonValue.Create(r))]), ["address"] = where },
                });
                waiting.Content.Insert(0, new TextContentBlock { Text = $"Run {run.Id} is not done: it waits for {string.Join("; ", reasons)}. It goes on by itself when that has come; see {where}" });
                return waiting;
        }
    }

    private static CallToolResult Result(JsonObject content) => new()
    {
        Content = [new TextContentBlock { Text = TextOf(content) }],
        StructuredContent = JsonSerializer.SerializeToElement(content),
    };

    // A single text is read as it is; the structured content has its name.
    private static string TextOf(JsonObject content) =>
        content.Count == 1 && content.First().Value is JsonValue only && only.TryGetValue<string>(out var text) && text.Length > 0 ? text : content.ToJsonString(Readable);

    private static CallToolResult Failed(string why) => new() { IsError = true, Content = [new TextContentBlock { Text = why.Trim() }] };

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
