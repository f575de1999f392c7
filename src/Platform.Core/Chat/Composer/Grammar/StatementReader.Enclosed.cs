using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is sent or saved beside something else and has to be written first: "the counts with a short comment by an agent".</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Along = new("together/along with a/an | with a/an | plus a/an | including a/an | and add a/an");

    private static readonly Form Author = new(",? written? by/from an/the/another/one? agent/model/ai/llm/writer/assistant | ,? that/which an/the agent/model writes/wrote/adds/has | ,? an agent writes");

    private static readonly HashSet<string> Enclosures = ["comment", "remark", "explanation", "interpretation", "assessment", "recommendation", "introduction", "conclusion", "analysis", "commentary", "evaluation"];

    // The order that sends both, behind a step that writes what goes along; null where nothing does.
    private Phrase? Enclosed(Phrase phrase, List<PlanItem> into)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("email" or "mail" or "send" or "post" or "share" or "forward" or "message" or "publish" or "save" or "store" or "write" or "put") || !Before(into).Any() || Along.In(phrase, 1) is not var (at, from)) return null;
        var noun = Enumerable.Range(from, Math.Min(4, Math.Max(0, phrase.Count - from))).FirstOrDefault(k => Enclosures.Contains(phrase.Low(k)));
        if (noun == 0 || Before(into).Any(s => s.Said.Contains(phrase.Low(noun), StringComparison.OrdinalIgnoreCase))) return null;
        var end = noun + 1;
        while (end < phrase.Count && Author.At(phrase, end) < 0 && !(phrase.Low(end) is "to" or "in" or "into" or "at" or "via" or "by") && phrase[end].Kind != TokenKind.Literal) end++;
        var about = phrase.Part(from, end).Text;
        into.Add(new Step("agent", $"write {phrase.Low(from - 1)} {about}{(end > noun + 1 ? "" : " on it")}"));
        var behind = Author.At(phrase, end) is > 0 and var written ? written : end;
        var told = 1;
        while (told < at && phrase.Low(told) is not ("to" or "via" or "by" or "on" or "in" or "into" or "through" or "at" or "as") && phrase[told].Kind != TokenKind.Literal) told++;
        var what = phrase.Part(1, told) is { Count: > 0 } named && !Lexicon.IsPronoun(named.Low(0)) ? $"{named.Text} and the {phrase.Low(noun)}" : "both";
        return Phrase.Of($"{phrase[0].Text} {what} {phrase.Part(told, at).Text} {phrase.From(behind).Text}".Trim());
    }

    // "Write a report |and a summary of the report": where what is made of the first begins.
    private static int Second(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("write" or "make" or "create" or "draft" or "prepare" or "produce") || phrase.Low(1) is not ("a" or "an") || phrase.HasLiterals) return -1;
        var and = phrase.Find(2, "and");
        return and is > 2 and < 8 && phrase.Low(and + 1) is "a" or "an" && phrase.Find(and, "of") is > 0 and var of && of - and < 6 && Makes.ContainsKey(phrase.Low(of - 1)) && phrase.Low(of + 1) is "it" or "the" or "that" ? and : -1;
    }

    private static readonly HashSet<string> Composing = ["write", "agent", "work", "improve", "summarise", "translate", "human"];

    // "Reply to them by email": an answer is written before it is sent.
    private bool IsUnanswered(string verb, Phrase phrase, Step step, List<PlanItem> into) =>
        step.Skill is "email" or "slack" or "telegram" && verb is "reply" or "answer" or "respond" && step.Get("text") is null && !phrase.Any(t => t.IsLiteral("quote")) && !Before(into).Any(s => Composing.Contains(s.Skill));

    // "… post it to #status; on an error post "down" |there|": where something was told before.
    private string There(Phrase order, List<PlanItem> into) =>
        order.Count > 1 && order.Low(order.Count - 1) == "there" && !order.To(order.Count - 1).Any(t => t.IsLiteral("channel") || t.IsLiteral("mail")) && Before(into).LastOrDefault(s => s.Skill is "slack" or "email") is { } told && Phrase.Of(told.Said).Tokens.FirstOrDefault(t => t.IsLiteral("channel") || t.IsLiteral("mail")) is { Text.Length: > 0 } place
            ? $"{order.To(order.Count - 1).Text} to {place.Text}" : order.Text;
}
