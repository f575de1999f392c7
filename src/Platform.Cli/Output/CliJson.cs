using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Cli.Output;

/// <summary>JSON as every command prints it: camelCase, indented where a person may read it, one line each in a stream.</summary>
internal static class CliJson
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower),
            new TextConverter<RunId>(),
            new TextConverter<HumanTaskId>(),
            new TextConverter<TaskId>(),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a terminal is no web page: ' stays '
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Compact);

    public static void Write<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Indented));

    public static void Write(TextWriter output, JsonNode value) => output.WriteLine(Text(writer => value.WriteTo(writer)));

    public static void Write(TextWriter output, JsonElement value) => output.WriteLine(Text(writer => value.WriteTo(writer)));

    public static void WriteLine<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Compact));

    public static string Text(JsonElement value) => Text(writer => value.WriteTo(writer));

    // Without the serializer's reflection, which costs a short command more than its own work.
    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) write(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // An id is its text.
    private sealed class TextConverter<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The terminal only writes.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString());
    }
}
