using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Which words are verbs of an action, in any of their forms, and how words are written that were misspelt.</summary>
internal static partial class Words
{
    // Verbs that begin an action wherever they stand after a comma or "and".
    private const string Strong = """
        multiply divide subtract capitalise capitalize reverse
        confirm agree authorise authorize vote certify acknowledge sign moderate enter break pay settle refund browse pick jot summon dispatch log-in take cancel reject charge feed guess solve vacuum restore sync announce greet bring obtain perform carry
        fetch get download open read scrape load visit crawl grab pull send notify tell inform alert publish save write summarize summarise condense translate extract
        classify categorize categorise triage sort route detect identify find look ask wait pause sleep remember recall forget memorize append create generate make build compose
        run execute compute calculate convert parse analyze analyse compare evaluate assess judge grade rate improve refine revise rewrite polish fix correct proofread edit edits critique
        research investigate gather collect brainstorm suggest recommend propose explain describe outline simplify shorten expand paraphrase format filter remove delete drop
        merge combine join split chunk embed speak transcribe invoke start stop repeat loop retry retries try keep decide determine choose pick select insert update fill render
        upload push deliver forward escalate assign submit return output give show display print respond answer count escape approve have let validate verify use set add put
        google hash encrypt turn rank prioritize prioritise prepare produce do handle process ignore discard archive close
        advise enrich distil distill boil highlight remind anonymize anonymise redact reformat deduplicate reword rephrase restructure elaborate debate argue illustrate draw tidy annotate double-check fact-check cross-check
        warn thank congratulate welcome invite greet apologize apologise dedupe archive page collect pick mark schedule attach inspect poll monitor scan inspect watch share ship throw dump shoot estimate forecast predict adapt localize localise negotiate interview quiz reflect criticize criticise invent skip omit exclude
        test structure arrange organize organise diagnose troubleshoot debug refactor implement visualize visualise synthesize synthesise aggregate consolidate reconcile normalize normalise sanitize sanitise digest rebut defend simulate narrate caption compile curate deliberate ponder prototype sketch supervise oversee
        tighten explore clarify enhance optimise optimize transform craft devise formulate teach infer pinpoint spell-check spellcheck sharpen cut
        weigh refute delegate coordinate assemble conclude discuss examine scrutinise scrutinize interpret tackle
        """;

    // Nouns as well: verbs only when something follows that they act on.
    private const string Weak = """
        email mail e-mail post message review report search query list text store score comment call contact plan draft note file label tag group track log record check reply request
        title order total name rank sum ping dm page form title date address time telegram slack tweet comment issue ticket copy block offer say clean document screen
        """;

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["sent"] = "send",
        ["wrote"] = "write",
        ["written"] = "write",
        ["rewrote"] = "rewrite",
        ["rewritten"] = "rewrite",
        ["shown"] = "show",
        ["chosen"] = "choose",
        ["spoken"] = "speak",
        ["got"] = "get",
        ["told"] = "tell",
        ["made"] = "make",
        ["found"] = "find",
        ["kept"] = "keep",
        ["chose"] = "choose",
        ["ran"] = "run",
        ["gave"] = "give",
        ["built"] = "build",
        ["spoke"] = "speak",
        ["has"] = "have",
        ["does"] = "do",
        ["thought"] = "think",
        ["drawn"] = "draw",
        ["taken"] = "take",
        ["brought"] = "bring",
        ["thrown"] = "throw",
        ["paid"] = "pay",
    };

    private static readonly Dictionary<string, string> StrongForms = Forms(Strong);
    private static readonly Dictionary<string, string> WeakForms = Forms(Weak);

    private static readonly HashSet<string> Known = [.. Vocabulary.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), .. StrongForms.Keys, .. WeakForms.Keys];

    private const string Vocabulary =
        "workflow parallel simultaneously approval approve approves approved manager person human reviewer otherwise until while before after finally afterwards webhook schedule every morning " +
        "evening midnight monday tuesday wednesday thursday friday saturday sunday weekday weekdays category categories score sentiment positive negative neutral urgent summary translation report " +
        "article website internet python javascript database telegram github channel timeout minutes minute hours seconds limits limit budget dollars maximum workflow workflows input inputs output outputs " +
        "rename replace connect between beginning existing prompt instructions temperature condition branch branches together concurrently feedback customer customers support refund refunds question questions " +
        "message messages document documents language languages spanish french german italian english portuguese japanese chinese paragraph sentences sentence address priority response responses attachment invoice " +
        "invoices transcript recording template expression calculate technical billing complaint complaints compliant compliance everything nothing something reject rejected rejects declined person people somebody someone results result " +
        "summarizer translator classifier researcher receive receives critical criticism comments company product products description";

    /// <summary>The verb in its plain form, when the word is one that begins an action.</summary>
    public static string? Verb(string word) => StrongForms.GetValueOrDefault(word.ToLowerInvariant());

    /// <summary>The plain form of a word that is a verb only where an object follows it.</summary>
    public static string? WeakVerb(string word) => WeakForms.GetValueOrDefault(word.ToLowerInvariant());

    /// <summary>The first word of a clause in its plain form: "summarizes it" becomes "summarize it".</summary>
    public static string Plain(string clause)
    {
        var end = clause.IndexOf(' ', StringComparison.Ordinal);
        var first = end < 0 ? clause : clause[..end];
        var verb = Verb(first) ?? WeakVerb(first);
        return verb is null || string.Equals(verb, first, StringComparison.OrdinalIgnoreCase) ? clause : verb + clause[first.Length..];
    }

    /// <summary>What somebody does as an order, of a verb that nobody knows: "repairs it" is "repair it".</summary>
    public static string Ordered(string clause)
    {
        var end = clause.IndexOf(' ', StringComparison.Ordinal);
        if (end < 4 || clause[end - 1] != 's' || clause[end - 2] == 's' || (Verb(clause[..end]) ?? WeakVerb(clause[..end])) is not null) return clause;
        var stem = clause[..end] is var word && word.EndsWith("ies", StringComparison.Ordinal) ? $"{word[..^3]}y" : word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal) ? word[..^2] : word[..^1];
        return stem + clause[end..];
    }

    /// <summary>Misspelt words of the language of requests as they are written; everything else as it is.</summary>
    public static string Spelt(string text) => Word().Replace(text, m => GivenName().IsMatch(text[..m.Index]) ? m.Value : Correct(m.Value));

    // What somebody calls a thing is written as he likes: "rename the form to checkin".
    [GeneratedRegex(@"\b(?:rename[sd]?\s[^.,;\n]*\s(?:to|into|as)|called|named)\s+$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex GivenName();

    /// <summary>One thing of several: <c>tickets</c> is <c>ticket</c>.</summary>
    public static string Singular(string word)
    {
        var w = word.ToLowerInvariant();
        if (w is "rows" or "urls" or "news" or "series" or "status" or "address" or "class") return w is "rows" ? "row" : w is "urls" ? "url" : w;
        if (w is "people") return "person";
        if (w is "queries" or "categories" or "entries" or "companies" or "countries" or "inquiries" or "stories" or "summaries" || w.Length > 4 && w.EndsWith("ies", StringComparison.Ordinal)) return w[..^3] + "y";
        if (w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal)) return w[..^2];
        return w.Length > 3 && w.EndsWith('s') && !w.EndsWith("ss", StringComparison.Ordinal) && !w.EndsWith("us", StringComparison.Ordinal) && !w.EndsWith("is", StringComparison.Ordinal) ? w[..^1] : w;
    }

    public static string Plural(string word)
    {
        var w = Singular(word);
        if (w == "news") return w;
        if (w.EndsWith('y') && w.Length > 2 && !"aeiou".Contains(w[^2])) return w[..^1] + "ies";
        return w.EndsWith('s') || w.EndsWith('x') || w.EndsWith("ch", StringComparison.Ordinal) || w.EndsWith("sh", StringComparison.Ordinal) ? w + "es" : w + "s";
    }

    /// <summary>A name for expressions: small letters, digits and <c>_</c>; empty when nothing is left.</summary>
    public static string Identifier(string text)
    {
        var name = NotName().Replace(text.ToLowerInvariant(), "_").Trim('_');
        if (name.Length > 30) name = name[..30].TrimEnd('_');
        if (name.Length > 0 && char.IsAsciiDigit(name[0])) name = $"n{name}";
        return name is "in" or "as" or "true" or "false" or "null" or "inputs" or "state" or "run" or "env" or "output" or "error" or "event" or "secrets" or "arguments" or "for" or "if" or "else" or "function"
            or "return" or "import" or "let" or "loop" or "package" or "namespace" or "var" or "void" or "while" or "break" or "const" or "continue" or "old" or "new" or "item" or "end" or "string" or "int"
            or "double" or "size" or "type" or "bool" or "list" or "map" or "bytes" or "duration" or "timestamp" or "has" or "all" or "exists" or "math" or "optional" or "cel" or "dyn" or "uint" or "matches" ? $"{name}_value" : name;
    }

    // What people type without the mark.
    private static readonly Dictionary<string, string> Joined = new(StringComparer.Ordinal)
    {
        ["dont"] = "don't",
        ["doesnt"] = "doesn't",
        ["didnt"] = "didn't",
        ["isnt"] = "isn't",
        ["arent"] = "aren't",
        ["cant"] = "can't",
        ["couldnt"] = "couldn't",
        ["shouldnt"] = "shouldn't",
        ["wouldnt"] = "wouldn't",
        ["hasnt"] = "hasn't",
        ["havent"] = "haven't",
        ["thats"] = "that's",
    };

    private static string Correct(string word)
    {
        var lower = word.ToLowerInvariant();
        if (Joined.TryGetValue(lower, out var apart)) return apart;
        if (word.Length < 6 || Known.Contains(lower) || !char.IsLower(word[^1])) return word;
        if (Known.Contains(Singular(lower)) || lower.EndsWith("er", StringComparison.Ordinal) && Known.Contains(lower[..^1]) || IsDoer(Singular(lower))) return word; // "dispatchers", "reminder"
        if (Fine.Contains(lower) || lower.EndsWith("ed", StringComparison.Ordinal) && (Known.Contains(lower[..^1]) || Known.Contains(lower[..^2]))) return word;
        var bound = word.Length >= 9 ? 2 : 1;
        string? best = null;
        var least = bound + 1;
        foreach (var known in Known)
        {
            if (known.Length < 6 || known[0] != lower[0] || Math.Abs(known.Length - lower.Length) > bound) continue;
            if (lower.AsSpan().CommonPrefixLength(known) < 3 && !IsSwapped(lower, known) && !IsDoubled(lower, known)) continue; // "spending" is no "sending"
            var distance = Distance(lower, known, least);
            if (distance == 2 && known.Length == lower.Length && !IsSwapped(lower, known)) continue; // "transaction" is no "translation"
            if (known.Length < lower.Length && !IsDoubled(lower, known) && known[^3..] is "ing" or "ers" or "ted") continue; // "composting" is no "composing"
            if (distance == 1 && word.Length < 9 && known.Length == word.Length && !IsSwapped(lower, known)) continue; // "remote" is no "remove"
            if (lower.Contains('-') != known.Contains('-') && lower.Length > 8 && !lower.EndsWith(known[^2..], StringComparison.Ordinal)) continue; // "factchecker" is no "fact-checked"
            if (distance == 2 && lower.AsSpan().CommonPrefixLength(known) >= known.Length - 3) continue; // another form of the word
            if (distance < least || distance == least && best is not null && string.CompareOrdinal(known, best) < 0) (best, least) = (known, distance);
        }

        return best is not null && least <= bound ? best : word;
    }

    // What does it, or the thing that does: "reminders" are of "remind", a "formatter" formats and a "factchecker" checks.
    private static bool IsDoer(string word)
    {
        if (word.Length < 6 || word[^2..] is not ("er" or "or")) return false;
        var deed = word[..^2];
        return Known.Contains(deed) || Known.Contains($"{deed}e") || deed[^1] == deed[^2] && Known.Contains(deed[..^1]) || word.Length > 8 && Enumerable.Range(3, word.Length - 8).Any(i => IsDoer(word[i..]));
    }

    private static bool IsSwapped(string a, string b) => a.Order().SequenceEqual(b.Order());

    private static bool IsDoubled(string a, string b) => Math.Abs(a.Length - b.Length) == 1 && a.Distinct().SequenceEqual(b.Distinct());

    // Words that are right as they are, though near one of ours.
    private static readonly HashSet<string> Fine =
        ["handed", "weight", "weights", "restart", "restarts", "restarted", "restarting", "complain", "complains", "marketing", "remote", "person", "reason", "season", "stories", "stores", "notes", "notice", "notion", "chapter", "charts", "chart", "seconds", "second", "resume", "resumes", "replay", "reports", "pricing", "princess", "thread",
         "threads", "treat", "better", "letter", "letters", "matter", "posters", "poster", "renewal", "renewed", "receipt", "contract", "contracts", "contest", "content", "contents", "context", "concept", "contain", "contains", "export", "expert",
         "experts", "import", "improved", "comment", "commend", "commit", "company", "complain", "complete", "completed", "detail", "details", "deliver", "delivery", "device", "devices", "invite", "invited", "advice", "private", "province",
         "dollar", "dollars", "transaction", "transactions", "transition", "transitions", "requester", "repair", "repeated", "return", "returns", "review", "reviews", "rewards", "reward", "answers", "answer", "selling", "selected", "sending", "trading", "tracked", "training", "branding", "building", "buildings", "catalog", "category",
         "creative", "created", "creates", "produce", "product", "products", "project", "projects", "prospect", "protect", "provide", "provided", "public", "published", "simple", "sample", "samples", "single", "sentence", "sentences", "service", "services",
         "several", "shorter", "shortest", "summer", "winter", "transfer", "transfers", "transform", "travel", "weather", "whether", "website", "websites", "weekly", "monthly", "hourly", "headline", "headlines", "calendar", "candidate", "candidates"];

    private static int Distance(string a, string b, int most)
    {
        var before = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var now = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(previous[j] + 1, now[j - 1] + 1), previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = Math.Min(now[j], before[j - 2] + 1);
                least = Math.Min(least, now[j]);
            }

            if (least > most) return most + 1;
            (before, previous, now) = (previous, now, before);
        }

        return previous[b.Length];
    }

    private static Dictionary<string, string> Forms(string verbs)
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var verb in verbs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var stem = verb.EndsWith('e') ? verb[..^1] : verb;
            var isY = verb.EndsWith('y') && !"aeiou".Contains(verb[^2]);
            var twice = !verb.EndsWith('e') && verb.Length > 2 && !"aeiouwxy".Contains(verb[^1]) && "aeiou".Contains(verb[^2]) ? verb + verb[^1] : stem;
            string[] all = [verb, $"{verb}s", verb[^1] is 's' or 'x' or 'z' or 'o' || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal) ? $"{verb}es" : verb, isY ? $"{verb[..^1]}ies" : verb, $"{stem}ing", $"{twice}ing", $"{stem}ed", isY ? $"{verb[..^1]}ied" : verb, $"{twice}ed"];
            foreach (var form in all) forms.TryAdd(form, verb);
        }

        foreach (var (form, verb) in Irregular)
            if (forms.ContainsKey(verb)) forms[form] = verb;
        return forms;
    }

    [GeneratedRegex(@"(?<![\w.@/-])[A-Za-z]{4,24}(?![\w@/-]|\.\w)")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^a-z0-9]+")]
    private static partial Regex NotName();
}
