using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>A leader who hands out work, round by round: it says who is next and what to do, sees what was done, and ends with an answer.</summary>
internal sealed partial class GraphBuilder
{
    private const string Done = "done";

    private void Delegate(Delegation delegation)
    {
        var about = _values.FindAll(v => v.IsInput) is { Count: > 0 } inputs && _values.TrueForAll(v => v.IsInput) ? inputs : Current() is { } current ? [current] : [Given("the task", "task")];
        var notes = Channel("notes", ListSchema());
        _draft.Section("state")[notes]!["merge"] = "append";
        var rounds = Channel("rounds", new JsonObject { ["type"] = "integer", ["merge"] = "add", ["default"] = 0 });
        var order = Channel("order", new JsonObject { ["type"] = "object", ["default"] = new JsonObject { ["next"] = Done, ["task"] = "", ["answer"] = "" } });
        var answer = Channel("answer", TextSchema());
        var workers = delegation.Workers.ConvertAll(w => Words.Identifier(w.Get("name")!));
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("next", "task", "answer"),
            ["properties"] = new JsonObject
            {
                ["next"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. workers.Append(Done).Select(w => JsonValue.Create(w))]) },
                ["task"] = new JsonObject { ["type"] = "string" },
                ["answer"] = new JsonObject { ["type"] = "string" },
            },
        };
        var leader = Words.Identifier(delegation.Leader.Get("name")!);
        var told = $"Lead the work. Read the task and what was done so far, say who works next ({string.Join(", ", workers)}) and what exactly they should do. When it is finished, say next: {Done}, and give the whole answer.";
        var agent = _models.Agent(leader, told, "leader", delegation.Leader.Model, schema, delegation.Leader.Tools.ConvertAll(AgentTool));
        var done = $"${{{{ state.{notes}.join('\\n\\n') }}}}";
        var first = Node(leader, new JsonObject
        {
            ["agent"] = agent,
            ["prompt"] = $"{Together(about)}\n\nDone so far:\n{done}",
            ["save"] = new JsonObject { [order] = "${{ output }}", [answer] = "${{ output.answer }}", [rounds] = 1 },
        });
        var ways = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{rounds} > {delegation.Most} }}}}", ["to"] = null });
        Told.Add($"'{first}' leads {string.Join(", ", workers)}, at most {delegation.Most} rounds");
        for (var i = 0; i < workers.Count; i++)
        {
            _loose = [];
            var step = delegation.Workers[i];
            var by = _models.Agent(workers[i], Instructions(step), "writer", step.Model, null, step.Tools.ConvertAll(AgentTool));
            var node = Draft.Free(_draft.Nodes, workers[i]);
            _draft.Nodes[node] = new JsonObject
            {
                ["agent"] = by,
                ["prompt"] = $"${{{{ state.{order}.task }}}}\n\n{Together(about)}\n\nDone so far:\n{done}",
                ["save"] = new JsonObject { [notes] = $"${{{{ ['{workers[i]}: ' + output] }}}}" },
                ["next"] = first,
            };
            Nodes.Add(node);
            ways.Add((JsonNode)new JsonObject { ["when"] = $"${{{{ state.{order}.next == '{workers[i]}' }}}}", ["to"] = node });
            Told.Add($"'{node}': {Short(step)}{By(step, by)}");
        }

        ways.Add((JsonNode)new JsonObject { ["to"] = null });
        ((JsonObject)_draft.Nodes[first]!)["next"] = ways;
        _values.Add(new Value("answer", $"state.{answer}", Shape.Text));
        _loose = [new Loose(first, 0), new Loose(first, ways.Count - 1)];
    }
}
