namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Each to an address of its own: "class 5a goes to a@x.org and class 5b to b@x.org".</summary>
internal sealed partial class StatementReader
{
    private static readonly Form GoesTo = new("goes/go/is/are/gets/get/should/must? go/sent/mailed/posted/forwarded? to | -> | : | =>");

    // A way for each value of the same thing; null where it is anything else.
    private List<Phrase>? Addressed(Phrase phrase)
    {
        if (!phrase.Any(t => t.IsLiteral("mail") || t.IsLiteral("channel"))) return null;
        var (noun, ways) = ("", new List<(string Value, string Place)>());
        for (var i = 0; i < phrase.Count;)
        {
            while (i < phrase.Count && (phrase.Low(i) is "and" or "the" or "but" || phrase[i].Text is "," or ";")) i++;
            if (i + 3 >= phrase.Count + (ways.Count > 0 ? 1 : 0) || !phrase[i].IsWord || Lexicon.IsPronoun(phrase.Low(i)) || Lexicon.IsPreposition(phrase.Low(i)) || noun.Length > 0 && phrase.Low(i) != noun) return null;
            if (GoesTo.At(phrase, i + 2) is not (> 0 and var place) || place >= phrase.Count || !(phrase[place].IsLiteral("mail") || phrase[place].IsLiteral("channel")) || phrase[i + 1].Kind == TokenKind.Mark || phrase[i + 1].Kind == TokenKind.Literal || Lexicon.IsBe(phrase.Low(i + 1)) || Lexicon.IsModal(phrase.Low(i + 1))) return null;
            noun = phrase.Low(i);
            ways.Add((phrase[i + 1].Text, phrase[place].Text));
            i = place + 1;
        }

        if (ways.Count < 2 || ways.DistinctBy(w => w.Value).Count() < ways.Count || !ways.TrueForAll(w => w.Value.Any(char.IsDigit) || w.Value.Length == 1)) return null;
        var what = _plan.Inputs.FindLast(n => n.Name != noun && n.Type != "file")?.Name.Replace('_', ' ');
        return ways.ConvertAll(w => Phrase.Of($"if the {noun} is {_literals.Mask($"\"{w.Value}\"")}, {(_literals.First(w.Place, "mail") is null ? "post" : "mail")} {(what is null ? "it" : $"the {what}")} to {w.Place}"));
    }
}
