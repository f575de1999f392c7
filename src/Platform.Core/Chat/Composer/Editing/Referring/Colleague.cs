using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Referring;

/// <summary>An agent that is to work beside others, as it is spoken of: "a legal reviewer", "a fourth agent that checks for bias", "one who looks at security".</summary>
/// <param name="Doer">The noun: "reviewer", "agent", "one".</param>
/// <param name="Aspect">What it is for: "legal", "tax questions"; empty when a deed says that.</param>
/// <param name="Deed">What it does, as an order; empty when an aspect says that.</param>
/// <param name="IsKind">Whether the aspect says of what kind it is, and not what it looks for.</param>
internal sealed record Colleague(string Doer, string Aspect, string Deed, bool IsKind)
{
    private static readonly Form Looks = new("look/looks/looking at/into/over it/them/that/this? | review/check/read/judge/reviews/checks/reads it/them/that/this");

    public static Colleague? Read(Phrase said)
    {
        for (var at = 0; at < Math.Min(4, said.Count); at++)
        {
            if (said.Low(at) is not ("agent" or "one" or "somebody" or "someone") && !StepWords.Doers.Split(' ').Contains(said.Low(at))) continue;
            var (kind, rest) = (said.To(at), said.From(at + 1));
            if (rest.Low(0) is "for" or "on" or "about" && rest.Count is > 1 and < 6) return new Colleague(said.Low(at), Bare(rest.From(1)), "", false);
            if (rest.Low(0) is "that" or "who" or "which" && rest.Count > 2) return new Colleague(said.Low(at), "", Nominals.Plain(rest.From(1).Text), false);
            return kind.Count > 0 && (rest.Count == 0 || Looks.Opens(rest, out var all) && all == rest.Count) ? new Colleague(said.Low(at), Bare(kind), "", true) : null;
        }

        return null;
    }

    private static string Bare(Phrase said)
    {
        while (said.Count > 1 && Lexicon.IsDeterminer(said.Low(0))) said = said.From(1);
        return said.Text.ToLowerInvariant();
    }

    /// <summary>What it is told.</summary>
    public string Told => Deed.Length > 0 ? $"{char.ToUpperInvariant(Deed[0])}{Deed[1..]}." : IsKind ? $"Look at it as a {Aspect} {(Doer is "one" or "agent" ? "expert" : Doer)} and say what you find." : $"Review it for {Aspect}.";

    /// <summary>What its step is called.</summary>
    public string Name => Reading.Words.Identifier(Aspect.Length > 0 ? Aspect : string.Join(' ', Phrase.Of(Deed).Tokens.Where((t, i) => i == 0 && t.Low != "look" || i > 0 && t.Text.Length > 2 && !Lexicon.IsPreposition(t.Low) && !Lexicon.IsDeterminer(t.Low)).Take(3).Select(t => t.Text)));
}
