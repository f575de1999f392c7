using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Sentences that order nothing by themselves, joined to the one behind them: where things are, and a question that an agent or a condition answers.</summary>
internal static class Openings
{
    private static readonly Form Lies = new("leave/leaves/post/posts/write/writes/publish/publishes/put/puts/store/stores/keep/keeps/have/has/find/finds/are/is/live/lives/lie/lies/come/comes/stand/stands/sit/sits");

    private static readonly Form Brings = new("fetch/get/load/download/pull/read/take/collect/retrieve them/it/these/those/this | fetch/get/load/download/pull/read/take/collect/retrieve all of them/these");

    private static readonly Form Asks = new("is/are/does/do/has/have/was/were/can/could the/this/that/a/an/my/our/it/he/she/they");

    private static readonly Form Decides = new("let/have/ask/get an/the/one/another? agent/model/ai to? decide/judge/say/tell/answer/determine me/us? this/that/it? with? yes or no? no? | an/the agent/model/ai decides/judges/says/tells/answers/determines this/that/it? with? yes or no? no?");

    private static readonly Form Answers = new("if yes/so/not/no | if it is/does/has/was/can/isn't/doesn't/hasn't");

    /// <summary>The sentences as they are read.</summary>
    public static IReadOnlyList<Sentence> Joined(IReadOnlyList<Sentence> sentences)
    {
        var all = sentences.ToList();
        for (var i = 0; i + 1 < all.Count; i++)
        {
            var (said, next) = (Phrase.Of(all[i].Text), Phrase.Of(all[i + 1].Text));
            if (i == 0 && Place(said) is var (what, where) && Brings.In(next) is var (brings, end) && !next.Part(brings, Math.Min(next.Count, end + 2)).HasLiterals)
            {
                all[i + 1] = all[i + 1] with { Text = $"{next.To(brings + 1).Text} {what} from {where}{next.Tail(end)}".Trim() };
                all.RemoveAt(i--);
            }
            else if (Statement(said) is { } question && Decides.Opens(next, out var decides) && (decides == next.Count || next[decides].Text is "," or ";"))
            {
                all[i + 1] = all[i + 1] with { Text = $"check whether {question}{next.From(decides).Text}" };
                all.RemoveAt(i--);
            }
            else if (Statement(said) is { } plain && Answers.Opens(next, out _)) all[i] = all[i] with { Text = $"check whether {plain}" };
        }

        return all;
    }

    // "Guests leave reviews at URL", "our prices are at URL": what, and where it is.
    private static (string What, string Where)? Place(Phrase said)
    {
        if (said.Count is < 4 or > 10 || said[said.Count - 1] is not { Kind: TokenKind.Literal } place || !place.IsLiteral("url") && !place.IsLiteral("file") || said.Low(said.Count - 2) is not ("at" or "on" or "under" or "in" or "from") || Lexicon.OrderAt(said, 0) == 0) return null;
        if (Lies.In(said, 1) is not var (verb, from) || verb > 4) return null;
        var what = said.Low(verb) is "is" or "are" or "live" or "lives" or "lie" or "lies" or "come" or "comes" or "stand" or "stands" or "sit" or "sits" ? said.To(verb) : said.Part(from, said.Count - 2);
        while (what.Count > 0 && Lexicon.IsDeterminer(what.Low(0))) what = what.From(1);
        return what.Count is 1 or 2 && what.Tokens.All(t => t.IsWord) ? ($"the {what.Text}", place.Text) : null;
    }

    // "Is the message confidential" is asked of "the message is confidential".
    private static string? Statement(Phrase said)
    {
        if (!Asks.Opens(said, out var start) || said.Count < start + 1 || said.Count > 14) return null;
        var subject = Lexicon.IsPronoun(said.Low(1)) && said.Low(1) is not ("this" or "that") ? 2 : 3;
        return said.Count > subject ? $"{said.Part(1, subject).Text.ToLowerInvariant()} {said.Low(0)} {said.From(subject).Text}" : null;
    }
}
