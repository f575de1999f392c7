using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Authors;

/// <summary>Which earlier draft a request wants back: "undo", "go back to draft 2". Pure.</summary>
internal static partial class DraftHistory
{
    public static bool IsUndo(string text) => Undo().IsMatch(text);

    /// <summary>The number that is named; null when the request is another one.</summary>
    public static int? Named(string text) =>
        GoBack().Match(text) is { Success: true } found && int.TryParse(found.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The draft before the last change that was not taken back yet; null when there is none.</summary>
    /// <param name="past">The turns before, oldest first.</param>
    public static int? BeforeLastChange(IReadOnlyList<TurnView> past)
    {
        var changes = new List<int>();
        foreach (var turn in past.Where(t => t.Made is not null && t.Made == t.Draft))
        {
            if (turn.Kind == TurnKind.Message && IsUndo(turn.Asked) && changes.Count > 1) changes.RemoveAt(changes.Count - 1); // its draft is the one before, again
            else changes.Add(turn.Made!.Value);
        }

        return changes.Count > 1 ? changes[^2] : null;
    }

    [GeneratedRegex(@"^\s*(please\s+)?(undo|revert|take)(\s+(that|this|it|the|my|last|latest|previous|change|changes|edit|step|one|back)){0,5}\s*[.!]*\s*$|^\s*(please\s+)?(put\s+(it|that|this)\s+back(\s+in)?|(cancel|reverse|roll\s+back)\s+(it|that|this|(the|my)\s+(last\s+)?(change|edit|step)))(\s+again)?\s*[.!]*\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Undo();

    [GeneratedRegex(@"^\s*(?:please\s+)?(?:go\s+back|back|return|revert|restore|use|take)(?:\s+(?:to|again|the))*\s+(?:draft|version)\s+#?(\d{1,6})(?:\s+again)?\s*[.!]*\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex GoBack();
}
