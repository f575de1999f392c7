using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>Who corrects himself means what he said last: "use a.csv… no wait, b.csv", "actually never mind, just post it".</summary>
internal static class Corrections
{
    private static readonly Form Oops = new("""
        no/oh/ah/sorry/hmm/er/uh ,? wait/sorry | wait ,? no/sorry | actually ,? no | no , actually | scratch/strike that | on second thought/thoughts | i mean/meant | or rather | actually? never mind that/it? | actually? nevermind | wait , actually? |
        no , make it/that | no , better | oops | no , leave it/that/them as? is/it/are? | no , forget it/that
        """);

    private static readonly HashSet<string> Sorry = ["sorry", "oh", "oops", "ups", "wait", "no", "ah", "hmm", "pardon", "my", "mistake", "bad", "typo", "apologies", "hey", "actually"];

    private static readonly HashSet<string> Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "daily", "weekly", "monthly", "hourly"];

    /// <summary>The text that counts; empty when everything was taken back.</summary>
    public static string Last(string text)
    {
        var phrase = Phrase.Of(text);
        for (var i = phrase.Count - 1; i >= 0; i--)
        {
            if (Oops.At(phrase, i) is not (> 0 and var end) || i > 0 && phrase[i - 1].Kind != TokenKind.Mark && phrase.To(i).Any(t => t.IsWord && !Sorry.Contains(t.Low)) && !(phrase.Low(end - 1) == "," || end < phrase.Count && phrase[end].Text == ",") || phrase.Low(end) is "for" or "until" or "#" || end < phrase.Count && phrase[end].Kind == TokenKind.Number && phrase.Low(i) == "wait") continue;
            if (phrase.Low(end - 1) is "mind" or "nevermind" && end < phrase.Count && phrase[end].Kind != TokenKind.Mark && Lexicon.OrderAt(phrase, end) != end) continue; // "never mind the email" drops that alone
            var (said, meant) = (phrase.To(i).Trimmed(), phrase.From(end).Trimmed());
            if (said.Count == 0 && phrase.Low(end - 1) == "no" && Lexicon.OrderAt(meant, 0) < 0 && meant.Count > 0 && meant[0].IsWord) return phrase.From(end - 1).Text; // "actually, no schedule" wants none
            if (!said.Any(t => t.IsWord && !Sorry.Contains(t.Low))) said = said.To(0); // "sorry i meant b.csv"
            while (said.Count > 1 && said.Low(said.Count - 1) is "no" or "oh" or "wait" or "sorry") said = said.To(said.Count - 1).Trimmed();
            return said.Count > 0 && Lexicon.OrderAt(meant, 0) < 0 && meant.Count is > 0 and <= 4 && Put(said, meant) is { } mended ? mended : meant.Text;
        }

        return text;
    }

    // "Post it to #a, no wait, #b": the one literal of its kind becomes the other.
    private static string? Put(Phrase said, Phrase meant)
    {
        var now = meant[meant.Count - 1];
        if (now.Low is "instead" or "please" && meant.Count > 1) now = meant[meant.Count - 2];
        for (var i = said.Count - 1; i >= 0; i--)
            if (Kind(said[i]) is { Length: > 0 } kind && kind == Kind(now)) return $"{said.To(i).Text} {now.Text} {said.From(i + 1).Text}".Trim();
        return null;
    }

    private static string Kind(Token token) => token.Kind switch
    {
        TokenKind.Literal => Literals.KindOf(token.Text[0]) ?? "",
        TokenKind.Number => "number",
        TokenKind.Word when Languages.Is(token.Text) => "language",
        TokenKind.Word when Days.Contains(token.Low) => "day",
        TokenKind.Word when People.IsName(token) || People.IsRole(token.Low) => "person",
        _ => Lexicon.IsNumber(token) ? "number" : "",
    };
}
