using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

internal enum VerbForm
{
    None,
    Plain,
    Third,
    Ing,
    Past,
}

/// <summary>What kind of word a word is, and where an order or a statement begins.</summary>
internal static class Lexicon
{
    private static HashSet<string> Set(string words) => new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly HashSet<string> Determiners = Set("the a an this that these those my our your his her its their each every all both any some no another one two three four five six seven eight nine ten several many either most");

    private static readonly HashSet<string> Pronouns = Set("it them this that these those he she they i we you who which everything everyone everybody someone somebody something nobody anyone me us him her both all one each itself");

    private static readonly HashSet<string> Adverbs = Set("then also please just now again automatically immediately additionally finally first firstly second secondly third thirdly next lastly simply directly only always kindly maybe quickly instead too afterwards subsequently still actually further furthermore together");

    private static readonly HashSet<string> Prepositions = Set("to in into on onto at by for from with without via through of about over under as using per between within after before during until till against like inside across off out up upon than");

    private static readonly HashSet<string> Modals = Set("should must will shall can may would could might needs need has have ought");

    private static readonly HashSet<string> Bes = Set("is are be gets get was were been being");

    private static readonly HashSet<string> NumberWords = Set("one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred once twice thrice");

    // Verbs in the list of strong ones that are as often things: an order only where something follows that they act on.
    private static readonly HashSet<string> Doubtful = Set("research format filter show start stop set use close display answer count estimate forecast schedule archive page watch share ship work test change update upload download export import turn judge rate grade complete process produce repeat loop try highlight draft fix hash split merge speak visit crawl load scan monitor poll handle return output shorten purchase grant place order book pay charge like map clean back sum backup finish end begin mention point balance question value release control subject");

    // Far oftener things than verbs: only "total it" and "name the file" are orders.
    private static readonly HashSet<string> Things = Set("total title date name address time order sum form page text copy label score record issue ticket comment question value subject point note list file group track plan answer result balance place book control format schedule estimate rate grade");

    private static readonly HashSet<string> ObjectLeads = Set("workflow memory web there here again me us him everyone everybody everything someone somebody if whether post get put delete patch how what which why where when whoever there back out up down");

    // Words that begin no order though "it" may follow them.
    private static readonly HashSet<string> NoOrder = Set("""
        and but then that this with from into onto over under about after before behind between during for per via than when while until till once where which who whom whether because since unless though although like are was were been being has had does did
        can could will would should shall may might must not nor also too only just all any both each every some most more less one two three otherwise else how what why now first next finally again instead through without within using based according against
        around above below beside except inside outside near off out upon toward towards needs need want wants please its they them you him her she the isn't if enough well good becomes become is so as at by in of on or to up there here likes think say says know knows goes fail fails pass passes succeed succeeds
        it he we i my our your their a an these those no another otherwise hence thus whenever whatever until
        """);

    public static bool IsDeterminer(string word) => Determiners.Contains(word);

    public static bool IsPronoun(string word) => Pronouns.Contains(word);

    public static bool IsPreposition(string word) => Prepositions.Contains(word);

    public static bool IsAdverb(string word) => Adverbs.Contains(word) || word.Length > 4 && word.EndsWith("ly", StringComparison.Ordinal) && Words.Verb(word) is null && word is not ("reply" or "supply" or "apply" or "family" or "daily" or "weekly" or "monthly" or "hourly" or "nightly" or "italy" or "assembly");

    public static bool IsModal(string word) => Modals.Contains(word);

    public static bool IsBe(string word) => Bes.Contains(word);

    private static readonly HashSet<string> Families = Set("claude gpt chatgpt gemini ollama mistral groq deepseek llama opus sonnet haiku qwen openrouter");

    /// <summary>Whether a model is named at a place.</summary>
    public static bool IsModel(Phrase phrase, int at) => at >= 0 && at < phrase.Count && (phrase[at].IsLiteral("name") || Families.Contains(phrase.Low(at)));

    public static bool IsNumber(Token token) => token.Kind == TokenKind.Number || NumberWords.Contains(token.Low);

    /// <summary>The plain form of a verb that is known, strong or weak.</summary>
    public static string? Lemma(string word) => Words.Verb(word) ?? Words.WeakVerb(word);

    public static VerbForm FormOf(string word)
    {
        var low = word.ToLowerInvariant();
        if (Lemma(low) is not { } lemma) return VerbForm.None;
        if (low == lemma) return VerbForm.Plain;
        if (low.EndsWith("ing", StringComparison.Ordinal)) return VerbForm.Ing;
        return low.EndsWith('s') && !low.EndsWith("ss", StringComparison.Ordinal) ? VerbForm.Third : VerbForm.Past;
    }

    /// <summary>Where the verb of an order stands that begins here, behind adverbs; -1 when none begins.</summary>
    /// <param name="isFirst">Nothing of the sentence stands before it, so that an unknown word may be a verb.</param>
    public static int OrderAt(Phrase phrase, int at, bool isFirst = false)
    {
        while (at < phrase.Count && IsAdverb(phrase.Low(at)) && at + 1 < phrase.Count) at++;
        if (at >= phrase.Count || !phrase[at].IsWord) return -1;
        var low = phrase.Low(at);
        if (low == "let's" || low == "sum" && phrase.Low(at + 1) == "up" && at + 2 < phrase.Count) return at;
        if (phrase[at].Text == "Polish" && !isFirst) return -1; // the language
        if (low is "stop" or "quit" or "exit" or "end" && at > 0 && phrase.Low(at - 1) is "and" or "then" or "," && (at + 1 == phrase.Count || phrase[at + 1].Kind == TokenKind.Mark || phrase.Low(at + 1) is "there" or "here" or "immediately" or "everything")) return at; // "page her and stop"
        var form = FormOf(low);
        if (form == VerbForm.Plain || low is "double-check" or "fact-check")
        {
            if (Words.Verb(low) is not null && !Doubtful.Contains(low)) return IsNominal(phrase, at) ? -1 : at;
            return HasObject(phrase, at) || isFirst && at + 1 == phrase.Count ? at : -1;
        }

        if (form != VerbForm.None || NoOrder.Contains(low) || IsDeterminer(low) || IsPreposition(low) || char.IsUpper(phrase[at].Text[0]) && !isFirst || low.Length < 3) return -1;
        var next = phrase.Low(at + 1);
        return next is "it" or "them" || next is "with" or "via" or "by" or "using" && phrase.Low(at + 2) is "post" or "put" or "delete" or "patch" || next is "those" or "everyone" or "anyone" && phrase.Low(at + 2) is "who" or "that" or "which" or "with" or "whose" || isFirst && (next is "the" or "a" or "an" or "my" or "our" or "all" or "each" or "every" || at + 1 < phrase.Count && phrase[at + 1].Kind == TokenKind.Literal) && !low.EndsWith("ing", StringComparison.Ordinal) ? at : -1;
    }

    // "answer key", "search results": a verb that stands before a noun with nothing between is no order, if the two are one thing.
    private static bool IsNominal(Phrase phrase, int at) =>
        phrase.Low(at + 1) == "or" && (FormOf(phrase.Low(at + 2)) != VerbForm.Plain || Doubtful.Contains(phrase.Low(at + 2))) && at > 0 && phrase[at - 1].Text == "," // "order, refund or complaint"
        || phrase.Low(at + 1) is "of" or "is" or "are" or "was" or "should" or "must" or "has" or "limit" or "limits" or "time" or "date" or "step" or "steps" or "node" && phrase.Low(at) is not ("find" or "get" or "add" or "remove" or "insert" or "delete" or "check" or "tell");

    // "put letter, summary and |reply in a.md": the last of several things that are sent or saved.
    private static bool IsLast(Phrase phrase, int at)
    {
        if (at < 3 || phrase.Low(at - 1) != "and" || at + 2 >= phrase.Count || phrase[at + 2].Kind != TokenKind.Literal || phrase.Low(at + 1) is not ("to" or "in" or "into" or "on")) return false;
        var verb = Enumerable.Range(0, at - 2).LastOrDefault(k => phrase.Low(k) is "put" or "post" or "save" or "store" or "write" or "send" or "mail" or "email", -1);
        return verb >= 0 && phrase[verb + 1].IsWord && !IsDeterminer(phrase.Low(verb + 1)) && !IsPronoun(phrase.Low(verb + 1)) && !IsAdverb(phrase.Low(verb + 1)) && !phrase.Part(verb + 1, at).Any(t => t.IsWord ? IsPreposition(t.Low) : t.Text != ",");
    }

    // "post |headline and summary to #news": where it goes is said.
    private static bool IsSentOff(Phrase phrase, int at)
    {
        if (phrase.Low(at + 1) is "fails" or "fail" or "failed" or "succeeds" or "works" or "goes") return false; // "if the Slack post fails, mail a@b.co"
        for (var i = at + 2; i < Math.Min(phrase.Count, at + 9) && (phrase[i].IsWord || phrase[i].Text == "," || phrase[i].Kind == TokenKind.Literal); i++)
            if (phrase[i].Kind == TokenKind.Literal) return !phrase[i].IsLiteral("quote") && phrase.Low(i - 1) is "to" or "in" or "into" or "on" or "at";
            else if (i > at + 1 && FormOf(phrase.Low(i)) == VerbForm.Plain && phrase.Low(i - 1) is "and" or "then" && IsDeterminer(phrase.Low(i + 1))) return false;
        return false;
    }

    /// <summary>Whether something follows that a verb acts on.</summary>
    private static bool HasObject(Phrase phrase, int at)
    {
        if (at + 1 >= phrase.Count) return false;
        var next = phrase[at + 1];
        if (IsLast(phrase, at)) return false;
        if (next.IsWord && phrase.Low(at) is "post" or "put" or "mail" or "email" or "message" or "store" && IsSentOff(phrase, at)) return true;
        if (next.IsLiteral("quote") && phrase.Low(at) is "title" or "subject" or "label" or "name") return false; // "…, title "Pump broken""
        if (next.Kind is TokenKind.Literal or TokenKind.Number) return true;
        if (!next.IsWord) return false;
        var low = next.Low;
        if (phrase.Low(at) == "name" && at + 2 < phrase.Count && IsNumber(phrase[at + 1]) && phrase.Low(at + 2).EndsWith('s')) return true; // "name two competitors"
        if (Things.Contains(phrase.Low(at))) return low is "it" or "there" or "at" or "them" or "this" or "that" or "these" or "those" or "the" or "each" or "every" or "all" or "everything" or "me" or "us" or "him" or "her" or "a" or "an" or "my" or "our" || phrase.Low(at) is "page" or "text" or "note" && People.IsName(next) || phrase.Low(at) is "plan" or "schedule" or "list" or "book" or "place" && IsDeterminer(low);
        if (low is "of" or "is" or "are" or "was" or "should" or "than" or "per") return false;
        if (phrase.Low(at) is "email" or "mail" or "e-mail" && low is "to" && at + 2 < phrase.Count && phrase[at + 2].IsLiteral("file")) return false; // "save name and email to a.csv"
        if (phrase.Low(at) is "email" or "mail" or "e-mail" or "message" && IsPreposition(low)) return low is "to" or "about" or "with" or "via";
        if (phrase.Low(at) is "reply" or "respond" or "answer" && low.EndsWith("ly", StringComparison.Ordinal)) return true;
        if (IsDeterminer(low) || IsPronoun(low) || ObjectLeads.Contains(low) || IsPreposition(low) && low is not ("than" or "per" or "before" or "after" or "until" or "till" or "within" or "during")) return true;
        if (char.IsUpper(next.Text[0])) return true;
        return low.Length > 3 && low.EndsWith('s') && !NoOrder.Contains(low) && low is not ("address" or "addresses" or "results" or "status" or "limits" or "steps" or "details") && (at + 2 >= phrase.Count || IsPreposition(phrase.Low(at + 2)) || phrase[at + 2].Kind != TokenKind.Word);
    }

    /// <summary>Whether a word that nobody knows is what an agent does: "a fixer agent |repairs the text|".</summary>
    public static bool IsDeed(Phrase phrase, int at) =>
        phrase.Low(at - 1) is "agent" or "bot" && phrase[at] is { IsWord: true, Text.Length: > 3 } word && word.Low.EndsWith('s') && !word.Low.EndsWith("ss", StringComparison.Ordinal) && FormOf(word.Low) == VerbForm.None && !NoOrder.Contains(word.Low) && !IsAdverb(word.Low)
        && at + 1 < phrase.Count && (IsDeterminer(phrase.Low(at + 1)) || IsPronoun(phrase.Low(at + 1)) || IsPreposition(phrase.Low(at + 1)) || phrase[at + 1].Kind is TokenKind.Literal);

    /// <summary>Where the verb of a statement with a subject stands that begins here: "the lawyer |reviews it"; -1 when none begins.</summary>
    public static int PredicateAt(Phrase phrase, int at)
    {
        while (at < phrase.Count && IsAdverb(phrase.Low(at))) at++;
        if (at >= phrase.Count || !phrase[at].IsWord && phrase[at].Kind != TokenKind.Literal) return -1;
        var low = phrase.Low(at);
        var isName = People.IsName(phrase[at]);
        if (!IsDeterminer(low) && !IsPronoun(low) && !isName && !(low.EndsWith('s') && FormOf(low) == VerbForm.None) && phrase[at].Kind != TokenKind.Literal && !People.IsRole(low)) return -1;
        for (var i = at + 1; i < phrase.Count && i <= at + 9; i++)
        {
            var token = phrase[i];
            if (token.Kind == TokenKind.Mark && token.Text is not ("-" or "/" or "'" or "&")) return -1;
            if (token.Low is "that" or "who" or "which" or "if" or "when" or "unless" or "until" or "to") return -1;
            var next = phrase.Low(i + 1);
            while (IsAdverb(next) && i + 2 < phrase.Count) next = phrase.Low(++i + 1);
            if (IsModal(token.Low) && (next is "be" or "to" or "not" || FormOf(next) == VerbForm.Plain)) return i;
            if (token.Low is "is" or "are" or "gets" or "get" or "be" && (FormOf(next) == VerbForm.Past || next is "sent" or "put" or "to")) return i;
            if (token.Low is "go" or "goes" or "gets" or "get" or "becomes" or "become" or "needs" or "need" or "requires" or "require" or "receive" or "receives" or "want" or "wants" || token.Low is "lead" or "leads" && next == "to") return i;
            var form = FormOf(token.Low);
            if (IsDeed(phrase, i)) return i;
            if (form == VerbForm.Third && IsDeterminer(low) && phrase.Low(i - 1) is ("and" or "then")) return -1; // "a teaser and saves them": the verb has a subject before
            if (form == VerbForm.Third && !IsPreposition(phrase.Low(i - 1)) && !IsDeterminer(phrase.Low(i - 1)) && !(next == "and" && FormOf(phrase.Low(i + 2)) != VerbForm.Third) && next is not ("or" or "are" or "is" or "of" or "should" or "must" or "go" or "with")) return i;
            if (form == VerbForm.Plain && phrase.Low(i - 1).EndsWith('s') && low is "the" or "users" or "people" or "they" or "customers" && (Words.Verb(token.Low) is not null || HasObject(phrase, i)) && !IsPreposition(phrase.Low(i - 1))) return i;
        }

        return -1;
    }
}
