using System.Buffers;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>What a replay must be told, beside the events that it belongs to.</summary>
/// <remarks>
/// <c>[[3,{"asked":"9f…","out":…,"goto":"x","silent":true,"writes":[["log",…]],"now":1700000000000,"answer":["answered",…],"waits":[[1,"human"]],"answered":[2]}],[0,{"attempt":2,"env":{…}}]]</c>:
/// the place of the event in its batch, and what was recorded of it. An output that the event holds is not stored twice.
/// </remarks>
internal static class StoredRecords
{
    /// <summary>Null when nothing was recorded, as in every step that only computes.</summary>
    public static byte[]? Of(IReadOnlyList<LoggedEvent> events)
    {
        if (!HasAny(events)) return null;
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, MaxDepth = 512 }))
        {
            writer.WriteStartArray();
            for (var i = 0; i < events.Count; i++)
            {
                if (events[i].Event is StepStarted { Frame: { } frame }) Write(writer, i, frame);
                if (events[i].Event.Record is { } record) Write(writer, i, record, IsInEvent(events[i].Event));
            }

            writer.WriteEndArray();
        }

        return Packed.Of(buffer.WrittenSpan.ToArray());
    }

    private static bool HasAny(IReadOnlyList<LoggedEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
            if (events[i].Event.Record is not null || events[i].Event is StepStarted { Frame: not null }) return true;
        return false;
    }

    /// <summary>The events of one batch with their records.</summary>
    public static IEnumerable<LoggedEvent> Join(IEnumerable<LoggedEvent> events, byte[]? stored)
    {
        if (stored is null) return events;
        using var document = JsonDocument.Parse(Packed.Open(stored), new JsonDocumentOptions { MaxDepth = 512 });
        var records = document.RootElement.EnumerateArray().ToLookup(r => r[0].GetInt32(), r => r[1].Clone());
        return [.. events.Select((e, i) => records[i].Aggregate(e, (told, record) => told with { Event = Join(told.Event, record) }))];
    }

    private static RunEvent Join(RunEvent told, JsonElement stored) => stored.TryGetProperty("attempt", out var attempt) && told is StepStarted step
        ? step with { Frame = new FrameRecord(attempt.GetInt32(), CelValue.FromJson(stored.GetProperty("env")) as CelMap ?? CelMap.Empty) }
        : told with { Record = Read(told, stored) };

    private static TaskRecord Read(RunEvent told, JsonElement stored) => new()
    {
        Asked = stored.TryGetProperty("asked", out var asked) ? asked.GetString() : null,
        Output = stored.TryGetProperty("out", out var output) ? CelValue.FromJson(output) : (told as TaskFinished)?.Output,
        GoTo = stored.TryGetProperty("goto", out var target) ? target.GetString() : null,
        SavesNothing = stored.TryGetProperty("silent", out _),
        Writes = stored.TryGetProperty("writes", out var writes) ? [.. writes.EnumerateArray().Select(w => new ChannelWrite(w[0].GetString()!, CelValue.FromJson(w[1])))] : [],
        Now = stored.TryGetProperty("now", out var now) ? DateTimeOffset.UnixEpoch.AddTicks(now.GetInt64()) : null,
        Answer = stored.TryGetProperty("answer", out var answer) ? InterruptText.Answer(answer[0].GetString()!, answer[1].GetRawText()) : null,
        Waits = stored.TryGetProperty("waits", out var waits) ? [.. waits.EnumerateArray().Select(w => (w[0].GetInt32(), InterruptText.Kind(w[1].GetString()!)))] : [],
        Answered = stored.TryGetProperty("answered", out var answered) ? [.. answered.EnumerateArray().Select(a => a.GetInt32())] : [],
    };

    // An output that is null in the event may have been too large for it.
    private static bool IsInEvent(RunEvent told) => told is TaskFinished { Output: not null };

    private static void Write(Utf8JsonWriter writer, int place, FrameRecord frame)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(place);
        writer.WriteStartObject();
        writer.WriteNumber("attempt"u8, frame.Attempt);
        writer.WritePropertyName("env"u8);
        frame.Env.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, int place, TaskRecord record, bool isInEvent)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(place);
        writer.WriteStartObject();
        if (record.Asked is not null) writer.WriteString("asked"u8, record.Asked);
        if (record.Output is { } output && !isInEvent) Write(writer, "out"u8, output);
        if (record.GoTo is not null) writer.WriteString("goto"u8, record.GoTo);
        if (record.SavesNothing) writer.WriteBoolean("silent"u8, true);
        if (record.Writes.Count > 0) WriteWrites(writer, record.Writes);
        if (record.Now is { } now) writer.WriteNumber("now"u8, (now - DateTimeOffset.UnixEpoch).Ticks);
        if (record.Answer is { } answer)
        {
            writer.WriteStartArray("answer"u8);
            writer.WriteStringValue(InterruptText.Of(answer.Kind));
            answer.Value.WriteTo(writer);
            writer.WriteEndArray();
        }

        WriteCalls(writer, record);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter writer, TaskRecord record)
    {
        if (record.Waits.Count > 0)
        {
            writer.WriteStartArray("waits"u8);
            foreach (var (call, kind) in record.Waits)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(call);
                writer.WriteStringValue(InterruptText.Of(kind));
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        if (record.Answered.Count == 0) return;
        writer.WriteStartArray("answered"u8);
        foreach (var call in record.Answered) writer.WriteNumberValue(call);
        writer.WriteEndArray();
    }

    private static void WriteWrites(Utf8JsonWriter writer, IReadOnlyList<ChannelWrite> writes)
    {
        writer.WriteStartArray("writes"u8);
        foreach (var write in writes)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(write.Channel);
            write.Value.WriteTo(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, CelValue value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
