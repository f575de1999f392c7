using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Holds writes against the schema of their channel, so that wrong data fails the task that made it and not some later one.</summary>
internal static class ChannelGuard
{
    public static void Check(CompiledGraph graph, ChannelWrite write, string node)
    {
        if (!graph.ChannelSchemas.TryGetValue(write.Channel, out var schema)) return;
        var channel = graph.Channels[write.Channel];

        // What an appending channel is sent is held against its list schema; for sums and deep merges only the merged value would tell.
        if (channel.Reducer.Key is not ("replace" or "append" or "union")) return;
        var value = channel.Reducer.OnlyAppends && write.Value is not CelList ? CelList.Of([write.Value]) : write.Value;
        if (FitsSimply(schema.Source, value)) return;
        using var json = JsonDocument.Parse(value.ToJson(), new JsonDocumentOptions { MaxDepth = 512 });
        if (schema.Validate(json.RootElement, 3) is not [var first, ..]) return;
        throw new PlatformException(
            ErrorCode.Validation,
            $"What '{node}' saves does not fit the channel '{write.Channel}': {(first.InstancePointer.Length > 0 ? first.InstancePointer : "the value")} {first.Message}.",
            $"Change save.{write.Channel} of the node, or the channel's schema under state.")
        { Node = node };
    }

    // The usual schema is a bare type, and the usual step must not be serialised to see that it fits.
    private static bool FitsSimply(JsonElement schema, CelValue value)
    {
        if (schema.ValueKind != JsonValueKind.Object) return schema.ValueKind == JsonValueKind.True;
        string? type = null;
        foreach (var member in schema.EnumerateObject())
        {
            if (member.NameEquals("type"u8) && member.Value.ValueKind == JsonValueKind.String) type = member.Value.GetString();
            else if (!member.NameEquals("description"u8) && !member.NameEquals("title"u8)) return false;
        }

        return type switch
        {
            null => true,
            "string" => value is CelString,
            "integer" => value is CelInt,
            "number" => value is CelInt or CelDouble,
            "boolean" => value is CelBool,
            "array" => value is CelList,
            "object" => value is CelMap,
            _ => false,
        };
    }
}
