using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Reads one sentence into a plan: what decides, repeats and goes on beside is taken first, from left to right, and each of its parts is a sentence again; what
/// is left are clauses, one action each.
/// </summary>
internal sealed partial class StatementReader
{
    private readonly Literals _literals;
    private readonly ModelNames _models;
    private readonly Plan _plan;
    private readonly Skills _skills;
    private readonly Shaper _shaper;
    private readonly Servers _servers;
    private readonly List<string> _labels;
    private readonly HashSet<string> _roles = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="labels">Categories that are known already.</param>
    public StatementReader(Literals literals, ModelNames models, IReadOnlyCollection<string> workflows, Plan plan, IEnumerable<string> labels)
    {
        (_literals, _models, _plan, _labels) = (literals, models, plan, [.. labels]);
        _skills = new Skills(literals, models, workflows);
        _shaper = new Shaper(literals, models, _roles);
        _servers = new Servers(literals, models);
    }

    private static readonly Form Lead = new("and | but | then | also | so | , | now | afterwards | additionally | as well | plus");
    private static readonly Form Closing = new("finally | lastly | in/at the end | in any case | either way | afterwards | at last | to finish | when/once everything/all is/are done/finished | after all that");

    /// <summary>Who is an agent whatever it is called: a model was named for it.</summary>
    public void Know(IEnumerable<string> agents) => _roles.UnionWith(agents);

    /// <summary>Reads a sentence; what no reader takes stands in the plan as not understood.</summary>
    /// <returns>Whether anything of it was read.</returns>
    public bool Read(string sentence, List<PlanItem> into)
    {
        var count = Size(into);
        _earlier = PlanReader.Steps(into).ToHashSet<PlanItem>(ReferenceEqualityComparer.Instance);
        var plain = Wording.Plain(Phrase.Of(sentence));
        Statement(IsWay(sentence) ? plain : Shaper.Bare(plain), into); // "second interview: …" is a category, no second step
        var isRead = Size(into) > count || _taken;
        (_isUnread, _unread) = (!isRead && IfLead.Opens(plain, out _), into.Count);
        return isRead;
    }

    /// <summary>Whether a sentence begins with a known category and a colon: "second interview: …".</summary>
    public bool IsWay(string sentence) => Phrase.Of(sentence) is var phrase && IsLabelAt(phrase, 0, out _, out var end) && phrase.Count > end && phrase[end].Text is ":" or "->" or "→";

    // The steps of the sentences before this one.
    private HashSet<PlanItem> _earlier = [];

    // The sentence before was a condition that nobody understood, behind as many items.
    private bool _isUnread;
    private int _unread;

    // Something was read that makes no step: a bound, a model, an output.
    private bool _taken;

    /// <summary>What was said of a whole that makes no step is forgotten before the next sentence.</summary>
    public void Begin() => (_taken, _tuned) = (false, "");

    private IReadOnlyList<string> _heads = [];

    /// <summary>What the sentences behind this one begin with names the categories of a sorting that names none.</summary>
    public void Sort(string sentence, IReadOnlyList<string> behind) => (_told, _heads, _isDecided) = (Phrase.Of($"{sentence} {string.Join(' ', behind)}"), Heads([.. sentence.Split([". ", "; "], StringSplitOptions.None).Skip(1), .. behind], Rulings.In(Phrase.Of(sentence)) is not null), Phrase.Of(sentence).Has("decide", "whether", "classify", "determine", "sort"));

    // Only of who rules are "approved" and "rejected" categories; else a person decided it.
    private static readonly Form Rulings = new("decides/decide/judges/judge/determines/determine whether/if/about? | approves/accepts or rejects/declines/refuses | classify/classifies/sort/sorts");

    // What is said from this sentence on.
    private Phrase _told = Phrase.Of("");

    // Whether the sentence itself says what is decided.
    private bool _isDecided;

    private static int Size(List<PlanItem> items) => items.Count + PlanReader.Steps(items).Count() + items.OfType<Fork>().Sum(f => f.Cases.Count + f.Else.Count) + items.OfType<Again>().Count();

    // Parts of parts of parts: what goes deeper than any sentence a person writes is told and left.
    private const int Deepest = 60;

    /// <summary>Parts of a whole request that are read: a part may be tried in two ways, so what is nested would double with each level.</summary>
    private const int MostParts = 2_000;

    private int _depth;
    private int _parts;

    private void Statement(Phrase phrase, List<PlanItem> into)
    {
        if (_depth++ < Deepest && _parts++ < MostParts) Parts(phrase, into);
        else if (_depth <= 2) Missed(phrase);
        _depth--;
    }

    private void Parts(Phrase phrase, List<PlanItem> into)
    {
        phrase = phrase.Trimmed();
        while (Lead.Opens(phrase, out var lead) && lead < phrase.Count && Beside.At(phrase, 0) < 0) phrase = phrase.From(lead).Trimmed();
        if (phrase.Count == 0) return;
        if (phrase.Low(0) is "always" && phrase.Low(1) is "ask" or "check" or "show" or "let" or "get" or "have" or "consult") phrase = phrase.From(1);
        if (Addressed(phrase) is { } each)
        {
            foreach (var one in each) Statement(one, into);
            return;
        }

        phrase = Heard(phrase, into);
        if (Closing.Opens(phrase, out var closing) && closing < phrase.Count && into.LastOrDefault() is not null)
        {
            Statement(phrase.From(closing), into);
            return;
        }

        if (Kinds(phrase, out var behind) is { } kinds)
        {
            AtOnceOf(kinds, into);
            if (behind.Count > 0) Statement(behind, into);
            return;
        }

        if (FirstDone(phrase, into) is { } onward)
        {
            if (onward.Count > 0) Statement(onward, into);
            return;
        }

        if (Searched(phrase, into) || Aspects(phrase, into)) return;
        if ((Ruling(phrase, into) ?? Agreed(phrase, into) ?? Judged(phrase, into) ?? Anyway(phrase, into)) is { } ruling)
        {
            Statement(ruling, into);
            return;
        }

        if (Spent(phrase, into)) return;
        if (Led(phrase) is { } led) phrase = led;
        if (Ahead(phrase) is > 0 and var ahead)
        {
            if (phrase.Low(ahead - 1) != ":" || !Title(phrase.To(ahead - 1))) Statement(phrase.To(ahead), into);
            Statement(phrase.From(ahead), into);
            return;
        }

        if (OfTheSilent(phrase, into) || Alternatives(phrase, into) || Withheld(phrase, into) || Debated(phrase, into) || OfModels(phrase, into) || Panel(phrase, into) || Shared(phrase, into) || Copied(phrase, into) || BothSides(phrase, into) || Gathered(phrase, into) || FailureAnywhere(phrase, into) || AtOnce(phrase, into) || Siblings(phrase, into) || Else(phrase, into) || Failure(phrase, into) || If(phrase, into) || Labelled(phrase, into) || SomeOf(phrase, into) || OnesOf(phrase, into) || Each(phrase, into) || Loop(phrase, into) || Timed(phrase, into) || Amounted(phrase, into) || Depending(phrase, into) || Routed(phrase, into) || Listing(phrase, into)) return;
        var clause = Cutter.Next(phrase);
        var chain = _isChain;
        _isChain |= phrase.Has("->", "→", "=>", "➡", "⇒");
        if (clause.Carried.Length == 0 && Provided.Opens(clause.Rest, out var provided) && provided + 1 < clause.Rest.Count && Ending(clause.Rest.From(provided)) is null && Cutter.Next(clause.Rest.From(provided)).Rest.Count == 0) clause = new Clause(Phrase.Of($"{clause.First.Text} {clause.Rest.Text}"), Join.None, phrase.From(phrase.Count)); // "post it, unless it mentions "test""
        if (phrase.Low(clause.First.Count) == "before" && clause.Rest.Count > 0 && AskedBefore(clause.First, clause.Rest, into))
        {
            _isChain = chain;
            return;
        }

        Clause(clause.First, Place(clause.First, into));
        if (clause.Rest.Count > 0) Statement(clause.Carried.Length > 0 ? Phrase.Of($"{clause.Carried} {clause.Rest.Text}") : clause.Rest, into);
        _isChain = chain;
    }

    private static readonly Form Provided = new("and/but? unless | and/but? except if/when/where | but/just not if/when | and/but? only if/when | provided that?");

    private List<PlanItem> Items(Phrase phrase, List<PlanItem>? behind = null)
    {
        var items = new List<PlanItem>();
        (var outer, _behind) = (_behind, behind ?? _behind);
        Statement(phrase, items);
        _behind = outer;
        return items;
    }

    // What stands before the part that is being read, for what "it" and "the approval" are.
    private List<PlanItem>? _behind;

    private IEnumerable<Step> Before(List<PlanItem> into) => PlanReader.Steps(_plan.Items).Concat(_behind is null ? [] : PlanReader.Steps(_behind)).Concat(PlanReader.Steps(into));

    private void Missed(Phrase phrase) => Missed(phrase.Text);

    private void Missed(string text)
    {
        if (text.Any(char.IsLetterOrDigit) || text.Any(Literals.IsLiteral)) _plan.NotUnderstood.Add(_literals.Unmask(text));
    }

    private static readonly Form Collective = new("combine/combines/merge/merges/join/joins/compare/compares/rank/ranks the/these/those * | combine/combines/merge/merges/join/joins/compare/compares them | all | everything | combined/combine | together | them all | list of | the/these results | both | these | those | overall | total | one report/file/document/message/mail/email/digest/overview | into one | the/a number of | how many | the? best/top/first/last # | the one/ones with the highest/lowest/best/worst/most/least");

    // What comes after "for each" and speaks of "it" still belongs to each.
    private static List<PlanItem> Place(Phrase phrase, List<PlanItem> into)
    {
        if (into.LastOrDefault() is not ForEach each || IsTally(phrase) || Collective.In(phrase) is not null || Closing.Opens(phrase, out _)) return into;
        if (each.Body.Count > 0 && each.Body.TrueForAll(i => i is Fork { HasElse: false } skips && skips.Cases.TrueForAll(c => c.Then is [Step { Skill: "stop" }]))) return each.Body; // "for each row: if it is closed, skip it. Draft a reply …"
        if (Rewording.IsTabled(phrase)) return each.Body; // "collect name and country in a.csv": of each
        var noun = Words.Singular(phrase.Low(Lexicon.IsDeterminer(phrase.Low(0)) ? 1 : 0));
        if (phrase.Low(0) == "it" && Lexicon.FormOf(phrase.Low(1)) == VerbForm.Third) phrase = phrase.From(1); // the workflow itself
        var isOfEach = phrase.Has("it", "its", "each", "that") || phrase.Find(0, "one") is >= 0 and var one && phrase.Low(one + 1) is not ("agent" or "model" or "more" or "last" or "final" or "report" or "overview") || noun == each.Item || phrase.Low(0) is "if" or "when" or "unless";
        return isOfEach ? each.Body : into;
    }

    private static readonly Form ElseLead = new("""
        for? everything/anything else | for? the/all/any? rest of? it/them/those? | for? all? the? others | for? the? other ones | otherwise | or else | else | if not | if none of these/those/them matches/match/fits/fit/apply/applies? | in any/all other case/cases | by default |
        failing that | for? the/all? remaining ones? | whatever else/is left | for? all/any other *? | if it/this is/'s something else | if it's something else | if/when it doesn't | if/when it does not | if/when it hasn't | in between | if it isn't | if it is not | if that's not the case | if it is neither | if it's neither | if neither is the? case/there/true/so | if neither applies/matches/holds | if none of these/those/them is there/true/so/found | if there are/is none | if it finds none/nothing | if none are/is found | for? the/all? smaller/bigger/lower/cheaper/larger/shorter/longer ones | everything/anything/all lower/below/under/smaller/less/higher/above/over/bigger
        """);

    private bool Else(Phrase phrase, List<PlanItem> into)
    {
        if (!ElseLead.Opens(phrase, out var length) || length >= phrase.Count) return false;
        var rest = phrase.From(length).Trimmed();
        if (Passes.Opens(rest, out var idle) && idle == rest.Count && into.LastOrDefault() is ForEach && Open(into) is null) return _taken = true; // "for each order above 100 …, the others get nothing"
        if (phrase.Low(0) == "if" && phrase.Low(1) is "it" or "that" && rest.Count > 0 && phrase[length].Text != "," && Lexicon.OrderAt(rest, 0) < 0 && Lexicon.PredicateAt(rest, 0) < 0) return false; // "if it is not urgent, …"
        if (rest.Low(0) == "then") rest = rest.From(1);
        while (rest.Count > 0 && rest.Low(0) is "is" or "are" or "gets" or "get" or "goes" or "go" or "should" or "must" && rest.Low(1) is not ("on" or "ahead") && Lexicon.OrderAt(rest, 0) < 0) { rest = Phrase.Of($"it {rest.Text}"); break; }
        rest = _servers.Order(rest) ?? rest;
        if (into.LastOrDefault() is Step && Guarded(into) is var (guarded, first))
        {
            // what is done otherwise: so the deed that was guarded belongs to those who are asked about
            guarded.AddRange(into.Skip(first));
            into.RemoveRange(first, into.Count - first);
        }

        var fork = Open(into);
        if (fork is { HasElse: false } kinds && phrase.Low(0) is "otherwise" or "else" or "if" && kinds.Cases.Count > 0 && kinds.Cases.TrueForAll(c => c.When.Test == Test.Label) && RuledOf(kinds.Cases[^1].Then) is { } ruled) fork = ruled; // of the decision, not of the category
        if (fork is null && into.LastOrDefault() is Step { Skill: "human" } person && person.Get("form") != "answer")
        {
            var isLate = person.Get("due") is not null && phrase.Low(0) is not "if";
            fork = new Fork([new Case(new Condition(Test.Approved, "", "==", "true", "approved"), [])]) { HasElse = true };
            var items = Items(rest, into);
            if (items.Count == 0)
            {
                Missed(phrase);
                return true;
            }

            AddCase(into, isLate ? new Condition(Test.Late, "", "==", "", $"nobody answers within {person.Get("due")}") : new Condition(Test.Approved, "", "!=", "true", "not approved"), items);
            return true;
        }

        if (fork is null && into.Count > 1 && into.FindLast(i => i is Step { Skill: "wait" }) is Step { Skill: "wait" } wait && wait.Get("event") is not null)
        {
            // "wait for it and then …; otherwise …": what stands behind the wait is what happens when it came
            var late = Items(rest, into);
            if (late.Count == 0) return Left(phrase);
            var at = into.IndexOf(wait);
            var then = into.Skip(at + 1).ToList();
            into.RemoveRange(at + 1, then.Count);
            into.Add(new Fork([new Case(new Condition(Test.Late, "", "==", "", "it does not come in time"), late)]) { HasElse = true });
            ((Fork)into[^1]).Else.AddRange(then);
            return true;
        }

        if (fork is null && into.Count > 1 && into[^2] is Fork && into[^1] is Step { Skill: var gone } && Outward.Contains(gone) && rest.Has("directly", "straight", "anyway", "immediately", "right") && !rest.HasLiterals) return _taken = true; // it is sent anyway
        if (fork is { HasElse: true, Cases: [{ When.Test: Test.Late, Then.Count: 0 }] } waits && phrase.Low(0) is "if" or "when" or "otherwise" or "else")
        {
            AddCase(into, waits.Cases[0].When, Items(rest, into)); // "if it comes, …; if not, …"
            return waits.Cases[0].Then.Count > 0 || Left(phrase);
        }

        if (_isUnread && into.Count == _unread) return Left(phrase); // what else happens belongs to a condition that was left out
        if (fork is null && length == 2 && phrase.Low(0) == "if" && phrase.Low(1) == "not" && phrase[2].Text != "," && Lexicon.OrderAt(rest, 0) == 0) return If(Phrase.Of($"if not, {rest.Text}"), into);
        if (fork is null) return phrase.Low(0) is "otherwise" or "else" or "or" or "failing" && Left(phrase); // what else happens is left out with its choice
        if (rest.Low(0) is "if" or "when" && If(rest, into, fork)) return true;
        if ((Likewise(rest, fork) ?? Straight(rest, fork)) is { } alike)
        {
            fork.Else.AddRange(alike);
            fork.HasElse = true;
            return true;
        }

        if (Passes.Opens(rest, out var passes) && passes < rest.Count && Onwards.Opens(rest.From(passes), out var onwards))
        {
            fork.Else.Add(Nothing(rest.To(passes)));
            fork.HasElse = true;
            Statement(rest.From(passes + onwards), into); // "otherwise leave it as it is, and then post it": it is posted in both cases
            return true;
        }

        var other = Same(rest, fork) ?? Way(rest, into);
        if (other.Count == 0 && _taken)
        {
            fork.HasElse = true;
            return true;
        }

        if (other.Count == 0) return Left(phrase);
        fork.Else.AddRange(fork.Cases is [{ When: { Test: Test.Approved, Sign: "==" } }] ? Anewed(other) : other);
        fork.HasElse = true;
        return true;
    }

    private static readonly Form Onwards = new(",? and? then/afterwards");

    private bool Left(Phrase phrase)
    {
        Missed(phrase);
        return true;
    }

    // "…, otherwise the manager does": the same question to somebody else, or the same work by another agent.
    private List<PlanItem>? Likewise(Phrase rest, Fork fork)
    {
        if (rest.Count is > 2 and < 7 && rest.Low(rest.Count - 1) is "does" or "do" or "will" && rest.Low(rest.Count - 2) is "agent" or "bot" && PlanReader.Steps(fork.Cases[^1].Then).FirstOrDefault(s => s.Skill is "agent" or "work" or "write") is { } done)
            return [Agent(rest.Part(Lexicon.IsDeterminer(rest.Low(0)) ? 1 : 0, rest.Count - 2).Text, done.Said.Split(" as the ")[0])];
        if (rest.Count > 6 || rest.Low(rest.Count - 1) is not ("does" or "do" or "will" or "must" or "should" or "decides" or "approves") && !(rest.Count <= 3 && People.IsPerson(rest)) || (PlanReader.Steps(fork.Cases[^1].Then).LastOrDefault(s => s.Skill == "human") ?? PlanReader.Steps([fork]).LastOrDefault(s => s.Skill == "human")) is not { } asked) return null;
        var who = rest.Low(rest.Count - 1) is "does" or "do" or "will" or "must" or "should" or "decides" or "approves" ? rest.To(rest.Count - 1) : rest;
        return _skills.Read($"ask {who.Text} to {(asked.Get("form") == "answer" ? "answer" : "approve it")}") is { Skill: "human" } other ? [other] : null;
    }

    private static readonly Form Unasked = new("straight away/on? | right away | directly | immediately | at once | anyway | automatically | without asking/approval/further? | without any? further? approval/questions/ado");

    // "Ask Ann before saving it to a.json, otherwise save it straight away": what the others wait for.
    private static List<PlanItem>? Straight(Phrase rest, Fork fork)
    {
        if (rest.Count > 8 || rest.HasLiterals || Unasked.In(rest) is not { Item1: > 0 } || fork.Cases[^1].Then is not { } way || way.FindIndex(i => i is Step { Skill: "human" }) is not (>= 0 and var asked)) return null;
        var deeds = way.Skip(asked + 1).ToList();
        return deeds.Count > 0 && deeds.TrueForAll(d => d is Step) ? deeds : null;
    }

    // "…, otherwise "no"": the same message with another text.
    private List<PlanItem>? Same(Phrase rest, Fork fork)
    {
        if (rest.Count > 2 && rest.Low(rest.Count - 1) is "there" or "too" or "instead") rest = rest.To(rest.Count - 1);
        if (rest.Count == 2 && rest.Low(0) is "send" or "post" or "say" or "write" or "tell" && rest[1].IsLiteral("quote")) rest = rest.From(1);
        if (rest.Count != 1 || !rest[0].IsLiteral("quote") || PlanReader.Steps(fork.Cases[^1].Then).LastOrDefault(s => s.Skill is "slack" or "telegram" or "email" or "filewrite") is not { } told) return null;
        return [Alike(told, rest)];
    }

    // The same once more, with other words.
    private Step Alike(Step told, Phrase words)
    {
        var same = told.Again() with { Said = words.Text };
        same.Has[told.Skill == "filewrite" ? "content" : "text"] = _literals.Value(words[words.Count - 1].Text[0]);
        return same;
    }

    private static Fork? Open(List<PlanItem> items) => items.LastOrDefault() switch
    {
        Fork fork => fork,
        ForEach each => Open(each.Body),
        _ => null,
    };

    // "For each ticket:", "In parallel:" and "If it is urgent:" own the list below them.
    public bool Block(string head, IReadOnlyList<string> lines, List<PlanItem> into)
    {
        var phrase = Shaper.Bare(Phrase.Of(head)).Trimmed();
        if (Beside.Opens(phrase, out var beside) && beside >= phrase.Count - 2 || Beside.In(phrase) is { } within && phrase.Count <= 8 && within.End >= phrase.Count - 2)
        {
            var ways = lines.Select(l => Items(Phrase.Of(l), into)).Where(w => w.Count > 0).ToList();
            if (ways.Count > 1) into.Add(new Together(ways));
            else into.AddRange(ways.SelectMany(w => w));
            return true;
        }

        if (EachHead(phrase) is { } each && each.Body.Count == 0)
        {
            var loop = Opened(each, phrase, into);
            foreach (var line in lines) Statement(Phrase.Of(line), loop.Body);
            into.Add(loop);
            return true;
        }

        if (phrase.Low(0) is "if" or "when" or "unless")
        {
            var then = new List<PlanItem>();
            var condition = Condition(phrase.From(1), into);
            foreach (var line in lines) Statement(Phrase.Of(line), then);
            AddCase(into, phrase.Low(0) == "unless" ? condition.Not() : condition, then);
            return true;
        }

        if (ElseLead.Opens(phrase, out var other) && other >= phrase.Count - 1 && Open(into) is { } fork)
        {
            foreach (var line in lines) Statement(Phrase.Of(line), fork.Else);
            fork.HasElse = true;
            return true;
        }

        if (phrase.Low(0) is "repeat" or "loop" or "do" && (phrase.Has("repeat", "loop") || phrase.Has("times", "until")))
        {
            var body = new List<PlanItem>();
            foreach (var line in lines) Statement(Phrase.Of(line), body);
            var most = Bound(ref phrase);
            var until = phrase.Find(0, "until", "till");
            into.Add(new Again(body, until >= 0 ? Condition(phrase.From(until + 1), body) : null, most));
            return true;
        }

        return false;
    }
}
