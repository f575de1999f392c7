using System.Collections.Immutable;
using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.State;

/// <summary>
/// Checkpoints as they are stored. A delta row holds only the channels that changed and what an appending channel gained; a full row holds all,
/// so that a run's state is one full row and the deltas after it.
/// </summary>
/// <remarks>
/// <c>{"v":1,"set":{"x":1},"add":{"log":["b"]},"due":[["draft",4]],"arrived":{"join":["a"]},"usage":[in,out,cached,reasoning,cost,calls,unpriced,activeMs]}</c>;
/// a due node is <c>[node, since, fault?, items?]</c>; a full row may name what changed under <c>changed</c>, and one that was edited by hand says <c>edited</c>. Journal and waiting tasks have rows of their own.
/// </remarks>
public static class CheckpointJson
{
    public const int Version = 1;

    /// <param name="changed">Names of the channels that the superstep changed, for who lists a run's steps.</param>
    public static byte[] WriteFull(Checkpoint at, IEnumerable<string>? changed = null) => Write(at, at.Channels, null, changed, edited: false);

    public static byte[] WriteDelta(Checkpoint at, CheckpointDelta delta) => Write(at, delta.Replaced, delta.Appended, null, edited: false);

    /// <summary>A delta that somebody made by hand, while the run stood still.</summary>
    public static byte[] WriteEdit(Checkpoint at, IReadOnlyDictionary<string, CelValue> values) => Write(at, values, null, null, edited: true);

    /// <summary>Names of the channels that a row's step changed, sorted; whether somebody edited them by hand.</summary>
    public static (IReadOnlyList<string> Changed, bool Edited) ReadChanged(ReadOnlyMemory<byte> row)
    {
        using var document = JsonDocument.Parse(row, new JsonDocumentOptions { MaxDepth = 512 });
        var root = document.RootElement;
        var names = root.TryGetProperty("changed", out var told)
            ? told.EnumerateArray().Select(n => n.GetString()!)
            : Members(root, "set").Select(m => m.Name).Concat(Members(root, "add").Select(m => m.Name));
        return ([.. names.Order(StringComparer.Ordinal)], root.TryGetProperty("edited", out _));
    }

    /// <summary>The checkpoint after a row, given the one before; <paramref name="before"/> is null for a full row.</summary>
    public static Checkpoint Read(Checkpoint? before, int step, ReadOnlyMemory<byte> row)
    {
        using var document = JsonDocument.Parse(row, new JsonDocumentOptions { MaxDepth = 512 });
        var root = document.RootElement;
        var version = root.GetProperty("v").GetInt32();
        if (version > Version)
            throw new PlatformException(ErrorCode.Conflict, $"The run's state was written by a newer release (format {version}).", "Start the newer release on this database.");
        var channels = (before?.Channels ?? ImmutableSortedDictionary.Create<string, CelValue>(StringComparer.Ordinal)).ToBuilder();
        foreach (var set in Members(root, "set")) channels[set.Name] = CelValue.FromJson(set.Value);
        foreach (var add in Members(root, "add"))
            channels[add.Name] = ((CelList)channels[add.Name]).AddRange((CelList)CelValue.FromJson(add.Value));
        return new Checkpoint
        {
            Step = step,
            Channels = channels.ToImmutable(),
            Due = [.. root.GetProperty("due").EnumerateArray().Select(ReadDue)],
            Arrived = Members(root, "arrived").ToImmutableSortedDictionary(
                m => m.Name, m => m.Value.EnumerateArray().Select(n => n.GetString()!).ToImmutableSortedSet(StringComparer.Ordinal), StringComparer.Ordinal),
            Usage = root.TryGetProperty("usage", out var usage) ? ReadUsage(usage) : new RunUsage(),
        };
    }

    public static void WriteFault(Utf8JsonWriter writer, TaskFault? fault)
    {
        if (fault is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        writer.WriteStringValue(fault.Code.Text());
        writer.WriteStringValue(fault.Message);
        writer.WriteStringValue(fault.Node);
        writer.WriteStringValue(fault.Resolution);
        writer.WriteEndArray();
    }

    public static TaskFault? ReadFault(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return null;
        var code = ErrorCodes.TryParse(json[0].GetString() ?? "", out var known) ? known : ErrorCode.Internal;
        return new TaskFault(code, json[1].GetString() ?? "", json[2].GetString() ?? "", json[3].GetString() ?? "");
    }

    private static byte[] Write(
        Checkpoint at, IEnumerable<KeyValuePair<string, CelValue>> set, IReadOnlyDictionary<string, CelList>? add, IEnumerable<string>? changed, bool edited)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, MaxDepth = 512 }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, Version);
            WriteValues(writer, "set"u8, set);
            if (add is not null) WriteValues(writer, "add"u8, add.Select(a => new KeyValuePair<string, CelValue>(a.Key, a.Value)));
            if (changed is not null) WriteNames(writer, "changed"u8, changed);
            if (edited) writer.WriteBoolean("edited"u8, true);
            writer.WriteStartArray("due"u8);
            foreach (var due in at.Due) WriteDue(writer, due);
            writer.WriteEndArray();
            WriteArrived(writer, at);
            WriteUsage(writer, at.Usage);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteValues(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<KeyValuePair<string, CelValue>> values)
    {
        var open = false;
        foreach (var (channel, value) in values)
        {
            if (!open) writer.WriteStartObject(name);
            open = true;
            writer.WritePropertyName(channel);
            value.WriteTo(writer);
        }

        if (open) writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> names)
    {
        writer.WriteStartArray(name);
        foreach (var one in names) writer.WriteStringValue(one);
        writer.WriteEndArray();
    }

    private static void WriteArrived(Utf8JsonWriter writer, Checkpoint at)
    {
        if (at.Arrived.IsEmpty) return;
        writer.WriteStartObject("arrived"u8);
        foreach (var (join, nodes) in at.Arrived)
        {
            writer.WriteStartArray(join);
            foreach (var node in nodes) writer.WriteStringValue(node);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteDue(Utf8JsonWriter writer, DueNode due)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(due.Node);
        writer.WriteNumberValue(due.Since);
        if (due.Fault is not null || due.Items is not null) WriteFault(writer, due.Fault);
        due.Items?.WriteTo(writer);
        writer.WriteEndArray();
    }

    private static DueNode ReadDue(JsonElement json) => new(
        json[0].GetString()!,
        json[1].GetInt32(),
        json.GetArrayLength() > 2 ? ReadFault(json[2]) : null,
        json.GetArrayLength() > 3 ? (CelList)CelValue.FromJson(json[3]) : null);

    private static void WriteUsage(Utf8JsonWriter writer, RunUsage usage)
    {
        writer.WriteStartArray("usage"u8);
        writer.WriteNumberValue(usage.InputTokens);
        writer.WriteNumberValue(usage.OutputTokens);
        writer.WriteNumberValue(usage.CachedTokens);
        writer.WriteNumberValue(usage.ReasoningTokens);
        writer.WriteNumberValue(usage.Cost);
        writer.WriteNumberValue(usage.ModelCalls);
        writer.WriteNumberValue(usage.UnpricedCalls);
        writer.WriteNumberValue((long)usage.Active.TotalMilliseconds);
        if (usage.EstimatedCalls > 0) writer.WriteNumberValue(usage.EstimatedCalls);
        writer.WriteEndArray();
    }

    private static RunUsage ReadUsage(JsonElement json) => new(
        json[0].GetInt64(), json[1].GetInt64(), json[2].GetInt64(), json[3].GetInt64(),
        json[4].GetDecimal(), json[5].GetInt32(), json[6].GetInt32(), TimeSpan.FromMilliseconds(json[7].GetInt64()),
        json.GetArrayLength() > 8 ? json[8].GetInt32() : 0);

    private static JsonElement.ObjectEnumerator Members(JsonElement root, string name) =>
        root.TryGetProperty(name, out var map) ? map.EnumerateObject() : default;
}
