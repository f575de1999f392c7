using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Config;
using Platform.Core.Costs.Budgets;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Nodes.Calls;
using Platform.Core.Schemas;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Tools;

namespace Platform.Core.Nodes;

/// <summary>Lets an agent work: a loop of its model and its tools. The result is the final text, or the object that its <c>output</c> describes.</summary>
public sealed class AgentNodeKind(PartSettings parts, ToolCatalog catalog, AgentRunner runner, AgentRecall recall, Redactor redactor, BudgetBook budgets) : INodeKind
{
    // Many nodes may use one agent; its schema is compiled once for each file that is read.
    private static readonly ConditionalWeakTable<PartConfig, AgentOutput> Outputs = [];

    public string Key => "agent";

    public IReadOnlyList<string> Companions => ["prompt"];

    public string Description => "Lets an agent work: its model and its tools in turns. The result is the final text, or the object that its output describes.";

    public string Example => """answer: { agent: helper, prompt: "Say hello." }""";

    public string ExampleParts => """
        models: { local: { use: scripted/hello, rules: [ { match: hello, reply: Hello! } ] } }
        agents: { helper: { model: local, instructions: Be kind. } }
        """;

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Name() is not { } name) return null;
        var agents = settings.Workflow.Agents;
        if (agents.FirstOrDefault(a => a.Name == name.Text) is not { } agent)
        {
            settings.Found.Add(NodeFindings.UnknownAgent(name.Text, [.. agents.Select(a => a.Name)], name.At, name.Path));
            return null;
        }

        if (settings.Action.Node["prompt"] is not { } prompt)
        {
            settings.Found.Add(NodeFindings.AgentWithoutPrompt(name.At, name.Path));
            return null;
        }

        var asked = settings.Template(prompt);
        return Definition(settings, agent) is { } definition
            ? new AgentAction(parts, runner, recall, redactor, budgets, PersonalData.Of(settings.Workflow.Redact), definition, asked, prompt)
            : null;
    }

    private AgentDefinition? Definition(NodeSettings settings, PartConfig agent)
    {
        var models = Models(settings.Workflow, agent.Settings.Text("model") ?? "");
        if (models.Count == 0) return null; // The check of the agent says which model is missing.
        var memory = AgentMemory.Of(settings, agent, Names(agent.Settings["tools"]));
        return new AgentDefinition(
            agent.Name,
            models[0].Name,
            [.. models.Select(m => PartTemplate.Of(m, settings))],
            agent.Settings["instructions"] is { } instructions ? settings.Template(instructions) : ValueTemplate.Constant(CelValue.Of("")),
            AgentToolBox.Of(agent, Names(agent.Settings["tools"]), memory?.Tools ?? [], settings, catalog),
            int.TryParse(agent.Settings.Text("max_turns"), out var turns) ? turns : AgentCall.UsualTurns,
            int.TryParse((agent.Settings[PolicySettings.Limits] as ConfigMap)?.Text("calls"), out var calls) ? calls : null,
            Output(settings, agent),
            memory);
    }

    // The agent's own model first, then its fallbacks and theirs.
    private static List<PartConfig> Models(WorkflowConfig workflow, string first)
    {
        var chain = new List<PartConfig>();
        var open = new Queue<string>([first]);
        while (open.TryDequeue(out var name))
        {
            if (chain.Exists(m => m.Name == name) || workflow.Models.FirstOrDefault(m => m.Name == name) is not { } model) continue;
            chain.Add(model);
            foreach (var fallback in Names(model.Settings["fallback"])) open.Enqueue(fallback);
        }

        return chain.Count > 0 && chain[0].Name == first ? chain : [];
    }

    private static AgentOutput? Output(NodeSettings settings, PartConfig agent)
    {
        if (agent.Settings["output"] is not { } output) return null;
        if (Outputs.TryGetValue(agent, out var known)) return known;
        var made = MakeOutput(settings, output);
        if (made is not null) Outputs.AddOrUpdate(agent, made);
        return made;
    }

    private static AgentOutput? MakeOutput(NodeSettings settings, ConfigValue output)
    {
        var types = JsonSerializer.SerializeToElement(settings.Workflow.Types.ToDictionary(t => t.Name, t => t.Value.ToJson()));
        var root = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["types"] = types });
        var shown = output.ToJson();
        return JsonSchema.Compile(shown, new SchemaOptions { Root = root }).Schema is { } schema
            ? new AgentOutput(schema, SchemaInline.Of(shown, types))
            : null; // The check of the agent says what is wrong with it.
    }

    private static IEnumerable<string> Names(ConfigValue? value) => value switch
    {
        ConfigScalar one => [one.Text],
        ConfigList list => list.Items.OfType<ConfigScalar>().Select(s => s.Text),
        _ => [],
    };

    /// <param name="Recalled">What memory gave, as the model reads it; empty when nothing was found, null when it was not asked.</param>
    private sealed record AgentQuestion(string Instructions, JsonElement Prompt, string? Recalled = null);

    private sealed record AgentDefinition(
        string Name, string Model, IReadOnlyList<PartTemplate> Models, ValueTemplate Instructions, AgentToolBox Tools, int MaxTurns, int? MostCalls, AgentOutput? Output,
        AgentMemory? Memory);

    private sealed class AgentAction(
        PartSettings parts, AgentRunner runner, AgentRecall recall, Redactor redactor, BudgetBook budgets, PersonalData? personal, AgentDefinition agent, ValueTemplate prompt, ConfigValue written) : IAction
    {
        public CelValue Asks(TaskContext task) => Question(agent.Instructions.Evaluate(task.Scope).ToText(), prompt.Evaluate(task.Scope));

        public async Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            var models = new Dictionary<string, ModelSettings>(StringComparer.Ordinal);
            foreach (var model in agent.Models) models[model.Name] = await parts.ModelAsync(model, task, cancellationToken);
            var tools = await agent.Tools.BindAsync(parts, task, cancellationToken);
            var question = Asked(task);
            await using var budget = new CallBudget(task, budgets);
            var telling = new Telling(task, redactor, personal);
            Action<RunEvent> tell = told => telling.Tell(budget.Ended(told));
            var call = parts.CallOf(task) with { Models = new TaskModels(task, budgets, telling, agent.Name) };
            var messages = await AgentPrompt.ReadAsync(question.Prompt, written, call, cancellationToken);
            if (agent.Memory is { } memory) (messages, question) = await RememberedAsync(memory, question, task, call, messages, tell, cancellationToken);
            var outcome = await runner.RunAsync(
                new AgentCall
                {
                    Agent = agent.Name,
                    Model = agent.Model,
                    Models = models,
                    Instructions = question.Instructions,
                    Prompt = messages,
                    Tools = tools,
                    Changes = agent.Tools.Changes(tools, parts, task),
                    MaxTurns = agent.MaxTurns,
                    MostCalls = agent.MostCalls,
                    Output = agent.Output,
                    Asked = JsonSerializer.SerializeToElement(question),
                    Notes = task.Notes,
                    Waiting = task.Calls.Where(c => c.Value.Answer is null).Select(c => c.Key).ToHashSet(),
                    Answers = task.Calls.Where(c => c.Value.Answer is not null).ToDictionary(c => c.Key, c => CallQuestions.Answer(c.Value)!),
                    Tool = call,
                    Tell = tell,
                    Budget = budget,
                },
                cancellationToken);
            return outcome switch
            {
                AgentResult result => new Finished(CelValue.FromJson(result.Output)),
                AgentWaits waits => new Interrupted(waits.Calls.ToDictionary(c => c.Number, c => Waits(c, task))),
                _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
            };
        }

        // An agent that goes on was asked what it was asked, whatever became of the state meanwhile.
        private AgentQuestion Asked(TaskContext task)
        {
            if (AgentConversation.AskedOf(task.Notes) is { } before) return before.Deserialize<AgentQuestion>()!;
            var instructions = agent.Instructions.Evaluate(task.Scope).ToText();
            var asked = prompt.Evaluate(task.Scope);
            task.Ask(Question(instructions, asked));
            return new AgentQuestion(instructions, Json.Of(asked));
        }

        // What was recalled at first is what it knows: looking again may find something else, and costs.
        private async Task<(IReadOnlyList<ChatMessage> Messages, AgentQuestion Question)> RememberedAsync(
            AgentMemory memory, AgentQuestion question, TaskContext task, ToolCallContext call, IReadOnlyList<ChatMessage> messages, Action<RunEvent> tell, CancellationToken cancellationToken)
        {
            var at = messages.TakeWhile(m => m.Role == ChatRole.System).Count();
            if (question.Recalled is { } known) return (known.Length == 0 ? messages : [.. messages.Take(at), new ChatMessage(ChatRole.User, known), .. messages.Skip(at)], question);
            var recalled = await memory.RecallAsync(recall, parts, task, call, messages, tell, cancellationToken);
            return (recalled, question with { Recalled = recalled.Count == messages.Count ? "" : recalled[at].Text });
        }

        private Interrupt Waits(AgentWait wait, TaskContext task) => wait switch
        {
            WaitsOn => task.Calls[wait.Number].Interrupt,
            WaitsForLeave leave => CallQuestions.Leave(leave.Tool, agent.Name, leave.Arguments, leave.Why, redactor, task.Now),
            WaitsForNeed need => CallQuestions.Of(need.Need, need.Tool, agent.Name, task.Now),
            _ => throw new InvalidOperationException($"Unknown wait {wait.GetType().Name}."),
        };

        // Whom and what; not the settings, which hold secrets.
        private CelMap Question(string instructions, CelValue asked) => CelMap.Of(
        [
            new("model", CelValue.Of(agent.Models[0].Use)),
            new("tools", CelList.Of(agent.Tools.Uses.Select(CelValue.Of))),
            new("instructions", CelValue.Of(instructions)),
            new("prompt", asked),
        ]);
    }
}
