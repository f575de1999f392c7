using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>Which agents there are, what they may do, and what one answers when it is tried: a run of its own, by the rules that hold in every run.</summary>
public sealed class AgentShelf
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PartsIndex _parts;
    private readonly WorkflowService _workflows;
    private readonly RunService _runs;

    internal AgentShelf(PartsIndex parts, WorkflowService workflows, RunService runs) => (_parts, _workflows, _runs) = (parts, workflows, runs);

    /// <summary>By workflow, then by name.</summary>
    public async Task<AgentList> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var view = await _parts.AllAsync(caller.Organization, cancellationToken);
        return new AgentList([.. view.Items.SelectMany(w => w.Agents.Select(a => View(w, a)))], view.Known, view.All);
    }

    /// <summary>Null when there is no such agent.</summary>
    public async Task<AgentView?> FindAsync(Caller caller, string workflow, string name, CancellationToken cancellationToken)
    {
        var parts = (await _parts.AllAsync(caller.Organization, cancellationToken)).Items.FirstOrDefault(w => w.Workflow == workflow);
        return parts?.Agents.FirstOrDefault(a => a.Name == name) is { } agent ? View(parts, agent) : null;
    }

    /// <summary>Whatever its settings read of the workflow's inputs must be given to try it.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<AgentTrialForm> FormAsync(Caller caller, string workflow, string agent, CancellationToken cancellationToken) =>
        new(AgentTrial.Inputs((await _workflows.LoadAsync(caller, workflow, null, cancellationToken)).Graph.Config, agent));

    /// <summary>Asks the agent one thing: its workflow's parts around one node, stored as a version that no list shows, and a run of that.</summary>
    /// <exception cref="PlatformException">Not found; validation: the agent needs more of its workflow than a message and its inputs.</exception>
    public async Task<AgentTrialResult> TryAsync(Caller caller, string workflow, string agent, string message, JsonElement inputs, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(message)) throw new PlatformException(ErrorCode.Validation, "There is no message.", "Write what the agent is to answer.");
        var config = (await _workflows.LoadAsync(caller, workflow, null, cancellationToken)).Graph.Config;
        var text = AgentTrial.Text(config, agent);
        var saved = await _workflows.SaveAsync(caller, text, $"{AgentTrial.NameOf(workflow, agent)}.yaml", cancellationToken);
        if (!saved.Ok)
        {
            throw new PlatformException(
                ErrorCode.Validation, $"The agent cannot be tried alone: {saved.Findings.First(f => f.Severity == Severity.Error).Message}", "Its settings read what only its workflow's nodes write; run the workflow instead.");
        }

        await HideAsync(caller, saved.Value.Workflow, cancellationToken);
        var started = await _runs.StartAsync(
            caller, new StartRun { Workflow = saved.Value.Workflow, Version = saved.Value.Number, Inputs = AgentTrial.With(inputs, message), Trigger = "try" }, new Patience(Patience), cancellationToken);
        if (!started.Ok) throw new PlatformException(ErrorCode.Validation, started.Findings.First(f => f.Severity == Severity.Error).Message, "Correct what was given.");
        var run = started.Value;
        return new AgentTrialResult(run, run.Outputs is { ValueKind: JsonValueKind.Object } outputs && outputs.TryGetProperty(AgentTrial.Answer, out var answer) ? answer : null);
    }

    // Its versions and runs stay readable; only the list of workflows is not to fill with trials.
    private async Task HideAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        try
        {
            await _workflows.DeleteAsync(caller, name, cancellationToken);
        }
        catch (PlatformException e) when (e.Code is ErrorCode.Conflict or ErrorCode.NotFound)
        {
            // Another trial of the agent is under way: the next one hides it.
        }
    }

    private static AgentView View(WorkflowParts workflow, PartConfig agent)
    {
        var settings = agent.Settings;
        var model = settings.Text("model") ?? "";
        var part = workflow.Models.FirstOrDefault(m => m.Name == model);
        return new AgentView(
            workflow.Workflow, workflow.Version, agent.Name, settings.Text("description"), settings.Text("instructions") ?? "", model, part?.Use ?? "",
            [.. Texts(part?.Settings["fallback"]).Select(f => workflow.Models.FirstOrDefault(m => m.Name == f)?.Use ?? f)],
            [.. workflow.Steps.Where(s => s.Kind == "agent" && s.Target == agent.Name).Select(s => s.Node)],
            [.. Texts(settings["tools"])], AgentWords.Memory(settings["memory"]), AgentWords.Policies(settings), AgentWords.Output(settings["output"]));
    }

    internal static IEnumerable<string> Texts(ConfigValue? value) => value switch
    {
        ConfigScalar one => [one.Text],
        ConfigList list => list.Items.OfType<ConfigScalar>().Select(s => s.Text),
        _ => [],
    };
}
