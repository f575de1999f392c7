using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Config;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Tools;

namespace Platform.Core.Chat.Authors;

/// <summary>
/// The language in a few pages, for a model: written from the schema that editors use, and from the kinds of nodes, tools and models themselves, so that it
/// says what this release understands.
/// </summary>
internal sealed class LanguageReference(GraphCompiler compiler, IEnumerable<INodeKind> nodes, ToolCatalog tools, ModelCatalog models)
{
    private const int LongestSentence = 220;

    /// <summary>A whole workflow; a test compiles it.</summary>
    internal const string Example = """
        platform: v1
        name: support-triage
        description: Sorts incoming tickets, drafts replies, asks a person when unsure.
        inputs:
          tickets: { type: array, items: { type: object } }
        state:
          verdicts: { type: array, merge: append, default: [] }
          reply: { type: string, default: "" }
        outputs: { reply: "${{ state.reply }}" }
        models:
          main: { use: scripted/demo, default: "A reply." }
        agents:
          triager:
            model: main
            instructions: Sort the ticket and say how sure you are.
            output: { type: object, required: [category, confidence], properties: { category: { type: string }, confidence: { type: number } } }
          writer: { model: main, instructions: Write a short and friendly reply. }
        start: classify
        nodes:
          classify:
            map: { over: "${{ inputs.tickets }}", as: ticket, parallel: 8 }
            agent: triager
            prompt: "Ticket: ${{ ticket }}"
            save: { verdicts: "${{ [output] }}" }
            next:
              - { when: "${{ state.verdicts.exists(v, v.confidence < 0.6) }}", to: review }
              - { to: draft }
          review:
            human: { title: Check the unsure tickets, form: { type: object, properties: { note: { type: string } } }, timeout: 2d, on_timeout: draft }
            next: draft
          draft:
            agent: writer
            prompt: "Draft a reply for ${{ state.verdicts }}"
            retry: { attempts: 3, backoff: 1s..30s }
            save: { reply: "${{ output }}" }
        limits: { steps: 100, time: 15m }

        """;

    private readonly Lazy<string> _text = new(() => Write(compiler, nodes, tools, models));

    public string Text => _text.Value;

    private static string Write(GraphCompiler compiler, IEnumerable<INodeKind> nodes, ToolCatalog tools, ModelCatalog models)
    {
        var text = new StringBuilder();
        var schema = JsonNode.Parse(WorkflowSchema.Json(compiler.Words))!.AsObject();
        text.Append("## The file\n");
        Properties(text, schema);
        foreach (var (name, part) in schema["$defs"]!.AsObject())
            if (part is JsonObject { } map && map.ContainsKey("properties")) Properties(text.Append(CultureInfo.InvariantCulture, $"\n### {name}\n"), map);
        text.Append("""

            ## Expressions
            ${{ … }} holds one expression in CEL. Always quote a value that holds one. In scope: inputs, state, run (id, name, step, started, thread, attempt), the map's variable,
            output in save (the action's result), error in on_error's branch, event in triggers and waits, env (names listed under env:), secrets (only in settings of models, tools and triggers).
            A value that is exactly one ${{ }} keeps its type; inside other text it becomes a string (lists and maps as JSON); string(x) makes a text of a number, a boolean or bytes only. A channel without a default must be written before it is read.
            A node without next ends its branch. Nodes that run in parallel must not write the same channel with merge: replace. A loop needs a way out (a when on its edge). Several branches meet in a node with needs: [a, b].
            Durations: 500ms 30s 5m 2h 1d. Money: $0.50. Counts: 200k.

            ## Node kinds, each with an example

            """);
        foreach (var kind in nodes.OrderBy(k => k.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{kind.Key}{(kind.Companions.Count > 0 ? $" (beside it: {string.Join(", ", kind.Companions)})" : "")}\n{Indented(kind.ExampleParts)}{Indented(kind.Example)}");
        text.Append("\n## Tools (tool: NAME in a node, or in an agent's tools)\n");
        foreach (var tool in tools.All) text.Append(CultureInfo.InvariantCulture, $"{tool.Key} — {Short(tool.Description)} with: {Arguments(tool.ArgumentsSchema)}{Settings(tool)}\n");
        text.Append("\n## Kinds of models (use:)\n").AppendJoin(", ", models.All.Select(m => m.Key)).Append("\n\n## A whole workflow\n```yaml\n").Append(Example).Append("```\n");
        return text.ToString();
    }

    private static void Properties(StringBuilder text, JsonObject schema)
    {
        var required = (schema["required"] as JsonArray)?.Select(n => n!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, value) in schema["properties"]!.AsObject())
            text.Append(CultureInfo.InvariantCulture, $"{name}{(required.Contains(name) ? "*" : "")}: {Kind(value, 0)}{Said(value)}\n");
    }

    private static string Said(JsonNode? schema) => schema is JsonObject map && map["description"]?.GetValue<string>() is { } said ? $" — {Short(said)}" : "";

    private static string Kind(JsonNode? schema, int depth)
    {
        if (schema is not JsonObject map || map.Count == 0) return "any";
        if (map["$ref"]?.GetValue<string>() is { } reference) return reference.Split('/')[^1];
        if (map["const"] is { } constant) return constant.ToJsonString();
        if (map["enum"] is JsonArray choices) return string.Join("|", choices.Select(c => c?.ToString() ?? "null"));
        if ((map["anyOf"] ?? map["oneOf"]) is JsonArray ways) return string.Join(" or ", ways.Select(w => Kind(w, depth + 1)).Distinct(StringComparer.Ordinal));
        if (map["properties"] is JsonObject parts) return depth > 1 ? "object" : $"{{ {string.Join(", ", parts.Select(p => $"{p.Key}: {Kind(p.Value, depth + 1)}"))} }}";
        if (map["items"] is { } item) return $"list of {Kind(item, depth + 1)}";
        if (map["additionalProperties"] is JsonObject each) return $"map of {Kind(each, depth + 1)}";
        return map["type"] is JsonArray several ? string.Join("|", several.Select(t => t!.GetValue<string>())) : map["type"]?.GetValue<string>() ?? "any";
    }

    private static string Arguments(JsonElement schema)
    {
        if (JsonNode.Parse(schema.GetRawText()) is not JsonObject map || map["properties"] is not JsonObject properties) return "{}";
        var required = (map["required"] as JsonArray)?.Select(n => n!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        return $"{{ {string.Join(", ", properties.Select(p => $"{p.Key}{(required.Contains(p.Key) ? "*" : "")}: {Kind(p.Value, 1)}"))} }}";
    }

    private static string Settings(IToolKind tool) => tool.Manual.Settings.Count == 0 ? "" : $"; settings under tools: {string.Join(", ", tool.Manual.Settings.Select(s => s.Name))}";

    private static string Short(string text) => text.Length <= LongestSentence ? text : $"{text[..LongestSentence]}…";

    private static string Indented(string yaml) => yaml.Length == 0 ? "" : string.Concat(yaml.Trim('\n').Split('\n').Select(l => $"  {l}\n"));
}
