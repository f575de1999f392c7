using System.Text.Json;
using Platform.Core.Events;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>What the events of a span say of it: what went in and came out, numbers, errors. Pure.</summary>
internal static class SpanTexts
{
    /// <param name="told">Its task's events from its first to its last, in order.</param>
    public static SpanView Fill(SpanView span, IReadOnlyList<LoggedEvent> told, int clip)
    {
        var facts = span.Facts.ToList();
        var texts = new List<SpanText>();
        EventFault? error = null;
        // A task's own lines; of a call only its own two events.
        var isCall = span.Kind is not ("node" or "item");
        var own = isCall ? told.Where(e => e.Sequence == span.FirstEvent || e == told[^1]).ToList() : told;
        // A node that is one call itself shows what it was called with, though the call has a line of its own.
        if (!isCall && !span.HasModelCalls && told.Select(e => e.Event).OfType<ToolStarted>().LastOrDefault() is { } given) texts.Add(SpanText.Of("Arguments", given.Arguments, clip));
        foreach (var one in own)
        {
            switch (one.Event)
            {
                case LlmFinished call when isCall: Model(call, facts, texts, clip); error = call.Error; break;
                case LlmRetrying call when isCall: error = call.Error; break;
                case ToolStarted tool when isCall: texts.Add(SpanText.Of("Arguments", tool.Arguments, clip)); Approval(tool, texts, clip); break;
                case ToolFinished tool when isCall:
                    error = tool.Error;
                    if (Live.ToolLogs.Of(tool) is { } logs) texts.Add(SpanText.Of("Printed", logs, clip));
                    if (tool.Result is { } result) texts.Add(SpanText.Of("Result", result, clip));
                    break;
                case MemoryRecalled memory when isCall:
                    texts.Add(SpanText.Of("Looked for", memory.Query, clip));
                    texts.Add(SpanText.Of("Recalled", memory.Items, clip));
                    break;
                case HumanAnswered answer: texts.Add(SpanText.Of($"Answer of {answer.By}", Member(span, one, "answer"), clip)); break;
                case HumanRequested { Assign: { } assign } when isCall: facts.Add(("Asked of", assign)); break;
                case TaskRetrying retry when !isCall: texts.Add(new SpanText($"Attempt {retry.Attempt} failed", retry.Error.Message, null)); break;
                case TaskFailed failed when !isCall: error = failed.Error; break;
                case TaskSkipped skipped when !isCall: texts.Add(new SpanText("Skipped because", skipped.Because, null)); break;
                case TaskFinished done when !isCall:
                    error = null;
                    if (done.Output is not null) texts.Add(SpanText.Of("Output", Member(span, one, "output"), clip));
                    // None, or too large for the event: what was saved of it is in the state.
                    if (done.Saved.Count > 0) texts.Add(new SpanText("Saved", $"{(done.Output is null ? "Only the state holds the values: it saved" : "It saved")} {string.Join(", ", done.Saved)}.", null));
                    break;
                default: break;
            }
        }

        return span with { Facts = facts, Texts = texts, Error = error };
    }

    private static void Model(LlmFinished call, List<(string, string)> facts, List<SpanText> texts, int clip)
    {
        var rest = call.CachedTokens > 0 ? $" ({Display.Short(call.CachedTokens)} cached)" : "";
        facts.Add(("Tokens", $"{Display.Short(call.InputTokens)} in{rest}, {Display.Short(call.OutputTokens)} out{(call.UsageEstimated ? ", estimated" : "")}"));
        facts.Add(("Cost", Display.Cost(call.Cost ?? 0, call.Cost is not null, call.UsageEstimated)));
        if (call.FirstTokenMs is { } first) facts.Add(("First token", Display.Duration(first)));
        if (call.OutputTokens > 0 && call.DurationMs > 0) facts.Add(("Speed", $"{call.OutputTokens / (call.DurationMs / 1000):0} tokens/s"));
        if (call.Attempt > 1) facts.Add(("Attempt", Display.Count(call.Attempt)));
        if (call.StopReason is { } why) facts.Add(("Stopped", why.Replace('_', ' ')));
        if (call.Agent is { } agent) facts.Add(("Agent", agent));
        if (call.Source != LlmFinished.UsualSource) facts.Add(("Answered by", $"the {call.Source}"));
        foreach (var message in call.Messages.ValueKind == JsonValueKind.Array ? call.Messages.EnumerateArray().TakeLast(4) : [])
            if (message.ValueKind == JsonValueKind.Object) texts.Add(SpanText.Of(Text(message, "role"), Text(message, "content"), clip));
        if (call.Reasoning is { } thoughts) texts.Add(SpanText.Of("Thoughts", thoughts, clip));
        if (call.Reply.Length > 0) texts.Add(SpanText.Of("Reply", call.Reply, clip));
        if (call.ToolCalls is { } tools) texts.Add(SpanText.Of("Asks for tools", tools, clip));
    }

    private static void Approval(ToolStarted tool, List<SpanText> texts, int clip)
    {
        if (tool.Approval is not { } said) return;
        texts.Add(new SpanText("Approval", $"{said.Decision.Replace('_', ' ')}{(said.By is { } by ? $" by {by}" : "")}{(said.Reason is { } reason ? $": {reason}" : "")}", null));
        if (said.Proposed is { } proposed) texts.Add(SpanText.Of("The agent had proposed", proposed, clip));
    }

    private static string Text(JsonElement message, string name) => !message.TryGetProperty(name, out var value)
        ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : Display.Json(value);

    private static JsonElement Member(SpanView span, LoggedEvent told, string name) => EventView.Of(span.Run.Id, told).Data.GetProperty(name);
}
