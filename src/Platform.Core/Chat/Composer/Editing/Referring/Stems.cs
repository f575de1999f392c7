namespace Platform.Core.Chat.Composer.Editing.Referring;

/// <summary>What the forms of a word have in common: "translation", "translates" and "translator" are all <c>translat</c>.</summary>
internal static class Stems
{
    // Forms that no ending leads to.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["transcript"] = "transcrib",
        ["transcription"] = "transcrib",
        ["decision"] = "decid",
        ["e-mail"] = "mail",
        ["email"] = "mail",
        ["emails"] = "mail",
        ["emailing"] = "mail",
        ["emailed"] = "mail",
        ["sent"] = "send",
        ["wrote"] = "writ",
        ["written"] = "writ",
        ["reply"] = "repl",
        ["replied"] = "repl",
        ["query"] = "quer",
        ["copy"] = "cop",
        ["sorter"] = "sort",
        ["news"] = "news",
        ["wrapper"] = "wrap",
        ["critique"] = "critic",
        ["critic"] = "critic",
        ["criticise"] = "critic",
        ["criticize"] = "critic",
        ["publication"] = "publ",
        ["publishing"] = "publ",
        ["retries"] = "retr",
        ["retry"] = "retr",
        ["issue"] = "issu",
        ["issues"] = "issu",
        ["speech"] = "speak",
        ["combination"] = "combin",
        ["db"] = "databas",
        ["lookup"] = "look",
    };

    // Longest first, so that of "summarisation" no "summaris" is left.
    private static readonly string[] Endings =
        ["ifications", "ification", "isation", "ization", "isers", "izers", "iser", "izer", "ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize", "ison", "ings", "ing", "ions", "ion", "ments", "ment", "ishes", "ished", "ish", "als", "al", "iers", "ier", "ies", "ied", "ers", "er", "ors", "or", "ed", "es", "is", "e", "y", "s"];

    public static string Of(string word)
    {
        var w = word.ToLowerInvariant();
        if (Known.TryGetValue(w, out var known)) return known;
        if (w.EndsWith("ification", StringComparison.Ordinal) || w.EndsWith("ifications", StringComparison.Ordinal)) return w[..(w.IndexOf("ification", StringComparison.Ordinal) + 2)];
        foreach (var end in Endings)
        {
            if (w.Length < end.Length + 3 || !w.EndsWith(end, StringComparison.Ordinal)) continue;
            var stem = w[..^end.Length];
            return stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l') ? stem[..^1] : stem;
        }

        return w;
    }

    /// <summary>The words of a text, each as its stem.</summary>
    public static IEnumerable<string> In(string text)
    {
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '-' && from >= 0);
            if (isWord && from < 0) from = i;
            if (isWord || from < 0) continue;
            var word = text[from..i].Trim('-');
            from = -1;
            if (word.Length == 1 && !char.IsDigit(word[0])) continue;
            if (word.Contains('-', StringComparison.Ordinal) && !Known.ContainsKey(word.ToLowerInvariant()))
                foreach (var part in word.Split('-', StringSplitOptions.RemoveEmptyEntries)) yield return Of(part);
            else if (word.Length > 0) yield return Of(word);
        }
    }
}
