using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>One agent of a crew.</summary>
/// <param name="Name">As it was called, without "agent": "fact checker".</param>
/// <param name="Task">What it was said to do; null where only its name says so.</param>
internal sealed record CrewMember(string Name, string? Task, string? Model, IReadOnlyList<string> Tools);

/// <summary>Agents that were listed and not given orders: "a pipeline with a planner using gpt-4o, a coder and a reviewer".</summary>
/// <param name="Leader">Who hands out the work: "a supervisor that delegates to a researcher and a coder"; null where nobody does.</param>
/// <param name="IsBeside">They work at the same time, and not one after the other.</param>
/// <param name="Most">Rounds at most.</param>
/// <param name="About">What the first of them works on: "topic".</param>
/// <param name="Model">The model of all that have none of their own.</param>
internal sealed record Crew(CrewMember? Leader, IReadOnlyList<CrewMember> Members, bool IsBeside, int? Most, string About, string? Model = null);

/// <summary>
/// Finds crews: a list of two or more agents, each a role with what it uses or does, behind words that say no more than that they exist and in which order they
/// work. A list that has a verb of its own ("a planner plans, a coder …") is none: those are orders.
/// </summary>
/// <param name="models">Knows models by the names that people use.</param>
internal sealed class Crews(Literals literals, ModelNames models)
{
    private static readonly HashSet<string> Nouns = ["agent", "agents", "bot", "bots", "assistant", "assistants", "model", "models", "llm", "llms", "role", "roles", "stage", "stages"];

    // Words that may stand before the list and order nothing else.
    private static readonly HashSet<string> Leading = new(
        """
        start begin first build make create set up design give show compose assemble define i we i'd we'd want need would like to have use let's with of from consisting made out composed that has having where using a an the me us my our please can could you new simple small
        multi-agent multi agent agents agentic ai pipeline team crew workflow system chain group squad panel setup set-up flow there are is should be one two three four five six several different specialised specialized in sequence row after another other each sequential sequentially
        parallel same time at side by simultaneously concurrently working work together namely called named as follows following : , - ( on for about topic task given question project problem and it its which whose members roles stages steps phases step phase
        blog post posts article articles assistant helper bot content newsroom hierarchical swarm hierarchy autonomous report reports essay story newsletter code coding software development writing research newsroom editorial marketing document documents copy text book translation analysis some
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly HashSet<string> Listed = ["agents", "team", "crew", "pipeline", "chain", "squad", "multi-agent", "multiagent", "roles", "system", "group", "panel"];
    private static readonly HashSet<string> Trailing = new(
        """
        working work works running run runs in sequence row one after the another other on a an given topic task question subject at same time parallel side by simultaneously concurrently together that which who should must , . and then each of them turn this order strictly until it is done they are finished handing handling hands hand over next passing passes pass result results to building builds
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    // Who leads the others of a list though nobody says so.
    private static readonly HashSet<string> Heads = ["supervisor", "boss", "orchestrator", "manager", "coordinator", "overseer"];
    private static readonly HashSet<string> Leaders = ["supervisor", "manager", "orchestrator", "coordinator", "lead", "boss", "director", "chief", "conductor", "dispatcher", "router", "overseer", "controller", "planner"];
    private static readonly Form Delegates = new("""
        delegates/delegate/delegating the? work/tasks/task/subtasks/everything/parts/it? to/between/among/over/across | hands/hand out? the? work/tasks/task/subtasks/jobs/it? out? to | gives/give the? work/tasks/task/subtasks/jobs to | assigns/assign the? work/tasks/task/subtasks/jobs/it to/between/among |
        distributes/distribute the? work/tasks/task/subtasks/jobs to/between/among/over | splits/split/divides/divide the/a? work/task/tasks/job/question/problem up? between/among/into/across/over | passes/pass the? work/tasks/task to | manages/manage | coordinates/coordinate | directs/direct | oversees/oversee | supervises/supervise | orchestrates/orchestrate | leads | picks/pick/chooses/choose/decides/decide between/among/whether/which of? |
        calls/call | routes/route the/a? work/tasks/task/question/request/it? to/between/among one? of? | picks/pick/chooses/choose/uses/use/selects/select/asks/ask one of | sends/send/passes/pass/gives/give the/a? work/task/question/request/ticket/it? to one of
        """);

    private static readonly Form With = new("using/with/on/via/by running? on? | running on? | powered/backed on/by | that/which/who uses/use/has/have/runs/can/may use? on?");
    private static readonly Form Also = new("and/plus can/may/has/uses/using/with");

    /// <summary>The crew that a sentence declares; null when it declares none.</summary>
    /// <param name="sentence">Literals put away.</param>
    public Crew? Of(Phrase sentence)
    {
        sentence = sentence.Trimmed();
        if (Led(sentence) is { } led) return led;
        if (sentence.Has("if", "when", "unless", "every", "otherwise")) return null;
        for (var i = 0; i < sentence.Count; i++)
        {
            var isColon = i > 1 && sentence[i - 1].Text is ":" or "-" && sentence.To(i).Has([.. Listed]);
            if (!isColon && !Starts(sentence, i) || List(sentence, i, isColon) is not ({ Count: > 1 } members, var end)) continue;
            var (head, tail) = (sentence.To(i), sentence.From(end).Trimmed());
            var goal = Goal(tail);
            if (goal is var (aim, upTo)) (tail, members[^1]) = (tail.To(upTo).Trimmed(), (members[^1].Member with { Task = members[^1].Member.Task ?? aim }, members[^1].IsCalled));
            var all = tail.Has("all", "each", "every", "them", "everyone", "everything") ? models.Find(tail.Text, literals) : null;
            if (!IsLead(head) || !head.Has([.. Listed, "workflow", "flow"]) && !members.TrueForAll(m => m.IsCalled) || !IsTail(tail, all, isLoose: false)) return null;
            var around = Phrase.Of($"{head.Text} {tail.Text}");
            List<CrewMember> crew = [.. members.Select(m => m.Member)];
            var isLed = Heads.Contains(crew[0].Name.ToLowerInvariant());
            return isLed ? new Crew(crew[0], [.. crew.Skip(1)], false, Rounds(sentence), "task", all) : new Crew(null, crew, IsBeside(around), null, About(around, crew[0]), all);
        }

        return Verbs(sentence);
    }

    // "…, |producing a report on the site|": what the last of them makes.
    private static (string Aim, int At)? Goal(Phrase tail)
    {
        var at = Enumerable.Range(0, tail.Count).FirstOrDefault(k => tail.Low(k) is "producing" or "writing" or "creating" or "preparing" or "drafting" or "making", -1);
        return at < 0 || at + 2 >= tail.Count || tail.From(at).Has("then", "and") || tail.From(at).HasLiterals ? null : ($"{(tail.Low(at) is "producing" or "making" or "creating" ? "write" : Lexicon.Lemma(tail.Low(at)))} {tail.From(at + 1).Text} from it", at);
    }

    /// <summary>What a role does that nobody gave a task, as an order.</summary>
    /// <param name="about">What the first of a crew works on; "it" for those behind it.</param>
    public static string Task(string role, string about)
    {
        var it = about == "it" ? "it" : $"the {about}";
        var word = role.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal).Split(' ')[^1];
        return word switch
        {
            "planner" or "architect" or "strategist" => $"make a plan for {it}, step by step",
            "researcher" => $"research {it} and collect the facts",
            "writer" or "author" or "copywriter" or "blogger" or "drafter" => about == "it" ? "write the text from it" : $"write a text on {it}",
            "editor" or "polisher" or "improver" => $"improve {it}: style, structure and clarity",
            "proofreader" => $"proofread {it}: spelling and grammar",
            "coder" or "developer" or "programmer" or "engineer" => $"write the code for {it}",
            "reviewer" or "critic" or "inspector" or "auditor" => $"review {it} and say what should be better",
            "checker" or "verifier" or "validator" => $"check whether {it} is right and say what is wrong",
            "tester" => $"test {it} in thought and say what fails",
            "summariser" or "summarizer" => $"summarise {it}",
            "translator" => $"translate {it}",
            "analyst" or "analyser" or "analyzer" => $"analyse {it} and draw conclusions",
            "judge" or "grader" or "evaluator" => $"judge {it} and give reasons",
            "outliner" => $"make an outline for {it}",
            "reporter" => $"write a report on {it}",
            "extractor" => $"extract the facts from {it}",
            "brainstormer" or "ideator" => $"collect ideas for {it}",
            "merger" or "aggregator" or "combiner" or "synthesiser" or "synthesizer" => $"combine {it} into one text",
            _ => $"work on {it} as the {role.ToLowerInvariant()}",
        };
    }

    // "A supervisor delegates to a researcher and a coder, max 10 rounds"
    private Crew? Led(Phrase sentence)
    {
        for (var i = 0; i + 2 < sentence.Count; i++)
        {
            var at = Lexicon.IsDeterminer(sentence.Low(i)) ? i + 1 : i;
            if (i > 0 && !IsLead(sentence.To(i)) || at >= sentence.Count || !Leaders.Contains(sentence.Low(at))) continue;
            var next = Nouns.Contains(sentence.Low(at + 1)) ? at + 2 : at + 1;
            var uses = Annotation(sentence, next);
            if (uses is not null) next = uses.End;
            while (sentence.Low(next) is "that" or "which" or "who" or "to" or ",") next++;
            if (Delegates.At(sentence, next) is not (> 0 and var list)) continue;
            while (Workers(sentence, list) is null && sentence.Low(list) is "its" or "his" or "her" or "the" or "two" or "three" or "four" or "workers" or "specialists" or ":" or "agents" or "specialised" or "specialized" or "expert" or "experts" or "," or "(" or "between" or "to" && !Starts(sentence, list)) list++;
            while (sentence.Low(list) is "among" or "between") list++;
            if (List(sentence, list, isLoose: true) is not ({ Count: > 1 } members, var end)) continue;
            var rest = sentence.From(end);
            var said = Task(sentence.Part(at, next).Text, "task");
            return new Crew(new CrewMember(sentence.Low(at), said, uses?.Model, uses?.Tools ?? []), [.. members.Select(m => m.Member)], false, Rounds(rest) ?? Rounds(sentence), sentence.Has("question", "questions") ? "question" : "task");
        }

        return null;
    }

    private static readonly Form Bounds = new("at most # rounds/times/turns/steps/iterations/delegations/cycles | no more than # rounds/times/turns/steps/iterations | max/maximum of? # rounds/times/turns/steps/iterations | up to # rounds/times/turns/steps/iterations | within # rounds/turns/steps | # rounds/times/turns/iterations at most/max | limit/limited to # rounds/turns/iterations | for # rounds/turns | after # rounds/turns/iterations");

    /// <summary>The rounds at most that a sentence speaks of.</summary>
    public static int? Rounds(Phrase said) => Bounds.In(said) is var (at, end) ? Enumerable.Range(at, end - at).Where(k => Lexicon.IsNumber(said[k])).Select(k => Amounts.Whole(said[k].Text)).FirstOrDefault() : null;

    /// <summary>Words that say no more than that there are agents: "I need a team of three agents:".</summary>
    public static bool IsLead(Phrase head) => !head.HasLiterals && head.Tokens.All(t => Leading.Contains(t.Low) || Lexicon.IsNumber(t));

    private static bool IsBeside(Phrase around) => around.Has("parallel", "simultaneously", "concurrently", "same") || around.Find(0, "side") is >= 0 and var side && around.Low(side + 1) == "by";

    private static string About(Phrase around, CrewMember first) =>
        Array.Find(["topic", "question", "task", "project", "problem"], w => around.Has(w)) ?? (first.Name.ToLowerInvariant().Split(' ')[^1] is "researcher" or "writer" or "blogger" or "author" or "copywriter" or "outliner" or "editor" or "brainstormer" ? "topic" : "task");

    // What an agent does in a list of mere steps; others are done by tools.
    private static readonly HashSet<string> Thinking = [.. VerbKinds.Reviewing, "proofread", "edit", "score", "code", "refine", "revise", "reflect", "format"];

    // "Three agents in sequence: outline, draft, polish", "three steps, outline, draft and polish, each done by a claude agent": each is what it does.
    private Crew? Verbs(Phrase sentence)
    {
        var at = sentence.Find(2, ":", ",", "called", "named");
        if (at < 0 || !IsLead(sentence.To(at))) return null;
        var isAgents = sentence.Has("agents", "agent", "stages", "roles");
        if (!isAgents && !sentence.To(at).Has("steps", "phases", "step")) return null;
        var (members, end) = (new List<CrewMember>(), at + 1);
        for (var i = at + 1; i < sentence.Count;)
        {
            var to = i;
            while (to < sentence.Count && !IsSeparator(sentence, to) && sentence[to].Kind != TokenKind.Mark) to++;
            var said = sentence.Part(i, to);
            if (said.Count is 0 or > 2 || Lexicon.FormOf(said.Low(0)) != VerbForm.Plain || !isAgents && !Cast.IsDrafting(said.Low(0)) && !Thinking.Contains(said.Low(0))) break;
            members.Add(new CrewMember(said.Low(0), members.Count == 0 && said.Count == 1 ? null : said.Count == 1 ? $"{said.Low(0)} it" : said.Text, null, []));
            (end, i) = (to, to);
            while (IsSeparator(sentence, i)) i++;
        }

        var tail = sentence.From(end).Trimmed();
        var all = models.Find(tail.Text, literals);
        if (members.Count < 2 || !IsTail(tail, all, isAgents)) return null;
        members[0] = members[0] with { Task = members[0].Task ?? $"{members[0].Name} the topic" };
        return new Crew(null, members, IsBeside(sentence.To(at)) || IsBeside(tail), null, "topic", all);
    }

    // What stands behind a list and says no more than how its members work, and with what.
    private static bool IsTail(Phrase tail, string? model, bool isLoose) => tail.Tokens.All(t => Trailing.Contains(t.Low) || Lexicon.IsNumber(t) || isLoose && t.Low is "done" or "by" or "agent" or "agents" || model is not null && (t.IsLiteral("name") || t.Low is "claude" or "gpt" or "gemini" or "llama" or "mistral" or "ollama" or "local" or "sonnet" or "haiku" or "opus" or "with" or "use" or "using" or "all" or "for" or "every" or "everyone" or "model" or "-"));

    // A member begins: an article and a role, or a role that is known.
    private static bool Starts(Phrase sentence, int at) => sentence.Low(at) is "a" or "an" or "one" || One.At(sentence, at) > 0 || sentence.Low(at) is "the" or "another" && RoleEnd(sentence, at + 1) > 0 || RoleEnd(sentence, at) > 0;

    private sealed record Uses(string? Model, IReadOnlyList<string> Tools, int End);

    // The members from here on, and where the list ends; whether each was called an agent or has the name of one.
    private (List<(CrewMember Member, bool IsCalled)> Members, int End)? List(Phrase sentence, int at, bool isLoose = false)
    {
        if (isLoose && Workers(sentence, at) is var (alone, last)) return ([.. alone.Select(c => (c, true))], last);
        var members = new List<(CrewMember, bool)>();
        var end = at;
        while (at < sentence.Count)
        {
            var from = sentence.Low(at) is "a" or "an" or "one" or "the" or "another" ? at + 1 : at;
            if (Unnamed(sentence, at) is var (unnamed, past))
            {
                members.Add((unnamed, true));
                end = at = past;
                while (IsSeparator(sentence, at)) at++;
                if (at == end || !Starts(sentence, at)) break;
                continue;
            }

            if (RoleEnd(sentence, from, isLoose) is not (> 0 and var role)) break;
            var name = sentence.Part(from, Nouns.Contains(sentence.Low(role - 1)) && role - 1 > from ? role - 1 : role).Text;
            var isCalled = Nouns.Contains(sentence.Low(role - 1)) || IsAgent(sentence.Low(role - 1));
            var (model, tools, task, next) = ((string?)null, (IReadOnlyList<string>)[], (string?)null, role);
            while (Annotation(sentence, next) is { } uses) (model, tools, next) = (uses.Model ?? model, [.. tools, .. uses.Tools], uses.End);
            if (Doing(sentence, next) is var (does, until)) (task, next) = (does, until);
            if (next < sentence.Count && !IsSeparator(sentence, next) && sentence[next].Kind != TokenKind.Mark && !(members.Count > 0 && Trailing.Contains(sentence.Low(next))) && !(isLoose && members.Count > 0)) break;
            if (task is not null) tools = [.. tools, .. WritingSkills.ToolsIn(task)];
            members.Add((new CrewMember(name, task, model, tools), isCalled));
            end = at = next;
            var more = at;
            while (IsSeparator(sentence, more)) more++;
            if (Workers(sentence, more) is var (crew, over))
            {
                members.AddRange(crew.Select(c => (c, true)));
                end = over;
                break;
            }

            if (more == at || !Starts(sentence, more) && !(isLoose && RoleEnd(sentence, more, isLoose) > 0)) break;
            at = more;
        }

        return members.Count > 0 ? (members, end) : null;
    }

    private static readonly Form Counted = new("two/three/four/five/six/# worker/sub/helper/specialist/assistant agents | two/three/four/five/six/# workers/sub-agents/subagents/helpers/specialists/assistants/workers | two/three/four/five/six/# agents");

    // "Three workers running gpt-4o-mini", "two worker agents, one for coding and one for research"
    private (List<CrewMember> Members, int End)? Workers(Phrase sentence, int at)
    {
        if (Counted.At(sentence, at) is not (> 0 and var end) || Amounts.Whole(sentence[at].Text) is not (>= 2 and <= 9 and var many)) return null;
        var uses = Annotation(sentence, end);
        end = uses?.End ?? end;
        var fields = new List<string>();
        for (var i = end; sentence.Low(i) is "," or "and" or ":" or "one" or "for"; i++)
        {
            if (sentence.Low(i) != "for" || sentence.Low(i - 1) != "one" || i + 1 >= sentence.Count) continue;
            var until = i + 1;
            while (until < sentence.Count && sentence[until].IsWord && sentence.Low(until) is not "and") until++;
            fields.Add(sentence.Part(i + 1, until).Text);
            end = until;
            i = until - 1;
        }

        if (Able(sentence, end, many) is var (able, upTo)) return ([.. able.Select(m => m with { Model = uses?.Model, Tools = [.. uses?.Tools ?? [], .. m.Tools] })], upTo);
        var isNamed = fields.Count == many;
        return ([.. Enumerable.Range(1, many).Select(n => new CrewMember(isNamed ? fields[n - 1] : $"worker {n}", isNamed ? null : "do the task that you are given", uses?.Model, uses?.Tools ?? []))], end);
    }

    private static readonly Form Idle = new("to use/call/ask/take/pick | gets/get/does/do/takes/take/has/handles the/a? task/job/work/question/request | should/will work/answer/help | is/are used/asked/called");

    // "…, one who can search the web |or one that writes code|", "…: one who knows law, one who knows tax": each is called after what it does.
    private static (List<CrewMember> Members, int End)? Able(Phrase sentence, int at, int many)
    {
        if (Idle.At(sentence, at) is > 0 and var idle) at = idle;
        var members = new List<CrewMember>();
        for (var i = at; i < sentence.Count && members.Count < many;)
        {
            while (IsSeparator(sentence, i) || i < sentence.Count && sentence[i].Text is ":" or "(") i++;
            if (sentence.Low(i) is not ("one" or "another") || sentence.Low(i + 1) is not ("who" or "that" or "which")) return null;
            var verb = sentence.Low(i + 2) is "can" or "could" or "is" ? i + 3 : i + 2;
            if (sentence.Low(verb) is "able" && sentence.Low(verb + 1) == "to") verb += 2;
            var end = verb + 1;
            while (end < sentence.Count && (sentence[end].IsWord || sentence[end].Kind == TokenKind.Literal) && !(IsSeparator(sentence, end) && sentence.Low(end + 1) is "one" or "another") && !(members.Count == many - 1 && IsSeparator(sentence, end) && Lexicon.OrderAt(sentence, end + 1) == end + 1) && sentence.Low(end) != "then") end++;
            if (verb >= sentence.Count) return null;
            var does = sentence.Low(verb);
            var rest = sentence.Part(verb + 1, end).Text;
            var (name, task) = does is "knows" or "know" || Lexicon.Lemma(does) is null ? (Words.Identifier(rest), $"do the task with what you know of {rest}") : (Lexicon.Lemma(does)!, $"{Lexicon.Lemma(does)} {rest} for the task that you are given".Replace("  ", " ", StringComparison.Ordinal));
            if (name.Length == 0) return null;
            if (members.Exists(m => m.Name == name)) name = Words.Identifier($"{name} {rest}");
            members.Add(new CrewMember(name, task, null, WritingSkills.ToolsIn(task)));
            i = at = end;
        }

        return members.Count == many ? (members, at) : null;
    }

    private static readonly Form One = new("an/one/another/a/the second/third/fourth/last/first/final/new? agent | a/the second/third/fourth/last/final one | one/another");

    // "An agent that plans a trip and |another agent that checks the budget|": it is called after what it does.
    private (CrewMember Member, int End)? Unnamed(Phrase sentence, int at)
    {
        if (One.At(sentence, at) is not (> 0 and var end) || sentence.Low(end) is not ("that" or "which" or "who" or "to")) return null;
        var uses = Annotation(sentence, end);
        if (Doing(sentence, uses?.End ?? end) is not var (task, until)) return null;
        return (new CrewMember(task.Split(' ')[0], task, uses?.Model, [.. uses?.Tools ?? [], .. WritingSkills.ToolsIn(task)]), until);
    }

    private static bool IsSeparator(Phrase sentence, int at) => sentence.Low(at) is "," or "and" or "or" or "then" or "plus" or ";" or "->" or "→" or "=>" or "&" or "/" or "finally" or "next";

    // Where a role ends that begins here: "fact checker", "order status agent".
    private static int RoleEnd(Phrase sentence, int at, bool isLoose = false)
    {
        for (var i = at; i < sentence.Count && i < at + 4 && sentence[i].IsWord; i++)
        {
            if (Nouns.Contains(sentence.Low(i)) && (i > at || isLoose)) return i + 1;
            if (Lexicon.IsPreposition(sentence.Low(i)) || Lexicon.IsDeterminer(sentence.Low(i)) || sentence.Low(i) is "and" or "or" or "then" or "that" or "who" or "which") return -1;
            if ((IsAgent(sentence.Low(i)) || isLoose && IsDoer(sentence.Low(i))) && !Nouns.Contains(sentence.Low(i + 1)) && !IsAgent(sentence.Low(i + 1))) return i + 1;
        }

        return -1;
    }

    /// <summary>A word by which agents are called: "coder".</summary>
    public static bool IsAgent(string word) => People.IsAgentRole(word) || People.IsEither(word) || word is "coder" or "programmer" or "developer" or "tester" or "architect" or "drafter" or "strategist" or "verifier" or "worker" or "aggregator" or "synthesiser" or "synthesizer" or "merger" or "engineer" or "supervisor" or "router" or "solver" or "evaluator" or "optimist" or "pessimist" or "sceptic" or "skeptic" or "realist" or "illustrator" or "interviewer" or "tutor";

    /// <summary>A word that looks like somebody who does something: "illustrator".</summary>
    public static bool IsDoer(string word) => word.Length > 4 && (word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("or", StringComparison.Ordinal) || word.EndsWith("ist", StringComparison.Ordinal) || word.EndsWith("yst", StringComparison.Ordinal) || word.EndsWith("ian", StringComparison.Ordinal)) && word is not ("number" or "order" or "after" or "other" or "either" or "under" or "over" or "paper" or "letter" or "newsletter" or "answer" or "error");

    // "(gpt-4o, with web search)", "using gpt-4o", "with web search"
    private Uses? Annotation(Phrase sentence, int at)
    {
        if (at >= sentence.Count) return null;
        if (sentence[at].Text == "(") return sentence.Find(at, ")") is > 0 and var close ? Used(sentence.Part(at + 1, close), close + 1, isAll: false) : Used(sentence.From(at + 1), sentence.Count, isAll: false);
        if ((With.At(sentence, at) is > 0 and var with ? with : Also.At(sentence, at)) is not (> 0 and var from)) return null;
        var end = from;
        while (end < sentence.Count && end < from + 8 && !(IsSeparator(sentence, end) && (Starts(sentence, end + 1) || sentence.Low(end) is "," or ";" or "then")) && sentence[end].Text is not (")" or "(" or ":") && !(end > from && With.At(sentence, end) > 0)) end++;
        return Used(sentence.Part(from, end), end, isAll: true);
    }

    private Uses? Used(Phrase said, int end, bool isAll)
    {
        var (model, tools) = (models.Find(said.Text, literals), WritingSkills.ToolsIn(said.Text));
        return model is null && tools.Count == 0 && isAll ? null : new Uses(model, tools, end);
    }

    // "a researcher |that collects sources|", "a writer |who turns them into an article|", "an agent |for maths|"
    private static (string Task, int End)? Doing(Phrase sentence, int at)
    {
        if (sentence.Low(at) is not ("that" or "who" or "which" or "to" or "for")) return null;
        var isVerb = Lexicon.Lemma(sentence.Low(at + 1)) is not null && (sentence.Low(at) == "to" ? Lexicon.FormOf(sentence.Low(at + 1)) == VerbForm.Plain : Lexicon.FormOf(sentence.Low(at + 1)) == VerbForm.Third || sentence.Low(at) == "for" && Lexicon.FormOf(sentence.Low(at + 1)) == VerbForm.Ing);
        if (!isVerb) return null;
        var end = at + 2;
        while (end < sentence.Count && !IsOrder(sentence, end) && !(IsSeparator(sentence, end) && sentence.Low(end + (sentence.Low(end + 1) is "and" or "then" or "finally" ? 2 : 1)) is "a" or "an" or "one" or "another" && (RoleEnd(sentence, end + (sentence.Low(end + 1) is "and" or "then" or "finally" ? 3 : 2)) > 0 || One.At(sentence, end + (sentence.Low(end + 1) is "and" or "then" or "finally" ? 2 : 1)) > 0))) end++;
        return ($"{Lexicon.Lemma(sentence.Low(at + 1))} {sentence.Part(at + 2, end).Trimmed().Text}".Trim(), end);
    }

    // "…, |then run it", "… |and for each of them": no part of what a member does.
    private static bool IsOrder(Phrase sentence, int at)
    {
        if (!IsSeparator(sentence, at)) return false;
        while (IsSeparator(sentence, at)) at++;
        return Cutter.Control.At(sentence, at) > 0 || sentence.Low(at - 1) is "then" or "finally" or ";" && Lexicon.OrderAt(sentence, at) == at;
    }
}
