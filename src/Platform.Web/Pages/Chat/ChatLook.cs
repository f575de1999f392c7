using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Platform.Core.Chat;

namespace Platform.Web.Pages.Chat;

/// <summary>A turn as the page draws it.</summary>
/// <param name="Live">What is being written of it right now; null when nothing is.</param>
internal sealed record TurnPart(ConversationView Conversation, TurnView Turn, LiveText? Live)
{
    public string Address => $"/chat/{Conversation.Id}";

    public TurnNotes Notes => Live?.Notes ?? Turn.Notes;

    public string Said => Live is { } live ? live.Parts().Said : Turn.Said;

    /// <summary>Without the list of what may be said next, which is shown as buttons.</summary>
    public string SaidAlone => Notes.Offers.Aggregate(Said, (said, offer) => said.Replace($"\n- {offer}", "", StringComparison.Ordinal));
}

/// <summary>Older turns above those that are shown.</summary>
internal sealed record TurnsPart(ConversationView Conversation, TurnPath Path, LiveText? Live, Guid? At);

/// <summary>How what is said is shown. All of it is somebody's text: it is escaped first, and only then a few signs become markup.</summary>
internal static partial class ChatLook
{
    private const int FoldedLines = 20;
    private const int FoldedLetters = 2_000;

    /// <summary>What of a long text is seen at first, and what is folded away; the second is empty when the text is not much longer than the first would be. Pure.</summary>
    public static (string Shown, string Folded) Fold(string text)
    {
        var cut = -1;
        for (var line = 0; line < FoldedLines && (line == 0 || cut >= 0); line++) cut = text.IndexOf('\n', cut + 1);
        if (cut < 0 || cut > FoldedLetters) cut = text.Length > FoldedLetters ? WordEnd(text) : text.Length;
        var rest = text[cut..];
        if (rest.Length <= FoldedLetters / 4 && rest.AsSpan().Count('\n') <= FoldedLines / 4) return (text, "");
        return (text[..cut], rest[0] == '\n' ? rest[1..] : rest);
    }

    public static IHtmlContent Prose(string text)
    {
        var safe = HtmlEncoder.Default.Encode(text.ReplaceLineEndings("\n")).Replace("&#xA;", "\n", StringComparison.Ordinal);
        safe = Bold().Replace(safe, "<strong>$1</strong>");
        safe = Code().Replace(safe, "<code>$1</code>");
        return new HtmlString(Item().Replace(safe, "• "));
    }

    public static string Seconds(TurnView turn) => turn.EndedAt is { } ended ? Rendering.Display.Duration(ended - turn.CreatedAt) : "";

    // Not within a word, nor within a letter of two units.
    private static int WordEnd(string text)
    {
        var blank = text.LastIndexOfAny([' ', '\n', '\t'], FoldedLetters, 200);
        return blank > 0 ? blank : char.IsLowSurrogate(text[FoldedLetters]) ? FoldedLetters - 1 : FoldedLetters;
    }

    [GeneratedRegex(@"\*\*([^*\n]+)\*\*", RegexOptions.NonBacktracking)]
    private static partial Regex Bold();

    [GeneratedRegex("(?:&#x60;|`)(.+?)(?:&#x60;|`)", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[-*] ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
