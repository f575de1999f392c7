using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What an order reads and writes: addresses, files, the clock, the web.</summary>
internal sealed partial class StatementReader
{
    // The clause with "it" or "the page" in place of the addresses and files that it speaks of: those are read by steps of their own.
    private string About(string order, List<PlanItem> into)
    {
        var phrase = Phrase.Of(order);
        var read = _skills.Read(order);
        if (read is { Skill: "hash" or "sql" or "code" or "speak" or "transcribe" or "http" or "websearch" or "workflow" or "template" or "filelist" or "slack" or "email" or "telegram" or "issue" or "human" or "id" or "time" or "math" }) return order;
        if (read is { Skill: "csvwrite" or "filewrite" } && phrase.Count > 1 && phrase[1].IsLiteral("quote")) return order;
        if (read is { Skill: "csvwrite" } && phrase.Low(0) == "write" && phrase.Low(1) is not ("a" or "an") && Before(into).Any()) return order;
        if (read is { Skill: "csvwrite" or "filewrite" } && Target(phrase) is not null && phrase.Low(0) is "write" or "put" && phrase.Low(1) is "the" or "all" or "both" && phrase.Low(2) is not ("text" or "story" or "article") && Before(into).Any(s => IsWriting(s) || s.Skill is "csvread" or "sql" or "json" or "code" or "websearch" or "webfetch" or "http" or "time" or "id" or "hash" or "math" or "workflow" or "human")) return order;
        if (read is { Skill: "csvwrite" or "filewrite" } && Target(phrase) is not null && phrase.Low(0) is "write" or "create" or "make" or "generate" or "produce" && (phrase.Low(1) is "it" or "them" or "this" or "that" or "everything" || phrase.Has("results", "result"))) return order;
        var target = Target(phrase);
        var sources = 0;
        var at = -1;
        for (var i = 0; i < phrase.Count; i++)
        {
            if (!(phrase[i].IsLiteral("url") || phrase[i].IsLiteral("file")) || target is not null && _literals.Value(phrase[i].Text[0]) == target) continue;
            sources++;
            at = i;
        }

        if (sources == 0) return read is { Skill: "csvwrite" or "filewrite" } && target is not null ? Without(phrase, target) : order;
        var noun = sources > 1 ? "them" : phrase[at].IsLiteral("url") ? "the page" : "the text";
        var text = new List<string>();
        var isSaid = false;
        for (var i = 0; i < phrase.Count; i++)
        {
            var isSource = (phrase[i].IsLiteral("url") || phrase[i].IsLiteral("file")) && (target is null || _literals.Value(phrase[i].Text[0]) != target);
            if (target is not null && phrase[i].Kind == TokenKind.Literal && _literals.Value(phrase[i].Text[0]) == target)
            {
                while (text.Count > 0 && text[^1].ToLowerInvariant() is "to" or "into" or "in" or "as" or "a" or "file" or "called" or "the" or "named" or "csv" or "saved" or "stored" or "written") text.RemoveAt(text.Count - 1);
                continue;
            }

            if (!isSource)
            {
                if (isSaid && sources > 1 && phrase.Low(i) is "and" or "," && i + 1 < phrase.Count && phrase[i + 1].Kind == TokenKind.Literal) continue;
                text.Add(phrase[i].Text);
                continue;
            }

            if (isSaid)
            {
                while (text.Count > 2 && text[^1].ToLowerInvariant() is "at" or "in" or "under") text.RemoveAt(text.Count - 1);
                continue;
            }

            while (text.Count > 0 && text[^1].ToLowerInvariant() is "the" or "page" or "file" or "article" or "site" or "website" or "document" or "text" or "report" or "at" or "my" or "our" && text.Count > 1) text.RemoveAt(text.Count - 1);
            var isNamed = text.Count > 2 && (Lexicon.Lemma(text[^1]) is null || Lexicon.IsDeterminer(text[^2].ToLowerInvariant())) && !Lexicon.IsPreposition(text[^1].ToLowerInvariant()) && !Lexicon.IsDeterminer(text[^1].ToLowerInvariant()) && char.IsLetter(text[^1][0]) && text.TakeLast(4).SkipLast(1).Any(w => Lexicon.IsDeterminer(w.ToLowerInvariant()));
            if (!isNamed) text.Add(noun); // "the two contracts a.txt and b.txt" names them
            isSaid = true;
            if (i + 1 < phrase.Count && phrase.Low(i + 1) is "file" or "page" or "document") i++; // "the handbook.txt file"
        }

        return string.Join(' ', text).Replace(" ,", ",", StringComparison.Ordinal); // a list stays a list: "to French, German and Spanish"
    }

    // The languages into which one text was translated.
    private static List<string> TonguesOf(PlanItem? item) => item switch
    {
        Step { Skill: "translate", Labels: { Count: > 1 } several } => several,
        Together { Ways: var ways } when ways.TrueForAll(w => w is [.., Step { Skill: "translate" } one] && one.Get("language") is { Length: > 0 }) => ways.ConvertAll(w => ((Step)w[^1]).Get("language")!),
        _ => [],
    };

    // "Write each translation to its own file: a.txt, b.txt": as many files as there are results.
    private bool OwnFiles(Phrase phrase, List<PlanItem> into)
    {
        var files = _literals.All(phrase.Text, "file").Distinct().ToList();
        var isEach = phrase.Has("own", "separate", "different") && phrase.Has("file", "files") || !phrase.HasLiterals && phrase.Count <= 8 && (phrase.Low(1) == "each" || phrase.Low(1) == "both" && phrase.Count == 2 || phrase.Has("each") && phrase.Has("file", "files"));
        if (files.Count == 0 && isEach && Lexicon.Lemma(phrase.Low(0)) is "save" or "store" or "write" or "put" && TonguesOf(into.LastOrDefault()) is { Count: > 1 } tongues)
        {
            for (var i = 0; i < tongues.Count; i++) into.Add(new Step("filewrite", phrase.Text) { Has = { ["path"] = $"{tongues[i].ToLowerInvariant()}.md", ["append"] = "", ["nth"] = $"{i + 1}/{tongues.Count}" } });
            return true;
        }

        if (files.Count < 2 || Lexicon.Lemma(phrase.Low(0)) is not ("save" or "store" or "write" or "put") || !phrase.Has("each", "own", "separate", "respectively") || into.LastOrDefault() is not Together { Ways: var ways } || ways.Count != files.Count) return false;
        for (var i = 0; i < files.Count; i++) into.Add(new Step("filewrite", phrase.Text) { Has = { ["path"] = files[i], ["append"] = "", ["nth"] = $"{i + 1}/{files.Count}" } });
        return true;
    }

    private string Without(Phrase phrase, string target)
    {
        for (var i = phrase.Count - 1; i > 0; i--)
        {
            if (phrase[i].Kind != TokenKind.Literal || _literals.Value(phrase[i].Text[0]) != target) continue;
            var from = i;
            while (from > 1 && phrase.Low(from - 1) is "to" or "into" or "in" or "as" or "a" or "an" or "the" or "file" or "called" or "named" or "csv") from--;
            return phrase.Without(from, i + 1).Text;
        }

        return phrase.Text;
    }

    // The file that a clause writes: "into x.csv", "as x.md".
    private string? Target(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
        {
            if (!phrase[i].IsLiteral("file")) continue;
            var before = i - 1;
            while (before > 0 && phrase.Low(before) is "a" or "an" or "the" or "file" or "called" or "named" or "csv" or "new" or "one" or "single" or "my" or "our" or "json" or "text") before--;
            if (phrase.Low(before) == "in" && before > 2 && phrase.Low(before - 2) == "the" && Lexicon.IsPreposition(phrase.Low(before - 3)) && _literals.Value(phrase[i].Text[0]).StartsWith(Words.Singular(phrase.Low(before - 1)), StringComparison.OrdinalIgnoreCase)) continue; // "from the notes in notes.md" reads them
            if (phrase.Low(before) is "into" or "as" or "to" or "onto" || phrase.Low(before) == "in" && (before > 1 && phrase.Low(before - 1) is not ("text" or "words" or "data" or "is" or "everything" or "rows" or "lines" or "what" or "all" or "emails") && Lexicon.Lemma(phrase.Low(0)) is "write" or "save" or "store" or "put" or "collect" or "merge" or "combine" or "log" or "record")) return _literals.Value(phrase[i].Text[0]);
        }

        return null;
    }

    // Addresses and files that a clause speaks of, each read by a step of its own; several at once.
    private void Sources(string order, Step step, List<PlanItem> into, bool isRead = false)
    {
        var phrase = Phrase.Of(order);
        var target = Target(phrase);
        var own = step.Skill is "http" ? step.Get("url") : step.Skill is "webfetch" && !isRead ? step.Get("url") : null;
        var known = Before(into).Select(s => s.Get("url") ?? s.Get("path")).OfType<string>().ToHashSet();
        var steps = new List<List<PlanItem>>();
        if (step.Skill is not ("http" or "issue"))
            foreach (var url in _literals.All(order, "url").Distinct(StringComparer.Ordinal).Where(u => u != own && !known.Contains(u))) steps.Add([Like(new Step("webfetch", order) { Has = { ["url"] = url } }, isRead ? step : null)]);
        if (step.Skill is not ("slack" or "telegram" or "email" or "http" or "issue") || IsToldOf(phrase))
            foreach (var file in _literals.All(order, "file").Distinct(StringComparer.Ordinal).Where(f => f != target && f != step.Get("file")))
                if (FileStep(file, order, into) is { } read) steps.Add([Like(read, isRead ? step : null)]);
        if (steps.Count > 1) into.Add(new Together(steps));
        else into.AddRange(steps.SelectMany(s => s));
    }

    private static bool IsToldOf(Phrase phrase)
    {
        for (var i = 1; i < phrase.Count; i++)
            if (phrase[i].IsLiteral("file") && (phrase.Low(i - 1) is "of" or "from" or "contents" or "file" || i == 1 || i == 2 && Lexicon.IsDeterminer(phrase.Low(1)))) return true;
        return false;
    }

    private static Step Like(Step step, Step? like)
    {
        if (like is not null) (step.Attempts, step.Timeout, step.Cache, step.GoesOn, step.Pause) = (like.Attempts, like.Timeout, like.Cache, like.GoesOn, like.Pause);
        return step;
    }

    private static Step SaveTo(string file) => new(file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "csvwrite" : "filewrite", "save it") { Has = { ["path"] = file, ["append"] = "" } };

    private static readonly Form Clock = new("the current date/time and date/time | the current date/time/timestamp | today's date");

    private static readonly Form Dated = new("with the/a date/time/timestamp | with the date and time | with today's date | together with the date/time");

    // "Write it with the current time" asks the clock first.
    private string Now(string order, List<PlanItem> into)
    {
        var phrase = Phrase.Of(order);
        if (Lexicon.Lemma(phrase.Low(0)) is "append" or "add" or "log" or "save" or "write" or "store" or "note" && phrase.HasLiterals && Dated.In(phrase, 2) is var (dated, over)) phrase = Phrase.Of($"{phrase.To(dated).Text} and the current date and time {phrase.From(over).Text}");
        if (Clock.In(phrase) is not var (at, end) || _skills.Read(order) is null or { Skill: "time" or "agent" }) return order;
        if (!Before(into).Any(s => s.Skill == "time")) into.Add(new Step("time", "get the current time") { Has = { ["zone"] = "" } });
        return $"{phrase.To(at).Text} the time {phrase.From(end).Text}".Trim();
    }

    private static readonly HashSet<string> NewsWords = ["weather", "news", "latest", "flights", "flight", "hotels", "hotel", "restaurants", "restaurant", "forecast", "newest", "prices", "price", "sights", "events", "information", "info", "articles", "papers", "facts"];

    private static readonly Form Online = new("on/in/across/from the web/internet/net | online | on google");

    private string? LookedUp(Phrase phrase, string verb, List<PlanItem> into)
    {
        if (phrase.HasLiterals && !phrase.Any(t => t.IsLiteral("quote")) || phrase.Has("memory", "file", "folder", "database", "table", "approval", "ok", "documents", "docs", "documentation", "handbook", "wiki", "manual", "manuals", "archive", "faq") || phrase.Has("similar", "earlier", "previous", "past") && phrase.Has("questions", "cases", "tickets", "answers", "requests", "complaints", "conversations")) return null; // what the house knows
        var rest = phrase.From(1);
        if (Online.In(rest) is var (web, behind) && verb is "look" or "find" or "gather" or "get" or "collect")
        {
            rest = rest.To(web);
            if (rest.Low(rest.Count - 1) == "up") rest = rest.To(rest.Count - 1);
            while (rest.Low(0) is "up" or "for" or "me" or "us" or "out" or "about") rest = rest.From(1);
            if (rest.Count == 0) rest = phrase.From(behind + 1); // "find out on the web who the CEO is"
            return rest.Count == 0 ? null : $"search the web for {rest.Text}";
        }

        if (verb == "look")
        {
            if (rest.Low(0) is not ("up" or "for" or "into") && !rest.Has("up")) return null;
            rest = rest.Low(0) is "up" or "for" or "into" ? rest.From(1) : rest.To(rest.Find(0, "up"));
        }
        else if (verb is "find" && rest.Low(0) == "out") rest = rest.Low(1) == "about" ? rest.From(2) : rest.From(1);
        else if (verb is "get" or "gather" or "collect" or "find")
        {
            while (rest.Low(0) is "me" or "us") rest = rest.From(1);
            if (!rest.Any(t => NewsWords.Contains(t.Low)) || rest.Has("following", "from") && verb != "find" || rest.Low(0) is "it" or "them") return null;
            if (Before(into).Any(s => s.Skill is not ("wait" or "human" or "websearch"))) return null;
        }

        if (verb == "find" && phrase.Low(1) == "out" && Before(into).Any(s => s.Skill is not ("wait" or "human"))) return null;
        return rest.Count == 0 ? null : $"search the web for {rest.Text}";
    }

    private static readonly HashSet<string> Notes = ["refusal", "rejection", "reminder", "confirmation", "greeting", "invitation", "apology", "thank-you", "letter", "warning", "offer", "follow-up", "joke", "poem", "survey", "questionnaire", "notice", "announcement"];

    // Which of several it is, how long or where: these say nothing of what it is about.
    private static readonly HashSet<string> Plain = ["short", "brief", "quick", "new", "single", "separate", "first", "second", "third", "another", "final", "last", "daily", "weekly", "monthly", "hourly", "direct", "private", "slack", "telegram", "chat", "test", "summary", "report", "status", "alert", "error", "failure", "notification", "digest", "update", "news", "combined", "html", "plain", "long", "nice", "urgent", "little", "simple", "same", "good", "proper", "regular", "normal", "group", "sms"];

    // "A welcome email", "an onboarding mail": a kind of message that nobody has made yet.
    private bool IsKind(Phrase phrase, int at, List<PlanItem> into) =>
        phrase.Low(at) is "email" or "e-mail" or "mail" or "message" && at > 2 && phrase[at - 1].IsWord && !Plain.Contains(phrase.Low(at - 1)) && !Lexicon.IsDeterminer(phrase.Low(at - 1)) && !Lexicon.IsNumber(phrase[at - 1]) && phrase.Low(at - 1) is var kind
        && !_plan.Inputs.Exists(i => i.Name.Contains(kind, StringComparison.Ordinal)) && !Before(into).Any(s => Phrase.Of(s.Said).Any(t => Words.Singular(t.Low) == Words.Singular(kind)));

    // What a mail is for, said behind whom it goes to.
    private static readonly Form Aims = new("asking for/to/whether/if/how/him/her/them/about | inviting/reminding/thanking/congratulating/warning/informing/telling/asking him/her/them/the/to/about/of/for | apologising/apologizing for");

    // What a mail holds that nobody has made: "a second email |with tips for beginners|".
    private static readonly Form Advised = new("with/giving some/a/few? few? useful/good/practical/more/helpful/first? tips/advice/suggestions/ideas/hints/recommendations/directions");

    // A message that somebody has to write first: "send a friendly reminder", "thank them by mail".
    private string? Note(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is "thank" or "congratulate" or "welcome" or "invite" or "greet" or "apologise" or "apologize" or "confirm")
        {
            var by = phrase.Find(1, "by", "via", "and", "with");
            return by > 0 ? phrase.To(by).Text : phrase.Text;
        }

        if (Lexicon.Lemma(phrase.Low(0)) is "email" or "mail" or "send" or "write" or "message" && !phrase.Any(t => t.IsLiteral("quote")) && Aims.In(phrase, 2) is var (aim, _) && !Lexicon.IsDeterminer(phrase.Low(aim - 1))) return $"write a mail {phrase.From(aim).Text}";
        for (var i = 2; i < phrase.Count; i++)
        {
            var isNote = Notes.Contains(phrase.Low(i)) && !(phrase.Low(i + 1) is "email" or "e-mail" or "mail" or "message" or "note" or "letter" or "invitation") || IsKind(phrase, i, into) || phrase.Low(i) is "message" or "email" or "e-mail" or "mail" or "note" or "reply" or "answer" or "text" && i > 2 && (phrase.Low(i - 1) is "personal" or "personalised" or "personalized" or "polite" or "friendly" or "kind" or "automatic" or "automated" or "custom" or "formal" or "warm" or "funny" or "welcome" or "thank-you" or "thank" or "you" or "confirmation" or "follow-up" or "apology");
            var end = Advised.At(phrase, i + 1) > 0 && phrase.Low(i) is "email" or "e-mail" or "mail" or "message" or "letter" ? phrase.Find(i + 1, "by", "via") is > 0 and var by ? by : phrase.Count : i + 1;
            if (!isNote && end == i + 1) continue;
            var start = i;
            while (start > 1 && start > i - 4 && phrase.Low(start) is not ("a" or "an" or "another" or "the")) start--;
            if (phrase.Low(start) is not ("a" or "an" or "another")) continue;
            var to = phrase.Find(end, "to") is > 0 and var toWhom && Lexicon.IsDeterminer(phrase.Low(toWhom + 1)) && phrase[phrase.Count - 1].IsWord && phrase.Count - toWhom < 6 && People.IsPerson(phrase.From(toWhom + 1)) ? $" {phrase.From(toWhom).Text}" : "";
            return $"write {phrase.Part(start, end).Text}{to}";
        }

        return null;
    }
}
