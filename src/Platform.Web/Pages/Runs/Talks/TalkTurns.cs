using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Web.Api;
using Platform.Web.Pages.Runs.Spans;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Talks;

/// <summary>
/// The events of one task as a conversation. A call's messages repeat all that was said before it, so only what is new in them is told; replies and tool
/// results come from their own events, which know more. Pure.
/// </summary>
internal static class TalkTurns
{
    private const int Clip = 16_000;

    /// <param name="told">Of one task, in order: calls of models and tools, questions to people and their answers.</param>
    public static IReadOnlyList<TalkTurn> Of(RunId run, IReadOnlyList<LoggedEvent> told)
    {
        var turns = new List<TalkTurn>();
        var ended = told.Where(e => e.Event is ToolFinished).GroupBy(e => ((ToolFinished)e.Event).CallId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var (heard, called) = (0, false);
        foreach (var one in told)
        {
            switch (one.Event)
            {
                case LlmFinished { IsChat: true } call:
                    heard = AddNew(turns, call.Messages, heard, called, one.Sequence);
                    called = true;
                    turns.Add(Reply(call, one.Sequence));
                    break;
                case LlmFinished call: turns.Add(new TalkTurn("note", call.Operation, $"{call.Model}: {call.Operation}", one.Sequence) { Facts = Facts(call) }); break;
                case LlmRetrying failed: turns.Add(new TalkTurn("note", failed.Use ?? failed.Model, EventWords.Say(failed), one.Sequence)); break;
                case MemoryRecalled memory: turns.Add(new TalkTurn("note", "memory", EventWords.Say(memory), one.Sequence)); break;
                case ToolStarted tool: turns.Add(Call(tool, one.Sequence, ended.GetValueOrDefault(tool.CallId))); break;
                case HumanRequested asked: turns.Add(new TalkTurn("note", "asks a person", asked.Title, one.Sequence) { Facts = asked.Assign is { } to ? $"of {to}" : "" }); break;
                case HumanAnswered answer: turns.Add(Given(new TalkTurn("person", answer.By, "", one.Sequence), EventView.Of(run, one).Data.GetProperty("answer"))); break;
                default: break;
            }
        }

        return turns;
    }

    private static int AddNew(List<TalkTurn> turns, JsonElement messages, int heard, bool called, long sequence)
    {
        if (messages.ValueKind != JsonValueKind.Array) return heard;
        var count = messages.GetArrayLength();
        if (count < heard)
        {
            turns.Add(new TalkTurn("note", "history", $"The history was cut to {Display.Many(count, "message")} here.", sequence));
            return count;
        }

        foreach (var message in messages.EnumerateArray().Skip(heard))
        {
            var role = Text(message, "role");
            // Once it speaks, its own words and what its tools gave have events of their own; what came before this run's first call has not.
            if (called && (role is "assistant" or "tool")) continue;
            turns.Add(new TalkTurn(role is "system" or "user" or "assistant" or "tool" ? role : "user", role, Display.Clip(Text(message, "content"), Clip), 0) { IsFolded = role is "system" or "tool" });
        }

        return count;
    }

    private static TalkTurn Reply(LlmFinished call, long sequence) => new(
        "assistant", call.Agent ?? call.Model, Display.Clip(call.Reply, Clip), sequence)
    {
        Thoughts = call.Reasoning is { } thoughts ? Display.Clip(thoughts, Clip) : null,
        Facts = Facts(call),
        Error = call.Error is { } error ? $"{error.Message} {error.Resolution}".Trim() : null,
    };

    private static TalkTurn Call(ToolStarted tool, long sequence, LoggedEvent? end)
    {
        var done = end?.Event as ToolFinished;
        var turn = new TalkTurn("tool", tool.Tool, "", sequence)
        {
            Arguments = tool.Arguments.ValueKind == JsonValueKind.Undefined ? null : tool.Arguments,
            Status = done is null ? "running" : done.Error is null ? "succeeded" : "failed",
            Error = done?.Error is { } error ? $"{error.Message} {error.Resolution}".Trim() : null,
            Facts = done is null ? "" : Display.Duration(done.DurationMs),
            Approval = tool.Approval is { } said ? $"{said.Decision.Replace('_', ' ')}{(said.By is { } by ? $" by {by}" : "")}{(said.Reason is { } reason ? $": {reason}" : "")}. {said.Why}" : null,
            Proposed = tool.Approval?.Proposed,
        };
        return done?.Result is { } result ? Given(turn, result) : turn;
    }

    private static TalkTurn Given(TalkTurn turn, JsonElement value)
    {
        var json = value.ValueKind == JsonValueKind.String ? SpanText.Read(value.GetString()!) : value;
        return json is { } given ? turn with { Result = given } : turn with { Text = Display.Clip(value.GetString()!, Clip) };
    }

    private static string Facts(LlmFinished call)
    {
        var parts = new List<string> { call.Model, $"{Display.Short(call.InputTokens)} in, {Display.Short(call.OutputTokens)} out{(call.UsageEstimated ? " (estimated)" : "")}" };
        if (call.Cost is not 0) parts.Add(Display.Cost(call.Cost ?? 0, call.Cost is not null, call.UsageEstimated));
        if (call.FirstTokenMs is { } first) parts.Add($"first token {Display.Duration(first)}");
        parts.Add(Display.Duration(call.DurationMs));
        if (call.StopReason is "length") parts.Add("cut off: it reached max_tokens");
        if (call.StopReason is "content_filter") parts.Add("stopped by a content filter");
        return string.Join(" · ", parts);
    }

    private static string Text(JsonElement message, string name) => message.ValueKind != JsonValueKind.Object || !message.TryGetProperty(name, out var value)
        ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : Display.Json(value);
}
