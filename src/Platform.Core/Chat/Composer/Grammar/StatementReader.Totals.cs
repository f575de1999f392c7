using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Shares of an amount that are put on it or taken off it, and short messages in fixed words.</summary>
internal sealed partial class StatementReader
{
    private static readonly HashSet<string> PutOn = ["tax", "vat", "gst", "tip", "fee", "fees", "surcharge", "markup", "interest", "commission", "duty", "charge", "taxes", "gratuity", "margin", "bonus"];

    private static readonly HashSet<string> TakenOff = ["discount", "rebate", "reduction", "deduction", "off"];

    private static readonly HashSet<string> Wholes = ["total", "totals", "sum", "gross", "final", "grand", "overall"];

    // "Calculate 19% tax on the price |and tell me the total": the price and the tax; both where both are asked.
    private bool Totalled(Phrase clause, List<PlanItem> into)
    {
        if (clause.Count > 14 || !clause.Any(t => Wholes.Contains(t.Low)) || Before(into).LastOrDefault() is not { Skill: "math" } share || share.Get("formula") is not { } formula || OnePart().Match(formula) is not { Success: true } part) return false;
        var said = Phrase.Of(share.Said);
        if (said.Tokens.FirstOrDefault(t => PutOn.Contains(t.Low) || TakenOff.Contains(t.Low)) is not { Low: { Length: > 0 } kind }) return false;
        var whole = $"{part.Groups["of"].Value} {(TakenOff.Contains(kind) ? "-" : "+")} {part.Groups["part"].Value}";
        if (part.Groups["digits"].Success) whole = $"round({whole}{part.Groups["digits"].Value})";
        if (clause.Has(kind, "both"))
        {
            share.Has["noun"] = kind == "off" ? "discount" : kind;
            into.Add(new Step("math", clause.Text) { Has = { ["formula"] = whole } });
        }
        else share.Has["formula"] = whole;

        if (clause.HasLiterals) return false; // "save the total to a.csv"
        return _taken = true;
    }

    [GeneratedRegex(@"^(?:round\()?(?<part>(?<of>\w+) \* [0-9.]+ / 100)(?<digits>, \d+)?\)?$", RegexOptions.None, 5000)]
    private static partial Regex OnePart();

    // "Add 19% VAT to the price", "subtract 20% from the amount"
    private static string? Changed(string verb, Phrase body)
    {
        if (body.Count < 3 || body[0].Kind != TokenKind.Number || body.HasLiterals || !(body[0].Text.EndsWith('%') || body.Low(1) is "%" or "percent")) return null;
        var isOn = verb is "add";
        var to = isOn ? body.Find(1, "to", "on") : body.Find(1, "from", "off", "of");
        if (!isOn && verb is not ("subtract" or "deduct") || to is < 1 or > 4 || !Lexicon.IsDeterminer(body.Low(to + 1))) return null;
        var end = to + 2;
        while (end < body.Count && end < to + 4 && body[end].IsWord && !Lexicon.IsPreposition(body.Low(end)) && !Lexicon.IsPronoun(body.Low(end))) end++;
        return Inputs.Noun(body.Part(to + 1, end).Text) is { } noun ? $"{noun} {(isOn ? '+' : '-')} {noun} * {body[0].Text.TrimEnd('%')} / 100" : null;
    }

    private static readonly Form TellsMe = new("tell/tells/say/says/show/shows to? me/us/him/her/them that? i/we/you");

    private static readonly Dictionary<string, string> Turned = new(StringComparer.Ordinal) { ["i"] = "you", ["we"] = "you", ["am"] = "are", ["was"] = "were", ["my"] = "your", ["our"] = "your", ["me"] = "you", ["us"] = "you", ["i've"] = "you have", ["i'm"] = "you are" };

    // "If it is 7 tell me I won": the run answers just that.
    private bool TellsOnly(Phrase clause, List<PlanItem> into)
    {
        if (_behind is null || into.Count > 0 || clause.HasLiterals || clause.Count > 14 || !TellsMe.Opens(clause, out var lead) || lead >= clause.Count || Lexicon.IsModal(clause.Low(lead)) && clause.Count == lead + 1) return false;
        var words = clause.From(lead - 1).Tokens.Select(t => Turned.GetValueOrDefault(t.Low, t.Text)).ToList();
        var text = string.Join(' ', words);
        into.Add(new Step("instead", clause.Text) { Has = { ["text"] = $"{char.ToUpperInvariant(text[0])}{text[1..]}", ["own"] = "yes" } });
        return true;
    }
}
