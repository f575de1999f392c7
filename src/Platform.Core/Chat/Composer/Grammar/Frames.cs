using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Words that only announce a list of steps, and the marks of its items: "create three steps: a collector searches the web, a writer writes a report", "with these
/// steps: a) fetch it, b) sum it up". What is left are the steps. A pure rewriting of words.
/// </summary>
internal static partial class Frames
{
    private static readonly HashSet<string> Lists = ["steps", "stages", "phases", "agents", "nodes", "tasks", "this", "these", "following", "follows"];

    private static readonly HashSet<string> Around = [.. "add adds do does doing run runs make makes has have contain contains containing perform performs please steps stages phases agents nodes tasks this these those following follows order in that which it workflow flow pipeline chain should must go goes through like kindly hi hello".Split(' ')];

    // What a tool does and no agent has to.
    private static readonly HashSet<string> Handling = ["read", "load", "open", "fetch", "download", "save", "store", "post", "send", "email", "mail"];

    /// <summary>The text without such words.</summary>
    public static string Spelt(string text) => Listed(Marked(text));

    // "A) fetch it, b) sum it up, and c) post it" in one line: one item a line.
    private static string Marked(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal)) return text;
        var marks = Mark().Matches(text).ToList();
        var first = marks.FindIndex(m => m.Groups["mark"].Value is "a" or "A" or "1");
        if (first < 0) return text;
        var row = new List<Match>();
        foreach (var mark in marks.Skip(first))
            if (string.Equals(mark.Groups["mark"].Value, marks[first].Groups["mark"].Value == "1" ? $"{row.Count + 1}" : $"{(char)('a' + row.Count)}", StringComparison.OrdinalIgnoreCase)) row.Add(mark);
        if (row.Count < 2) return text;
        var items = row.Select((m, i) => LooseEnd().Replace(text[(m.Index + m.Length)..(i + 1 < row.Count ? row[i + 1].Index : text.Length)].Trim(), "").Trim()).ToList();
        var head = text[..row[0].Index].Trim();
        return $"{(head.EndsWith(':') || head.Length == 0 ? head : $"{head}:")}\n{string.Join('\n', items.Select((item, i) => $"{i + 1}. {item}"))}".TrimStart();
    }

    private static string Listed(string text)
    {
        var phrase = Phrase.Of(text);
        var colon = phrase.Find(1, ":");
        if (colon < 2 || colon > 24 || colon + 1 >= phrase.Count || phrase.To(colon) is not { HasLiterals: false } head || !head.Has([.. Lists])) return text;
        var called = Enumerable.Range(0, colon).FirstOrDefault(k => head.Low(k) is "called" or "named", -1);
        var name = called > 0 && called + 1 < colon ? $"{head.To(called + 2).Text}. " : "";
        var plain = name.Length > 0 ? Phrase.Of($"{head.To(called).Text} {head.From(called + 2).Text}") : head;
        if (!plain.Tokens.All(t => Around.Contains(t.Low) || Crews.IsLead(Phrase.Of(t.Text)))) return text;
        var body = text[phrase[colon + 1].Start..];
        if (text[phrase[colon].End..phrase[colon + 1].Start].Contains('\n', StringComparison.Ordinal)) return plain.Has("parallel", "simultaneously", "once", "same") ? text : $"{name.Trim()}{(name.Length > 0 ? "\n" : "")}{body}"; // a list of lines
        var stop = Enumerable.Range(colon + 1, phrase.Count - colon - 1).FirstOrDefault(k => phrase[k].Text is ".", phrase.Count);
        var items = Items(phrase.Part(colon + 1, stop));
        var many = head.Tokens.Where(t => Lexicon.IsNumber(t)).Select(t => Amounts.Whole(t.Text)).FirstOrDefault();
        if (items is { Count: > 1 } && (many is null || many == items.Count) && !plain.Has("parallel", "simultaneously", "same")) return $"{name}{Row(items, head.Has("agents"))}{phrase.Tail(stop)}";
        return !head.Has("agents") && !plain.Has("parallel", "simultaneously", "once", "same") && Lexicon.OrderAt(phrase, colon + 1, isFirst: true) == colon + 1 && !StatementReader.Parted(phrase.Part(colon + 1, stop)).TrueForAll(p => p.Split(' ').Length < 3) ? $"{name}{body}" : text;
    }

    private static string Row(List<(string Who, Phrase Does)> items, bool isAgents) =>
        string.Join(", then ", items.Select(i => Lexicon.Lemma(i.Does.Low(0)) is { } verb && (!isAgents && Handling.Contains(verb) || Sends(verb, i.Does)) ? $"{verb} {i.Does.From(1).Text}" : $"an agent called {Words.Identifier(i.Who)} {i.Does.Text}"));

    private static bool Sends(string verb, Phrase does) => verb is "open" or "create" or "file" or "post" or "send" or "publish" or "notify" or "email" or "mail" or "transcribe" && does.Has("slack", "telegram", "github", "issue", "issues", "email", "mail", "audio") || does.Any(t => t.IsLiteral("channel") || t.IsLiteral("mail"));

    // "Collector searches the web, analyst studies it and writer writes a report": who, and what each does; empty where another thing is listed.
    private static List<(string Who, Phrase Does)> Items(Phrase list)
    {
        var items = new List<(string, Phrase)>();
        if (Subject(list, 0) is not > 0) return items;
        for (var at = 0; at < list.Count;)
        {
            var verb = Subject(list, at);
            var (end, next) = (list.Count, list.Count);
            for (var i = verb + 1; i < list.Count && end == list.Count; i++)
            {
                if (!(list[i].Text is "," or ";" || list.Low(i) is "and" or "then")) continue;
                var behind = i;
                while (list[behind].Text is "," or ";" || list.Low(behind) is "and" or "then" or "finally")
                    if (++behind >= list.Count) return items;
                if (Subject(list, behind) > 0) (end, next) = (i, behind);
            }

            var from = Lexicon.IsDeterminer(list.Low(at)) ? at + 1 : at;
            var to = list.Low(verb - 1) is "agent" or "step" && verb - 1 > from ? verb - 1 : verb;
            items.Add((list.Part(from, to).Text.ToLowerInvariant(), list.Part(verb, end)));
            at = next;
        }

        return items;
    }

    // Where the verb of who does something stands: "the fact checker |checks| it"; -1 where nobody does.
    private static int Subject(Phrase list, int at)
    {
        var from = Lexicon.IsDeterminer(list.Low(at)) ? at + 1 : at;
        for (var i = from; i + 1 < list.Count && i < from + 4 && list[i].IsWord; i++)
        {
            if (i > from && Begins(list, i + 1) && (Lexicon.FormOf(list.Low(i)) == VerbForm.Third || Lexicon.IsDeed(Phrase.Of($"agent {list.From(i).Text}"), 1))) return i;
            if (Lexicon.IsPreposition(list.Low(i)) || Lexicon.IsPronoun(list.Low(i)) || Lexicon.IsDeterminer(list.Low(i)) || Lexicon.IsModal(list.Low(i)) || list.Low(i) is "and" or "or" or "then" or "if" or "when") return -1;
        }

        return -1;
    }

    // What follows a verb, and no noun that only looks like one: "prices and ratings".
    private static bool Begins(Phrase list, int at) => list[at].Kind is TokenKind.Literal or TokenKind.Number || list[at].IsWord && list.Low(at) is not ("and" or "or" or "of" or "is" or "are");

    [GeneratedRegex(@"(?<=^|[\s,;:])\(?(?<mark>[a-hA-H]|\d)\)\s+")]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?:[,;.]|\s(?:and|then|and then|finally))+$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LooseEnd();
}
