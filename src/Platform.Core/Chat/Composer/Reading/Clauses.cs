using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>One sentence of a request.</summary>
/// <param name="Text">Without its mark of a list.</param>
/// <param name="IsItem">It stood in a list: numbered, or with a dash.</param>
/// <param name="Indent">Columns before it.</param>
/// <param name="Opens">It ended with a colon, so a list that follows belongs to it.</param>
internal sealed record Sentence(string Text, bool IsItem, int Indent, bool Opens);

/// <summary>Cuts a text into sentences, and a sentence into actions.</summary>
internal static partial class Clauses
{
    /// <summary>Characters of one clause that are read.</summary>
    public const int Longest = 500;

    private const int Most = 400;

    public static IReadOnlyList<Sentence> Sentences(string text)
    {
        var all = new List<Sentence>();
        foreach (var raw in text.Replace("\r", "", StringComparison.Ordinal).Split('\n'))
        {
            if (all.Count >= Most) break;
            var line = raw.Replace('\t', ' ');
            var indent = line.Length - line.TrimStart().Length;
            var mark = Mark().Match(line);
            var rest = mark.Success ? line[mark.Length..] : line;
            var parts = (Counted().IsMatch(line) ? Counting() : Numbered()).Replace(Counted().IsMatch(line) ? line : rest, "\n").Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                var isFirst = true;
                foreach (var trimmed in End().Split(parts[i]).Select(p => p.Trim()).Where(p => p.Any(c => char.IsLetterOrDigit(c) || Literals.IsLiteral(c))))
                {
                    all.Add(new Sentence(Cut(trimmed.TrimEnd('.', '!', '?', ';', ':', ',')), isFirst && (mark.Success || i > 0), indent, trimmed.EndsWith(':')));
                    isFirst = false;
                }
            }
        }

        return all;
    }

    /// <summary>The actions of one sentence, in their order.</summary>
    public static IReadOnlyList<string> Actions(string sentence)
    {
        var found = new List<string>();
        foreach (var piece in Then().Split(sentence)) Split(piece.Trim(' ', ',', ';'), found);
        return [.. found.Select(f => Lead().Replace(f, "").Trim(' ', ',', ';')).Where(f => f.Length > 0).Take(60)];
    }

    /// <summary>Where a verb begins that could be an action's, from a place on; -1 when there is none.</summary>
    public static int VerbAt(string text, int from)
    {
        foreach (Match word in WordsOf().Matches(text))
            if (word.Index >= from && IsVerb(text, word)) return word.Index;
        return -1;
    }

    /// <summary>Whether the text begins with a verb of an action.</summary>
    public static bool BeginsWithVerb(string text) => WordsOf().Match(text) is { Success: true } first && first.Index <= 1 && IsVerb(text, first);

    /// <summary>Where an order begins behind a statement that has its verb: "it is late |send it to Bob"; -1 when none does.</summary>
    public static int OrderAt(string text)
    {
        var words = WordsOf().Matches(text);
        for (var i = 1; i < words.Count; i++)
        {
            var (word, before) = (words[i].Value, words[i - 1].Value.ToLowerInvariant());
            var isVerb = Words.Verb(word) == word || Words.WeakVerb(word) == word && IsVerb(text, words[i]);
            var isBehindNumber = text[(words[i - 1].Index + words[i - 1].Length)..words[i].Index].Any(char.IsDigit);
            if (isBehindNumber && isVerb && words[i].Index + word.Length < text.Length) return words[i].Index;
            if (!isVerb || IsNamed(text, words[i]) || NotBeforeOrder.Contains(before) && !(i == 1 && before is "no" or "not") || before.EndsWith("n't", StringComparison.Ordinal)) continue;
            if (words[i].Index + word.Length >= text.Length || text[words[i].Index + word.Length] != ' ') continue;
            var isSubject = before.EndsWith('s') && before is not ("is" or "was" or "has" or "does") && (i == 1 || words[i - 2].Value.ToLowerInvariant() is not ("that" or "this" or "who" or "which") and var earlier && NotBeforeOrder.Contains(earlier)) && !text[words[i - 1].Index..words[i].Index].Contains(',');
            if (!isSubject) return words[i].Index;
        }

        return -1;
    }

    private static readonly HashSet<string> NotBeforeOrder = [.. ("to not will would can could should must may might shall does do did cannot is are was were be been being has have had the a an my our your its their his her this that these those no any some each every all both of for in on at by " +
        "with from into or and i we you they who which than as says say said called named let make please never").Split(' ')];

    // "A, B and C" is three actions when each begins with a verb, and one with a list in it otherwise.
    private static void Split(string piece, List<string> found)
    {
        var start = 0;
        foreach (Match join in Join().Matches(piece))
        {
            var next = WordsOf().Match(piece, join.Index + join.Length);
            if (!next.Success || next.Index > join.Index + join.Length + 1 || !IsVerb(piece, next)) continue;
            found.Add(piece[start..join.Index].Trim());
            start = join.Index + join.Length;
        }

        found.Add(piece[start..].Trim());
    }

    private static bool IsVerb(string text, Match word)
    {
        if (word.Value == "Polish" && word.Index > 0) return false; // the language
        if (Words.Verb(word.Value) is not null && !IsNamed(text, word)) return true;
        if (IsNamed(text, word)) return false;
        var behind = text[(word.Index + word.Length)..];
        return Words.WeakVerb(word.Value) is { } weak ? (Nouns.Contains(weak) ? Pointed() : Object()).IsMatch(behind) : IsOrder(word.Value) && Thing().IsMatch(behind);
    }

    // Far oftener things than verbs: only "total it" and "name the file" are orders.
    private static readonly HashSet<string> Nouns = new(StringComparer.Ordinal) { "total", "title", "date", "name", "address", "time", "order", "sum", "form", "page", "text", "copy", "label", "score", "record", "issue", "ticket", "comment" };

    /// <summary>Whether a word that is in no list can be a verb where "it" or "them" follows: "boil it down".</summary>
    public static bool IsOrder(string word) => word.Length > 2 && char.IsLower(word[0]) && !NoOrder.Contains(word);

    private static readonly HashSet<string> NoOrder = new(StringComparer.Ordinal)
    {
        "and", "but", "then", "that", "this", "with", "from", "into", "onto", "over", "under", "about", "after", "before", "behind", "between", "during", "for", "per", "via", "than", "when", "while", "until", "till", "once", "where", "which", "who", "whom",
        "whether", "because", "since", "unless", "though", "although", "like", "are", "was", "were", "been", "being", "has", "had", "does", "did", "can", "could", "will", "would", "should", "shall", "may", "might", "must", "not", "nor", "also", "too", "only", "just",
        "all", "any", "both", "each", "every", "some", "most", "more", "less", "one", "two", "three", "otherwise", "else", "how", "what", "why", "now", "first", "next", "finally", "again", "instead", "through", "without", "within", "using", "based", "according",
        "against", "around", "above", "below", "beside", "except", "inside", "outside", "near", "off", "out", "upon", "toward", "towards", "needs", "need", "want", "wants", "please", "its", "they", "them", "you", "him", "her", "she", "the", "it's", "isn't", "if",
        "enough", "well", "good", "cap", "limit", "keep", "make", "let", "becomes", "become", "is", "so", "as", "at", "by", "in", "of", "on", "or", "to", "up", "there", "here", "likes", "think", "say", "says", "know", "knows", "goes",
    };

    // "the answer", "a review": with an article it is a thing.
    private static bool IsNamed(string text, Match word) => word.Index > 0 && Article().IsMatch(text[Math.Max(0, word.Index - 12)..word.Index]);

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];

    [GeneratedRegex(@"^\s*(?:(?:\(?\d{1,2}[.):]|[-*•·–—]|step \d{1,2}[.:)]?|\(?[a-h]\)|\[[ x]?\])\s+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Mark();

    // "1. read it 2. send it" on one line.
    [GeneratedRegex(@"(?:^|\s)1[.)]\s.*\s2[.)]\s", RegexOptions.None, 5000)]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?:^|\s)(?<!\([^)]{0,40})\d{1,2}[.)]\s+", RegexOptions.None, 5000)]
    private static partial Regex Counting();

    [GeneratedRegex(@"(?:^|\s)(?:\(\d{1,2}\)|(?<!\([^)]{0,40})\d{1,2}\)|step \d{1,2}[:.)])\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<!\b(?:Mrs|Mr|Ms|Dr|Prof|St|approx|vs|etc))[.!?]+(?=\s|$|[A-Z])|;|(?<=[a-z]):(?=\s*$)")]
    private static partial Regex End();

    [GeneratedRegex(@"\s*(?:->|→|=>|➡|⇒|>>|(?<=\w) \| (?=\w)|(?<=\w) > (?=[a-z])),?\s*|,\s+(?:and )?(?=(?:an?|the|another|one|a second|a third)\s+(?:[\w-]+\s+){0,2}agents?\s)|,?;?\s+(?:and |but )?(?:then(?! it (?:is|was))|after that|afterwards?|after which|next|finally|lastly|followed by|subsequently|and after(?:wards)?|once (?:that's|that is|it's|it is|this is) (?:done|finished|ready|complete)|when (?:that's|that is|it's|it is) (?:done|finished)|before finally|in the end|at the end|as a last step)\b,?\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Then();

    [GeneratedRegex(@"^(?:and|or|then|also|next|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|after that|afterwards?|in the end|at the end|to start(?: with)?|to begin(?: with)?|it should|they should|it then|it will|it must|please|just|automatically|immediately|simply|again|maybe|to|so that it|will|should|have it|make it|let it)(?:,|\b)\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lead();

    [GeneratedRegex(@",? (?:and|&|plus) (?:also |then |finally |to |automatically )?|, (?:also |finally )?|\s*;\s*|,? before (?=\w+ing\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Join();

    [GeneratedRegex(@"[A-Za-z][A-Za-z'-]*")]
    private static partial Regex WordsOf();

    [GeneratedRegex(@"^\s+(?:it|them|this|that|these|those|the|a|an|me|us|him|her|my|our|your|its|their|each|every|all|both|everyone|everybody|everything|someone|to|in|into|on|for|with|via|if|whether|from|through|by|as|again|POST|GET|PUT|DELETE|[\uE000-\uEFFF])(?:\b|$|(?<=[\uE000-\uEFFF]))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Object();

    [GeneratedRegex(@"^\s+(?:it|them|this|that|these|those|the|each|every|all|everything)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pointed();

    [GeneratedRegex(@"^\s+(?:it|them)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Thing();

    [GeneratedRegex(@"(?:^|\s)(?:the|an?|my|our|your|its|their|each|every|this|that|no|any|of|by|for|per|via|with|new|in|into)\s+$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Article();
}
