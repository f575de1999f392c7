using System.Globalization;
using System.Text.Json;

namespace Platform.Core.Runs.TimeTravel;

public enum ChangeKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>One difference between two states.</summary>
/// <param name="Path">Where in the channel's value, as a JSON pointer; empty for the whole value.</param>
/// <param name="Before">Null when it was added.</param>
/// <param name="After">Null when it was removed.</param>
public sealed record StateChange(string Channel, string Path, ChangeKind Kind, JsonElement? Before, JsonElement? After);

/// <summary>What differs between two states, as deep as it differs: members of objects by name, items of lists by place. Pure.</summary>
internal static class StateDiff
{
    private const int Most = 500; // differences of one channel; a person reads no more

    /// <summary>By channel, then by place.</summary>
    /// <param name="before">An object: channel to value.</param>
    public static IReadOnlyList<StateChange> Of(JsonElement before, JsonElement after)
    {
        var changes = new List<StateChange>();
        foreach (var channel in Names(before, after).Order(StringComparer.Ordinal))
        {
            var found = new List<StateChange>();
            Compare(found, channel, "", Member(before, channel), Member(after, channel));
            changes.AddRange(found);
        }

        return changes;
    }

    private static void Compare(List<StateChange> found, string channel, string path, JsonElement? before, JsonElement? after)
    {
        if (found.Count >= Most) return;
        switch (before, after)
        {
            case (null, { } added):
                found.Add(new StateChange(channel, path, ChangeKind.Added, null, added));
                break;
            case ({ } removed, null):
                found.Add(new StateChange(channel, path, ChangeKind.Removed, removed, null));
                break;
            case ({ ValueKind: JsonValueKind.Object } old, { ValueKind: JsonValueKind.Object } now):
                foreach (var name in Names(old, now)) Compare(found, channel, $"{path}/{Escaped(name)}", Member(old, name), Member(now, name));
                break;
            case ({ ValueKind: JsonValueKind.Array } old, { ValueKind: JsonValueKind.Array } now):
                CompareLists(found, channel, path, old, now);
                break;
            case ({ } old, { } now) when !IsSame(old, now):
                found.Add(new StateChange(channel, path, ChangeKind.Changed, old, now));
                break;
            default:
                break;
        }
    }

    // What both begin and end with is left out; what lies between is told item by item.
    private static void CompareLists(List<StateChange> found, string channel, string path, JsonElement before, JsonElement after)
    {
        var (old, now) = (before.EnumerateArray().ToList(), after.EnumerateArray().ToList());
        var start = 0;
        while (start < old.Count && start < now.Count && IsSame(old[start], now[start])) start++;
        var end = 0;
        while (end < old.Count - start && end < now.Count - start && IsSame(old[^(end + 1)], now[^(end + 1)])) end++;
        var (oldEnd, nowEnd) = (old.Count - end, now.Count - end);
        for (var i = start; i < Math.Max(oldEnd, nowEnd) && found.Count < Most; i++)
        {
            Compare(
                found, channel, string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"),
                i < oldEnd ? old[i] : null, i < nowEnd ? now[i] : null);
        }
    }

    // 1 and 1.0 are two values: an int and a double.
    private static bool IsSame(JsonElement a, JsonElement b) =>
        a.ValueKind == b.ValueKind && (a.ValueKind == JsonValueKind.Number ? a.GetRawText() == b.GetRawText() : JsonElement.DeepEquals(a, b));

    private static IEnumerable<string> Names(JsonElement a, JsonElement b) =>
        a.EnumerateObject().Select(m => m.Name).Concat(b.EnumerateObject().Select(m => m.Name)).Distinct(StringComparer.Ordinal);

    private static JsonElement? Member(JsonElement map, string name) => map.TryGetProperty(name, out var value) ? value : null;

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
