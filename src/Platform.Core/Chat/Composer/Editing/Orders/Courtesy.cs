using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>What stands before and behind an order and says nothing: "ok, now could you please … for me?"</summary>
internal static class Courtesy
{
    private static readonly Form Ahead = new("""
        please/pls/plz | ok/okay | now | actually | and | also | then | so | but | hmm/hm/hey/oh/sorry/well/alright/right/cool/however/great/nice/perfect/good/yes/yeah/yep/thanks/awesome/wait/no/excellent , | hmm | thank you | great/perfect/good/yes/nice/thanks |
        can/could/would/will you | can/could/should/may/might/must we/i | you can/could/should/may/must | we can/could/should/must/need to? | i think we/you/it/the? should? | i want/like/need/wish/prefer/wanted you/us/it? to | i would/'d like/love/prefer/rather you/us/it? to? | i'd like/love/rather/prefer you/us? to? |
        it would be nice/good/great/better to | it would be nice/good/great/better if you/it could? | let's say? | let us | maybe/perhaps | just | instead , | make sure to/that/you? you? | be sure to/that | don't/do not forget to | how/what about | why don't you/we | go ahead and | do me a favor/favour and | one more thing |
        and? finally , | and? afterwards ,? | by the way | btw | in both/all/either/any/every case/cases ,? | either way , | we need/want to | i also? want/need/would to | would it be possible to | is it possible to | feel free to | you know what | for me | kindly
        """);

    // "What about a German translation?" asks for one.
    private static readonly Form About = new("how/what about");

    private static readonly Form Wants = new("wants/needs/prefers/likes it/this/that/them | would like/prefer it/this/that/them | want/need/prefer it/this/that/them");

    private static readonly Form LetRun = new("let/have/make it/this/that run | let/have/make the workflow run | it/this should/must/can/shall run | the workflow should/must/can/shall run | schedule it/this/that for/to? run? | schedule the workflow for/to? run?");

    private static readonly Form Behind = new(",? please/pls/plz | ,? though/tho | ,? thanks/thx | , ok/okay | ,? thank you | ,? for me | ,? if you can/could/please | ,? from now/here on | if possible | ,? right | ! | .");

    public static string Bare(string text)
    {
        var phrase = Phrase.Of(Edits.Wished(text)).Trimmed();
        for (var round = 0; round < 8 && Ahead.Opens(phrase, out var length) && length < phrase.Count; round++) phrase = phrase.From(length).Trimmed();
        if (Wants.In(phrase, 1) is var (wants, wanted) && wants < 4 && wanted < phrase.Count && People.IsPerson(phrase.To(wants)) && (Lexicon.IsPreposition(phrase.Low(wanted)) || phrase.Low(wanted) is "every" or "each")) phrase = phrase.From(wanted); // "the boss wants it on Mondays"
        if (LetRun.Opens(phrase, out var run) && run < phrase.Count) phrase = Phrase.Of($"run it {(phrase[run].Kind == TokenKind.Number ? "at " : "")}{phrase.From(run).Text}");
        if (About.In(Phrase.Of(text)) is var (at, _) && at < 3 && phrase.Low(0) is "a" or "an" or "another") phrase = Phrase.Of($"add {phrase.Text}");
        for (var round = 0; round < 4; round++)
        {
            var end = phrase.Count;
            for (var i = Math.Max(1, phrase.Count - 4); i < phrase.Count; i++)
                if (Behind.At(phrase, i) == phrase.Count) { end = i; break; }
            if (end == phrase.Count) break;
            phrase = phrase.To(end).Trimmed();
        }

        return Reasons.Without(phrase).Text;
    }
}
