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
    public static IHtmlContent Prose(string text)
    {
        var safe = HtmlEncoder.Default.Encode(text.ReplaceLineEndings("\n")).Replace("&#xA;", "\n", StringComparison.Ordinal);
        safe = Bold().Replace(safe, "<strong>$1</strong>");
        safe = Code().Replace(safe, "<code>$1</code>");
        return new HtmlString(Item().Replace(safe, "• "));
    }

    public static string Seconds(TurnView turn) => turn.EndedAt is { } ended ? Rendering.Display.Duration(ended - turn.CreatedAt) : "";

    [GeneratedRegex(@"\*\*([^*\n]+)\*\*", RegexOptions.NonBacktracking)]
    private static partial Regex Bold();

    [GeneratedRegex("(?:&#x60;|`)(.+?)(?:&#x60;|`)", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[-*] ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
