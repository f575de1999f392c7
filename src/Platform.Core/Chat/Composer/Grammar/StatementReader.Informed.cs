using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Who is told something though nothing says through what: by mail, to an address that is given.</summary>
internal sealed partial class StatementReader
{
    private static readonly HashSet<string> Telling = ["notify", "tell", "inform", "alert", "warn", "page", "ping", "update"];

    private static readonly Form Acknowledges = new("acknowledge/acknowledges/acknowledged/ack/acks/respond/responds/react/reacts/answer/answers/reply/replies");

    // "Page the engineer on duty", "tell the caretaker that it leaks"
    private bool Informed(Phrase phrase, string verb, List<PlanItem> into)
    {
        if (!Telling.Contains(verb) || phrase.HasLiterals || phrase.Has("slack", "telegram", "email", "mail", "sms", "phone", "whatsapp", "webhook")) return false;
        var end = Enumerable.Range(1, phrase.Count - 1).FirstOrDefault(k => phrase.Low(k) is "that" or "whether" or "if" or "when" || Lexicon.IsPreposition(phrase.Low(k)) && phrase.Low(k + 1) is not ("duty" or "call"), phrase.Count);
        var who = phrase.Part(1, end);
        if (!People.IsPerson(who) || People.IsMachine(who) || who.Low(0) is "me" or "us" or "user" or "somebody" or "someone") return false;
        if (verb == "page" && Acknowledges.In(_told) is not null) return One($"ask {who.Text} to acknowledge {(phrase.Low(end) == "about" ? phrase.From(end + 1).Text : "it")}", into); // who has to answer is asked
        if (phrase.Low(end) != "that") return One($"email {(phrase.Low(end) is "about" or "of" or "with" ? phrase.From(end + 1).Text : "it")} to {who.Text}", into);
        var text = _literals.Unmask(phrase.From(end + 1).Text);
        into.Add(new Step("email", $"email it to {who.Text}") { Has = { ["text"] = $"{char.ToUpperInvariant(text[0])}{text[1..]}." } });
        return true;
    }

    private static readonly HashSet<string> Written = ["message", "mail", "email", "letter", "note", "text", "report", "summary", "answer", "reply", "result", "results", "output", "document", "draft", "version", "list"];

    // "Send the price list to the buyer": by mail as well, and it is given where nothing made it.
    private Step? Sent(Phrase phrase, string verb, List<PlanItem> into)
    {
        var end = phrase.Find(2, "to") is > 0 and var to && Lexicon.IsDeterminer(phrase.Low(to + 1)) && phrase.Count - to <= 4 ? to : phrase.Count;
        if (verb != "send" || !Lexicon.IsDeterminer(phrase.Low(1)) || end is < 3 or > 6 || phrase.Any(t => !t.IsWord) || phrase.Has("back", "on") || end == phrase.Count && phrase.Has("to") || Inputs.Noun(phrase.Part(1, end).Text) is not { } noun) return null;
        var what = Words.Singular(phrase.Low(end - 1));
        var step = _skills.Read($"email {phrase.From(1).Text}");
        if (step is not null && !_plan.Inputs.Exists(i => i.Name == noun) && !(end == 3 && Written.Contains(what) && Before(into).Any(IsWriting)) && !Before(into).Any(s => s.Said.Contains(what, StringComparison.OrdinalIgnoreCase))) step.Has["given"] = noun;
        return step;
    }
}
