using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>Values from outside against the channels of a version. Pure.</summary>
internal static class StateFit
{
    private const string Place = "state";

    /// <summary>The new values by channel, or a finding for each that does not fit.</summary>
    /// <param name="mayDrop">Channels that the version lacks and that may be given as null; their value is then dropped.</param>
    public static Dictionary<string, CelValue> Read(CompiledGraph graph, JsonElement? given, IReadOnlyCollection<string> mayDrop, Findings found)
    {
        var values = new Dictionary<string, CelValue>(StringComparer.Ordinal);
        if (given is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } edits) return values;
        if (edits.ValueKind != JsonValueKind.Object)
        {
            found.Add(new Finding("RN020", Severity.Error, "The state is an object: {\"channel\": value}.", SourceSpan.StartOf(Place)));
            return values;
        }

        foreach (var edit in edits.EnumerateObject())
        {
            if (edit.Value.ValueKind == JsonValueKind.Null && mayDrop.Contains(edit.Name)) continue;
            if (!graph.Channels.TryGetValue(edit.Name, out var channel)) found.Add(Unknown(graph, edit.Name));
            else if (Value(edit, found) is { } value && Fits(graph, channel, value, edit.Value, "", found)) values[edit.Name] = value;
        }

        return values;
    }

    /// <summary>Whether a value that a channel held under one version is one that it may hold under this one.</summary>
    public static void Keep(CompiledGraph graph, StateChannel channel, CelValue value, int version, Findings found)
    {
        if (value.Equals(channel.Initial)) return;
        using var json = JsonDocument.Parse(value.ToJson(), new JsonDocumentOptions { MaxDepth = 512 });
        Fits(graph, channel, value, json.RootElement, $" in version {version}; give it a value that does", found);
    }

    private static CelValue? Value(JsonProperty edit, Findings found)
    {
        try
        {
            return CelValue.FromJson(edit.Value);
        }
        catch (CelException wrong)
        {
            found.Add(Wrong(edit.Name, "", $"cannot be read: {wrong.Message}"));
            return null;
        }
    }

    private static bool Fits(CompiledGraph graph, StateChannel channel, CelValue value, JsonElement json, string where, Findings found)
    {
        if (graph.ChannelSchemas.TryGetValue(channel.Name, out var schema) && !value.Equals(channel.Initial))
        {
            var violations = schema.Validate(json);
            foreach (var violation in violations) found.Add(Wrong(channel.Name, violation.InstancePointer, $"{violation.Message}{where}"));
            if (violations.Count > 0) return false;
        }

        if (Mergeable(channel, value) is not { } problem) return true;
        found.Add(Wrong(channel.Name, "", $"{problem}{where}"));
        return false;
    }

    // What the channel's reducer could never add to would fail the next write instead of this one.
    private static string? Mergeable(StateChannel channel, CelValue value)
    {
        if (channel.Reducer.OnlyAppends && value is not CelList) return "must be a list, for the channel appends";
        if (channel.Reducer.Key is not ("union" or "add" or "min" or "max" or "deep")) return null;
        try
        {
            channel.Reducer.Reduce(value, value is CelNull ? channel.Initial : value);
            return null;
        }
        catch (ReducerException cannot)
        {
            return $"does not merge: {cannot.Message}";
        }
    }

    private static Finding Unknown(CompiledGraph graph, string name)
    {
        var known = graph.Channels.Keys.Order(StringComparer.Ordinal).ToList();
        return new Finding(
            "RN021", Severity.Error, $"The workflow has no channel '{name}'; channels are {Names.Quoted(known)}.", SourceSpan.StartOf(Place),
            Names.Nearest(name, known), $"/{name}");
    }

    private static Finding Wrong(string channel, string pointer, string message)
    {
        var name = pointer.Length == 0 ? channel : $"{channel}.{pointer[1..].Replace('/', '.')}";
        return new Finding("RN022", Severity.Error, $"Channel '{name}' {message}.", SourceSpan.StartOf(Place), Path: $"/{channel}{pointer}");
    }
}
