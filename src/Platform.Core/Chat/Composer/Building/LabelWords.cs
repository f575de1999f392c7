using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// Words by which the offline sorter knows a category. They are whole words, or beginnings of words where a star stands: "unhappy" is not "happy", and an
/// unpaid bill is not paid.
/// </summary>
internal static class LabelWords
{
    private const string Pleased = "good|great|love*|excellent|happy|happily|glad|pleased|satisfied|delighted|thank*|awesome|perfect*|wonderful*|amazing|fantastic|friendly|recommend*";

    private const string Displeased = "bad|badly|terribl*|hate*|awful*|angry|broken|worst|worse|poor|poorly|rude|unhappy|unsatisfied|dissatisfied|disappoint*|dissatisf*|complain*|unacceptable|refund*|horribl*|furious|annoy*|upset|frustrat*";

    private const string Endings = "(?:s|es|ed|d|ing|ly)?";

    private static readonly string[] Opposing = ["un", "in", "im", "il", "ir", "dis", "non", "non-", "not ", "no "];

    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["refund"] = "refund*|money back|reimburse*|return my",
        ["refunds"] = "refund*|money back|reimburse*",
        ["bug"] = "bug|bugs|crash*|error*|broken|fails|does not work|doesn't work|not working",
        ["billing"] = "bill|bills|billed|billing|invoice*|charge*|payment*|paid|refund*|subscription*",
        ["technical"] = "crash*|error*|bug|bugs|login|password*|install*|broken|not work*|technical*",
        ["sales"] = "buy|buying|price*|pricing|quote*|demo|offer*|purchas*|sales",
        ["support"] = "help*|support*|problem*|issue*|how do i",
        ["complaint"] = Displeased,
        ["praise"] = Pleased,
        ["spam"] = "lottery|viagra|winner|free money|click here|unsubscribe|spam|crypto*",
        ["urgent"] = "urgent*|asap|immediately|emergency|right now|critical|outage*|down",
        ["critical"] = "critical*|outage*|down|urgent*",
        ["high"] = "urgent*|asap|critical*|high",
        ["low"] = "whenever|no rush|minor|low",
        ["positive"] = $"{Pleased}|positive*",
        ["negative"] = $"{Displeased}|negative*",
        ["happy"] = Pleased,
        ["unhappy"] = Displeased,
        ["satisfied"] = Pleased,
        ["dissatisfied"] = Displeased,
        ["unsatisfied"] = Displeased,
        ["angry"] = Displeased,
        ["feature"] = "feature*|wish*|would be nice|add support|suggestion*|could you add",
        ["feature request"] = "feature*|wish*|would be nice|add support|suggestion*",
        ["shipping"] = "ship|ships|shipp*|shipment*|deliver*|parcel*|package*|tracking|arriv*",
        ["delivery"] = "deliver*|parcel*|package*|ship|shipp*|shipment*|arriv*",
        ["return"] = "return*|send back|exchange*",
        ["account"] = "account*|password*|login|sign in|profile*",
        ["invoice"] = "invoice*|bill|bills|amount due",
        ["contract"] = "contract*|agreement*|terms|clause*",
        ["legal"] = "legal*|lawyer*|contract*|gdpr|court",
        ["hr"] = "vacation*|salary|holiday*|leave|hr",
        ["order"] = "order*|purchas*",
        ["cancellation"] = "cancel*",
        ["job application"] = "apply|applying|application*|resume|cv",
        ["newsletter"] = "newsletter*|unsubscribe*",
        ["cancel"] = "cancel*",
    };

    /// <summary>The categories in the order in which they are looked for: one that holds another first, so that "billing dispute" is not "billing".</summary>
    public static IEnumerable<string> Longest(IReadOnlyList<string> labels) => labels.OrderByDescending(l => labels.Count(o => o != l && Holds(l, o)));

    /// <summary>Whether a category has words of its own though all that no rule knows falls under it: where it is another's opposite, both are looked for.</summary>
    public static bool IsTold(string label, IReadOnlyList<string> labels) => labels.Any(o => o != label && (Opposite(label, o) || Holds(label, o)));

    /// <summary>The pattern of one of these categories.</summary>
    public static string Pattern(string label, IReadOnlyList<string> labels)
    {
        if (label == "question") return @"(?i)\?|\b(?:how|what|when|where|why)\b";
        var words = Words(label);
        return labels.FirstOrDefault(o => o != label && Opposite(label, o)) is { } other
            ? $"(?i)\\b(?:{words})\\b|(?:\\b(?:not|never|no longer|hardly)|n['’]?t)\\b\\W+(?:\\w+\\W+){{0,2}}(?:{Words(other)})\\b"
            : $"(?i)\\b(?:{words})\\b";
    }

    private static string Words(string label)
    {
        if (Known.TryGetValue(label, out var known)) return known.Replace("*", @"\w*", StringComparison.Ordinal);
        var own = Regex.Escape(Reading.Words.Singular(label));
        return own.Length > 0 && char.IsLetter(own[^1]) ? own + Endings : own;
    }

    // "Unpaid" and "paid", "negative" and "positive"
    private static bool Opposite(string label, string of) =>
        Opposing.Any(p => string.Equals(label, p + of, StringComparison.OrdinalIgnoreCase)) || Known.TryGetValue(label, out var words) && words.StartsWith(Displeased, StringComparison.Ordinal) && Known.TryGetValue(of, out var others) && others.StartsWith(Pleased, StringComparison.Ordinal);

    private static bool Holds(string label, string other) => label.Length > other.Length && label.Contains(other, StringComparison.OrdinalIgnoreCase) || Opposite(label, other);
}
