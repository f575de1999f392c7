using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Inputs that are listed where they are used: "write it from the inputs product, audience and tone".</summary>
internal static partial class Inputs
{
    private static readonly Form Names = new("from/with/using/on/for/about/by/given/of the/these/its/my/this? two/three/four/five/six? run/workflow? inputs/input/parameters/parameter called/named/:?");

    /// <summary>The text with "the product, audience and tone" in place of "the inputs product, audience and tone"; they are inputs of the plan.</summary>
    private static string Named(string text, Plan plan, Literals literals)
    {
        var phrase = Phrase.Of(text);
        if (Names.In(phrase, 1) is not var (at, from)) return text;
        var end = ListEnd(phrase, from);
        if (end == from || Lexicon.IsDeterminer(phrase.Low(from)) || Read(phrase.Part(from, end).Text, literals) is not { Count: > 0 } found) return text;
        foreach (var input in found) Add(plan, input);
        plan.Settled.Add(literals.Unmask(phrase.Part(at, end).Text));
        var list = Bracketed().Replace(phrase.Part(from, end).Text, "").Replace(" ,", ",", StringComparison.Ordinal);
        return $"{phrase.To(at + 1).Text} the {list}{phrase.Tail(end)}";
    }

    // Names of one or two words, each with its default in brackets; "and" before an order ends them.
    private static int ListEnd(Phrase phrase, int from)
    {
        var (end, words) = (from, 0);
        for (var i = from; i < phrase.Count; i++)
        {
            var isJoin = phrase[i].Text == "," || phrase.Low(i) is "and" or "&";
            if (phrase[i].Text == "(" && phrase.Find(i, ")") is > 0 and var shut) (i, end) = (shut, shut + 1);
            else if (isJoin && (words == 0 && phrase.Low(i) is not ("and" or "&") || i + 1 >= phrase.Count || Lexicon.OrderAt(phrase, i + 1) >= 0 || Cutter.Starts(phrase, i + 1))) break;
            else if (isJoin) words = 0;
            else if (!phrase[i].IsWord || Lexicon.IsPreposition(phrase.Low(i)) || ++words > 2) break;
            else end = i + 1;
        }

        return end;
    }
}
