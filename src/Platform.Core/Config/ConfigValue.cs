using System.Text.Json;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>A value of a workflow file that knows its place. The shape is JSON's: scalar, list, map.</summary>
public abstract class ConfigValue(SourceSpan at, string path)
{
    public SourceSpan At { get; } = at;

    /// <summary>JSON pointer from the document's root: <c>/nodes/draft/prompt</c>.</summary>
    public string Path { get; } = path;

    /// <summary>The value as JSON, scalars typed by YAML 1.2's core schema.</summary>
    public JsonElement ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) WriteTo(writer);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.Clone();
    }

    public abstract void WriteTo(Utf8JsonWriter writer);
}

/// <summary>What a scalar is by YAML 1.2's core schema; quoted and block scalars are always text.</summary>
public enum ScalarKind
{
    Text,
    Bool,
    Int,
    Double,
    Null,
}

/// <param name="text">The decoded text, before any typing: <c>true</c>, <c>5m</c>, <c>${{ state.x }}</c>.</param>
/// <param name="positions">
/// Where each character of <paramref name="text"/> stands in the file, for findings inside expressions; null when the text stands in the file as it is, on one line.
/// </param>
public sealed class ConfigScalar(string text, ScalarKind kind, SourceSpan at, string path, IReadOnlyList<(int Line, int Column)>? positions = null)
    : ConfigValue(at, path)
{
    public string Text { get; } = text;

    public ScalarKind Kind { get; } = kind;

    /// <summary>The place of a part of the text, for a finding at its exact word.</summary>
    public SourceSpan PlaceOf(int start, int length)
    {
        if (Text.Length == 0) return At;
        start = Math.Clamp(start, 0, Text.Length - 1);
        var last = Math.Clamp(start + Math.Max(length, 1) - 1, start, Text.Length - 1);
        var (line, column) = Position(start);
        var (endLine, endColumn) = Position(last);
        return new SourceSpan(At.File, line, column, endLine, endColumn + 1);
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case ScalarKind.Null: writer.WriteNullValue(); break;
            case ScalarKind.Bool: writer.WriteBooleanValue(Text is "true" or "True" or "TRUE"); break;
            case ScalarKind.Int when CoreSchema.TryInt(Text, out var whole): writer.WriteNumberValue(whole); break;
            case ScalarKind.Int or ScalarKind.Double when double.TryParse(Text, out var number) && double.IsFinite(number): WriteDouble(writer, number); break;
            default: writer.WriteStringValue(Text); break;
        }
    }

    // 1.0 stays a double when it is read again; 1 would be an int.
    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15) writer.WriteRawValue(number.ToString("0.0"));
        else writer.WriteNumberValue(number);
    }

    private (int Line, int Column) Position(int index) =>
        positions is not null && index < positions.Count ? positions[index] : (At.Line, At.Column + index);
}

public sealed class ConfigList(IReadOnlyList<ConfigValue> items, SourceSpan at, string path) : ConfigValue(at, path)
{
    public IReadOnlyList<ConfigValue> Items { get; } = items;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items) item.WriteTo(writer);
        writer.WriteEndArray();
    }
}

/// <param name="KeyAt">The key's own place.</param>
public sealed record ConfigEntry(string Key, SourceSpan KeyAt, ConfigValue Value);

public sealed class ConfigMap(IReadOnlyList<ConfigEntry> entries, SourceSpan at, string path) : ConfigValue(at, path)
{
    /// <summary>In the order in which they were written; each key once.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; } = entries;

    public ConfigEntry? Entry(string key)
    {
        foreach (var entry in Entries)
            if (string.Equals(entry.Key, key, StringComparison.Ordinal)) return entry;
        return null;
    }

    public ConfigValue? this[string key] => Entry(key)?.Value;

    /// <summary>The same map without one key.</summary>
    public ConfigMap Without(string key) => Entry(key) is null ? this : new ConfigMap([.. Entries.Where(e => e.Key != key)], At, Path);

    /// <summary>The scalar's text under a key; null when the key is missing or holds no scalar.</summary>
    public string? Text(string key) => (this[key] as ConfigScalar)?.Text;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var entry in Entries)
        {
            writer.WritePropertyName(entry.Key);
            entry.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
