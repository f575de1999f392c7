using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>What the items of a map are, in a few letters beside their numbers: <c>#4 milk</c>. Known where the map's list is a plain path into the inputs or the state.</summary>
internal static partial class ItemNames
{
    private const int Longest = 40;
    private const int MostWhileItRuns = 200; // items of a list in the state, which is read anew for each drawing
    private static readonly string[] Telling = ["name", "title", "id", "key", "label", "subject", "file", "path", "url", "text"];

    /// <param name="stateAt">The state after a step; null when there is none.</param>
    public static async Task<Timeline> PutAsync(Timeline lines, RunView run, CompiledGraph graph, Func<int, Task<StateView?>> stateAt)
    {
        var lists = new Dictionary<(int, string), JsonElement?>();
        var rows = lines.Rows.ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Kind != "item" || SpanKey.Read(rows[i].Key) is not { Node: { } node, Index: { } index } key) continue;
            if (!lists.TryGetValue((key.Step, node), out var list)) list = lists[(key.Step, node)] = await ListAsync(graph, run, node, key.Step, stateAt);
            if (list is { ValueKind: JsonValueKind.Array } items && index < items.GetArrayLength() && NameOf(items[index]) is { } name)
                rows[i] = rows[i] with { Label = $"{rows[i].Label} {name}" };
        }

        return lines with { Rows = rows };
    }

    /// <summary>A text or a number as it is, an object by what names it; null when nothing does. Pure.</summary>
    internal static string? NameOf(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in Telling)
                if (item.TryGetProperty(member, out var value) && value.ValueKind is not JsonValueKind.Object && NameOf(value) is { } name) return name;
            return item.EnumerateObject().Select(m => m.Value).FirstOrDefault(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number) is { ValueKind: not JsonValueKind.Undefined } first ? NameOf(first) : null;
        }

        if (item.ValueKind == JsonValueKind.Array) return Display.Line(item, Longest);
        var text = item.ValueKind switch { JsonValueKind.String => item.GetString()!, JsonValueKind.Null or JsonValueKind.Undefined => "", _ => item.GetRawText() };
        text = Spaces().Replace(text, " ").Trim();
        return text.Length == 0 ? null : Display.Clip(text, Longest);
    }

    // The list is made from the values as they stood before the step.
    private static async Task<JsonElement?> ListAsync(CompiledGraph graph, RunView run, string node, int step, Func<int, Task<StateView?>> stateAt)
    {
        if (!graph.ByName.TryGetValue(node, out var of) || of.Config.Map?.Over is not { } over) return null;
        if (over is ConfigList) return over.ToJson();
        if (over is not ConfigScalar { Text: var text } || Path().Match(text) is not { Success: true } path) return null;
        var parts = path.Groups["part"].Captures.Select(c => c.Value).ToList();
        if (path.Groups["root"].Value == "inputs") return At(run.Inputs, parts);
        if (await stateAt(Math.Max(0, step - 1)) is not { } state || At(state.Channels, parts) is not { ValueKind: JsonValueKind.Array } list) return null;
        return run.Status.IsEnded() || list.GetArrayLength() <= MostWhileItRuns ? list : null;
    }

    private static JsonElement? At(JsonElement from, IReadOnlyList<string> parts)
    {
        foreach (var part in parts)
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(part, out from)) return null;
        return from;
    }

    [GeneratedRegex(@"^\s*\$\{\{\s*(?<root>inputs|state)(?:\.(?<part>[A-Za-z_][A-Za-z0-9_]*))+\s*\}\}\s*$", RegexOptions.None, 5000)]
    private static partial Regex Path();

    [GeneratedRegex(@"\s+", RegexOptions.None, 5000)]
    private static partial Regex Spaces();
}
