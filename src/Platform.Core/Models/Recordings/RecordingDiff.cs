using System.Text.Json;

namespace Platform.Core.Models.Recordings;

/// <summary>Finds the recorded request that is nearest to one that nothing matches, and says what differs. Pure.</summary>
internal static class RecordingDiff
{
    private const int Context = 30; // characters on each side of a difference
    private const int LongestValue = 80;

    /// <summary>The nearest one's place, 1-based, and a sentence for each difference.</summary>
    public static (int Number, IReadOnlyList<string> Differences) Nearest(JsonElement asked, IReadOnlyList<RecordedCall> recorded)
    {
        var best = recorded.Index().MaxBy(r => Likeness(asked, r.Item.Request));
        return (best.Index + 1, Differences(asked, best.Item.Request));
    }

    public static IReadOnlyList<string> Differences(JsonElement asked, JsonElement recorded)
    {
        var found = new List<string>();
        var (now, then) = (Items(asked, "messages"), Items(recorded, "messages"));
        if (now.Count != then.Count) found.Add($"it has {now.Count} messages and the recording {then.Count}");
        for (var i = 0; i < Math.Min(now.Count, then.Count); i++)
        {
            if (!JsonElement.DeepEquals(now[i], then[i])) found.Add($"message {i + 1} ({Role(now[i])}) {Texts(Text(now[i]), Text(then[i]))}");
        }

        var (tools, before) = (Names(asked), Names(recorded));
        if (!tools.SequenceEqual(before)) found.Add($"its tools are {Listed(tools)} and the recording's {Listed(before)}");
        else if (!Same(asked, recorded, "tools")) found.Add("a tool's description or schema differs");
        if (!Same(asked, recorded, "format")) found.Add("the form of the answer (its schema) differs");
        foreach (var name in Keys(asked).Union(Keys(recorded)).Order(StringComparer.Ordinal))
        {
            var (mine, its) = (Parameter(asked, name), Parameter(recorded, name));
            if (mine != its) found.Add($"{name} is {mine ?? "not set"} and was {its ?? "not set"}");
        }

        return found;
    }

    private static double Likeness(JsonElement asked, JsonElement recorded)
    {
        var (now, then) = (Items(asked, "messages"), Items(recorded, "messages"));
        var likeness = 0.0;
        for (var i = 0; i < Math.Min(now.Count, then.Count); i++)
        {
            if (JsonElement.DeepEquals(now[i], then[i])) likeness += 2;
            else likeness += (double)Common(Text(now[i]), Text(then[i])) / Math.Max(1, Math.Max(Text(now[i]).Length, Text(then[i]).Length));
        }

        likeness -= Math.Abs(now.Count - then.Count);
        return likeness + CanonicalRequest.Parts.Skip(1).Count(part => Same(asked, recorded, part));
    }

    private static string Texts(string now, string then)
    {
        var at = Common(now, then);
        if (at == now.Length && at == then.Length) return "differs in its parts";
        var from = Math.Max(0, at - Context);
        return $"differs at character {at + 1}: '{Around(now, from, at)}' was '{Around(then, from, at)}'";
    }

    private static string Around(string text, int from, int at)
    {
        var to = Math.Min(text.Length, at + Context);
        return $"{(from > 0 ? "…" : "")}{text[Math.Min(from, text.Length)..to]}{(to < text.Length ? "…" : "")}".ReplaceLineEndings(" ");
    }

    private static int Common(string a, string b)
    {
        var most = Math.Min(a.Length, b.Length);
        for (var i = 0; i < most; i++)
            if (a[i] != b[i]) return i;
        return most;
    }

    private static bool Same(JsonElement a, JsonElement b, string part) =>
        a.TryGetProperty(part, out var mine) == b.TryGetProperty(part, out var its) && (mine.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(mine, its));

    private static List<JsonElement> Items(JsonElement request, string part) =>
        request.TryGetProperty(part, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string Role(JsonElement message) => message.ValueKind == JsonValueKind.Object && message.TryGetProperty("role", out var role) ? role.ToString() : "?";

    private static string Text(JsonElement message) => string.Join('\n', message.ValueKind != JsonValueKind.Object ? [] : Items(message, "contents").Select(c =>
        c.ValueKind == JsonValueKind.Object && c.TryGetProperty("text", out var text) ? text.ToString()
        : c.ValueKind == JsonValueKind.Object && c.TryGetProperty("result", out var result) ? result.ToString() : c.GetRawText()));

    private static List<string> Names(JsonElement request) =>
        [.. Items(request, "tools").Select(t => t.ValueKind == JsonValueKind.Object && t.TryGetProperty("name", out var name) ? name.ToString() : "?")];

    private static string Listed(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private static IEnumerable<string> Keys(JsonElement request) =>
        request.TryGetProperty("parameters", out var all) && all.ValueKind == JsonValueKind.Object ? all.EnumerateObject().Select(p => p.Name) : [];

    private static string? Parameter(JsonElement request, string name)
    {
        if (!request.TryGetProperty("parameters", out var all) || all.ValueKind != JsonValueKind.Object || !all.TryGetProperty(name, out var value)) return null;
        var text = value.GetRawText();
        return text.Length > LongestValue ? $"{text[..LongestValue]}…" : text;
    }
}
