using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>A crew as steps of a plan: in a row, side by side with who brings them together behind, or round by round under a leader.</summary>
internal static class CrewPlan
{
    private const int UsualRounds = 10;

    // Who works on what the others made.
    private static readonly HashSet<string> Last = ["judge", "aggregator", "merger", "combiner", "synthesiser", "synthesizer", "moderator", "evaluator"];

    /// <summary>Whether the sentences behind say what the members do: "the coder writes …, the tester tests it".</summary>
    public static bool IsDescribed(Crew crew, IReadOnlyList<string> behind) => crew.Leader is null && crew.Members.All(m => m.Task is null) && crew.Members.Count(m => behind.Any(s => Does(Phrase.Of(s), m.Name))) * 2 >= crew.Members.Count;

    private static bool Does(Phrase sentence, string name)
    {
        var role = Phrase.Of(name.ToLowerInvariant());
        for (var i = 0; i < sentence.Count; i++)
        {
            if (sentence.Low(i) != role.Low(role.Count - 1)) continue;
            var verb = sentence.Low(i + 1) == "agent" ? i + 2 : i + 1;
            while (Lexicon.IsAdverb(sentence.Low(verb)) || Lexicon.IsModal(sentence.Low(verb))) verb++;
            if (Lexicon.FormOf(sentence.Low(verb)) is VerbForm.Third or VerbForm.Plain && Lexicon.Lemma(sentence.Low(verb)) is not ("send" or "return" or "use" or "get") && sentence.Low(verb) is not ("can" or "has" or "have")) return true;
        }

        return false;
    }

    /// <summary>Keeps the models and tools of a crew whose steps are said elsewhere.</summary>
    public static void Name(Crew crew, Plan plan)
    {
        plan.Model ??= crew.Model;
        foreach (var member in crew.Members)
        {
            if (member.Model is { } use) plan.ModelsFor.Add((member.Name, use));
            if (member.Tools.Count > 0) plan.ToolsFor.Add((member.Name, member.Tools));
        }
    }

    /// <summary>Adds what the crew does, and the input that the first of them needs.</summary>
    public static void Add(Crew crew, Plan plan)
    {
        plan.Title ??= string.Join(' ', crew.Members.Select(m => m.Name).Prepend(crew.Leader?.Name).OfType<string>().Take(4));
        plan.Model ??= crew.Model;
        var about = plan.Items.Count > 0 ? "it" : crew.About;
        if (about != "it" && !plan.Inputs.Exists(i => i.Name == about) && plan.Inputs.Count == 0) plan.Inputs.Add(new PlanInput(about, "string"));
        else if (about != "it" && plan.Inputs.Count > 0) about = plan.Inputs[0].Name.Replace('_', ' ');
        if (crew.Leader is { } leader)
        {
            plan.Items.Add(new Delegation(Step(leader, leader.Task ?? ""), [.. crew.Members.Select(m => Step(m, m.Task ?? $"do your part of the {(about == "it" ? "work" : about)} as the {m.Name.ToLowerInvariant()}{(People.IsAgentRole(m.Name.ToLowerInvariant().Split(' ')[^1]) || Crews.IsDoer(m.Name.ToLowerInvariant()) ? "" : " agent")}"))], crew.Most ?? UsualRounds));
            return;
        }

        var joiner = crew.IsBeside && crew.Members.Count > 2 && Last.Contains(crew.Members[^1].Name.ToLowerInvariant().Split(' ')[^1]) ? crew.Members[^1] : null;
        if (crew.IsBeside) plan.Items.Add(new Together([.. crew.Members.Where(m => m != joiner).Select(m => (List<PlanItem>)[Step(m, m.Task ?? Crews.Task(m.Name, about))])]));
        if (joiner is not null) plan.Items.Add(Step(joiner, joiner.Task ?? Crews.Task(joiner.Name, "results")));
        if (crew.IsBeside) return;
        foreach (var member in crew.Members)
        {
            plan.Items.Add(Step(member, member.Task ?? Crews.Task(member.Name, about)));
            about = "it";
        }
    }

    private static Step Step(CrewMember member, string task) => new("agent", task) { Tools = [.. member.Tools], Model = member.Model, Has = { ["name"] = member.Name } };
}
