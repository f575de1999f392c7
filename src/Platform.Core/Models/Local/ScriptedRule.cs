using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Local;

internal enum ScriptedOn
{
    Any,
    User,
    Tool,
}

/// <summary>One tool call of a scripted answer; groups of the match may stand in its arguments.</summary>
internal sealed record ScriptedCall(string Tool, JsonElement With);

/// <summary>One rule of a scripted model: when the last message matches, this is the answer.</summary>
internal sealed record ScriptedRule
{
    /// <summary>Null matches every message.</summary>
    public string? Match { get; init; }

    public Regex? Pattern { get; init; }

    public ScriptedOn On { get; init; }

    /// <summary>Null when the rule only calls tools.</summary>
    public JsonElement? Reply { get; init; }

    public IReadOnlyList<ScriptedCall> Calls { get; init; } = [];

    /// <summary>How often the rule may answer within one conversation; null means always.</summary>
    public int? Times { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>The rule fails in this way instead of answering; null when it answers.</summary>
    public ErrorCode? Error { get; init; }

    /// <summary>The groups of the match, group 0 first; null when the text does not match. A pattern may also stand in the text as it is.</summary>
    public IReadOnlyList<string>? Groups(string text)
    {
        if (Match is null) return [text];
        if (Pattern?.Match(text) is { Success: true } found) return [.. found.Groups.Values.Select(g => g.Value)];
        return text.Contains(Match, StringComparison.OrdinalIgnoreCase) ? [Match] : null;
    }

    /// <summary>The reply with <c>$1</c> to <c>$9</c> put in where the pattern has such a group.</summary>
    public static JsonElement Filled(JsonElement reply, IReadOnlyList<string> groups)
    {
        if (groups.Count < 2) return reply;
        return JsonSerializer.SerializeToElement(Fill(JsonNode.Parse(reply.GetRawText()), groups));
    }

    private static JsonNode? Fill(JsonNode? node, IReadOnlyList<string> groups) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Fill(p.Value, groups)))),
        JsonArray list => new JsonArray([.. list.Select(item => Fill(item, groups))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Fill(value.GetValue<string>(), groups)),
        _ => node?.DeepClone(),
    };

    private static string Fill(string text, IReadOnlyList<string> groups)
    {
        var filled = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var group = text[i] == '$' && i + 1 < text.Length ? text[i + 1] - '0' : 0;
            if (group is < 1 or > 9 || group >= groups.Count) filled.Append(text[i]);
            else
            {
                filled.Append(groups[group]);
                i++;
            }
        }

        return filled.ToString();
    }
}
