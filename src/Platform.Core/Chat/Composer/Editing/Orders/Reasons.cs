using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>Why something is wanted, said behind the order, asks for nothing: "don't send the mail, the file is enough", "use gpt-4o-mini, it is cheaper".</summary>
internal static class Reasons
{
    private static readonly Form Enough = new("""
        is/are/was/were/will/would/does/do be? more? than? really? enough/plenty/sufficient/fine/ok/okay/suffice/unnecessary/useless/pointless/superfluous | suffices/suffice | is/are/was/were far/way/much? too * | is/are too much * | is/are not/no longer? really? needed/necessary/required/wanted/worth |
        isn't/aren't needed/necessary/required/wanted/worth | it/that/this's enough/plenty/fine/ok
        """);

    private static readonly Form Unwanted = new("we/i/they/you/he/she don't/doesn't/didn't really/even/actually? need/want/like/use/read/have | we/i/they/you do/did not really? need/want/like/use/read | nobody/noone reads/needs/uses/wants | no one reads/needs/uses/wants | we/i no longer need/want/use | i/we trust/believe/know/hate it/him/her/them/that/the? | i/we am/are in | i/we can't/cannot");

    private static readonly Form Better = new("it/that/this/they is/are * | it's/that's/they're * | it's/that's/they're too/much/a/more *? *");

    private static readonly Form Because = new("because/since/cause | as/for we/it/they/he/she/nobody/that");

    /// <summary>The order alone.</summary>
    public static Phrase Without(Phrase order)
    {
        if (order.Low(0) is "if" or "when" or "whenever" or "unless" or "because" or "since" or "as") return order;
        for (var i = order.Count - 2; i > 1; i--)
        {
            if (order[i].Kind == TokenKind.Mark && order[i].Text is "," or ";" or "-" or "–" or "—" or ":" && IsReason(order.From(i + 1))) return order.To(i).Trimmed();
            if (Because.At(order, i) is > 0 and var because && order.Count - because is > 1 and < 9 && !order.From(i).HasLiterals) return order.To(i).Trimmed();
        }

        return order;
    }

    private static bool IsReason(Phrase tail)
    {
        if (tail.Low(0) is "and" or "as" or "so" or "because") tail = tail.From(1);
        if (tail.Count is < 2 or > 9 || tail.HasLiterals || tail.Any(t => Lexicon.IsNumber(t) && t.Low != "one")) return false;
        if (Unwanted.Opens(tail, out var unwanted) && tail.Count - unwanted < 4) return true;
        if (Better.Opens(tail, out var all) && all == tail.Count && (tail.Low(all - 1).EndsWith("er", StringComparison.Ordinal) || tail.Has("too"))) return true;
        return Enough.In(tail, 1) is var (at, end) && at < 5 && tail.Count - end < 3;
    }
}
