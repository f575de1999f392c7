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
        var phrase = Phrase.Of(order);
        return Made(phrase) ?? Searched(phrase) ?? Spoken(phrase) ?? Copied(phrase) ?? Opened(phrase) ?? [order];
    }

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

    // "Copy URL into stock.csv"
    private static List<string>? Copied(Phrase phrase) =>
        phrase.Low(0) is "copy" or "mirror" or "download" or "save" or "store" && phrase.Count >= 4 && phrase[1].IsLiteral("url") && phrase.Low(2) is "into" or "to" or "as" or "in" && phrase[phrase.Count - 1].IsLiteral("file") && phrase.Count <= 6
            ? [$"fetch {phrase[1].Text}", $"write the page to {phrase[phrase.Count - 1].Text}"] : null;

    // "Open a task at URL": something new is made there, nothing is read.
    private static List<string>? Opened(Phrase phrase)
    {
        if (phrase.Low(0) is not ("open" or "create" or "raise" or "file" or "register" or "log" or "add" or "book") || phrase.Low(1) is not ("a" or "an" or "another" or "one")) return null;
        for (var i = 3; i < phrase.Count && i < 8; i++)
            if (phrase[i].IsLiteral("url") && phrase.Low(i - 1) is "at" or "in" or "on" or "via" or "through" or "with" or "by" or "to") return phrase.Has("post", "put") ? null : [$"POST it to {phrase[i].Text}"];
        return null;
    }
}
