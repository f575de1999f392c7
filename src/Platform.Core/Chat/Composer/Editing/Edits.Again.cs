using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What is said again of a step that is there, in other words: "rank by deadline", "sort them by date", "just #c".</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> Hows = WordSet("by in with without from like as according only");

    // An order without an object, or of "it", whose verb one agent's order has already: how it does that.
    private bool Restated(Phrase order)
    {
        if (_isMore || order.HasLiterals || order.Count is < 3 or > 10 || Lexicon.Lemma(order.Low(0)) is not { } verb || Shaping.Contains(verb) || Vague.Contains(verb)) return false;
        var how = order.Low(1) is "it" or "them" or "that" or "these" ? 2 : 1;
        if (!Hows.Contains(order.Low(how)) || order.Low(how) == "in" && order.Has("parallel") || order.Any(t => t.Low is "and" or "then" or "before" or "after" or "if" or "when" or "until")) return false;
        var same = Draft.Nodes.Select(n => n.Key).Where(n => Verb(ToldTo(n)) == verb).ToList();
        if (same is not [var node]) return false;
        var said = literals.Unmask(order.Text);
        return Tell(node, $"{char.ToUpperInvariant(said[0])}{said[1..]}.");
    }

    private static string Stopped(string text) => text.TrimEnd() is var bare && bare.Length > 0 && char.IsLetterOrDigit(bare[^1]) ? $"{bare}." : bare;

    private static readonly Form OnlyAt = new("VERB it/that/them/the? *? only/just at/on/after/for/when/with/from");

    // "Mail only at the third failure": a bound on what is there, never one more step.
    private static bool IsBound(Phrase order) => OnlyAt.Opens(order, out _) && !order.HasLiterals;

    // "Actually #b", "just b@c.co", "and #c": a place alone.
    private static string Alone(string order, string sentence)
    {
        var said = Phrase.Of(order);
        if (said.Count > 2 && said.Low(0) is "rather" or "better" && said.Low(1) is "a" or "an" or "one") return said.From(1).Text;
        while (said.Count > 1 && said.Low(0) is "only" or "just" or "to" or "rather" or "better") said = said.From(1);
        if (said.Count is > 2 and < 8 && said[said.Count - 1].Kind == TokenKind.Literal && said[said.Count - 2].Text == "," && said.To(said.Count - 2) is var whom && (People.IsPerson(whom) || whom.Has("me", "us")) && whom.Tokens.All(t => People.IsRole(t.Low) || People.IsName(t) || Lexicon.IsDeterminer(t.Low) || t.Low is "a" or "copy" or "for" or "to" or "me" or "us")) said = said.From(said.Count - 1); // "the accountant, numbers@cafe.it"
        if (said.Count != 1 || said[0].Kind != TokenKind.Literal || Array.TrueForAll(Places, p => p.Kind != Literals.KindOf(said[0].Text[0]))) return order;
        return Phrase.Of(sentence).Low(0) is "and" or "plus" or "also" || Also().IsMatch(sentence) ? $"also send it to {said.Text}" : $"{said.Text} instead";
    }

    private static readonly Form OfIt = new("give/set/let/make/allow it/them | have it/them | try/retry it/that? again? | try again");

    private static readonly Form SettingOnly = new("temperature of/to/is? # | max/maximum # tokens | at most # tokens per/an/each? answer/reply/call?");

    // "Retry the fetch five times and give it 20 seconds": the second order is about the step that the first one changed.
    private string About(string order, string sentence)
    {
        var said = Phrase.Of(order);
        if (Told.Count > 0 && !sentence.StartsWith(order, StringComparison.Ordinal) && said.Count > 3 && said.Low(said.Count - 1) is "it" or "this" or "that" && said.Low(said.Count - 2) is "for" or "there" && models.Find(order, literals) is not null && LastTold().Match(Told[^1]) is { Success: true } made && Draft.Nodes.ContainsKey(made.Groups[1].Value)) return $"{said.To(said.Count - 1).Text} {made.Groups[1].Value}"; // "… and use claude for it"
        if (Told.Count > 0 && !sentence.StartsWith(order, StringComparison.Ordinal) && SettingOnly.Opens(said, out var tuned) && tuned == said.Count && LastTold().Match(Told[^1]) is { Success: true } last && Draft.Nodes.ContainsKey(last.Groups[1].Value)) return $"{order} for {last.Groups[1].Value}"; // "use gemini for the writer, temperature 0.9"
        if (Told.Count == 0 || sentence.StartsWith(order, StringComparison.Ordinal) || !OfIt.Opens(said, out var lead) || said.HasLiterals || !said.Any(Lexicon.IsNumber)) return order;
        var step = Told[^1].StartsWith("all agents ", StringComparison.Ordinal) ? string.Join(" and ", Draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key)) : LastTold().Match(Told[^1]).Groups[1].Value;
        if (step.Length == 0 || Finder.All(step) is null) return order;
        if (said.Low(0) is "try" or "retry" && Lexicon.IsDeterminer(said.Low(lead))) return order; // "retry a failed call" says itself what
        if (said.Low(0) is "try" or "retry") return $"retry {step} {said.From(lead).Text}";
        return $"{said[0].Text} {step} {said.From(2).Text}";
    }

    [GeneratedRegex(@"^(?:(?:timeout|time|parallel) of |')([\w-]+)(?:'[ :]| is now)")]
    private static partial Regex LastTold();

    private static readonly Form IsCalled = new("is/should/must called/named/be? | 's | will be");

    // "Finance is Tina", "the teacher is called Mrs. Bauer": who plays the part of somebody who is asked.
    private bool Casting(Phrase order)
    {
        if (order.HasLiterals && !order.Any(t => t.IsLiteral("name")) || order.Count is < 3 or > 7 || IsCalled.In(order, 1) is not var (at, end) || end >= order.Count) return false;
        var (role, name) = (order.To(at), order.From(end));
        var isDoer = role.Count == 2 && Lexicon.IsDeterminer(role.Low(0)) && role.Low(1) is { Length: > 4 } doer && (doer.EndsWith("er", StringComparison.Ordinal) || doer.EndsWith("or", StringComparison.Ordinal)); // "the proofreader" is whoever is asked, where one is
        if (!isDoer && !role.Any(t => People.IsRole(t.Low)) || !name.Any(People.IsName) || name.Count > 3 || (Finder.One(Plain(role.Text)) ?? (isDoer && Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key).ToList() is [var sole] ? sole : null)) is not { } asks || Draft.Nodes[asks]?["human"] is not JsonObject human || Assignee(name.From(name.Count - 1)) is not { } assignee) return false;
        human["assign"] = assignee;
        return Did($"'{asks}' asks {assignee}");
    }

    private static readonly Form Escalated = new("escalate/go/pass it/this? on? to | ask | escalate to");

    // "Otherwise escalate to the director", when somebody has a time to answer and nothing happens after it yet.
    private bool? Waiting(Phrase what)
    {
        if (!Escalated.Opens(what, out var lead) || lead >= what.Count || !People.IsPerson(what.From(lead)) || what.From(lead).Count > 3) return null;
        return Draft.Nodes.LastOrDefault(n => n.Value?["human"] is JsonObject human && human["timeout"] is not null && human["on_timeout"] is null && n.Value["next"] is JsonArray).Key is { } asks ? Escalate(asks, what.From(lead)) : null;
    }

    private static readonly Form AskOnce = new("remind/nudge/chase/ping/ask her/him/them/again | remind/nudge/chase/ping/ask the/my/our? * again? | send her/him/them a reminder");

    // "Remind her": who did not answer is asked the same once more.
    private bool Reminded(string asks, Phrase what) =>
        AskOnce.Opens(what, out _) && (what.Low(0) != "ask" || what.Has("again")) && !what.HasLiterals && what.Count < 7 && !what.Has("slack", "telegram", "email", "mail") && Draft.Nodes[asks]?["human"] is JsonObject human && Draft.Nodes[asks]!["next"] is not null
        && Escalate(asks, Draft.Text(human["assign"]));

    [GeneratedRegex(@"^(?<modal>could|can|would|should|might) (?<who>(?:the|my|our|this|that|all|each|every|it|they|these) ?(?:[\w-]+ ){0,3}?)(?<be>be \w+.*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WishAsked();

    /// <summary>"Could the text be checked by Tom" wishes that the text should be checked by Tom.</summary>
    public static string Wished(string text) => WishAsked().Match(text.TrimEnd('?', ' ')) is { Success: true } wish ? $"{wish.Groups["who"].Value.TrimEnd()} should {wish.Groups["be"].Value}" : text;
}
