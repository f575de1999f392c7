namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Which agent uses which model, said apart from what it does.</summary>
internal sealed partial class Preface
{
    private static readonly Form AllAgents = new("each/every/all of? the? agent/agents/model/models should/must/can/uses/use use? | use/with the? same? model for each/every/all agent/agents :?");

    private static readonly Form ButOne = new("except/but for? the/my/our *");

    // "Each agent should use claude: a planner …"
    private string ForAll(string line)
    {
        var phrase = Phrase.Of(line);
        if (!AllAgents.Opens(phrase, out var length)) return line;
        if (phrase.Find(length, "except", "but") is > 0 and <= 12 and var except && ButOne.At(phrase, except) is > 0 and var role && models.Find(phrase.Part(length, except).Text, literals) is { } most && phrase.Find(role, ":", ".", ";") is var stop && models.Find(phrase.Part(role, stop < 0 ? phrase.Count : stop).Text, literals) is { } own)
        {
            // "Every agent uses A except the judge, which uses B: …"
            plan.Model = most;
            plan.ModelsFor.Add((phrase[role - 1].Text, own));
            plan.Doers.Add(phrase.Low(role - 1));
            plan.Settled.Add(phrase.To(stop < 0 ? phrase.Count : stop).Text);
            return stop < 0 ? "" : phrase.From(stop + 1).Text;
        }

        if (phrase.Find(length, ":", ",", ";") is not (> 0 and var end) || end - length > 4 || models.Find(phrase.Part(length, end).Text, literals) is not { } use) return line;
        plan.Model = use;
        plan.Settled.Add(phrase.To(end).Text);
        return phrase.From(end + 1).Text;
    }

    // "Use gpt-4o-mini for everything except the report, which gpt-4o writes"
    private string Excepted(string line)
    {
        var phrase = Phrase.Of(line);
        var lead = phrase.Find(1, "for");
        if (phrase.Low(0) != "use" || lead is < 2 or > 5 || phrase.Low(lead + 1) is not ("everything" or "all") || phrase.Find(lead, "except", "but") is not (> 0 and var except) || models.Find(phrase.Part(1, lead).Text, literals) is not { } use) return line;
        var end = Enumerable.Range(except, phrase.Count - except).FirstOrDefault(k => phrase[k].Text is ".", phrase.Count);
        var comma = phrase.Find(except, ",", "(");
        if (comma < 0 || comma > end) return line;
        var other = phrase.Part(comma + 1, end);
        if (models.Find(other.Text, literals) is not { } second) return line;
        var noun = phrase.Part(except + 1, comma);
        while (noun.Low(0) is "for" or "the") noun = noun.From(1);
        (plan.Model, var rest) = (use, phrase.From(Math.Min(phrase.Count, end + 1)));
        plan.ModelsFor.Add((noun.Text, second));
        plan.Settled.Add(phrase.To(end).Text);
        return rest.Text;
    }

    private static readonly Form ForWhom = new("for a/an/the/one/my/our/all/every/each/everything");
    private static readonly Form Leading = new("please? use/with/using/take");

    // "Use llama3 on ollama for a chatbot that answers …": what is built uses it.
    private string Heading(string line)
    {
        var phrase = Phrase.Of(line);
        if (!Leading.Opens(phrase, out var from) || ForWhom.In(phrase, from + 1) is not var (at, end) || at - from > 6 || models.Find(phrase.Part(from, at).Text, literals) is not { } use) return line;
        var what = phrase.From(at + 1);
        if (what.Find(0, ",", ".", ";") is var stop && (stop < 0 ? what : what.To(stop)) is var head && !(head.Has("agent", "agents", "bot", "chatbot", "assistant", "workflow", "everything") && (head.Count <= 2 && head.Low(0) is "everything" || head.Has("that", "which", "who")))) return line;
        plan.Model = use;
        plan.Settled.Add(literals.Unmask(phrase.To(at).Text));
        return what.Low(0) is "everything" or "all" or "every" or "each" ? what.From(stop < 0 ? what.Count : stop + 1).Text : what.Text;
    }

    private static readonly Form Uses = new("should/must/shall/will/can? use/uses/using | should/must/will? run/runs on | should/must/will? work/works with");

    // "The drafter uses gpt-4o and the checker claude": models of single agents, said before what they do.
    private string Users(string line)
    {
        var (phrase, isFurther) = (Phrase.Of(line), false);
        for (var i = 0; i + 2 < phrase.Count; i++)
        {
            if (phrase.Low(i) is not ("the" or "a" or "an" or "my" or "our") || i > 0 && phrase[i - 1].Text is not ("." or ";" or "," or ":") && phrase.Low(i - 1) is not ("and" or "while" or "but")) continue;
            var verb = Enumerable.Range(i + 2, Math.Min(2, phrase.Count - i - 2)).FirstOrDefault(k => Uses.At(phrase, k) > 0);
            var from = verb > 0 ? Uses.At(phrase, verb) : isFurther ? i + 2 : phrase.Count;
            if (from >= phrase.Count || !phrase[i + 1].IsWord) continue;
            var end = from + 1;
            while (end < phrase.Count && end < from + 4 && phrase[end].Kind != TokenKind.Mark && phrase.Low(end) is not ("and" or "with" or "while" or "but" or "at")) end++;
            if (models.Find(phrase.Part(from, end).Text, literals) is not { } use || end < phrase.Count && phrase[end].Kind != TokenKind.Mark && phrase.Low(end) is not ("and" or "while" or "but")) continue;
            plan.ModelsFor.Add((phrase[i + 1].Text, use));
            plan.Doers.Add(phrase.Low(i + 1));
            var start = i > 0 && phrase[i - 1].Text is not ("." or ";" or ":") ? i - 1 : i;
            if (start > 0 && phrase[start - 1].Text == "," && start < i) start--;
            var next = end < phrase.Count && phrase[end].Text is "." or ";" ? end + 1 : end;
            plan.Settled.Add(phrase.Part(i, end).Text);
            phrase = Phrase.Of($"{phrase.To(start).Text}{(start > 0 && next < phrase.Count && phrase[start - 1].IsWord && phrase[next].IsWord ? "." : "")} {phrase.From(next).Text}".Trim());
            (isFurther, i) = (true, Math.Max(-1, start - 2));
        }

        return isFurther ? phrase.Text.TrimStart(' ', ',', ';', '.') is var left && (left.StartsWith("and ", StringComparison.OrdinalIgnoreCase) || left.StartsWith("while ", StringComparison.OrdinalIgnoreCase)) ? left[(left.IndexOf(' ', StringComparison.Ordinal) + 1)..] : left : line;
    }

    // "Gpt-4o |as the writer|": who uses it.
    private static bool AsRole(Phrase phrase, int at) => phrase.Low(at) == "as" && Lexicon.IsDeterminer(phrase.Low(at + 1)) && People.IsSomebody(phrase.Low(at + 2)) && (at + 3 >= phrase.Count || phrase[at + 3].Kind == TokenKind.Mark || phrase.Low(at + 3) is "and" or "then" or "with" or "of");

    private string Assigned(string line)
    {
        line = Users(line);
        for (var round = 0; round < 6; round++)
        {
            var phrase = Phrase.Of(line);
            var found = false;
            for (var i = 1; i < phrase.Count - 1; i++)
            {
                if (phrase.Low(i) is not "for" && !AsRole(phrase, i) || phrase.Low(i + 1) is "each" or "every" or "it" or "this" or "that" or "everything" or "all" or "them" or "me" or "those") continue;
                var start = i;
                while (start > 0 && i - start < 4 && phrase[start - 1].Kind != TokenKind.Mark && phrase.Low(start - 1) is not ("and" or "then" or "with" or "using" or "use" or "by" or "via" or "let" or "but" or "have")) start--;
                var model = phrase.Part(start, i);
                if (model.Count == 0 || models.Find(model.Text, literals) is not { } use || Lexicon.OrderAt(model, 0) == 0 && model.Count > 2 || model.Low(model.Count - 1) != "model" && models.Find(model.From(Math.Max(0, model.Count - 2)).Text, literals) is null) continue;
                var end = i + 1;
                while (end < phrase.Count && end - i < 5 && phrase[end].IsWord && phrase.Low(end) is not ("and" or "with" or "using" or "then" or "to" or "for" or "use" or "but") && !(phrase.Low(i) == "as" && phrase.Low(end) == "of")) end++;
                if (end < phrase.Count && phrase[end].IsWord && phrase.Low(end) == "to") continue;
                var noun = phrase.Part(i + 1, end).Text;
                while (start > 0 && (ModelLead.At(phrase, start - 1) > 0 || phrase[start - 1].Text == ",")) start--;
                plan.ModelsFor.Add((noun.Trim(), use));
                if (phrase.Low(i) == "as") plan.Doers.Add(phrase.Low(end - 1));
                line = $"{phrase.To(start).Text}{phrase.Tail(end)}".Trim();
                found = true;
                break;
            }

            if (!found) return line;
        }

        return line;
    }
}
