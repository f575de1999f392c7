using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Tools.Policies;

public enum ToolVerdict
{
    Approved,

    /// <summary>Approved with other arguments.</summary>
    Edited,
    Refused,

    /// <summary>Nobody decided in time.</summary>
    TimedOut,
}

/// <summary>What a person decided about a call. Whatever is no clear approval is none. Pure.</summary>
/// <param name="Arguments">Those to call with.</param>
/// <param name="Reason">What the person gave as a reason; null when nothing.</param>
public sealed record ToolDecision(ToolVerdict Verdict, JsonElement Arguments, string? By, DateTimeOffset? At, string Why, string? Reason)
{
    public const string Approve = "approve";
    public const string Refuse = "refuse";

    public bool IsAllowed => Verdict is ToolVerdict.Approved or ToolVerdict.Edited;

    /// <param name="proposed">The arguments that were to be used, secrets and all.</param>
    public static ToolDecision Of(CallAnswer answer, JsonElement proposed)
    {
        var asked = answer.Asked ?? throw new ArgumentException("The answer is to no approval.", nameof(answer));
        ToolDecision Decided(ToolVerdict verdict, JsonElement arguments) => new(verdict, arguments, answer.By, answer.At, asked.Why, Text(answer.Value, "reason"));
        if (answer.End != CallEnd.Answered) return Decided(ToolVerdict.TimedOut, proposed);
        if (Text(answer.Value, "decision") != Approve) return Decided(ToolVerdict.Refused, proposed);
        if (!answer.Value.TryGetProperty("arguments", out var given) || given.ValueKind == JsonValueKind.Null || JsonElement.DeepEquals(given, asked.Shown)) return Decided(ToolVerdict.Approved, proposed);
        return Decided(ToolVerdict.Edited, Restored(proposed, asked.Shown, given));
    }

    /// <summary>The edited arguments with each value that the person left as it was shown put back as it was: what was shown is without secrets.</summary>
    private static JsonElement Restored(JsonElement proposed, JsonElement shown, JsonElement given) =>
        JsonSerializer.SerializeToElement(Node(proposed, shown, given));

    private static JsonNode? Node(JsonElement? proposed, JsonElement? shown, JsonElement given)
    {
        if (shown is { } seen && proposed is { } before && JsonElement.DeepEquals(seen, given)) return JsonNode.Parse(before.GetRawText());
        if (given.ValueKind == JsonValueKind.Object)
            return new JsonObject(given.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Node(Member(proposed, m.Name), Member(shown, m.Name), m.Value))));
        if (given.ValueKind == JsonValueKind.Array)
            return new JsonArray([.. given.EnumerateArray().Select((item, i) => Node(Item(proposed, i), Item(shown, i), item))]);
        return JsonNode.Parse(given.GetRawText());
    }

    private static JsonElement? Member(JsonElement? of, string name) => of is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement? Item(JsonElement? of, int index) => of is { ValueKind: JsonValueKind.Array } list && index < list.GetArrayLength() ? list[index] : null;

    private static string? Text(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } said ? said : null;
}
