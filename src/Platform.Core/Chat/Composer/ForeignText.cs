using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer;

/// <summary>Whether a text is plainly in another language than English: by the small words, which every sentence has.</summary>
internal static partial class ForeignText
{
    public const string Told = "I understand English only, and this looks like another language: say it in English.";

    private const int MostRead = 2_000;

    private static readonly HashSet<string> Foreign = [.. """
        und oder der den dem das ihn ihm ihnen ein eine einen einem einer ist sind nicht mit für auf von zum zur wenn dann soll sollen ich mir mich bitte wir ihr jeden jede jedes nach aus bei wird werden kann auch sich über als noch nur datei schreibe sende schicke zusammen lies fasse
        le les une et est sont pour avec dans je vous puis ensuite chaque sur au aux du ce cette mon ma mes qui que écris envoie résume fichier
        el los las una y es para con por que entonces cada archivo un escribe envía resume correo mi lo al del
        il gli uno e per che allora ogni scrivi invia riassumi nel della dello
        het een en van voor niet ik naar elke bestand schrijf stuur
        o os um uma para com em não cada arquivo envie escreva
        i oraz jest na nie dla każdy plik
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("i" or "e" or "o" or "y" or "es" or "en" or "em" or "per" or "na" or "resume" or "los" or "las" or "el" or "os" or "con" or "um" or "nie" or "lies" or "al" or "du" or "ma" or "le"))];

    private static readonly HashSet<string> English = [.. "the a an and or to of it is are be for with on in at by from then if when me my each every that this these them you i as into than not no all".Split(' ')];

    public static bool Is(string text)
    {
        var (foreign, english, words) = (0, 0, 0);
        foreach (Match word in Word().Matches(Quoted().Replace(text.Length > MostRead ? text[..MostRead] : text, " ")))
        {
            words++;
            var low = word.Value.ToLowerInvariant();
            if (English.Contains(low)) english++;
            else if (Foreign.Contains(low)) foreign++;
        }

        return foreign >= 2 && foreign > english * 2 && foreign * 6 >= words;
    }

    // What is quoted, and addresses, may be in any language.
    [GeneratedRegex("\"[^\"]{0,2000}\"|“[^”]{0,2000}”|https?://\\S+|\\S+@\\S+", RegexOptions.None, 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\p{L}+", RegexOptions.None, 5000)]
    private static partial Regex Word();
}
