using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>A cast as steps of a plan: in a row, side by side with who brings them together behind, or round by round under a leader.</summary>
internal static class CastPlan
{
    private const int UsualRounds = 10;

    // Who works on what the others made.
    private static readonly HashSet<string> Last = ["judge", "aggregator", "merger", "combiner", "synthesiser", "synthesizer", "moderator", "evaluator"];

    /// <summary>Adds what the cast does, and the input that the first of them needs.</summary>
    public static void Add(Cast cast, Plan plan)
    {
        plan.Title ??= string.Join(' ', cast.Members.Select(m => m.Name).Prepend(cast.Leader?.Name).OfType<string>().Take(4));
        plan.Model ??= cast.Model;
        var about = plan.Items.Count > 0 ? "it" : cast.About;
        if (about != "it" && !plan.Inputs.Exists(i => i.Name == about) && plan.Inputs.Count == 0) plan.Inputs.Add(new PlanInput(about, "string"));
        else if (about != "it" && plan.Inputs.Count > 0) about = plan.Inputs[0].Name.Replace('_', ' ');
        if (cast.Leader is { } leader)
        {
            plan.Items.Add(new Delegation(Step(leader, leader.Task ?? ""), [.. cast.Members.Select(m => Step(m, m.Task ?? $"do your part of the {(about == "it" ? "work" : about)} as the {m.Name.ToLowerInvariant()}{(People.IsAgentRole(m.Name.ToLowerInvariant().Split(' ')[^1]) || Casts.IsDoer(m.Name.ToLowerInvariant()) ? "" : " agent")}"))], cast.Most ?? UsualRounds));
            return;
        }

        var joiner = cast.IsBeside && cast.Members.Count > 2 && Last.Contains(cast.Members[^1].Name.ToLowerInvariant().Split(' ')[^1]) ? cast.Members[^1] : null;
        if (cast.IsBeside) plan.Items.Add(new Together([.. cast.Members.Where(m => m != joiner).Select(m => (List<PlanItem>)[Step(m, m.Task ?? Casts.Task(m.Name, about))])]));
        if (joiner is not null) plan.Items.Add(Step(joiner, joiner.Task ?? Casts.Task(joiner.Name, "results")));
        if (cast.IsBeside) return;
        foreach (var member in cast.Members)
        {
            plan.Items.Add(Step(member, member.Task ?? Casts.Task(member.Name, about)));
            about = "it";
        }
    }

    private static Step Step(CastMember member, string task) => new("agent", task) { Tools = [.. member.Tools], Model = member.Model, Has = { ["name"] = member.Name } };
}
