using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Which step a place is said by: "before sending", "once the mayor has seen it", "after the follow-up email".</summary>
internal sealed partial class Edits
{
    // The steps that do what was last said, where several do.
    private IReadOnlyList<string> _several = [];

    // Where a place is said by what is done there ("before sending"), the first or last of several is meant.
    private string? Step(string said, bool isBefore)
    {
        if (Leaves().Match(said.Trim(' ', ',', '.')) is { Success: true } leaves && Doer(Plain(leaves.Groups[1].Value)) is { } sender) return sender;
        if (isBefore && IsSaved.Opens(Phrase.Of(said), out _) && Draft.Nodes.Where(n => Uses(n.Key).Any(u => u.EndsWith(".write", StringComparison.Ordinal))).Select(n => n.Key).ToList() is [var file]) return file; // what is written there is made by then
        if (isBefore && ToWhom.Opens(Phrase.Of(said), out var whom) && Draft.Nodes.Where(n => Uses(n.Key).Any(Tellers.Contains)).Select(n => n.Key).ToList() is { Count: > 0 } tellers)
            return new StepFinder(Draft, newest) { Only = tellers.Contains }.One(Plain(Phrase.Of(said).From(whom).Text)) ?? (tellers.Count == 1 ? tellers[0] : null); // "before it goes to the customer" is before who tells him
        if (isBefore && newest is null or { Count: 0 } && said.Trim(' ', ',', '.').ToLowerInvariant() is "that" or "all that" or "all of that" or "all of it" or "everything" or "everything else" or "the rest") return (_several = Draft.Start) is [var first, ..] ? first : null; // of a draft that is new all of it is meant
        if (Sees(Phrase.Of(said.Trim(' ', ',', '.'))) is { } seen) return seen;
        if (Sender(said) is { } sends) return sends;
        var name = Plain(DoneTo().Replace(Clause().Replace(said.Trim(' ', ',', '.'), ""), ""));
        if (Finder.Find(name).Count == 0 && Phrase.Of(name) is { Count: 1 } past && Lexicon.FormOf(past.Low(0)) is VerbForm.Past && Finder.Find(Lexicon.Lemma(past.Low(0))!).Count > 0) name = Lexicon.Lemma(past.Low(0))!; // "it is bound" at 'bind'
        return (_several = Finder.Find(name)) switch
        {
            [var only] => only,
            { Count: > 1 } several when (Words.Verb(name.Split(' ')[0]) ?? Words.WeakVerb(name.Split(' ')[0])) is not null => isBefore ? several[0] : several[^1],
            _ => Goings().Match(said) is { Success: true } goes && Plain(said[..goes.Index]) is { Length: > 0 } thing ? Doer(thing) ?? Finder.One(thing) : null,
        };
    }

    private static readonly Form WorksAgain = new("it/this/that again/anew/over | it/this/that once more | the/its/his/her * again/anew");

    // "If she says no, the writer writes it again": it goes back to the writer who is there.
    private string BackTo(string said)
    {
        var order = Phrase.Of(said);
        if (order.Low(0) is not ("if" or "when" or "otherwise") || order.Find(1, ",") is not (> 0 and var comma) || WorksAgain.In(order, comma + 2) is not var (at, end) || at - comma is < 3 or > 7) return said;
        var rest = order.From(end).Trimmed();
        if (rest.Count > 0 || Lexicon.FormOf(order.Low(at - 1)) is not (VerbForm.Third or VerbForm.Plain)) return said;
        var who = order.Part(comma + 1, Lexicon.IsModal(order.Low(at - 2)) ? at - 2 : at - 1);
        while (who.Count > 1 && who.Low(0) is "then" or "let" or "have") who = who.From(1);
        return who.Count > 0 && who.Low(0) is not ("a" or "an" or "another") && AgentOf(who) is { } node ? $"{order.To(comma).Text}, go back to {node}" : said;
    }

    private static readonly Form Once = new("once/when | as soon as");

    private static readonly Form Sent = new("is/are/was/were/has/have/gets/get/got been? out/sent/posted/mailed/emailed/delivered/written/saved/published/opened/done/fetched/made out? | went/goes/gone out");

    // "Once the reminder email is out, tell #a": behind the step that it names, and no condition.
    private string OnceDone(string said)
    {
        var order = Phrase.Of(said);
        if (!Once.Opens(order, out var lead) || order.Find(lead + 1, ",") is not (> 0 and < 14 and var comma) || Sent.In(order, lead + 1) is not var (at, end) || end != comma) return said;
        var thing = order.Part(lead, at).Text;
        if (Sender(thing) is null && !(Finder.One(Plain(thing)) is { } node && Draft.Nodes[node]?["human"] is null)) return said;
        Settled.Add(literals.Unmask(order.To(comma).Text));
        return $"after {thing}, {order.From(comma + 1).Text}";
    }

    private static readonly HashSet<string> Messages = WordSet("email emails mail e-mail message post notification");

    // "After the follow-up email" is behind the step that sends it, and not behind who writes it.
    private string? Sender(string said)
    {
        var thing = Phrase.Of(Plain(Goings().Replace(Clause().Replace(said.Trim(' ', ',', '.'), ""), "")));
        if (thing.Count is < 2 or > 5 || !Messages.Contains(thing.Low(thing.Count - 1))) return null;
        var fits = new StepFinder(Draft, newest) { Only = n => Uses(n).Any(u => u is "email.send" or "slack.post" or "telegram.send") }.Find(thing.Text);
        if (fits.Count < 2) return fits is [var one] ? one : null;
        var subject = Plain((Lexicon.IsDeterminer(thing.Low(0)) ? thing.From(1) : thing).To(thing.Count - (Lexicon.IsDeterminer(thing.Low(0)) ? 2 : 1)).Text); // of several that send the same text, the one with that subject
        return fits.Where(n => subject.Length > 0 && (Draft.Text(Draft.Nodes[n]?["with"]?["subject"]) ?? "").Contains(subject, StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : null;
    }

    // "The mayor sees it", "the boss gets the letter": who is asked does that there.
    private string? Sees(Phrase clause)
    {
        for (var i = 1; i < Math.Min(clause.Count, 5); i++)
        {
            if (clause.Low(i).EndsWith('s') && (i + 1 == clause.Count || Lexicon.IsPronoun(clause.Low(i + 1)) || Lexicon.IsDeterminer(clause.Low(i + 1))) && clause.Count - i <= 4
                && new StepFinder(Draft, newest) { Only = n => Draft.Nodes[n]?["human"] is not null }.One(Plain(clause.To(i).Text)) is { } asks) return asks;
        }

        return null;
    }

    private static readonly Form ToWhom = new("it/they/that/this goes/go/leaves out? to/for | it/they/that/this is/are/gets/get sent/mailed/emailed/posted/forwarded out? to");

    private static readonly Form IsSaved = new("it/they/that/this/all/everything/both is/are/gets/get/be written/saved/stored/filed");

    // "Approve the query before it runs": what is done with that thing, not what makes it.
    private string? Handled(string what, string said)
    {
        var order = Phrase.Of(what);
        if (!IsAct().IsMatch(said) || order.Find(1, "the", "this", "that", "its") is not (> 0 and var at) || at + 1 >= order.Count) return null;
        return Doer(Plain(order.From(at + 1).Text));
    }

    // The step that does something with a thing, not one that thinks of it.
    private string? Doer(string thing) => new StepFinder(Draft, newest) { Only = n => Draft.Nodes[n]?["agent"] is null && Draft.Nodes[n]?["human"] is null }.One(thing);

    // "The email goes out", "the query runs", "the clerk has answered": the step it is said of.
    [GeneratedRegex(@"(?<=\w)\s+(?:(?:goes|go|gets|get|is|are|will be|has been|have been|was) (?:out|off|sent(?: out| off)?|run|started|executed|done|posted|published|called|written|saved|made|told|informed|notified|alerted|pinged)|(?:has|have) (?:run|finished|\w+ed)|runs?|starts?|begins?|happens?|fires?|leaves)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Goings();

    [GeneratedRegex(@"^(?!it |that |this |they )(.+?) (?:goes|go|gets|get|is|are) (?:out|off|live)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Leaves();

    [GeneratedRegex(@"^(?:you|we|i|they) (?=\w+)| (?:it|them|that)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DoneTo();

    [GeneratedRegex(@"^(?:(?:you|we|it) )?(?:(?:the|it|that|this|anything|everything|the \w+) (?:is|are|gets|get|has been|goes) (?:being )?|(?:it|that|this|the \w+) (?=\w+s$))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Clause();
}
