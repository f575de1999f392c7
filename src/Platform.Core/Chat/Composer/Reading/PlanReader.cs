using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Reads a whole request: sentence by sentence, each the order of an action, of a choice, of a repetition or of a bound.</summary>
/// <param name="known">Categories that the draft knows already.</param>
internal sealed partial class PlanReader(Literals literals, ModelNames models, IReadOnlyCollection<string> workflows, IReadOnlyCollection<string>? known = null)
{
    private readonly Plan _plan = new();
    private readonly Settings _settings = new(literals, models);
    private Scene? _scene;
    private Traits? _traits;

    /// <param name="text">Literals put away, words spelt right.</param>
    public Plan Read(string text)
    {
        var reader = new StatementReader(literals, models, workflows, _plan, known ?? []);
        text = text.Replace("p.m.", "pm", StringComparison.OrdinalIgnoreCase).Replace("a.m.", "am", StringComparison.OrdinalIgnoreCase);
        text = new Brought(_plan, literals).Take(new StandIns(literals, models).Take(Trades.Spelt(Crowd.Spelt(Reviewers.Spelt(Verdicts.Spelt(Experts.Spelt(reader.Debate(Dialogues.Spelt(Wording.Corrected(Wording.Formal(text))))))))), _plan));
        var sentences = new Routing(literals, models, _plan).Of(Rounds.Joined(Openings.Joined(Colons.Parted(Clauses.Sentences(new Preface(literals, models, _plan).Of(text))))));
        reader.Know(_plan.Doers);
        reader.Know(Cast.Of(Phrase.Of(text)));
        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            var items = 0;
            if (sentence.Opens)
                while (i + items + 1 < sentences.Count && sentences[i + items + 1].IsItem && (items == 0 || sentences[i + items + 1].Indent >= sentences[i + 1].Indent)) items++;
            var (head, _, _, _) = Phrases.Opened(sentence.Text);
            if (items > 0 && reader.Block(head, [.. sentences.Skip(i + 1).Take(items).Select(s => s.Text)], _plan.Items))
            {
                i += items;
                continue;
            }

            Sentence(sentence.Text, reader, [.. sentences.Skip(i + 1).Select(s => s.Text)]);
        }

        if (_plan.Items.Count == 0 && _plan.Inputs.Count > 0 && _plan.Outputs.Count > 0) _plan.Items.Add(new Step("write", $"write the {string.Join(" and the ", _plan.Outputs.Select(o => o.Replace('_', ' ')))}")); // "input: keywords, output: an article" is all that was said
        Columns.Settle(_plan.Items);
        if (_plan.Inputs.FindIndex(i => i is { Name: "path", Type: "string", Default: null }) is >= 0 and var path && !_plan.Inputs.Exists(i => i.Type == "file") && Steps(_plan.Items).Any(s => s.Skill is "fileread" or "csvread" && string.IsNullOrEmpty(s.Get("path")))) _plan.Inputs[path] = new PlanInput("path", "file"); // the path that is given is that of the file that is read
        _traits?.Finish();
        StatementReader.Allow(_plan);
        if (_plan.Triggers.Count > 0) _plan.Remarks.RemoveAll(r => r.StartsWith("Nothing starts", StringComparison.Ordinal));
        foreach (var (noun, use) in _plan.ModelsFor)
        {
            if (noun is "both" or "everything" or "all" or "all steps" or "both steps" or "all agents" or "both agents" or "the whole thing")
            {
                _plan.Model ??= use;
                continue;
            }

            var named = Named(_plan.Items, noun);
            foreach (var step in named) step.Model = use;
            if (named.Count == 0) _plan.Later.Add(($"use {use} for {noun}", $"{use} for {noun}"));
        }

        foreach (var (noun, tools) in _plan.ToolsFor)
            foreach (var step in Named(_plan.Items, noun)) step.Tools.AddRange(tools.Where(t => !step.Tools.Contains(t)));
        return _plan;
    }

    // The steps that a noun speaks of: "the translation" is what translates.
    private static List<Step> Named(List<PlanItem> items, string noun)
    {
        var stems = noun.ToLowerInvariant().Split(' ').Where(w => w.Length > 3).Select(w => w[..Math.Min(5, w.Length - 1)]).ToList();
        return [.. Steps(items).Where(s => s.Skill is not ("webfetch" or "fileread" or "csvread" or "filewrite" or "csvwrite" or "slack" or "email" or "telegram" or "human" or "wait") && $"{s.Skill} {s.Said} {s.Get("name")}".ToLowerInvariant().Split(' ').Any(w => stems.Exists(t => w.StartsWith(t, StringComparison.Ordinal))))];
    }

    /// <summary>All steps, in branches and loops too.</summary>
    public static IEnumerable<Step> Steps(IEnumerable<PlanItem> items) => items.SelectMany(i => i switch
    {
        Step step => [step],
        ForEach each => Steps(each.Body),
        Together together => together.Ways.SelectMany(Steps),
        Delegation delegation => delegation.Workers.Prepend(delegation.Leader),
        Again again => Steps([.. again.Body ?? [], .. again.Spent]),
        Fork fork => fork.Cases.SelectMany(c => Steps(c.Then)).Concat(Steps(fork.Else)),
        _ => Enumerable.Empty<Step>(),
    });

    /// <summary>What is asked before a way is taken, in branches and loops too.</summary>
    public static IEnumerable<Condition> Conditions(IEnumerable<PlanItem> items) => items.SelectMany(i => i switch
    {
        ForEach each => Conditions(each.Body),
        Together together => together.Ways.SelectMany(Conditions),
        Again again => Conditions(again.Body ?? []),
        Fork fork => fork.Cases.SelectMany(c => Conditions(c.Then).Append(c.When)).Concat(Conditions(fork.Else)),
        _ => Enumerable.Empty<Condition>(),
    });

    private void Sentence(string sentence, StatementReader reader, IReadOnlyList<string> behind)
    {
        if (Declared(sentence, reader, behind)) return;
        if ((_plan.Items.Count == 0 && behind.Count > 0 && Wanted().Match(sentence) is { Success: true } wanted ? wanted : Christened().Match(sentence)) is { Success: true } called && IsName(called, behind))
        {
            _plan.Name = literals.Unmask(called.Groups["name"].Value).Trim('"');
            return;
        }

        if (NoAgents().IsMatch(sentence))
        {
            _plan.NoAgents = literals.Unmask(sentence);
            return;
        }

        if (Once().IsMatch(sentence))
        {
            _plan.Settled.Add(literals.Unmask(sentence)); // as it is where nothing is said of rounds
            return;
        }

        var traits = _traits ??= new Traits(_plan, literals, models);
        var hours = new Hours();
        sentence = Timetable.Spelt(hours.Of(Wording.Plain(Phrase.Of(ToolIds.Spelt(traits.Take(sentence)))).Text), _plan.Settled);
        if (Preface.IsChatter(sentence)) return;
        Told(sentence, hours, reader, behind);
        traits.Give();
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:and |but |please |with |use )*(?:no|without(?: any)?|don't use(?: any)?) (?:ai |llm )?(?:agents?|ai|llms?|language models?|models?)(?: at all| please| needed| involved| anywhere| in (?:it|this|there))*$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex NoAgents();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:(?:just|only) once|(?:with )?no (?:loops?|repetitions?|rounds))(?:,? (?:and )?(?:with )?no (?:loops?|repetitions?|rounds)| only| please)*$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Once();

    // "Call the workflow blog-writer" as a sentence of its own is this one, unless one is saved under that name or the next sentence goes on with what it gave.
    private bool IsName(System.Text.RegularExpressions.Match called, IReadOnlyList<string> behind)
    {
        if (!called.Groups["calls"].Success) return true;
        var name = literals.Unmask(called.Groups["name"].Value).Trim('"');
        if (_plan.Items.Count + behind.Count == 0 || workflows.Contains(name, StringComparer.OrdinalIgnoreCase) || behind.Count > 0 && GoesOn().IsMatch(behind[0])) return false;
        _plan.Remarks.Add($"I took '{name}' for the name of this workflow. If another workflow of that name is to be run as a step, say \"then run the workflow {name}\".");
        return true;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:then|and then|next|after|afterwards|when|once|if|unless|should|with|and)\b|\b(?:(?:its|the) (?:results?|answers?|outputs?)|returns?|gives?)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex GoesOn();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:(?:and|also|oh|please|(?:can|could) you|you can|(?:we|i)(?:'ll| will)?|let's|,) )*(?:(?<calls>call) the (?:new )?(?:workflow|flow|pipeline)|call (?:this|my|our|the whole) (?:new )?(?:workflow|flow|pipeline|thing)|(?:name|title) (?:the|this|my|our) (?:new |whole )?(?:workflow|flow|pipeline|thing)) (?:as |to )?(?<name>[A-Za-z][\w-]*|[\uE600-\uE7FF\uEC00-\uEDFF])(?:,? please)?$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Christened();

    // "I want a workflow named invoice-check": what it does comes behind.
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:(?:hi|hello|hey),? )?(?:please )?(?:(?:can|could) you (?:please )?)?(?:(?:(?:i|we)(?:'d| would)? (?:want|need|like)(?: to (?:have|build|create|make))?|(?:build|make|create|set up|design|add|start)(?: me| us)?|there (?:is|should be)) (?:an?|the|one) (?:new )?(?:[a-z-]+ )?(?:workflow|flow|pipeline),? (?:that is |which is |to be )?(?:named|called|with the name(?: of)?|by the name of)|(?:the|this|my) (?:new )?(?:workflow|flow|pipeline)(?:'s name)? (?:is|should be|will be|shall be|must be)(?: called| named)?|(?:its|the) name (?:is|should be|shall be)) (?<name>[A-Za-z][\w-]*|[\uE600-\uE7FF\uEC00-\uEDFF])$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Wanted();

    private void Told(string sentence, Hours hours, StatementReader reader, IReadOnlyList<string> behind)
    {
        if (sentence.Length == 0) return;
        sentence = (_scene ??= new Scene(_plan, literals)).Of(sentence, behind);
        if (sentence.Length == 0) return;
        if (_plan.Items.Count == 0 && Preface.IsAim(sentence, behind))
        {
            _plan.Title ??= literals.Unmask(sentence);
            return;
        }

        var (text, name, kind, isNew) = reader.IsWay(sentence) ? (sentence, null, null, false) : Phrases.Opened(sentence);
        if (name is not null) _plan.Name = literals.Unmask(name).Trim('"');
        else if (isNew && !string.IsNullOrWhiteSpace(kind)) _plan.Title ??= literals.Unmask(kind.Trim());
        text = Preface.Given(Timetable.Spelt(text, _plan.Settled), _plan, literals);
        if (Preface.Untitled(_settings.Headed(text, _plan), _plan, literals, known ?? []) is var headed && headed != text) text = Preface.Given(headed, _plan, literals);
        if (Handed.Plain(Phrase.Of(text)) is var handed && handed.Text != text) text = Preface.Given(handed.Text, _plan, literals); // behind what leads in: "quick one: when I paste a letter, …"
        var before = Settled();
        var triggers = _plan.Triggers.Count;
        text = hours.Join(_settings.Take(text, _plan), _plan, triggers);
        var isSetting = before != Settled();
        if (isSetting && Phrase.Of(text) is { Count: > 2 } led && led.Low(0) is "run" or "start" or "do" && led[1].Text == ",") text = led.From(2).Text; // "run at 5:30 every morning, fetch …"
        if (!text.StartsWith("give up", StringComparison.OrdinalIgnoreCase)) text = Inputs.Take(text, _plan, literals, _plan.Items.Count <= _scene.Opened);
        if (_plan.Items.Count == 0 && behind.Count > 0 && Preface.IsTitle(text))
        {
            _plan.Title ??= literals.Unmask(text);
            if (text.Contains("daily", StringComparison.OrdinalIgnoreCase)) _plan.Triggers.Add(("cron", "0 9 * * *", null));
            else if (text.Contains("weekly", StringComparison.OrdinalIgnoreCase)) _plan.Triggers.Add(("cron", "0 9 * * 1", null));
            return;
        }

        if (text.Length == 0 || Preface.IsChatter(text) || isSetting && Preface.IsRest(text)) return;
        if (Preface.Wished(sentence, _plan, literals) || Preface.Shared(text, _plan)) return;
        text = Preface.Verbal(text);
        reader.Begin();
        var missed = _plan.NotUnderstood.Count;
        reader.Sort(text, behind);
        if (reader.Read(text, _plan.Items)) return;
        _plan.NotUnderstood.RemoveRange(missed, _plan.NotUnderstood.Count - missed);
        if (isNew && behind.Count > 0 && Phrase.Of(text) is { Count: <= 4, HasLiterals: false })
        {
            _plan.Title ??= literals.Unmask(text); // "make a workflow for blog posts", and what it does comes behind
            return;
        }

        if (!isSetting && !(isNew && text.StartsWith("for ", StringComparison.OrdinalIgnoreCase))) Postpone(text, sentence);
        else if (!Preface.IsRest(text) && isSetting)
        {
            // "…, a temperature of 0.1, and the model x": further settings beside the one that was read
            foreach (var piece in text.Split([", and ", ", ", " and "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => !Preface.IsRest(p)))
            {
                var setting = piece.StartsWith("use ", StringComparison.OrdinalIgnoreCase) || piece.StartsWith("set ", StringComparison.OrdinalIgnoreCase) ? piece : $"use {piece}";
                if (_settings.Take(setting, _plan) is var left && (left.Length == 0 || Preface.IsRest(left))) continue;
                Postpone(setting, piece);
            }
        }
    }

    // "A team of a researcher, a writer and an editor": agents that are listed, not told one by one what to do.
    private bool Declared(string sentence, StatementReader reader, IReadOnlyList<string> behind)
    {
        var said = Phrase.Of(sentence);
        if (_plan.Items.LastOrDefault() is Delegation led && said.Count < 8 && Crews.Rounds(said) is { } most)
        {
            _plan.Items[^1] = led with { Most = most };
            return true;
        }

        if (new Crews(literals, models).Of(said) is not { } crew) return false;
        if (CrewPlan.IsDescribed(crew, behind))
        {
            reader.Know(crew.Members.Select(m => m.Name)); // what each of them does is said behind
            CrewPlan.Name(crew, _plan);
        }
        else CrewPlan.Add(crew, _plan);
        _plan.Settled.Add(literals.Unmask(sentence)); // nothing of it is lost: each word is an agent, or says that there are some
        return true;
    }

    private (int, int, int, string?, string?, int?, int?, string?, string?) Settled() => (_plan.Triggers.Count, _plan.Limits.Count, _plan.Budgets.Count, _plan.Name, _plan.Model, _plan.Attempts, _plan.Concurrency, _plan.Timeout, _plan.Cache);

    // What is no step may be an order about one that was built: it is tried again when the graph stands.
    private void Postpone(string text, string sentence)
    {
        var shown = literals.Unmask(sentence);
        _plan.NotUnderstood.Add(shown);
        _plan.Later.Add((text, shown));
    }
}
