using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Orders that say where their result goes in a way of their own, as the orders that are known: "make a file called a.md with the risks" saves the risks to it.</summary>
internal static class Rewording
{
    private static readonly Form Called = new("write/create/make/generate/produce/save? a/an/the/one new? text/csv/json/markdown? file called/named | write/create/make/generate/produce/save? a/an/the/one new? text/csv/json/markdown? file | a/an/one new? text/csv/json/markdown? file called/named");
    private static readonly Form Holding = new("with | containing | that contains/holds/lists | which contains/holds/lists | holding | listing");
    private static readonly Form Read = new("read/speak/say it/this/that/them out/aloud? to/into/as/in | read out it/this/that/them to/into/as/in | read/speak/say the * out/aloud? to/into/as | turn/convert/make it/this/that/them into speech/audio as/in | record it/this/that as/to/in");

    private static readonly Form Search = new("do/run/make? a/one web/internet/online search for/on/about");

    /// <summary>The orders that a clause stands for, one after another; the clause itself when it is none of these.</summary>
    public static IReadOnlyList<string> Of(string order)
    {
        var phrase = Unnamed(Phrase.Of(order));
        order = phrase.Text;
        return Filled(phrase) ?? Found(phrase) ?? Tabled(phrase) ?? Worked(phrase) ?? Both(phrase) ?? Told(phrase) ?? Made(phrase) ?? Searched(phrase) ?? Asked(phrase) ?? Texted(phrase) ?? Given(phrase) ?? Done(phrase) ?? Spoken(phrase) ?? Copied(phrase) ?? Opened(phrase) ?? [order];
    }

    private static readonly Form QuotedWords = new("the/a? text/line/word/words/sentence/phrase/string @quote");
    private static readonly Form InMail = new("in/into one/a/an/the single? email/mail/e-mail/message to @mail");

    // "Write the text "A" to a.txt" writes "A"; "put both in one mail to a@b.com" mails both.
    private static Phrase Unnamed(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is "mail" or "email" && phrase.Low(1) is "the" && People.IsRole(phrase.Low(2)) && Lexicon.IsDeterminer(phrase.Low(3)) && phrase.Count is > 4 and < 9 && !phrase.HasLiterals) return Phrase.Of($"{phrase[0].Text} {phrase.From(3).Text} to {phrase.Part(1, 3).Text}"); // "mail the employee the reason"
        if (QuotedWords.At(phrase, 1) is > 2 and var quote && Lexicon.Lemma(phrase.Low(0)) is "write" or "append" or "add" or "save" or "store" or "put" or "log" or "post" or "send") phrase = phrase.Without(1, quote - 1);
        if (phrase.Low(1) is "just" or "only" && Lexicon.Lemma(phrase.Low(0)) is "post" or "send" or "save" or "mail" or "email" or "write" && Lexicon.IsDeterminer(phrase.Low(2))) phrase = phrase.Without(1, 2); // "post just the quote"
        if (phrase.Low(0) is "send" or "sends" or "forward" or "mail" && !phrase.HasLiterals && ToAddress.In(phrase, 2) is var (given, said) && said == phrase.Count) return Phrase.Of($"email {phrase.Part(1, given).Text}"); // the address is an input
        if (Lexicon.Lemma(phrase.Low(0)) == "extract" && phrase.Low(1) == "from" && Enumerable.Range(3, Math.Max(0, phrase.Count - 3)).FirstOrDefault(k => phrase.Low(k) == "the" && phrase[k - 1].IsWord) is > 2 and var what) return Phrase.Of($"extract {phrase.From(what).Text} from {phrase.Part(2, what).Text}"); // "extract from the letter the date and the sum"
        return phrase.Low(0) is "put" or "combine" or "pack" or "collect" && InMail.In(phrase, 2) is var (at, end) ? Phrase.Of($"email {phrase.Part(1, at).Text} to {phrase.From(end - 1).Text}") : phrase;
    }

    private static readonly Form ToAddress = new("to that/this/the e-mail/email/mail? address | to the given/entered/provided e-mail/email/mail? address");

    private static readonly Form Also = new("and/plus also? to/into/in/on? | as well as to/into/in/on? | , and? also? to/into/in/on");

    // "Send it to a@b.com and to #crew" tells two, each in its own way.
    private static List<string>? Both(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("post" or "send" or "push" or "forward" or "publish" or "deliver" or "share" or "write" or "put" or "save" or "submit")) return null;
        for (var i = 2; i + 1 < phrase.Count; i++)
        {
            var to = phrase.Low(i - 1) is "slack" or "telegram" or "channel" ? i - 2 : i - 1;
            if (!IsPlace(phrase[i]) || phrase.Low(to) is not ("to" or "in" or "into" or "on") || Also.At(phrase, i + 1) is not (> 0 and var next)) continue;
            if (phrase.Low(next) is "slack" or "telegram" or "channel") next++;
            if (next >= phrase.Count || !IsPlace(phrase[next]) || Literals.KindOf(phrase[next].Text[0]) == Literals.KindOf(phrase[i].Text[0]) && !(phrase.Low(next - 1) is "telegram" or "slack" && phrase.Low(i - 1) is "telegram" or "slack" && phrase.Low(next - 1) != phrase.Low(i - 1)) || to < 2) continue;
            var what = phrase.Part(1, to).Text;
            string Tells(int place) => phrase[place].IsLiteral("file") ? $"save {what} to {phrase[place].Text}" : phrase[place].IsLiteral("mail") ? $"email {what} to {phrase[place].Text}" : phrase[place].IsLiteral("url") ? $"POST {what} to {phrase[place].Text}" : $"post {what} to {(phrase.Low(place - 1) is "slack" or "telegram" ? phrase.Low(place - 1) : "")} {phrase[place].Text}".Replace("  ", " ", StringComparison.Ordinal);
            return [$"{Tells(i)} {phrase.From(next + 1).Text}".Trim(), Tells(next)];
        }

        return null;
    }

    // "Say "Frost!" in #garden"
    private static List<string>? Told(Phrase phrase) =>
        phrase.Low(0) is "say" or "shout" or "announce" or "write" && phrase.Count > 3 && phrase[phrase.Count - 1].IsLiteral("channel") && phrase.Low(phrase.Count - 2) is "in" or "on" or "to" or "into" && phrase[1].IsLiteral("quote") ? [$"post {phrase.From(1).Text}"] : null;

    private static bool IsPlace(Token token) => token.IsLiteral("url") || token.IsLiteral("mail") || token.IsLiteral("channel") || token.IsLiteral("file");

    // "A file called results.md with what was found" is written, never read.
    private static List<string>? Made(Phrase phrase)
    {
        if (!Called.Opens(phrase, out var at) || at >= phrase.Count || !phrase[at].IsLiteral("file")) return null;
        var rest = phrase.From(at + 1).Trimmed();
        if (rest.Count == 0) return [$"save it to {phrase[at].Text}"];
        if (!Holding.Opens(rest, out var with) || with >= rest.Count) return null;
        var what = rest.From(with);
        return IsFound(what) ? [$"write the results to {phrase[at].Text}"] : what.Low(0) is "a" or "an" or "one" ? [$"write {what.Text}", $"save it to {phrase[at].Text}"] : [$"save {what.Text} to {phrase[at].Text}"];
    }

    private static bool IsFound(Phrase what) => what.Low(0) is "what" or "whatever" or "everything" || what.Low(0) is "the" or "all" && what.Has("found", "results", "findings", "result");

    // "Read it out to story.mp3"
    private static List<string>? Spoken(Phrase phrase) =>
        Read.Opens(phrase, out var at) && at < phrase.Count && phrase[at].IsLiteral("file") ? [$"read {Spoken(phrase, at)} aloud to {phrase[at].Text}"] : null;

    private static string Spoken(Phrase phrase, int end)
    {
        for (var i = 1; i < end; i++)
            if (phrase.Low(i) is "the") return phrase.Part(i, i + 2).Text;
        return "it";
    }

    // "A web search for the topic"
    private static List<string>? Searched(Phrase phrase) => Search.Opens(phrase, out var at) && at < phrase.Count ? [$"search the web for {phrase.From(at).Text}"] : null;

    private static readonly Form Shown = new("show/display/present/open/offer/create/make me/us/them/him/her/everyone? a/an/the/one * * form | show/display/present/open/offer/create/make me/us/them/him/her/everyone? a/an/the/one *? form | show/give/offer the/a/an/every/each * a/an/the/one *? form");
    private static readonly Form Asking = new("with | for | that/which asks for | asking for | that/which has | having | containing | in/on/where which/that? a/the/every/each/people/somebody/someone? * enters/enter/fills/gives/types/provides/puts/writes in/down?");

    // "Show the user a form with a name and a date", "present a form to the guest asking for …": a person fills it in.
    private static List<string>? Filled(Phrase phrase)
    {
        if (!Shown.Opens(phrase, out var end)) return null;
        var who = Lexicon.IsDeterminer(phrase.Low(3)) && Lexicon.IsDeterminer(phrase.Low(1)) ? phrase.Part(1, 3).Text : "a person";
        if (phrase.Low(end) is "to" && Lexicon.IsDeterminer(phrase.Low(end + 1))) (who, end) = (phrase.Part(end + 1, end + 3).Text, end + 3);
        return Asking.At(phrase, end) is > 0 and var fields && fields < phrase.Count ? [$"ask {who} to fill in a form with {phrase.From(fields).Text}"] : null;
    }

    private static readonly Form Table = new("as a/an? table/list/sheet/csv/rows/row in/into/to @file");

    /// <summary>Whether an order finds several things and keeps them in a file.</summary>
    public static bool IsTabled(Phrase phrase) => Tabled(phrase) is not null;

    // "Give me sender and subject as a table in a.csv" finds them and saves them; "deliver quiz.json" saves what was made.
    private static List<string>? Tabled(Phrase phrase)
    {
        var verb = Lexicon.Lemma(phrase.Low(0)) ?? phrase.Low(0);
        if (verb is "deliver" or "output" or "produce" or "emit" && phrase.Count == 2 && phrase[1].IsLiteral("file")) return [$"save it to {phrase[1].Text}"];
        if (verb is "collect" or "gather" or "note" or "record" or "put" or "list" && phrase[phrase.Count - 1].IsLiteral("file") && phrase.Low(phrase.Count - 2) is "in" or "into" or "to" && phrase.Part(1, phrase.Count - 2) is { HasLiterals: false } named && (named.Text.Contains(',') || !Lexicon.IsDeterminer(named.Low(0))) && StatementReader.Parted(named) is { Count: > 2 }) return [$"extract {named.Text}", $"save them to {phrase[phrase.Count - 1].Text}"];
        if (verb is not ("give" or "list" or "put" or "note" or "return" or "show" or "deliver") || Table.In(phrase, 2) is not var (at, end) || end != phrase.Count) return null;
        var fields = phrase.Part(phrase.Low(1) is "me" or "us" ? 2 : 1, at);
        return fields.HasLiterals || StatementReader.Parted(fields) is not { Count: > 1 } ? null : [$"extract {fields.Text}", $"save them to {phrase[end - 1].Text}"];
    }

    private static readonly Form OneMessage = new("in/into/as a/one/the single? short? message/mail/email/post/note");

    // "Summarise it in one message to #trip": what is made of it is posted.
    private static List<string>? Worked(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("summarise" or "summarize" or "condense" or "compare" or "analyse" or "analyze" or "describe" or "explain") || phrase.Low(1) is "to" or "for") return null;
        var end = phrase.Count - 1;
        if (end < 3 || !phrase[end].IsLiteral("channel") && !phrase[end].IsLiteral("mail") || phrase.To(end).HasLiterals || phrase.Low(end - 1) is not ("to" or "in" or "into" or "for" or "on")) return null;
        var work = phrase.To(end - 1);
        if (OneMessage.In(work, 1) is var (at, behind)) work = work.Without(at, behind);
        return [work.Text, $"{(phrase[end].IsLiteral("mail") ? "email" : "post")} it to {phrase[end].Text}"];
    }

    private static readonly Form AsItIs = new("what it/this/that/they/you/was/is/were says/say/said/contains/contain/holds/returns/gives/answers/found/find/read/written | what it/they/you has/have/had found/written/read/said | what you/we find/get/read");

    // "Tell #pricing on Slack what changed": somebody has to find that out first.
    private static List<string>? Found(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("tell" or "post" or "send" or "mail" or "email" or "message" or "inform" or "report") || phrase.Find(1, "what") is not (> 0 and var what) || what + 1 >= phrase.Count || phrase.Low(what + 1) == "to" || AsItIs.At(phrase, what) > 0 || phrase.Any(t => t.IsLiteral("quote"))) return null;
        var to = what > 1 ? phrase.Part(1, what) : Enumerable.Range(what + 2, Math.Max(0, phrase.Count - what - 2)).FirstOrDefault(k => phrase.Low(k) == "to" && k + 1 < phrase.Count && phrase[k + 1].Kind == TokenKind.Literal) is > 0 and var place ? phrase.From(place + 1) : null;
        if (to is null || !to.Any(t => t.IsLiteral("channel") || t.IsLiteral("mail"))) return null;
        var said = what > 1 ? phrase.From(what) : phrase.Part(what, phrase.Count - to.Count - 1);
        return said.HasLiterals || said.Count < 2 ? null : [$"describe {said.Text}", $"{(to.Any(t => t.IsLiteral("mail")) ? "email" : "post")} it to {to.Text}"];
    }

    private static readonly Form AskAgent = new("ask/let/have/get/tell an/the/a ai/model/llm/agent/assistant/bot/gpt for | ask/tell an/the/a ai/model/llm/agent/assistant/bot to");

    // "Ask the model for a joke"
    private static List<string>? Asked(Phrase phrase)
    {
        if (!AskAgent.Opens(phrase, out var at) || at >= phrase.Count) return null;
        return phrase.Low(at - 1) == "for" ? phrase.Low(at) is "a" or "an" or "some" or "one" or "two" or "three" ? [$"write {phrase.From(at).Text}"] : null : [phrase.From(at).Text];
    }

    // "Text me a summary at ann@example.com"
    private static List<string>? Texted(Phrase phrase)
    {
        if (phrase.Low(0) is not ("text" or "message" or "ping" or "send" or "shoot" or "drop" or "reach" or "write") || phrase.Low(1) is not ("me" or "us" or "him" or "her" or "them")) return null;
        for (var i = 3; i < phrase.Count; i++)
            if (phrase[i].IsLiteral("mail") && phrase.Low(i - 1) is "at" or "under" && i + 1 == phrase.Count) return [$"email {phrase.Part(2, i - 1).Text} to {phrase[i].Text}"];
        return null;
    }

    // "Do a haiku about rain"
    private static List<string>? Done(Phrase phrase) =>
        phrase.Low(0) == "do" && phrase.Low(1) is "a" or "an" or "some" && !phrase.HasLiterals && !phrase.Has("search", "check", "review", "test", "run", "lookup", "translation", "request", "call", "python", "javascript", "backup", "query", "post", "get") ? [$"write {phrase.From(1).Text}"] : null;

    // Nouns that are sent as they are, or that others know already.
    private static readonly HashSet<string> Sent = ["copy", "copies", "message", "mail", "email", "e-mail", "link", "request", "file", "call", "post", "ping", "notification", "alert", "summary", "digest", "recap", "overview", "synopsis", "translation", "transcript", "hash", "checksum", "reminder", "note", "list", "approval", "ok", "look", "chance", "try", "hint", "warning", "confirmation", "invitation", "apology", "letter", "offer", "joke", "poem", "greeting", "follow-up", "thank-you", "reply", "answer", "score", "grade", "mark", "rating", "title", "label", "name", "number", "day", "week", "hour", "minute", "text", "picture", "image", "dm", "webhook", "report", "telegram", "slack", "tweet", "hello"];

    private static readonly Form OnChat = new("on/via/by/in/over telegram/slack");

    // "Give me a one-line verdict in verdict.txt whether to buy": it is written first.
    private static List<string>? Given(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("give" or "tell" or "leave" or "put" or "post" or "send" or "share" or "publish" or "mail" or "email" or "deliver" or "drop")) return null;
        var from = phrase.Low(1) is "me" or "us" or "them" or "everyone" ? 2 : 1;
        if (from == 2 && phrase.Low(2) is "a" or "an" && OnChat.In(phrase, 4) is var (chat, done) && done >= phrase.Count - 1 && !phrase.Any(t => t.IsLiteral("quote")) && !Sent.Contains(phrase.Low(3))) return [$"write {phrase.Part(2, chat).Text}", $"post it {phrase.From(chat).Text}"]; // "tell me a joke on telegram @fun"
        if (phrase.Low(from) is not ("a" or "an" or "one") || phrase.Part(from, from + 4).Has("agent", "assistant", "bot") || phrase.Any(t => t.IsLiteral("quote")) || phrase.Has("telegram", "slack")) return null;
        var target = -1;
        for (var i = from + 2; i < phrase.Count && target < 0; i++)
            if (phrase[i].IsLiteral("file") || phrase[i].IsLiteral("channel") || phrase[i].IsLiteral("mail")) target = i;
        if (target < 0 && phrase.Low(0) == "tell" && from == 2 && !phrase.HasLiterals) return [$"write {phrase.From(2).Text}"];
        if (target < 0 || phrase.Low(target - 1) is not ("in" or "into" or "to" or "on" or "as")) return null;
        var what = phrase.Part(from, target - 1);
        var end = Enumerable.Range(1, what.Count - 1).FirstOrDefault(i => Lexicon.IsPreposition(what.Low(i)) || what.Low(i) is "that" or "which" or "whether", what.Count);
        if (end < 2 || !what[end - 1].IsWord || Sent.Contains(Words.Singular(what.Low(end - 1)))) return null;
        var rest = phrase.From(target + 1);
        if (rest.Low(0) is "and" or "," || rest.HasLiterals) return null;
        var to = phrase[target].IsLiteral("file") ? $"save it to {phrase[target].Text}" : phrase[target].IsLiteral("mail") ? $"email it to {phrase[target].Text}" : $"post it to {phrase[target].Text}";
        return [$"write {what.Text} {rest.Text}".Trim(), to];
    }

    // "Copy URL into stock.csv", "put the weather from URL into weather.txt"
    private static List<string>? Copied(Phrase phrase) =>
        Lexicon.Lemma(phrase.Low(0)) is "put" or "save" or "store" or "write" or "dump" or "append" or "add" or "copy" && Enumerable.Range(2, Math.Max(0, phrase.Count - 2)).FirstOrDefault(i => phrase[i].IsLiteral("url") && phrase.Low(i - 1) is "from" or "at" or "of") is > 1 and var url && phrase.Low(url + 1) is "into" or "to" or "in" or "as" && url + 2 < phrase.Count && phrase[url + 2].IsLiteral("file") && !phrase.To(url).HasLiterals && !phrase.Has("summary", "translation")
            ? [$"fetch {phrase[url].Text}", $"{(phrase.Has("append", "add", "appending") ? "append" : "write")} the page to {phrase[url + 2].Text}"] :
        phrase.Low(0) is "copy" or "mirror" or "download" or "save" or "store" && phrase.Count >= 4 && phrase[1].IsLiteral("url") && phrase.Low(2) is "into" or "to" or "as" or "in" && phrase[phrase.Count - 1].IsLiteral("file") && phrase.Count <= 6
            ? [$"fetch {phrase[1].Text}", $"write the page to {phrase[phrase.Count - 1].Text}"] : null;

    // "Open a task at URL": something new is made there, nothing is read.
    private static List<string>? Opened(Phrase phrase)
    {
        if (phrase.Low(0) is not ("open" or "create" or "raise" or "file" or "register" or "log" or "add" or "book") || phrase.Low(1) is not ("a" or "an" or "another" or "one")) return null;
        for (var i = 3; i < phrase.Count && i < 8; i++)
            if (phrase[i].IsLiteral("url") && phrase.Low(i - 1) is "at" or "in" or "on" or "via" or "through" or "with" or "by" or "to") return phrase.Low(i - 2) is "post" or "put" && phrase.Part(2, i - 2).Has("with", "by", "via", "using", "through") ? [$"{phrase[i - 2].Text} it to {phrase[i].Text}"] : phrase.Has("post", "put") ? null : [$"POST it to {phrase[i].Text}"];
        return null;
    }
}
