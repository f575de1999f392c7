using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>What is left of an order when what it sets was taken out: the words that name the steps it is meant for.</summary>
internal static class Aim
{
    private static readonly HashSet<string> Noise = new(("""
        set make give let allow change raise lower increase decrease reduce extend shorten limit limited cap capped use uses using add put keep kept hold have has get gets do does don't doesn't shouldn't mustn't can't won't isn't be is are it's its should must may can shall will would need needs needn't
        the a an of for on to at in by with within after from up most least more than no not never longer long only just exactly about around max maximum minimum min total amount number value step steps node nodes instead please also too before each that this which
        it them they she he i i'd i'll we we'd you us all everything anything nothing everywhere every any time times so as and but or over per if fails failed failing failure failures error errors there case want wants like retry retries retrying retried attempt attempts tries try tried again further second
        write written say said put words word sentences sentence characters tokens better prefer preferred nicer fine enough good ok okay under below less then now go goes run runs result results top first best hits entries whenever when something rather bit little much way too stay restrict trim without leave out
        """).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>The words that are left, without numbers and without what only leads to them; empty when nothing is named.</summary>
    /// <param name="from">Where what was taken begins, <paramref name="to"/> where it ends.</param>
    public static string Of(Phrase order, int from, int to)
    {
        var left = new List<string>();
        for (var i = 0; i < order.Count; i++)
            if ((i < from || i >= to) && (order[i].IsWord && !Noise.Contains(order.Low(i)) && !Lexicon.IsNumber(order[i]) || order[i].Kind == TokenKind.Literal)) left.Add(order[i].Text);
        return string.Join(' ', left);
    }
}
