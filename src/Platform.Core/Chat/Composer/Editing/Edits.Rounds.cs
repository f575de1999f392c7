using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>How long something is tried again: "stop after 2 hours", "but no longer than a day" of a repetition that waits between its rounds.</summary>
internal sealed partial class Edits
{
    // Waiting is no work of a run, and its pause is not what ends it: as many rounds as fit.
    private bool RoundsWithin(Phrase order)
    {
        if (order.HasLiterals || order.Count is < 3 or > 16 || !EndsAfter().IsMatch(order.Text) || Amounts.Duration(order.Text) is not { } span) return false;
        return RoundLimits.Within(Draft, span) is { } told && Did(told);
    }

    [GeneratedRegex(@"^(?:(?:and|but|please|it|should|must|they|you|we|just|only|then|the|run|loop|repetition|workflow|polling|checking|thing) )*(?:(?:(?:stops?|quits?|ends?|finish(?:es)?|abort|cancel|gives? up|leave off)(?: (?:it|this|that|the|all|everything|loop|run|polling|trying|asking|checking|looking|waiting|reading|fetching|whole|thing|of|repetition))* (?:after|within|in|when|once)|(?:keep|go|do|try|poll|check|look|repeat|last|ask)\w*(?: (?:it|this|that|trying|polling|checking|looking|on|going))* (?:for|no|not|at|up|max|maximum)|no longer than|not longer than|no more than|for at most|at most for|for no (?:longer|more) than|for up to|up to|for a? ?max(?:imum)?(?: of)?|for) )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EndsAfter();
}
