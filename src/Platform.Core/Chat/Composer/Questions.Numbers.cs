using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing;
using Platform.Core.Chat.Composer.Editing.Numbers;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer;

/// <summary>How many, how long, how high: a question about a number is answered from the numbers that a later turn could change.</summary>
internal static partial class Answers
{
    private static readonly Form AskingNumber = new("what/what's is/are? the/our/its/my? | how many/much/long/high/large/big/often | how many/much * are/is/does/do/may/can/will");

    private static readonly HashSet<string> SaysNoNumber = [.. Stems.In("it this that the a an is are was be do does did can may will would should must have has get take run go of for in on at to with by from there currently now set allowed possible current number value max maximum most step steps")];

    /// <summary>"What is the maximum number of rounds?", "how long does the approver have?"; null when no number of the draft is called so.</summary>
    private static string? OfNumber(Phrase asked, Draft draft)
    {
        if (!AskingNumber.Opens(asked, out var lead) || lead >= asked.Count) return null;
        var named = Stems.In(asked.From(lead).Text).Where(w => !SaysNoNumber.Contains(w)).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count is 0 or > 4) return null;
        var fit = new Dials(draft, new GraphSurgery(draft)).All().Where(d => d.Value is not null && d.Kind is not DialKind.Said && named.TrueForAll(d.Words.Contains)).ToList();
        return fit.Count == 0 ? null : $"{string.Join(", ", fit.Select(d => d.Kind is DialKind.Bar ? $"it is compared like this: {d.Shown}" : $"{d.Shown}: {d.Said}"))}.";
    }
}
