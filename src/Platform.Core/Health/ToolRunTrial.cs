using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>Tries a tool that needs more than a call: a model, a person, another workflow. It is called by the one node of a run of its own, within limits of its own.</summary>
public sealed class ToolRunTrial(WorkflowService workflows, RunService runs, WorkFolders folders)
{
    private const string Model = "model", Tool = "tool", Answer = "answer", Given = "given";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    internal async Task<ToolTrialResult> TryAsync(Caller caller, IToolKind kind, ToolTrial trial, ConfigMap? settings, CancellationToken cancellationToken)
    {
        if (kind is { ModelOf: not null, NeedsModel: true } && string.IsNullOrWhiteSpace(trial.Model)) throw new PlatformException(ErrorCode.Validation, $"'{kind.Key}' needs a model.", "Give one as provider/model.");
        var started = Stopwatch.GetTimestamp();
        var text = Text(kind, trial, settings);
        var saved = await workflows.SaveAsync(caller, text, "try.yaml", cancellationToken);
        if (!saved.Ok) throw new PlatformException(ErrorCode.Validation, saved.Findings.First(f => f.Severity == Severity.Error).Message, "Correct the arguments, the settings or the model.");
        await HideAsync(caller, saved.Value.Workflow, cancellationToken);
        foreach (var (path, content) in trial.Files ?? new Dictionary<string, string>(StringComparer.Ordinal))
            await folders.Of(caller.Organization, saved.Value.Workflow).WriteAtomicallyAsync(path, stream => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(content), cancellationToken).AsTask(), cancellationToken);
        var run = await runs.StartAsync(
            caller, new StartRun { Workflow = saved.Value.Workflow, Version = saved.Value.Number, Inputs = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [Given] = trial.Arguments }), Trigger = "try" }, new Patience(Longest), cancellationToken);
        if (!run.Ok) throw new PlatformException(ErrorCode.Validation, run.Findings.First(f => f.Severity == Severity.Error).Message, "Correct what was given.");
        return Told(run.Value, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The workflow of a trial. JSON, which is YAML too. What was given goes in as an input, so that no text of it is taken for an expression.</summary>
    internal static string Text(IToolKind kind, ToolTrial trial, ConfigMap? settings)
    {
        var tool = settings is null ? [] : JsonNode.Parse(settings.ToJson().GetRawText())!.AsObject();
        tool["use"] = kind.Key;
        var text = new JsonObject
        {
            ["platform"] = "v1",
            ["name"] = $"try-tool-{kind.Key.Replace('.', '-')}",
            ["description"] = $"Tool '{kind.Key}', tried alone.",
            ["inputs"] = new JsonObject { [Given] = new JsonObject { ["type"] = "object" } },
            ["state"] = new JsonObject { [Answer] = new JsonObject { ["default"] = null } },
            ["outputs"] = new JsonObject { [Answer] = $"${{{{ state.{Answer} }}}}" },
            ["tools"] = new JsonObject { [Tool] = tool },
            ["start"] = "call",
            ["nodes"] = new JsonObject
            {
                ["call"] = new JsonObject
                {
                    ["tool"] = Tool,
                    ["with"] = new JsonObject(trial.Arguments.EnumerateObject().Select(a => KeyValuePair.Create(a.Name, (JsonNode?)$"${{{{ inputs.{Given}[{JsonSerializer.Serialize(a.Name)}] }}}}"))),
                    ["save"] = new JsonObject { [Answer] = "${{ output }}" },
                },
            },
            ["limits"] = new JsonObject { ["steps"] = 5, ["time"] = "2m", ["cost"] = "$1" },
        };
        if (kind.ModelOf is null || string.IsNullOrWhiteSpace(trial.Model)) return text.ToJsonString();
        text["models"] = new JsonObject { [Model] = new JsonObject { ["use"] = trial.Model.Trim() } };
        tool["model"] = Model;
        return text.ToJsonString();
    }

    private static ToolTrialResult Told(RunView run, TimeSpan took)
    {
        var result = run.Status == RunStatus.Succeeded && run.Outputs is { ValueKind: JsonValueKind.Object } outputs && outputs.TryGetProperty(Answer, out var answer) ? answer : (JsonElement?)null;
        var error = run.Error is { } wrong ? new ToolTrialError(wrong.Code, wrong.Message, wrong.Resolution ?? "") : null;
        return new ToolTrialResult(error is null, result, error, Math.Round(took.TotalMilliseconds, 1), []) { Run = run };
    }

    // Its versions and runs stay readable; only the list of workflows is not to fill with trials.
    private async Task HideAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.DeleteAsync(caller, name, cancellationToken);
        }
        catch (PlatformException e) when (e.Code is ErrorCode.Conflict or ErrorCode.NotFound)
        {
            // Another trial of the tool is under way: the next one hides it.
        }
    }
}
