using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// What a person named that stands nowhere in the draft: addresses, files, people, numbers, and words that carry meaning. What was read is told; what was
/// not is told here, so that nothing is lost in silence.
/// </summary>
internal static partial class Accounting
{
    /// <summary>What is left out, as it was written; at most twelve.</summary>
    /// <param name="text">The request, literals put away.</param>
    /// <param name="root">The draft.</param>
    /// <param name="told">What was understood or passed over in words: what stands there is accounted for.</param>
    public static IReadOnlyList<string> LeftOut(string text, Literals literals, JsonObject root, IEnumerable<string> told)
    {
        var whole = new HashSet<string>(StringComparer.Ordinal);
        var said = string.Join('\n', Texts(root).Concat(told)).ToLowerInvariant();
        var packed = Packed(said);
        var used = Packed(string.Join('\n', Texts(root, isUse: true)).ToLowerInvariant()); // an address that an agent is only told of is not used
        foreach (var c in text.Where(Literals.IsLiteral))
            if (literals.Value(c) is { Length: > 0 } value && (!Array.TrueForAll(Literals.KindOf(c) == "url" ? Filled().Split(value) : [value], part => (Literals.KindOf(c) is "url" or "mail" or "channel" ? used : packed).Contains(Packed(part), StringComparison.Ordinal)) || Literals.KindOf(c) == "file" && !Named(said, value) || Literals.KindOf(c) == "name" && !Regex.IsMatch(said, $@"(?<![\w.-]){Regex.Escape(value.ToLowerInvariant())}(?![\w]|[.-]\w)"))) whole.Add(Short(value));
        foreach (var number in Numbers(text, said)) whole.Add(number);
        foreach (Match many in Ranked().Matches(text)) // "the top ten": a number in letters
            if (Amounts.Of(many.Groups[1].Value) is { } count && !Regex.IsMatch(said, $@"(?<![\d.]){Amounts.Plain(count)}(?!\d)|\b{many.Groups[1].Value}\b", RegexOptions.IgnoreCase)) whole.Add(many.Value);
        foreach (Match name in Name().Matches(text))
            if (!said.Contains(name.Groups[1].Value.ToLowerInvariant(), StringComparison.Ordinal) && !IsCommon(name.Groups[1].Value)) whole.Add(name.Groups[1].Value);
        return [.. whole.Take(12)];
    }

    // A file that stands only at the end of an address is not used.
    private static bool Named(string said, string file)
    {
        var low = file.ToLowerInvariant();
        for (var at = said.IndexOf(low, StringComparison.Ordinal); at >= 0; at = said.IndexOf(low, at + 1, StringComparison.Ordinal))
            if (at == 0 || said[at - 1] is not '/' || at < 2 || !said.AsSpan(Math.Max(0, at - 200), Math.Min(at, 200)).Contains("://", StringComparison.Ordinal) || said[Math.Max(0, at - 200)..at].LastIndexOf("://", StringComparison.Ordinal) < said[Math.Max(0, at - 200)..at].LastIndexOfAny([' ', '\n', '"'])) return true;
        return !said.Contains(low, StringComparison.Ordinal);
    }

    /// <summary>All that is written in a draft but what it says of itself.</summary>
    internal static IEnumerable<string> Written(JsonNode root) => Texts(root);

    private static IEnumerable<string> Texts(JsonNode? node, bool isUse = false) => node switch
    {
        JsonObject map => map.Where(e => (e.Key is not "description" || e.Value is not JsonValue || map.ContainsKey("title")) && (!isUse || e.Key is not ("instructions" or "prompt" or "source"))).SelectMany(e => Texts(e.Value, isUse).Prepend(e.Key)),
        JsonArray list => list.SelectMany(i => Texts(i, isUse)),
        JsonValue value => [value.ToString()],
        _ => [],
    };

    // "1. Fetch it", "step 2": the place of a step, no amount.
    private static bool IsMark(string text, Match number)
    {
        var behind = number.Index + number.Length;
        return behind < text.Length && text[behind] is '.' or ')' && behind + 1 < text.Length && text[behind + 1] == ' ' || number.Index == 0 || text[..number.Index].TrimEnd().EndsWith("step", StringComparison.OrdinalIgnoreCase) || text[number.Index - 1] is '(' or '#';
    }

    // Numbers are looked for as they are written and as the file writes them: 30 cents is $0.3, 5 pm is 17, two weeks are 14d.
    private static IEnumerable<string> Numbers(string text, string said)
    {
        text = text.Replace("p.m.", "pm", StringComparison.OrdinalIgnoreCase).Replace("a.m.", "am", StringComparison.OrdinalIgnoreCase);
        foreach (Match match in Number().Matches(text))
        {
            var (digits, unit) = (match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal), match.Groups["unit"].Value.Trim().ToLowerInvariant());
            if (!double.TryParse(digits, CultureInfo.InvariantCulture, out var number) || match.Groups["unit"].Length == 0 && match.Groups["sign"].Length == 0 && (number < 1 || number < 10 && IsMark(text, match))) continue;
            double[] forms = unit switch
            {
                "am" or "a.m." => [number % 12],
                "pm" or "p.m." => [number % 12 + 12],
                "cents" or "cent" => [number / 100],
                "weeks" or "week" => [number * 7],
                "months" or "month" => [number * 30],
                "k" => [number, number * 1000],
                "" when number < 12 && Late().IsMatch(text) => [number, number + 12], // "every evening at 7"
                _ => [number],
            };
            if (!Array.Exists(forms, f => Regex.IsMatch(said, $@"(?<![\d.]){Regex.Escape(Amounts.Plain(f))}(?!\d)"))) yield return match.Value.Trim();
        }
    }

    /// <summary>A word of the language of requests: it shapes the graph and need not stand in it.</summary>
    internal static bool IsCommon(string word) => Common.Contains(word.ToLowerInvariant()) || Common.Contains(Reading.Words.Singular(word)) || Reading.Words.Verb(word) is not null || Reading.Words.WeakVerb(word) is not null || IsInflected(word.ToLowerInvariant());

    private static bool IsInflected(string word) => word.EndsWith("ly", StringComparison.Ordinal) || Common.Contains(word.TrimEnd('s')) || word.EndsWith("ed", StringComparison.Ordinal) && (Common.Contains(word[..^2]) || Common.Contains(word[..^1])) || word.EndsWith("ing", StringComparison.Ordinal) && (Common.Contains(word[..^3]) || Common.Contains($"{word[..^3]}e"));

    internal static string Stem(string word)
    {
        var lower = Reading.Words.Singular(word.ToLowerInvariant());
        return lower.Length > 5 ? lower[..5] : lower;
    }

    internal static string Packed(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..57]}...";

    // Words of the language of requests: they shape the graph and need not stand in it.
    private static readonly HashSet<string> Common = [.. """
        about above according account across action actually address afterwards again against agent agents agree ahead alert all allow almost alone along already also although always amount another answer any anybody anyone anything approval
        approver arrive around article aside attempt automatically automation available average away back background base basic because become been before begin beginning behind being below best better between beyond body both branch bring budget business button
        call caller calm came can cannot case category certain chain chance channel chat cheap check child choice choose clear client close code column combine come comment complete concurrent condition confirm connect consider contain content contents continue copy correct
        cost could count create current currently customer daily data database date days deadline decide decision default delay deliver department depend depending description desire detail different directly doing dollar done down draft during each early easy either else
        elsewhere email employee empty end ends enough enter entire entry error errors euro evening event every everybody everyone everything everywhere exactly example exceed except exist expect explicit extra fail failure fast feed feedback fetch field file files final finally find finish first
        fixed flow folder follow following follows form format forward found free fresh friday from full further future general generate gets getting give given goes going good great group grab half hand handle happen happens happy hard have having hear hello help here highly hold hour hourly hours
        human immediately important include incoming independent individual info inform information input inputs inside instead interval into issue item items itself join just keep kind know known label large last late later latest least leave left less like likes limit line lines list listen little local log long longer look loop lots
        machine made mail main maintain make maker manage manager many mark match matter maximum maybe mean meanwhile member mention message method middle might mind minimum minute missing model monday month monthly more morning most move much multiple must name named necessary need needs never new next nice night nightly nobody none
        normal note nothing notify notice number object occur offer often okay once ones online only open operator option order original other others otherwise ourselves outcome output over overall page parallel parameter part particular parts pass passed path pause people perhaps permission person personal phase piece pipeline place plain please plus point points
        possible post prefer present press previous price problem proceed process produce program progress project prompt proper provide publish purpose push question quick quickly quite rather reach react read ready real really reason receive recent recipient record reduce refer regular reject reject rejects related release remain remaining reminder repeat reply
        report request require respond response rest result results return review reviewer right round rounds route routine row rows rule run runs same saturday save saved schedule score second seconds secret section seem select send sender sense separate sequence server service session setting several shall share short should show side signal similar simple simply
        since single site situation size skip slack small some somebody someone something soon sort source space special specific spend stage stand start started state status stay step steps still stop store straight string stuff subject subsequently succeed success such sunday suppose sure system table take taken task team telegram tell test text than thank thanks that
        their them then there thereafter these they thing things think third this those though three through throughout thursday ticket tightly till time timeout times title today together token tokens tomorrow tonight tool tools topic total toward transfer trigger tries tuesday turn twice type under unit unless until update upon urgent used useful user users using usual
        value various version very visit wait want warn watch webhook website wednesday week weekday weekdays weekend weekly weeks well were what whatever when whenever where whether which while whole whose will wish with within without word words work workflow worker working works would write wrong yesterday your yours zero
        five four seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred thousand parallelly simultaneous simultaneously concurrently successively afterward lastly eventually recipient assistant chatbot expensive cheapest document documents customers colleague colleagues supervisor responsible company websites internet
        english german french spanish italian accept accepts accepted approve approves approved decline declines declined rejected refuse refuses refused apply applies applied ready idea ideas exact exactly basically additional additionally furthermore moreover hence therefore thus neither nor whichever whoever someone's everybody's positive negative neutral
        january february march april june july august september october november december noon midnight afternoon quarter attempts retries retry trying lets let's don't doesn't isn't aren't won't can't wasn't hasn't haven't couldn't shouldn't wouldn't it's that's there's he's she's i'd i'll i'm i've we'd we'll we're you'd you'll you're they're what's who's
        support saying weather list of lists news javascript python sandbox slowly carefully short brief detailed polite friendly concise catchy nice formal informal professional
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"(?<![\w.,:#/-])(?<sign>[$€£]\s?)?(?<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?<unit> ?(?:k|am|pm|a\.m\.|p\.m\.|%|cents?|dollars?|euros?|usd|ms|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|s|m|h|d|words?|characters?|chars?|sentences?|paragraphs?|bullets?|points?|times|tries|attempts|retries|rounds?|steps?|tokens?|rows?|lines?|items?|results?|pages?|links?|articles?)\b)?(?![\w:])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:top|best|first|last|latest|newest|biggest|cheapest) (two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty)\b(?! (?:of them|steps?|agents?|ones?|attempts?|tries|times|rounds|days|weeks|hours|minutes|months))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Ranked();

    [GeneratedRegex(@"\b(?:evening|night|afternoon|tonight)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Late();

    // A place in an address that the draft fills: ".../orders/{id}", ".../orders/ID".
    [GeneratedRegex(@"\{\w+\}|(?<=[/=])(?:[A-Z][A-Z_]{1,24}|:[a-z]\w{0,24}|\[[a-z]\w{0,24}\])(?=[/?&.]|$)")]
    private static partial Regex Filled();

    [GeneratedRegex(@"(?<=[a-z,] )([A-Z][a-z]{2,20})\b(?!:)", RegexOptions.None, 5000)]
    private static partial Regex Name();
}
