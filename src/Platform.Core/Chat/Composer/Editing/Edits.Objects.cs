using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What an added order is about: a text that is there, what a checker says, a place that nobody named.</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> Wordings = WordSet("write draft compose word phrase formulate prepare");

    private static readonly Form TextOf = new("the text/body/wording/content of/for the | the");

    // "Have an agent write the email text in a friendly tone": what is told there is written before, by an agent.
    private bool Worded(string text)
    {
        var order = Phrase.Of(text);
        var verb = Enumerable.Range(0, Math.Min(order.Count, 8)).FirstOrDefault(i => Wordings.Contains(Lexicon.Lemma(order.Low(i)) ?? ""), -1);
        if (verb < 0 || order.HasLiterals || !order.To(verb).Tokens.All(t => t.Low is "have" or "let" or "an" or "a" or "the" or "agent" or "model" or "writer" or "should" or "must" or "add" or "step" or "that" or "which" or "to" or "first" or "also") || !TextOf.Opens(order.From(verb + 1), out var lead)) return false;
        var (from, end) = (verb + 1 + lead, verb + 1 + lead);
        while (end < order.Count && order[end].IsWord && !Lexicon.IsPreposition(order.Low(end)) && order.Low(end) is not ("first" or "text" or "body" or "from")) end++;
        if (end == from || end - from > 3 || new StepFinder(Draft, newest) { Only = n => Draft.Nodes[n]?["with"] is JsonObject with && with.ContainsKey("text") && Uses(n).Any(Tellers.Contains) }.One(order.Part(from, end).Text) is not { } teller) return false;
        var told = (JsonObject)Draft.Nodes[teller]!["with"]!;
        if (Regex.Match(Draft.Text(told["text"]) ?? "", @"state\.(\w+)") is { Success: true } made && Draft.Nodes.Any(n => n.Value?["agent"] is not null && (n.Value["save"] as JsonObject)?.ContainsKey(made.Groups[1].Value) == true)) return false; // an agent wrote it already
        var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (!Append($"have an agent write {order.From(verb + 1).Text}", null, teller)) return false;
        if (Draft.Nodes.LastOrDefault(n => !known.Contains(n.Key)).Value?["save"] is JsonObject { Count: > 0 } save) told["text"] = $"${{{{ state.{save.First().Key} }}}}";
        return true;
    }

    private static readonly Form IsOver = new(",? when/once it/that/this is done/finished/ready/complete/there");

    // "Save the report to a.md when it is done": behind what makes it comes what is done with it.
    private static string WhenOver(string text)
    {
        var order = Phrase.Of(text);
        return IsOver.In(order, 3) is var (at, end) && end == order.Count && order.Low(1) is "the" or "its" && !People.IsPerson(order.Part(2, 3)) ? order.To(at).Trimmed().Text : text;
    }

    // "Write the summary to out.md" saves the one that is there.
    private string Existing(string text)
    {
        var phrase = Phrase.Of(Looked(text));
        for (var i = 0; i + 2 < phrase.Count; i++)
            if (phrase.Low(i) == "the" && Languages.Is(phrase[i + 1].Text) && phrase.Low(i + 2) is "text" or "version" or "one" or "translation" or "article" or "summary" or "report" or "mail" or "letter"
                && Draft.Nodes.LastOrDefault(n => string.Equals(Language(n.Key), phrase[i + 1].Text, StringComparison.OrdinalIgnoreCase)).Value?["save"] is JsonObject { Count: 1 } made) phrase = Phrase.Of($"{phrase.To(i + 1).Text} {made.First().Key} {phrase.From(i + 3).Text}"); // "the German text" is the translation
        for (var i = 1; i + 1 < phrase.Count; i++)
            if (phrase.Low(i) is "every" or "each" && (Draft.Find("inputs") ?? []).FirstOrDefault(s => s.Key.Split('_').Contains(phrase.Low(i + 1)) && Draft.Text(s.Value?["type"]) == "string").Key is { } given) phrase = Phrase.Of($"{phrase.To(i).Text} the {given.Replace('_', ' ')} {phrase.From(i + 2).Text}"); // every reading is the one of each run
        text = Originally(phrase).Text;
        if (phrase.Low(0) is "log" or "record" or "note" or "register" && phrase.Low(1) is "every" or "each" && phrase[phrase.Count - 1].IsLiteral("file")) return $"{phrase[0].Text} it in {phrase[phrase.Count - 1].Text}";
        return phrase.Low(0) is "write" or "put" or "output" or "dump" or "export" && phrase.Low(1) is "the" && phrase.Any(t => t.IsLiteral("file")) && (Draft.Find("state") ?? []).Any(s => s.Key.Split('_')[0] == phrase.Low(2) || (Draft.At(s.Value, "properties") as JsonObject)?.ContainsKey(phrase.Low(2)) == true) ? $"save {phrase.From(1).Text}" : text;
    }

    // "Turn the rows into a short report" makes something of what is there, and nothing goes.
    private string? Makes(Phrase order) =>
        order.Low(0) is "turn" or "change" or "convert" && order.Find(2, "into") is > 1 and var into && into + 2 < order.Count && Finder.One(Plain(order.Part(1, into).Text)) is { } maker && !Uses(maker).Any(Tellers.Contains) && (Draft.Nodes[maker]?["save"] as JsonObject)?.Count > 0
        && !order.HasLiterals && (order.Low(0) is "turn" && order.Low(into + 1) is "a" or "an" || Draft.Nodes[maker]?["agent"] is null) ? maker : null;

    // "Save every report in reports.md" keeps the list that is there, and not one member after the other in the same file.
    private string AllSaved(string text)
    {
        var order = Phrase.Of(text);
        if (order.Low(0) is not ("save" or "store" or "keep" or "write" or "put") || order.Low(1) is not ("every" or "each" or "all") || order.Count != 5 || !order[4].IsLiteral("file") || order.Low(3) is not ("in" or "into" or "to" or "as")) return text;
        var list = Words.Plural(Words.Singular(order.Low(2)));
        return Draft.Text(Draft.Find("state")?[list]?["type"]) == "array" ? $"save the {list} {order.From(3).Text}" : text;
    }

    private static readonly Form Look = new("have/take/has/takes a/another quick/close/short? look at/over/through? it/this/that? | look it/this/that over");

    // "Let Maria have a look" lets her review it.
    private static string Looked(string text)
    {
        var phrase = Phrase.Of(text);
        return Look.In(phrase) is var (at, end) ? $"{phrase.To(at).Text} review {(phrase.Low(end - 1) is "it" or "this" or "that" || end >= phrase.Count || phrase[end].Kind == TokenKind.Mark || phrase.Low(end) is "before" or "and" or "first" ? "it" : "")} {phrase.From(end).Text}".Replace("  ", " ", StringComparison.Ordinal).Trim() : text;
    }

    private static readonly Form Publishing = new("post/publish/share/announce/broadcast it/this/that/them to/with/in/for | post/publish/share/announce/broadcast the/our/a/an *? *? *? to/with/in/for | tell/inform/notify/let the/our/my/everyone/everybody/all team/staff/others/colleagues/customers/group/class/parents/members/crew/people");

    // "Post it to the team": nobody said where the team reads.
    private static string? IsNowhere(Phrase order)
    {
        var said = order.Low(0) is "also" or "then" or "and" ? order.From(1) : order;
        if (said.HasLiterals || said.Count > 10 || !Publishing.Opens(said, out var lead) || said.Has("slack", "telegram", "email", "mail", "sms", "webhook", "channel", "github", "file", "if", "when")) return null;
        var who = said.From(said.Low(0) is "tell" or "inform" or "notify" or "let" ? 1 : lead);
        return who.Count is > 0 and < 5 && who.Any(t => t.Low is "team" or "staff" or "others" or "colleagues" or "customers" or "group" or "class" or "parents" or "members" or "crew" or "people" or "everyone" or "everybody" or "all" or "public")
            ? $"Where does that go? Say for example \"post it to slack #{(who.Low(who.Count - 1) is "team" or "staff" or "class" or "crew" ? who.Low(who.Count - 1) : "news")}\" or \"email it to team@example.com\"." : null;
    }

    private static readonly Form OneMoreAgent = new("have/let/get/add/make/use/put/want/need a/an/another/one second/third/fourth/fifth/more/new/different/extra/further? agent/bot/assistant");

    private static readonly Form WritesSent = new("have/let/get/make an/the/another/a? agent/model/ai/writer? write/draft/compose/prepare/formulate/word the/that email/mail/message/letter/post text/body/message? | an/the agent/model/ai should/must/shall write/draft/compose/prepare/formulate/word the/that email/mail/message/letter/post text/body/message?");

    // "Have an agent write the email text in a friendly tone": what is sent is written right before.
    private bool WritesWhatIsSent(Phrase order)
    {
        if (!WritesSent.Opens(order, out var end) || order.HasLiterals) return false;
        var noun = order.Low(end - 1) is "text" or "body" || order.Low(end - 2) is not ("the" or "that") ? order.Low(end - 2) : order.Low(end - 1);
        var verb = Enumerable.Range(1, end - 1).First(i => Lexicon.FormOf(order.Low(i)) is VerbForm.Plain && order.Low(i - 1) is not ("an" or "the" or "a" or "another") && !Lexicon.IsModal(order.Low(i)) || order.Low(i) is "word");
        return new StepFinder(Draft, newest) { Only = n => Uses(n).Any(Tellers.Contains) }.One(noun) is { } teller && Append($"have an agent {order.From(verb).Text}", null, teller);
    }

    private static readonly Form BeforeThat = new(",? before that/this/it ,? | ,? beforehand | ,? first");

    // "Have a second agent turn it into a table before that": a step more, and never a change of one that is there.
    private bool NewAgent(Phrase order)
    {
        if (WritesWhatIsSent(order)) return true;
        if (!OneMoreAgent.Opens(order, out var lead) || lead >= order.Count || order.Find(1, "instead", "rather", "if", "when", "unless") > 0 || models.Find(order.To(lead + 2).Text, literals) is not null) return false;
        var deed = order.From(lead);
        if (Lexicon.IsModal(deed.Low(0)) || deed.Low(0) is "that" or "which" or "who" or "to") deed = deed.From(1);
        if (Lexicon.Lemma(deed.Low(0)) is null) return false;
        var teller = BeforeThat.In(deed, 1) is var (at, end) && end == deed.Count && newest is not { Count: > 0 } | true ? (newest ?? []).Concat(Draft.Nodes.Select(n => n.Key).Reverse()).FirstOrDefault(n => Uses(n).Any(Tellers.Contains)) : null;
        var isThought = new PlanReader(literals, models, parts.Workflows, Labels()).Read(Nominals.Plain(deed.Text)).Items is [Step { Skill: "work" or "write" or "agent" or "summarise" or "translate" or "classify" or "extract" or "score" or "reply" or "improve" }];
        if (teller is not null) return Append($"let an agent {Nominals.Plain(deed.To(BeforeThat.In(deed, 1)!.Value.At).Text)}", null, teller);
        return isThought && Insert($"add {order.Part(order.Low(0) is "have" or "let" or "get" or "add" or "make" or "use" or "put" or "want" or "need" ? 1 : 0, lead).Text} that {deed.Text}");
    }

    // The step that makes what an order speaks of: "save the transcript".
    private string? MadeIn(Phrase order)
    {
        if (Lexicon.OrderAt(order, 0, isFirst: true) != 0 || order.Low(1) is not ("the" or "this" or "that" or "its")) return null;
        return Draft.Nodes.LastOrDefault(n => (n.Value?["save"] as JsonObject ?? []).Any(s => s.Key.Split('_')[0] == order.Low(2))).Key;
    }

    // What is only read, and by nobody.
    private void Unread(IReadOnlyList<string> made)
    {
        foreach (var node in made.Where(m => Uses(m).Any(u => u is "file.read" or "csv.read" or "web.fetch" or "sql.query")))
            if ((Draft.Nodes[node]?["save"] as JsonObject)?.Select(s => s.Key).FirstOrDefault() is { } channel && !Draft.Nodes.Any(n => n.Key != node && n.Value!.ToJsonString().Contains($"state.{channel}", StringComparison.Ordinal)))
                Remarks.Add($"No step reads yet what '{node}' brings: say what is to be done with it.");
    }

    private static readonly Form GetsToo = new("should/must/shall/needs/need also/to? get/receive/have it/this/that/one/copy | should/must/shall/needs/need also/to? get/receive/have a/the copy/same/email/mail/message/quote/report/summary/text/reply/result | wants/want it/this/that");

    // "The customer should get it too"
    private bool GetsAsWell(Phrase order)
    {
        if (order.HasLiterals || order.Count > 9 || GetsToo.In(order, 1) is not var (at, end) || end < order.Count - 2 || !(order.Has("also", "too", "well") || _isMore) || !People.IsPerson(order.To(at)) || !Draft.Nodes.Any(n => Uses(n.Key).Any(Tellers.Contains))) return false;
        return Append($"email it to {order.To(at).Text.ToLowerInvariant()}", null, null);
    }

    // "Let the agent count": the verb alone, or nothing but that it is done.
    private static string? Deed(string now)
    {
        var said = Phrase.Of(now);
        if (Redoer.Opens(said, out var doer)) said = said.From(doer);
        return said.Count == 1 || said.Count == 2 && Lexicon.IsPronoun(said.Low(1)) ? Lexicon.Lemma(said.Low(0)) : null;
    }

    private static readonly Form InCode = new("with/in/by/using/as a/an/some? small/short? python/javascript/js/code step/script/code/function/snippet?");

    // What code was written for stands in its first line: an agent that does it instead is told the same.
    private static string? CodeTask(string source, string deed)
    {
        var told = Phrase.Of(source.Split('\n')[0].TrimStart('#', '/', ' '));
        if (InCode.In(told, 1) is var (at, end)) told = told.Without(at, end);
        return told.Count > 1 && (deed is "do" or "work" or "handle" || Lexicon.Lemma(told.Low(0)) == deed) ? $"let an agent {told.Text}" : null;
    }

    private static readonly HashSet<string> Reshaping = ["shorten", "condense", "trim", "cut", "abridge", "simplify", "expand", "lengthen", "rephrase", "rewrite", "translate", "correct", "polish", "tighten", "compress"];

    // "If the summary is longer than 1500 characters, shorten it": right behind what makes it, and what reads it reads the shorter one.
    private bool Reshapes(Phrase order)
    {
        if (order.Low(0) is not ("if" or "when") || order.HasLiterals || order.Find(2, ",", "then") is not (> 0 and var comma) || order.From(comma + 1).Trimmed() is not { Count: > 1 and < 8 } what) return false;
        if (!Reshaping.Contains(what.Low(0)) || what.Low(1) is not ("it" or "that" or "this" or "the")) return false;
        var read = new Conditions(literals, [.. Labels()]).Read(order.Part(1, comma).Text);
        if (read.Test is Test.Judge or Test.Late or Test.Failed or Test.Approved) return false;
        var texts = Draft.Nodes.Where(n => n.Value?["agent"] is not null && n.Value["map"] is null && n.Value["save"] is JsonObject { Count: 1 } save && Draft.Text(save.First().Value) == "${{ output }}").Select(n => n.Key).ToList();
        var maker = texts.FindLast(t => order.To(comma).Has(((JsonObject)Draft.Nodes[t]!["save"]!).First().Key)) ?? new StepFinder(Draft) { Only = texts.Contains }.One(Plain(order.Part(1, comma).Text)) ?? (texts.Count == 1 ? texts[0] : null);
        if (maker is null || Draft.Nodes[maker]!["next"] is JsonArray ways && ways.Any(w => w is JsonObject) || !Finder.Behind(maker).Any()) return false;
        var channel = ((JsonObject)Draft.Nodes[maker]!["save"]!).First().Key;
        var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (!Append(order.Text, maker, null)) return false;
        if (Draft.Nodes.LastOrDefault(n => !known.Contains(n.Key) && n.Value?["agent"] is not null).Value?["save"] is not JsonObject { Count: 1 } made || made.First().Key is var own && own == channel) return true;
        made.Remove(own);
        made[channel] = "${{ output }}";
        _graph.ReadEverywhere(own, channel);
        Draft.Find("state")?.Remove(own);
        Draft.Find("outputs")?.Remove(own);
        return true;
    }

    private static readonly HashSet<string> Judging = [.. VerbKinds.Reviewing, "look"];

    // What belongs to a text and does not stand for it.
    private static readonly HashSet<string> Extras = WordSet("headline headlines title titles subtitle caption captions tagline hashtags tags keywords");

    // What follows works on what a new step makes, but not on what a checker says of it.
    private void HandOn(string made)
    {
        var told = Phrase.Of(ToldTo(made));
        if (Extras.Overlaps(told.Tokens.Take(5).Select(t => t.Low)) && _graph.ReadBeside(made)) return;
        if (Draft.Targets(Draft.Nodes[made]?["needs"]).Count > 1 && Draft.Nodes[made]?["agent"] is not null && told.Low(0) is not ("merge" or "combine" or "join" or "unite")) return; // what is made of several takes the place of none
        if (Lexicon.Lemma(told.Low(0)) is "write" or "draft" or "compose" or "word" && told.Has("email", "e-mail", "mail", "message", "letter") && Draft.Targets(Draft.Nodes[made]?["next"]) is [var sends] && Draft.Nodes[sends]?["with"] is JsonObject letter && letter.ContainsKey("text") && Uses(sends).Any(Tellers.Contains) && (Draft.Nodes[made]?["save"] as JsonObject)?.FirstOrDefault().Key is { } written)
        {
            letter["text"] = $"${{{{ state.{written} }}}}"; // the text of a mail is what the mail says
            return;
        }

        if (!Judging.Contains(Lexicon.Lemma(told.Low(0)) ?? told.Low(0)) || told.Has("correct", "fix", "mend", "improve", "rewrite", "repair", "revise", "return", "give"))
        {
            _graph.PassOn(made);
            return;
        }

        var says = (Draft.Nodes[made]?["save"] as JsonObject)?.Select(s => s.Key).FirstOrDefault();
        if (says is not null && Finder.Behind(made).Any()) Remarks.Add($"What '{made}' says is kept in '{says}', and what follows goes on with the text as it was: say \"check and correct it\" for a corrected one, or what should happen when something is wrong.");
    }
}
