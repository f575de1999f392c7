using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Words of a turn that ask for no step.</summary>
internal sealed partial class Edits
{
    private static readonly HashSet<string> Vague = ["take", "remind", "handle", "do", "turn", "process", "keep", "put", "give", "get", "make", "watch", "need", "look", "call", "use", "let", "have", "try", "start", "stop", "begin", "show", "apply", "set", "run", "work", "go", "come", "leave", "hold", "check", "pause", "skip", "omit", "bypass"];

    // "Take it down", "remind them", "handle errors": words of a turn that no rule reads are told and never become the task of an agent.
    private static bool IsNoOrder(Step step)
    {
        if (step.Skill is not ("work" or "write" or "improve" or "agent")) return false;
        var said = Phrase.Of(step.Said);
        if (said.HasLiterals || said.Count > 7 || step.Tools.Count > 0) return false;
        var verb = Lexicon.Lemma(said.Low(0)) ?? said.Low(0);
        return Vague.Contains(verb) && !(verb is "check" or "process" && said.Count > 1 && Lexicon.IsDeterminer(said.Low(1)) || verb is "make" && said.Low(1) is "a" or "an") || Lexicon.Lemma(said.Low(0)) is null && said.Any(t => t.Low is "need" or "needs" or "should" or "must" or "is" or "are");
    }

    // "Order the groceries by drone", "pay the bill": no tool does it, and an agent would only write about it.
    private bool IsDeed(Step step)
    {
        if (step.Skill is not ("work" or "write" or "improve" or "agent") || step.Tools.Count > 0) return false;
        var said = Phrase.Of(step.Said);
        return Doubts.IsDeed(said) && !(Lexicon.Lemma(said.Low(0)) is "order" && said.Tokens.Skip(1).Any(t => t.IsWord && t.Text.Length > 3 && Draft.Root.ToJsonString().Contains(t.Low, StringComparison.OrdinalIgnoreCase) && !Lexicon.IsPreposition(t.Low)));
    }

    // What cannot be done is left out and told; whether nothing else was asked.
    private bool Undone(Plan plan)
    {
        if (PlanReader.Steps(plan.Items).Where(IsDeed).ToList() is not { Count: > 0 } deeds) return false;
        foreach (var deed in deeds) Cannot($"No step of mine can do \"{literals.Unmask(deed.Said)}\": say who should be asked or mailed to do it, or the address of the API that does it.");
        return plan.Items.RemoveAll(i => i is Step step && deeds.Contains(step)) < deeds.Count || plan.Items.Count == 0;
    }

    // "Run shop-summary on it": a saved workflow is meant where one has that name.
    private string Children(string masked)
    {
        var order = Phrase.Of(masked);
        for (var i = 0; i + 1 < order.Count; i++)
            if (order.Low(i) is "run" or "call" or "start" or "execute" or "invoke" && literals.Unmask(order[i + 1].Text) is var name && name.Contains('-', StringComparison.Ordinal) && parts.Workflows.Contains(name, StringComparer.OrdinalIgnoreCase)) return $"{order.To(i + 1).Text} the workflow {order.From(i + 1).Text}";
        return masked;
    }

    // What is not to be done is no step.
    private static readonly Form Never = new("no/not/don't/never/without/nothing/cancel/undo | do not | we/i don't | we/i do not");
}
