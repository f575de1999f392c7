using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What a person who is asked reads, and what he gives besides a yes or a no.</summary>
internal sealed partial class GraphBuilder
{
    // "Hand it over to a human": who answers, and not who consents.
    private static readonly Grammar.Form TakesOver = new("to take it/this/over over? | to take over");

    private static readonly Grammar.Form OneOfThose = new("pick/choose/select/picks/chooses/selects? one/two/three/some/# of? them/these/those?");

    private static string Question(string said, List<Value> about)
    {
        var text = said.Trim(' ', '?', '.');
        if (Grammar.Phrase.Of(text) is { Count: < 5 } which && OneOfThose.Opens(which, out var over) && over == which.Count && about is [.., { } those] && Words.Plural(those.Noun.Split('_')[^1]) is { } many)
            return $"Which {(which.Has("two", "three", "some") ? "of the" : "one of the")} {(those.Noun.EndsWith('s') ? those.Noun : those.Shape == Shape.List || those.Noun is not ("answer" or "draft" or "research") ? many : "proposals").Replace('_', ' ')}?";
        return text.Length == 0 ? "What is the answer?" : $"{char.ToUpperInvariant(text[0])}{text[1..]}?".Replace("${{", "$ {{", StringComparison.Ordinal);
    }

    // "Whether the form |came back|": who says yes gives it on.
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:came|come|been sent|sent|has come|handed) (?:back|in)\b|\b(?:was|were|been|is) (?:returned|received|filled(?: in| out)?|handed in|delivered)\b|\b(?:arrived|replied)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Returns();
}
