using System.Buffers;
using System.Text.Json;

namespace Platform.Core.Graph.Compilation;

/// <summary>Builds JSON elements.</summary>
internal static class Json
{
    public static readonly JsonElement True = JsonSerializer.SerializeToElement(true);

    public static JsonElement Object(IReadOnlyList<KeyValuePair<string, JsonElement>> members) => Of(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    /// <summary>The object without some of its members; anything but an object as it is.</summary>
    public static JsonElement Without(JsonElement json, params string[] names) =>
        json.ValueKind != JsonValueKind.Object
            ? json
            : Object([.. json.EnumerateObject().Where(m => !names.Contains(m.Name, StringComparer.Ordinal)).Select(m => new KeyValuePair<string, JsonElement>(m.Name, m.Value))]);

    public static JsonElement Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 512 });
        return document.RootElement.Clone();
    }
}
