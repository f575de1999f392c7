using System.Globalization;
using System.Text;
using Platform.Core.Security;

namespace Platform.Core.Chat;

/// <summary>A conversation to take away: the branch that was written in last, and its drafts.</summary>
public sealed record ConversationExport(ConversationView Conversation, IReadOnlyList<TurnView> Turns, IReadOnlyList<ConversationDraft> Drafts)
{
    private const int Most = 2000;

    /// <summary>Null when there is no such conversation. At most 2,000 turns of the branch that was written in last.</summary>
    public static async Task<ConversationExport?> ReadAsync(ChatService chat, Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await chat.FindAsync(caller, id, cancellationToken) is not { } conversation) return null;
        var turns = new List<TurnView>();
        for (Guid? before = null; turns.Count < Most;)
        {
            var page = await chat.PathAsync(caller, id, null, before, 60, cancellationToken);
            turns.InsertRange(0, page.Turns);
            if ((before = page.Before) is null) break;
        }

        var drafts = new List<ConversationDraft>();
        foreach (var number in turns.SelectMany(t => new[] { t.Made, t.Draft }).OfType<int>().Distinct().Order())
            if (await chat.DraftAsync(caller, id, number, cancellationToken) is { } draft) drafts.Add(draft);
        return new ConversationExport(conversation, turns, drafts);
    }

    /// <summary>For people: what was said, and each draft below the turn that made it.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {(Conversation.Title.Length > 0 ? Conversation.Title : "Conversation")}\n\nBegun {Conversation.CreatedAt:yyyy-MM-dd HH:mm} UTC by {Conversation.CreatedBy}.\n");
        foreach (var turn in Turns)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {turn.By}, {turn.CreatedAt:yyyy-MM-dd HH:mm} UTC\n\n{turn.Asked}\n");
            if (turn.Said.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\n**{(turn.Model.Length > 0 ? turn.Model : "Platform")}**: {turn.Said}\n");
            foreach (var line in turn.Notes.Understood) text.Append(CultureInfo.InvariantCulture, $"\n- understood: {line}");
            foreach (var line in turn.Notes.NotUnderstood) text.Append(CultureInfo.InvariantCulture, $"\n- not understood: {line}");
            if (turn.Notes.Understood.Count + turn.Notes.NotUnderstood.Count > 0) text.Append('\n');
            if (turn.Fault is { } fault) text.Append(CultureInfo.InvariantCulture, $"\n{fault.Message}\n");
            if (turn.Made is { } made && Drafts.FirstOrDefault(d => d.Number == made) is { } draft)
                text.Append(CultureInfo.InvariantCulture, $"\nDraft {made}{(draft.Valid ? "" : ", not valid")} (+{draft.Added} −{draft.Removed}):\n\n{FenceFor(draft.Text)}yaml\n{draft.Text.TrimEnd('\n')}\n{FenceFor(draft.Text)}\n");
        }

        return text.ToString();
    }

    // Longer than any run of marks in the text, so that the text cannot end it.
    private static string FenceFor(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal)) fence += "`";
        return fence;
    }
}
