using System.Buffers;
using System.Text.Json;
using Platform.Core.Schemas.Keywords;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas;

/// <summary>
/// Fills in the <c>default</c> of missing properties. Goes where the schema is plain (properties, items, $ref, allOf), not into branches: which
/// of them holds may depend on what is filled in.
/// </summary>
public static class SchemaDefaults
{
    /// <summary>The value with its defaults. A default is itself completed, at most 16 deep, so that a schema that nests in itself ends.</summary>
    public static JsonElement Apply(JsonSchema schema, JsonElement value)
    {
        if (!schema.HasDefaults || value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return value;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = int.MaxValue, SkipValidation = true }))
        {
            new Filling(writer).Write([schema.Node], WellFormed.Of(value), 0, 0);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return document.RootElement.Clone();
    }

    private sealed class Filling(Utf8JsonWriter writer)
    {
        private const int MaxDefaultDepth = 16;
        private const int MaxFilled = 10_000;
        private const int MaxNodes = 256; // schemas that apply to one value at once

        private int _filled;

        public void Write(IReadOnlyList<SchemaNode> nodes, JsonElement value, int depth, int inDefault)
        {
            var plain = Plain(nodes);
            if (plain.Count == 0 || depth > Evaluation.MaxInstanceDepth) value.WriteTo(writer);
            else if (value.ValueKind == JsonValueKind.Object) WriteObject(plain, value, depth, inDefault);
            else if (value.ValueKind == JsonValueKind.Array) WriteArray(plain, value, depth, inDefault);
            else value.WriteTo(writer);
        }

        private void WriteObject(List<SchemaNode> plain, JsonElement value, int depth, int inDefault)
        {
            var known = new Dictionary<string, List<SchemaNode>>(StringComparer.Ordinal);
            foreach (var (name, node) in plain.SelectMany(n => n.Keywords).OfType<PropertiesKeyword>().SelectMany(k => k.Known))
            {
                if (known.TryGetValue(name, out var all)) all.Add(node);
                else known.Add(name, [node]);
            }

            writer.WriteStartObject();
            foreach (var property in value.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                Write(known.GetValueOrDefault(property.Name) ?? [], property.Value, depth + 1, inDefault);
            }

            foreach (var (name, nodes) in known)
            {
                if (inDefault >= MaxDefaultDepth || value.TryGetProperty(name, out _)) continue;
                if (Plain(nodes).Find(n => n.Default is not null)?.Default is not { } missing || _filled++ >= MaxFilled) continue;
                writer.WritePropertyName(name);
                Write(nodes, missing, depth + 1, inDefault + 1);
            }

            writer.WriteEndObject();
        }

        private void WriteArray(List<SchemaNode> plain, JsonElement value, int depth, int inDefault)
        {
            var items = plain.SelectMany(n => n.Keywords).OfType<ItemsKeyword>().ToList();
            var index = 0;
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
            {
                var at = index++;
                Write([.. items.Select(k => at < k.Prefix.Length ? k.Prefix[at] : k.Rest).OfType<SchemaNode>()], item, depth + 1, inDefault);
            }

            writer.WriteEndArray();
        }

        // With all that $ref and allOf lead to, each once.
        private static List<SchemaNode> Plain(IReadOnlyList<SchemaNode> nodes)
        {
            var all = new List<SchemaNode>();
            var seen = new HashSet<SchemaNode>();
            var due = new Queue<SchemaNode>(nodes);
            while (due.TryDequeue(out var node) && all.Count < MaxNodes)
            {
                if (!seen.Add(node)) continue;
                all.Add(node);
                foreach (var inner in node.Keywords.Where(k => k is RefKeyword or AllOfKeyword).SelectMany(k => k.InPlace)) due.Enqueue(inner);
            }

            return all;
        }
    }
}
