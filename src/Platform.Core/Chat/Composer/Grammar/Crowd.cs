namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Agents by their models: as many as there are models, each on its own ("ask three agents the same riddle, each on its own model (gpt-4o, claude, gemini)"), and one
/// that is called by its model ("a cheap gpt-4o-mini agent classifies it"). A pure rewriting of words.
/// </summary>
internal static class Crowd
{
    private static readonly Form Beside = new("all? in parallel | all? side by side | at the same time | at once | simultaneously | concurrently | running/working side by side | running/working in parallel | separately | independently");

    private static readonly Form Apart = new("each? with/on/using/running? on? different/various/separate models | each with/on/using/running? on? its/a/their own/different/separate model | one each on | with/on/using one model each");

    private static readonly Form Behind = new(",? and/then? then? a/an/the/another");

    /// <summary>The text with such a sentence in the words that the reader knows; models are named in it before they are looked for elsewhere.</summary>
    public static string Spelt(string text)
    {
        var phrase = ByModel(Phrase.Of(text));
        text = phrase.Text;
        var agents = phrase.Find(1, "agents");
        if (agents < 1) return text;
        var start = Enumerable.Range(0, agents).LastOrDefault(k => phrase[k].Text is "." or "!" or "?", -1) + 1;
        var end = phrase.Find(agents, ".") is > 0 and var stop ? stop : phrase.Count;
        return Of(phrase.Part(start, end)) is { } told ? $"{phrase.To(start).Text} {told.Text}{(end < phrase.Count ? text[phrase[end].Start..] : "")}".Trim() : text;
    }

    private static readonly HashSet<string> Sorts = ["classify", "sort", "route", "triage", "categorise", "categorize", "decide", "detect"];

    // "A cheap gpt-4o-mini agent |classifies it|": the model does; "a claude agent |drafts it|" is an agent with that model.
    private static Phrase ByModel(Phrase text)
    {
        for (var i = text.Count - 3; i > 0; i--)
        {
            if (text.Low(i + 1) is not ("agent" or "model" or "bot") || !Lexicon.IsModel(text, i) || Lexicon.FormOf(text.Low(i + 2)) != VerbForm.Third) continue;
            var from = IsOne(text.Low(i - 1)) ? i - 1 : IsOne(text.Low(i - 2)) ? i - 2 : i;
            if (from == i) continue;
            var who = Sorts.Contains(Lexicon.Lemma(text.Low(i + 2))!) ? text[i].Text : $"{(text.Low(from) == "another" || text.Low(from - 1) == "and" ? "another" : "an")} agent using {text[i].Text}";
            text = Phrase.Of($"{text.To(from).Text} {who} {text.From(i + 2).Text}".Trim());
        }

        return text;
    }

    private static bool IsOne(string word) => word is "a" or "an" or "one" or "another";

    private static Phrase? Of(Phrase sentence)
    {
        var agents = sentence.Find(1, "agents");
        if (agents < 1 || Apart.In(sentence, agents) is not var (apart, open)) return null;
        var from = open;
        while (from < sentence.Count && sentence[from].Text is "," or ":" or "(") from++;
        var models = new List<string>();
        var end = from;
        for (var i = from; i < sentence.Count && (Lexicon.IsModel(sentence, i) || sentence[i].Text == "," || sentence.Low(i) == "and"); i++)
        {
            if (!Lexicon.IsModel(sentence, i)) continue;
            models.Add(sentence[i].Text);
            end = i + 1;
        }

        if (models.Count < 2 || Task(sentence, agents, apart) is not { } task) return null;
        if (end < sentence.Count && sentence[end].Text == ")") end++;
        var rest = sentence.From(end);
        if (Behind.Opens(rest, out var behind) && rest.Find(behind, "agent") is > 0 and < 8 and var who && rest.Low(who + 1) is "that" or "which" or "who") rest = Phrase.Of($". Then the {rest.Part(behind, who + 1).Text} {rest.From(who + 2).Text}");
        else if (rest.Count > 2 && rest[0].Text == "," && rest.Find(1, "then") is > 0 and < 3 and var then) rest = Phrase.Of($". {rest.From(then).Text}");
        return Phrase.Of($"let {string.Join(", ", models.SkipLast(1))} and {models[^1]} {task}{rest.Tail(0)}");
    }

    // What all of them do: "ask four agents |the same riddle|", "three |brainstorming| agents", "three agents |draft a slogan|".
    private static string? Task(Phrase sentence, int agents, int until)
    {
        var said = sentence.Part(agents + 1, until).Trimmed();
        while (Beside.In(said) is var (at, to)) said = said.Without(at, to).Trimmed();
        while (said.Low(said.Count - 1) is "each" or "all" or "and") said = said.To(said.Count - 1).Trimmed();
        if (said.Low(0) is "to" or "that" or "which") said = said.From(1);
        if (said.Count > 1 && Lexicon.FormOf(said.Low(0)) is VerbForm.Plain or VerbForm.Third) return $"{Lexicon.Lemma(said.Low(0))} {said.From(1).Text}";
        if (said.Count > 1 && sentence.Low(0) is "ask" or "give" && Lexicon.IsDeterminer(said.Low(0))) return $"answer the {(said.Low(1) == "same" ? said.From(2).Text : said.From(1).Text)}";
        if (said.Count > 0) return null;
        var kind = sentence.Low(agents - 1);
        return Lexicon.FormOf(kind) == VerbForm.Ing && Lexicon.Lemma(kind) is { } verb ? $"{verb} on the topic I enter" : Crews.IsAgent(kind) ? Crews.Task(kind, "topic I enter") : null;
    }
}
