using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Several sides of one thing that are looked at side by side: "check three things in parallel: spelling, tone and facts".</summary>
internal sealed partial class StatementReader
{
    private static readonly HashSet<string> SideNouns = ["things", "aspects", "points", "criteria", "areas", "dimensions", "checks", "reviews", "analyses", "tests", "angles", "sides", "questions", "qualities", "topics"];

    private static readonly HashSet<string> Doing = ["run", "do", "make", "perform", "start", "carry", "conduct"];

    // "Three policies must be checked against a document side by side - privacy, export and safety": an agent for each.
    private bool Aspects(Phrase phrase, List<PlanItem> into)
    {
        var number = Enumerable.Range(0, Math.Min(5, phrase.Count)).FirstOrDefault(k => Lexicon.IsNumber(phrase[k]), -1);
        if (number < 0 || Amounts.Whole(phrase[number].Text) is not (>= 2 and <= 6 and var many) || Agents(phrase, 0) is not null) return false;
        var noun = Enumerable.Range(number + 1, Math.Min(3, phrase.Count - number - 1)).FirstOrDefault(k => phrase.Low(k).EndsWith('s') || phrase.Low(k) == "criteria");
        if (noun == 0 || People.IsAgentRole(Words.Singular(phrase.Low(noun))) || phrase.Low(noun) is "times" or "rounds") return false;
        var mark = Enumerable.Range(noun + 1, phrase.Count - noun - 1).FirstOrDefault(k => phrase[k].Text is ":" or "(" or "-" or "–");
        if (mark == 0 || Named(phrase, mark + 1, (int)many) is not var (items, end)) return false;
        var rest = phrase.From(end).Trimmed();
        var head = phrase.To(mark);
        if (Beside.In(head) is var (side, wide)) head = head.Without(side, wide);
        else if (Beside.Opens(rest, out var alone)) rest = rest.From(alone).Trimmed();
        else return false;
        head = head.Trimmed();
        if (Deed(head, number, noun) is not var (verb, about)) return false;
        var task = SideNouns.Contains(phrase.Low(noun)) ? $"{verb} {(about.Length == 0 ? "the text" : Object(about))} for {{0}}" : about.StartsWith("against ", StringComparison.OrdinalIgnoreCase) ? $"{verb} {Object(about)} against the {{0}} {Words.Singular(phrase.Low(noun))}" : $"{verb} the {{0}} {Words.Singular(phrase.Low(noun))} {about}".Trim();
        into.Add(new Together(items.ConvertAll(i => new List<PlanItem> { Agent(i, task.Replace("{0}", i, StringComparison.Ordinal)) })));
        while (Lead.Opens(rest, out var lead) && lead < rest.Count) rest = rest.From(lead).Trimmed();
        if (rest.Count > 0) Statement(rest, into);
        return true;
    }

    // "of a contract", "in an essay": what is looked at.
    private static string Object(string about) => Phrase.Of(about) is var words && Lexicon.IsPreposition(words.Low(0)) ? words.From(1).Text : about;

    // What is done, and with what: "check … against a document".
    private static (string Verb, string About)? Deed(Phrase head, int number, int noun)
    {
        var behind = head.From(noun + 1);
        if (number > 0 && Lexicon.Lemma(head.Low(0)) is { } verb && Lexicon.OrderAt(head, 0, isFirst: true) == 0)
            return !Doing.Contains(verb) ? (verb, behind.Text) : Lexicon.Lemma(Words.Singular(head.Low(noun))) is { } named ? (named, behind.Low(0) == "on" ? $"of {behind.From(1).Text}" : behind.Text) : null;
        var done = Enumerable.Range(1, Math.Max(0, behind.Count - 1)).FirstOrDefault(k => Lexicon.FormOf(behind.Low(k)) == VerbForm.Past && (Lexicon.IsBe(behind.Low(k - 1)) || behind.Low(k - 1) is "be"));
        if (done == 0 || Lexicon.Lemma(behind.Low(done)) is not { } lemma) return null;
        var of = behind.To(Enumerable.Range(0, done).First(k => Lexicon.IsBe(behind.Low(k)) || Lexicon.IsModal(behind.Low(k)))).Text;
        return (lemma, $"{of} {behind.From(done + 1).Text}".Trim());
    }

    // As many as were counted: "privacy, export and safety".
    private static (List<string> Items, int End)? Named(Phrase phrase, int at, int many)
    {
        var (items, from) = (new List<string>(), at);
        for (var i = at; i <= phrase.Count && items.Count < many; i++)
        {
            if (i < phrase.Count && phrase[i].IsWord && phrase.Low(i) is not ("and" or "or" or "then")) continue;
            if (i > from) items.Add(phrase.Part(Lexicon.IsDeterminer(phrase.Low(from)) && i - from > 1 ? from + 1 : from, i).Text);
            from = i + 1;
        }

        return items.Count == many && items.TrueForAll(i => Phrase.Of(i) is { Count: <= 3 } item && (item.Count == 1 || Lexicon.OrderAt(item, 0) < 0)) ? (items, Math.Min(from - 1, phrase.Count)) : null;
    }
}
