using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Wishes about how texts are written, which become part of the orders of whoever writes.</summary>
internal sealed partial class Preface
{
    private static readonly Form MayEdit = new("i/we/he/she/they/you want/should/must/can/may/would to/be/like? to/be/able? to/be/able? to/able? edit/change/correct/adjust/modify");

    /// <summary>"It should be friendly and never longer than 3 sentences" is told to whoever writes; "I want to be able to edit it" is a field of the form.</summary>
    public static bool Wished(string text, Plan plan, Literals literals)
    {
        var phrase = Phrase.Of(text);
        if (MayEdit.Opens(phrase, out _) && PlanReader.Steps(plan.Items).LastOrDefault(s => s.Skill == "human") is { } asked)
        {
            asked.Has["form"] = "edit";
            return true;
        }

        if (phrase.Low(0) is "the" or "this" && phrase.Count > 4 && Lexicon.IsModal(phrase.Low(2)) && phrase.Low(3) is "be" or "have" or "contain" or "include" or "mention" or "use" && Lexicon.FormOf(phrase.Low(4)) != VerbForm.Past && !phrase.HasLiterals && PlanReader.Steps(plan.Items).LastOrDefault(s => s.Skill is "write" or "work" or "agent" or "improve" or "summarise") is { } made && made.Said.Contains(phrase.Low(1), StringComparison.OrdinalIgnoreCase))
        {
            made.Has["wish"] = $"{made.Get("wish")} {literals.Unmask(text)}.".Trim(); // "the campaign should have a name and a slogan"
            return true;
        }

        var isTongue = Tongue.Opens(phrase, out var spoken) && spoken == phrase.Count && StatementReader.IsTongue(phrase.Low(spoken - 1));
        if (!isTongue && !Wish.Opens(phrase, out _)) return false;
        if (!Wish.Opens(phrase, out var length) && !isTongue || phrase.HasLiterals || Lexicon.FormOf(phrase.Low(length)) == VerbForm.Past && phrase.Low(length) is not ("written") || PlanReader.Steps(plan.Items).LastOrDefault(s => s.Skill is "write" or "summarise" or "improve" or "work" or "agent" or "translate" or "critique") is not { } writes) return false;
        writes.Has["wish"] = $"{writes.Get("wish")} {literals.Unmask(text)}.".Trim();
        return true;
    }
}
