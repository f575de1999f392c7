using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Orders of a kind of their own: sums, choices a person makes, statements, results that are counted.</summary>
internal sealed partial class StatementReader
{
    // "with the subject "A" and the text "B""
    private void Worded(Phrase phrase, Step step)
    {
        if (step.Get("text") is null && Lexicon.Lemma(phrase.Low(0)) is "tell" or "remind" or "inform" or "warn" or "advise" or "notify" or "ask" or "let" && phrase.Find(1, "to", "that") is > 0 and <= 4 and var says && (phrase.Low(says) == "that" || Lexicon.Lemma(phrase.Low(says + 1)) is not null || phrase.Low(says + 1) is "take" or "bring" or "stay" or "come"))
        {
            var end = says + 1;
            while (end < phrase.Count && phrase[end].Kind != TokenKind.Literal && !(phrase.Low(end) is "on" or "via" or "by" or "in" && (phrase.Low(end + 1) is "telegram" or "slack" or "email" or "mail" || end + 1 < phrase.Count && phrase[end + 1].Kind == TokenKind.Literal))) end++;
            if (end - says > 2) step.Has["text"] = phrase.Part(says + 1, end).Text is var said && said.Length > 0 ? $"{char.ToUpperInvariant(said[0])}{said[1..]}." : "";
        }

        if (step.Get("text") is null && Enumerable.Range(2, Math.Max(0, phrase.Count - 4)).FirstOrDefault(k => IsSaid(phrase, k)) is > 0 and var that) step.Has["text"] = $"{char.ToUpperInvariant(phrase[that + 1].Text[0])}{phrase.From(that + 1).Text[1..]}."; // "text me in #barn that it is too hot"
        for (var i = 1; i < phrase.Count; i++)
        {
            if (!phrase[i].IsLiteral("quote")) continue;
            var value = _literals.Value(phrase[i].Text[0]);
            if (Followed.At(phrase, i + 1) is > 0 and var next && Told(phrase.From(next - 1)) is { Length: > 2 } told && told != "it" && phrase[next].IsWord)
            {
                (step.Has["lead"], step.Has["about"]) = (value, told); // "Visitors today: " plus the number
                step.Has.Remove("text");
            }

            if (phrase.Low(i - 1) is "subject" or "title" or "line") step.Has["subject"] = value;
            else if (phrase.Low(i - 1) is "text" or "body" or "message" or "saying" or "words" or "content" or "says") step.Has["text"] = value;
        }
    }

    // What is said behind whom it is said to: "… me |that it is too hot", no "… the text that was written".
    private static bool IsSaid(Phrase phrase, int at) =>
        phrase.Low(at) == "that" && (phrase[at - 1].Kind == TokenKind.Literal || phrase.Low(at - 1) is "me" or "us" or "him" or "her" or "them" or "slack" or "telegram" || People.IsName(phrase[at - 1]) || People.IsRole(phrase.Low(at - 1)))
        && (Lexicon.IsDeterminer(phrase.Low(at + 1)) || Lexicon.IsPronoun(phrase.Low(at + 1)) || phrase.Low(at + 1) is "there" or "it's") && !phrase.From(at).HasLiterals;

    private static readonly Form Followed = new("plus the/its/that | + the/its | followed by the/its | and then the/its");

    // "post the top 5": that much of what was made.
    private static string? Top(Phrase phrase)
    {
        for (var i = 1; i + 1 < phrase.Count; i++)
            if (phrase.Low(i) is "top" or "first" or "best" or "last" && Lexicon.IsNumber(phrase[i + 1]) && phrase.Low(i - 1) is "the" or "its" or "their")
            {
                var end = i + 2;
                while (end < phrase.Count && phrase[end].IsWord && !Lexicon.IsPreposition(phrase.Low(end)) && end < i + 4) end++;
                return phrase.Part(i, end).Text;
            }

        return null;
    }

    private static readonly string[] Levels = ["critical", "high", "medium", "low"];

    // "Wait 10 minutes and fetch it again": the same page once more.
    private Step? MadeAnew(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("fetch" or "load" or "download" or "get" or "call") || phrase.Low(1) is not ("it" or "that") || phrase.Low(2) is not ("again" or "anew") || phrase.Count > 4 || Before(into).LastOrDefault(s => s.Skill is "webfetch" or "http") is not { } first) return null;
        var second = first with { Said = phrase.Text };
        return second;
    }

    // "Send the survey link URL": a message that holds it.
    private Step? Linked(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("send" or "email" or "mail" or "share") || Enumerable.Range(2, Math.Max(0, phrase.Count - 2)).FirstOrDefault(k => phrase[k].IsLiteral("url") && phrase.Low(k - 1) is "link" or "address" or "url") is not (> 0 and var url) || phrase.Has("post", "slack", "telegram") || phrase.Any(t => t.IsLiteral("channel"))) return null;
        var noun = phrase.Part(Lexicon.IsDeterminer(phrase.Low(1)) ? 2 : 1, url).Text;
        if (_skills.Read($"email {phrase.To(url).Text} {phrase.From(url + 1).Text}") is not { Skill: "email" } step) return null;
        step.Has["text"] = $"{char.ToUpperInvariant(noun[0])}{noun[1..]}: {_literals.Value(phrase[url].Text[0])}";
        return step;
    }

    private static readonly HashSet<string> Utmost = ["cheapest", "highest", "lowest", "best", "worst", "biggest", "largest", "smallest", "longest", "shortest", "oldest", "newest", "latest", "fastest", "slowest", "hottest", "coldest", "warmest", "nearest", "closest", "most", "least"];

    private static readonly HashSet<string> Sums = ["total", "totals", "sum", "average", "number", "count", "median", "mean"];

    private static readonly HashSet<string> States = ["open", "overdue", "late", "unpaid", "missing", "unanswered", "failed", "urgent", "expired", "new", "pending", "unread", "inactive", "cancelled", "empty"];

    // "Post the cheapest hour to #energy", "mail the open tasks", "post the total": it is found in what was read, and then posted.
    private bool Sifted(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("send" or "post" or "email" or "mail" or "save" or "store" or "write" or "share" or "publish" or "message") || Before(into).LastOrDefault() is not { Skill: "webfetch" or "http" or "fileread" or "csvread" or "sql" or "websearch" } source) return false;
        var from = phrase.Low(1) is "me" or "us" or "them" ? 2 : 1;
        if (phrase.Low(from) != "the" || !Utmost.Contains(phrase.Low(from + 1)) && !Sums.Contains(phrase.Low(from + 1)) && !(States.Contains(phrase.Low(from + 1)) && !source.Said.Contains(phrase.Low(from + 1), StringComparison.OrdinalIgnoreCase))) return false;
        var end = from + 2;
        while (end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("to" or "on" or "in" or "into" or "as" or "by" or "via" or "at")) end++;
        var isSum = Sums.Contains(phrase.Low(from + 1));
        if (end == from + 2 && !isSum || end >= phrase.Count) return false;
        if (isSum && phrase.Low(end) == "in" && phrase.Low(end + 1) == "the" && phrase.Low(end + 2) is var within && !phrase.From(end).HasLiterals && within is not ("slack" or "channel")) return false;
        into.Add(new Step("work", $"{(isSum ? "work out" : States.Contains(phrase.Low(from + 1)) ? "list" : "find")} {phrase.Part(from, end).Text}"));
        return One($"{phrase.To(from).Text} it {phrase.From(end).Text}", into, isMade: true);
    }

    // "Fetch the diff", of which nothing is known yet: its address is given.
    private Step? Unplaced(Phrase phrase, string verb, List<PlanItem> into)
    {
        if (verb is not ("fetch" or "download" or "retrieve") || phrase.HasLiterals || !Lexicon.IsDeterminer(phrase.Low(1)) || phrase.Count > 8 || _item is not null || phrase.Low(1) is "each" or "every" or "all" or "both") return null;
        var end = Enumerable.Range(2, Math.Max(0, phrase.Count - 2)).FirstOrDefault(k => Lexicon.IsPreposition(phrase.Low(k)) || !phrase[k].IsWord, phrase.Count);
        if (end == 2 || Inputs.Noun(phrase.Part(1, end).Text) is not { } noun || Before(into).Any(s => s.Skill is not ("wait" or "human"))) return null;
        var name = $"{noun}_url";
        if (!_plan.Inputs.Exists(i => i.Name == name)) _plan.Inputs.Add(new PlanInput(name, "string"));
        return new Step("webfetch", phrase.Text) { Has = { ["url"] = "" } };
    }

    private static readonly Form Found = new("the/all? the? best/top/found/resulting/relevant/first/most? relevant/promising? pages/results/articles/sites/links/hits/sources | the pages/articles/sites found | what it/you found");

    // "Use the first five results", "read the best pages": of a search.
    private bool Counted(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("get" or "take" or "use" or "read" or "keep" or "pick" or "fetch" or "select") || Before(into).LastOrDefault() is not { Skill: "websearch" } search || phrase.Has("most", "least")) return false;
        if (phrase.Low(0) is "read" or "fetch" && Found.At(phrase, 1) == phrase.Count)
        {
            Fill(new ForEach("result", null, []), Phrase.Of("fetch the page"), into);
            return _taken = true;
        }

        for (var i = 1; i + 2 <= phrase.Count; i++)
        {
            if (!Lexicon.IsNumber(phrase[i]) || phrase.Low(i - 1) is not ("first" or "top" or "best" or "the") || Amounts.Whole(phrase[i].Text) is not { } count || !phrase.Has("results", "result", "hits", "pages", "links", "ones", "articles", "sites")) continue;
            search.Has["count"] = Amounts.Plain(Math.Clamp(count, 1, 20));
            if (phrase.Low(0) is "read" or "fetch") Fill(new ForEach("result", null, []), Phrase.Of("fetch the page"), into);
            return _taken = true;
        }

        return false;
    }

    private static readonly HashSet<string> Values = ["names", "titles", "headlines", "emails", "prices", "dates", "links", "numbers", "keywords", "addresses", "rate", "price", "temperature", "country", "city", "status", "version", "amount", "total", "date", "author", "authors", "description", "score", "stock", "balance"];

    // "Fetch the price from https://…": the page is fetched, and the price found in it.
    private bool ValueAt(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("fetch" or "get" or "read" or "check" or "take" or "pull" or "grab") || phrase.Low(1) != "the" || phrase.Find(2, "from", "at", "on") is not (> 2 and <= 5 and var from) || from + 2 != phrase.Count || !phrase[from + 1].IsLiteral("url") || phrase.Low(from - 1) is not ("price" or "rate" or "temperature" or "balance" or "level" or "score")) return false;
        if (_skills.Read($"fetch {phrase[from + 1].Text}") is not { } page) return false;
        into.Add(page);
        into.Add(new Step("extract", $"take {phrase.Part(1, from).Text}") { Fields = [Words.Identifier(phrase.Low(from - 1))] });
        return true;
    }

    // "Take the USD rate", "output the country": found in what was read.
    private bool Picked(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("take" or "get" or "read" or "pick" or "grab" or "note" or "output" or "return" or "show" or "print" or "collect") || phrase.Low(1) is not ("the" or "its" or "out" or "all") || Before(into).LastOrDefault() is not { Skill: "webfetch" or "http" or "fileread" } source) return false;
        var end = phrase.Low(1) == "out" ? 3 : 2;
        var from = end;
        while (end < phrase.Count && phrase[end].IsWord && !Lexicon.IsPreposition(phrase.Low(end)) && end - from < 3) end++;
        var noun = phrase.Part(from, end);
        if (noun.Count == 0 || !Values.Contains(noun.Low(noun.Count - 1)) && !(phrase.Low(0) is "output" or "return" && noun.Count == 1 && noun.Low(0) is not ("page" or "text" or "result" or "results" or "response" or "answer" or "content")) || source.Said.Contains(noun.Text, StringComparison.OrdinalIgnoreCase) && noun.Count == 1) return false;
        into.Add(new Step("extract", phrase.To(end).Text) { Fields = [Words.Identifier(noun.Text)] });
        if (Target(phrase) is { } target) into.Add(SaveTo(target));
        return true;
    }

    // "19% VAT of the amount"
    private static string? Proportion(Phrase body)
    {
        if (body.Count < 4 || body[0].Kind != TokenKind.Number || body.HasLiterals) return null;
        var isPercent = body[0].Text.EndsWith('%') || body.Low(1) is "%" or "percent";
        var of = body.Find(1, "of", "on", "from");
        if (!isPercent || of is < 1 or > 3 || !Lexicon.IsDeterminer(body.Low(of + 1))) return null;
        var end = of + 2;
        while (end < body.Count && end < of + 4 && body[end].IsWord && !Lexicon.IsPreposition(body.Low(end)) && !Lexicon.IsPronoun(body.Low(end))) end++;
        return Inputs.Noun(body.Part(of + 1, end).Text) is { } noun ? $"{noun} * {body[0].Text.TrimEnd('%')} / 100" : null;
    }

    private static readonly Form Rounding = new("and/then? round/rounded/rounding it/the? result? to # digits/decimals/decimal/places/places? places? | , rounded to # digits/decimals/decimal/places? places?");

    // "calculate (price * quantity) * 1.19 and round to 2 digits"
    private static Step? Calculated(Phrase phrase)
    {
        if (phrase.Low(0) is not ("calculate" or "compute" or "evaluate" or "add" or "multiply" or "sum" or "subtract" or "divide" or "work")) return null;
        var body = phrase.From(phrase.Low(1) == "out" ? 2 : 1);
        var digits = "";
        if (Rounding.In(body) is var (at, end))
        {
            for (var i = at; i < end; i++)
                if (Lexicon.IsNumber(body[i]) && Amounts.Of(body[i].Text) is { } places) digits = Amounts.Plain(places);
            body = body.To(at);
        }

        if ((Changed(phrase.Low(0), body) ?? Proportion(body)) is { } share) return new Step("math", phrase.Text) { Has = { ["formula"] = digits.Length > 0 ? $"round({share}, {digits})" : share } };
        if (body.Count < 3 || body.HasLiterals) return null;
        var text = new List<string>();
        var isOperand = false;
        var operators = 0;
        for (var i = 0; i < body.Count; i++)
        {
            var word = body.Low(i);
            var sign = word switch { "times" or "x" or "*" => "*", "plus" or "+" => "+", "minus" or "-" => "-", "/" => "/", "^" => "^", "multiplied" or "divided" when body.Low(i + 1) == "by" => word[0] == 'm' ? "*" : "/", _ => "" };
            if (sign.Length > 0)
            {
                if (word is "multiplied" or "divided") i++;
                text.Add(sign);
                (isOperand, operators) = (false, operators + 1);
            }
            else if (word is "(" or ")") text.Add(word);
            else if (word is "the" or "=" or "result" or "as" && i == 0) continue;
            else if (isOperand) return null; // two things beside each other are no formula
            else if (body[i].Kind == TokenKind.Number) (text, isOperand) = ([.. text, word.TrimStart('$', '€', '£')], true);
            else if (body[i].IsWord && !Lexicon.IsPreposition(word)) (text, isOperand) = ([.. text, Words.Identifier(word)], true);
            else return null;
        }

        if (operators == 0) return null;
        var formula = string.Join(' ', text).Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal);
        return new Step("math", phrase.Text) { Has = { ["formula"] = digits.Length > 0 ? $"round({formula}, {digits})" : formula } };
    }

    private static readonly Form Choosing = new("to choose/pick/select/decide between/from/one? of? :? | to choose/pick/select one of :? | to choose/pick/select : | whether to | whether/if he/she/they/it wants/want/prefers/prefer/needs/need/likes/gets | whether/if he/she/they would like");

    // "Ask the lead to choose between "ship", "delay" and "cancel"": answers that are ways.
    private Step? Chosen(Phrase phrase)
    {
        if (phrase.Low(0) is not ("ask" or "let" or "have") || Choosing.In(phrase) is not var (at, end) || end >= phrase.Count) return null;
        var labels = new WritingSkills(_literals).Labels(phrase.From(end).Text);
        if (labels.Count < 2 || phrase.Low(at) == "whether" && labels.Count < 2 || labels.Exists(l => l.Split(' ').Length > 2) || _skills.Read($"ask {phrase.Part(1, at).Text} for an answer") is not { Skill: "human" } asked) return null;
        var step = new Step("human", phrase.Text) { Labels = labels, Has = { ["form"] = "answer", ["question"] = _literals.Unmask(phrase.From(at + 1).Text) } };
        if (asked.Get("assign") is { } assign) step.Has["assign"] = assign;
        _labels.AddRange(labels.Except(_labels, StringComparer.OrdinalIgnoreCase));
        return step;
    }

    // "Run select a, b from t where c < 5 on x.db": a statement without quotes.
    private Step? Queried(Phrase phrase, string verb, List<PlanItem> into)
    {
        if (verb is "run" or "execute" or "try" && phrase.Count <= 4 && phrase.Low(phrase.Count - 1) is "it" or "that" or "query" or "statement" or "sql" && Before(into).LastOrDefault(IsWriting) is { } made && Phrase.Of(made.Said).Has("sql", "query")) return new Step("sql", "run it"); // the statement that was written
        if (verb is "run" or "execute" or "gather" or "get" or "fetch" or "load" or "read" or "pull" or "collect" or "find" && _literals.First(phrase.Text, "quote") is null && phrase.Find(0, "select") < 0 && (phrase.Low(phrase.Count - 1) is "query" or "queries" && verb is "run" or "execute" || phrase.Has("sql") && phrase.Has("query"))) return new Step("sql", phrase.Text);
        if (verb is "run" or "execute" or "do" && _item is "search" or "query" or "term" && phrase.Low(1) == "it" && phrase.Count == 2) return new Step("websearch", "search the web for it") { Has = { ["query"] = "" } };
        var select = phrase.Find(0, "select");
        if (select is < 0 or > 3 || phrase.Find(select, "from") < 0 || phrase.Low(0) is not ("run" or "execute" or "query" or "select" or "do" or "get" or "fetch" or "take" or "use") || phrase.Low(0) == "select" && !phrase.Has("where", "*", "order") && !phrase.Any(t => t.IsLiteral("file"))) return null;
        var end = phrase.Count;
        for (var i = select + 3; i < phrase.Count; i++)
            if (phrase.Low(i) is "on" or "in" or "against" or "from" or "at" or "of" && i + 1 < phrase.Count && (phrase[i + 1].IsLiteral("file") || phrase.Low(i + 1) is "the" or "our" or "my" && i > select + 4 && phrase.Low(i) != "from")) end = Math.Min(end, i);
        if (end < phrase.Count && phrase.Low(end - 1) is "out") end--;
        var step = new Step("sql", phrase.Text) { Has = { ["sql"] = _literals.Unmask(Statement(phrase.Part(select, end))) } };
        if (_literals.First(phrase.Text, "file") is { } file) step.Has["file"] = file;
        return step;
    }

    private static readonly HashSet<string> Whole = ["everything", "all", "every", "each", "row", "rows", "record", "records", "column", "columns", "entry", "entries", "line", "lines", "data", "the", "of"];

    // "select everything from the table low_stock" as a statement.
    private static string Statement(Phrase select)
    {
        var from = select.Find(1, "from");
        var (columns, table) = (select.Part(1, from), from + 1);
        while (table + 1 < select.Count && (Lexicon.IsDeterminer(select.Low(table)) || select.Low(table) is "table" or "called" or "named")) table++;
        var rest = table + 1 < select.Count && select.Low(table + 1) == "table" ? select.Without(table + 1, table + 2).From(table) : select.From(table);
        return $"select {(columns.Count > 0 && !columns.Any(t => !Whole.Contains(t.Low)) ? "*" : columns.Text)} from {rest.Text}";
    }

    // "Say "even"", "say it passed": the answer itself. What is posted without a place goes where the message before it went.
    private Step? Said(Phrase phrase, List<PlanItem> into) =>
        phrase.Count == 2 && phrase[1].IsLiteral("quote") && phrase.Low(0) is "post" or "send" or "write" && Before(into).LastOrDefault(s => s.Skill is "slack" or "telegram" or "email") is { } told ? Alike(told, phrase)
        : phrase.Low(0) == "say" && !phrase.HasLiterals && phrase.From(phrase.Low(1) == "that" ? 2 : 1) is var claim && claim.Low(0) is "it" or "he" or "she" or "they" or "this" or "the" or "there" && claim.Tokens.Skip(1).Any(t => Lexicon.IsBe(t.Low) || t.Low is "has" or "have" || t.Low.EndsWith("ed", StringComparison.Ordinal) || Lexicon.FormOf(t.Low) is VerbForm.Third or VerbForm.Past)
            ? new Step("say", phrase.Text) { Has = { ["text"] = $"{char.ToUpperInvariant(claim.Text[0])}{claim.Text[1..]}." } }
        : phrase.Low(0) is "say" or "answer" or "reply" or "return" or "output" or "respond" && phrase.Count is 2 or 3 && phrase[phrase.Count - 1].IsLiteral("quote") && (phrase.Count == 2 || phrase.Low(1) is "with" or "just" or "only")
            ? new Step("say", phrase.Text) { Has = { ["text"] = _literals.Value(phrase[phrase.Count - 1].Text[0]) } } : null;

    // "Run train-model": behind one workflow another may be run by its name alone.
    private Step? Further(Phrase phrase, List<PlanItem> into) =>
        phrase.Low(0) is "run" or "call" or "start" && phrase.Count > 1 && phrase[1].IsWord && phrase.Low(1).Contains('-', StringComparison.Ordinal) && Before(into).Any(s => s.Skill == "workflow") ? _skills.Read($"run the workflow {phrase.From(1).Text}")
        : phrase.Has("workflow") && phrase.Find(1, "with", "by", "using") is > 0 and <= 2 and var with && phrase.Low(with + 1) is "workflow" or "the" && phrase.Find(with, "workflow") is > 0 and var named && named + 1 < phrase.Count ? _skills.Read($"run the workflow {phrase[named + 1].Text}") : null;

    private static readonly HashSet<string> Deeds = ["cancel", "order", "create", "book", "charge", "refund", "block", "activate", "register", "submit", "place", "reserve", "unlock", "disable", "enable", "deploy", "trigger", "restart", "ship", "start", "stop", "update", "delete", "remove", "close", "reopen", "renew", "release", "pay", "confirm", "unblock", "suspend", "subscribe", "unsubscribe", "schedule"];

    private static readonly Form Through = new("from/at @url | via/through/using/with/at/on the/its/a? api/endpoint/url/service? at/of? @url | by calling/requesting/invoking @url | by a? call/request to @url");

    private static readonly Form Calling = new("with/by/via/using post/put/delete/patch to/on/at? @url | with/by/via/using post/put/delete/patch request/call to/on/at? @url");

    // "Cancel the order via https://…": what is done by an address is asked of it.
    private Step? Requested(Phrase phrase)
    {
        var verb = Lexicon.Lemma(phrase.Low(0)) ?? phrase.Low(0);
        if (Calling.In(phrase, 1) is var (method, asked) && phrase[method + 1].Low is "post" or "put" or "delete" or "patch" && _skills.Read(phrase.Text) is not { Skill: "http" }) return new Step("http", phrase.Text) { Has = { ["url"] = _literals.Value(phrase[asked - 1].Text[0]), ["method"] = phrase[method + 1].Text.ToUpperInvariant() } }; // "restart it with POST URL"
        if (!Deeds.Contains(verb) || Through.In(phrase) is not var (at, end) || at < 1 || phrase.Has("get", "post", "put", "patch", "workflow")) return null;
        return new Step("http", phrase.Text) { Has = { ["url"] = _literals.Value(phrase[end - 1].Text[0]), ["method"] = verb is "delete" or "remove" ? "DELETE" : verb is "update" ? "PUT" : "POST" } };
    }

    // "Get the latest release of owner/name from GitHub"
    private Step? Released(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("get" or "fetch" or "read" or "list" or "check" or "load" or "pull" or "collect" or "download" or "look") || _literals.All(phrase.Text, "name").FirstOrDefault(n => n.Contains('/', StringComparison.Ordinal)) is not { } repo || _literals.First(phrase.Text, "url") is not null) return null;
        var what = phrase.Has("release", "releases") ? phrase.Has("latest", "last", "newest") ? "releases/latest" : "releases" : phrase.Has("issues", "issue") ? "issues" : phrase.Has("commits", "commit") ? "commits" : phrase.Has("pull", "prs") && phrase.Has("requests", "request", "prs") ? "pulls" : null;
        return what is null ? null : new Step("http", phrase.Text) { Has = { ["url"] = $"https://api.github.com/repos/{repo}/{what}", ["method"] = "GET" } };
    }

    // What an order is about that was made by no step: "send |the report| to Karl".
    private static string? Object(Phrase order)
    {
        if (order.Low(1) is not ("the" or "my" or "our") || order.Count < 3) return null;
        var end = 3;
        while (end < order.Count && end < 4 && order[end].IsWord && !Lexicon.IsPreposition(order.Low(end)) && !Lexicon.IsAdverb(order.Low(end))) end++;
        return order.Part(1, end).Any(t => t.Kind == TokenKind.Literal) ? null : order.Part(1, end).Text;
    }

    internal static bool IsTongue(string word) => word is "english" or "german" or "french" or "spanish" or "italian" or "portuguese" or "dutch" or "polish" or "russian" or "chinese" or "japanese" or "korean" or "arabic" or "swedish" or "danish" or "norwegian" or "finnish" or "greek" or "turkish" or "hindi" or "czech" or "hungarian" or "ukrainian" or "hebrew" or "latin" or "romanian";

    private static bool IsArrival(Phrase said) => said.Has("arrives", "arrive", "comes", "submitted", "received", "posts", "webhook", "event");

    private static bool IsWriting(Step step) => step.Skill is "summarise" or "translate" or "classify" or "extract" or "work" or "improve" or "critique" or "score" or "write" or "agent" or "split" or "embed" or "regex" or "json";
}
