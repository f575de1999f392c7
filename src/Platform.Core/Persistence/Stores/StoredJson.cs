using System.Buffers;
using System.Text;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>JSON that lies in columns.</summary>
internal static class StoredJson
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, MaxDepth = 512 };

    /// <summary><c>[[0,{"type":"step.started"}],[12,{…}]]</c>: milliseconds after the batch's time, and the event.</summary>
    public static byte[] Events(IReadOnlyList<LoggedEvent> events, DateTimeOffset at) => Packed.Of(Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var logged in events)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((long)(logged.At - at).TotalMilliseconds);
            EventJson.Write(writer, logged.Event);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }));

    /// <param name="after">Those up to this number are passed over unread: one step of a wide map is one batch of many thousands.</param>
    public static IEnumerable<LoggedEvent> ReadEvents(byte[] stored, long first, DateTimeOffset at, long after = 0)
    {
        using var document = JsonDocument.Parse(Packed.Open(stored), Deep);
        foreach (var pair in document.RootElement.EnumerateArray())
        {
            var number = first++;
            if (number > after) yield return new LoggedEvent(number, at.AddMilliseconds(pair[0].GetInt64()), EventJson.Read(pair[1]));
        }
    }

    /// <summary><c>{"out":…,"writes":[["log",…]],"goto":"x","fault":[…],"skipped":true}</c>.</summary>
    public static byte[] Outcome(TaskOutcome outcome) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("out"u8);
        outcome.Output.WriteTo(writer);
        writer.WriteStartArray("writes"u8);
        foreach (var write in outcome.Writes)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(write.Channel);
            write.Value.WriteTo(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        if (outcome.GoTo is not null) writer.WriteString("goto"u8, outcome.GoTo);
        if (outcome.Skipped) writer.WriteBoolean("skipped"u8, true);
        if (outcome.Fault is not null)
        {
            writer.WritePropertyName("fault"u8);
            CheckpointJson.WriteFault(writer, outcome.Fault);
        }

        writer.WriteEndObject();
    });

    public static TaskOutcome ReadOutcome(byte[] stored)
    {
        using var document = JsonDocument.Parse(stored, Deep);
        var root = document.RootElement;
        return new TaskOutcome(
            CelValue.FromJson(root.GetProperty("out")),
            [.. root.GetProperty("writes").EnumerateArray().Select(w => new ChannelWrite(w[0].GetString()!, CelValue.FromJson(w[1])))],
            root.TryGetProperty("goto", out var target) ? target.GetString() : null,
            root.TryGetProperty("fault", out var fault) ? CheckpointJson.ReadFault(fault) : null,
            root.TryGetProperty("skipped", out _));
    }

    public static string Error(RunFault error) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, error.Code);
        writer.WriteString("message"u8, error.Message);
        if (error.Node is not null) writer.WriteString("node"u8, error.Node);
        writer.WriteNumber("step"u8, error.Step);
        writer.WriteString("resolution"u8, error.Resolution);
        writer.WriteEndObject();
    });

    public static RunFault? ReadError(string? stored)
    {
        if (stored is null) return null;
        var root = Element(stored);
        return new RunFault(
            root.GetProperty("code").GetString()!, root.GetProperty("message").GetString()!,
            root.TryGetProperty("node", out var node) ? node.GetString() : null,
            root.GetProperty("step").GetInt32(), root.GetProperty("resolution").GetString()!);
    }

    public static string Names(IReadOnlyList<string> names) => Text(writer =>
    {
        writer.WriteStartArray();
        foreach (var name in names) writer.WriteStringValue(name);
        writer.WriteEndArray();
    });

    public static IReadOnlyList<string> ReadNames(string? stored) =>
        stored is null ? [] : [.. Element(stored).EnumerateArray().Select(n => n.GetString()!)];

    /// <summary>Null when there are none.</summary>
    public static string? Map(IReadOnlyDictionary<string, string> map) => map.Count == 0 ? null : Text(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal)) writer.WriteString(name, value);
        writer.WriteEndObject();
    });

    public static IReadOnlyDictionary<string, string> ReadMap(string? stored)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (stored is null) return map;
        foreach (var member in Element(stored).EnumerateObject()) map[member.Name] = member.Value.GetString() ?? "";
        return map;
    }

    public static JsonElement Element(ReadOnlyMemory<byte> stored)
    {
        using var document = JsonDocument.Parse(stored, Deep);
        return document.RootElement.Clone();
    }

    public static JsonElement Element(string stored)
    {
        using var document = JsonDocument.Parse(stored, Deep);
        return document.RootElement.Clone();
    }

    private static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Write(write));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Writing)) write(writer);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>Tasks as rows of a run name them: <c>3/draft/0</c>, without the run.</summary>
internal static class TaskKeys
{
    private const int RunAndSlash = 37;

    public static string Short(TaskId task) => task.ToString()[RunAndSlash..];

    public static TaskId Full(RunId run, string stored) =>
        TaskId.TryParse($"{run}/{stored}", out var task) ? task : throw new FormatException($"'{stored}' names no task.");
}
