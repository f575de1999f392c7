using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Things of a kind that a request leaves open, "a company", "the city": which one is meant is given when a run starts.</summary>
internal static class OpenThings
{
    // No work is done on these without knowing which one: a story about "a dragon" can be told, a profile of "a company" cannot.
    private static readonly HashSet<string> Kinds = new("""
        topic subject theme word query destination keyword term concept theory question problem decision task project situation issue goal claim statement thesis motion idea proposal
        company firm startup business brand competitor industry market sector product service app tool software framework library
        person celebrity author artist athlete politician scientist candidate customer client employee child student pupil patient friend couple audience
        country city town place region location neighbourhood neighborhood address restaurant hotel museum
        book novel movie film song album play poem podcast game dish ingredient cuisine wine
        complaint enquiry inquiry ticket application applicant incident
        job role position vacancy occupation profession hobby skill event occasion holiday trip campaign season date budget language currency
        function method snippet algorithm stock ticker share coin cryptocurrency law disease symptom medicine drug animal species plant sport team url website domain
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    // These are written as often as read: given only where something is said about, in or of them.
    private static readonly HashSet<string> Works = ["plan", "contract", "article", "text", "document", "email", "report", "essay", "paper", "letter", "message", "transcript", "painting", "photo", "picture", "image", "building", "car", "recipe", "policy", "speech", "argument"];

    // What is written of one of them: "a product description", "a job ad".
    private static readonly HashSet<string> Papers = ["description", "profile", "ad", "advert", "advertisement", "posting", "page", "guide", "listing", "brochure", "biography", "itinerary", "slogan", "comparison", "analysis", "overview", "announcement", "presentation", "quiz", "review", "name", "campaign", "pitch"];

    private static readonly Form Lead = new("a/an/any/some/my/your/our/each/that/this/the/one given/certain/specific/particular/new? | given");

    // What is made, found or chosen is not given.
    private static readonly HashSet<string> Making = [.. VerbKinds.Making, "make", "invent", "choose", "pick", "select", "suggest", "recommend", "propose", "design", "find", "list", "name", "give", "think", "brainstorm", "produce", "build", "ask", "tell", "collect", "prepare", "be", "have", "use", "play"];

    private static readonly HashSet<string> Ties = ["about", "on", "for", "of", "in", "to", "against", "from", "at", "within", "around", "near", "regarding", "concerning", "between", "and", "over", "by"];

    // Things of a person that tell which one is meant, so that they say nothing without him.
    private static readonly HashSet<string> Marks = ["name", "address", "number", "id", "account", "phone", "birthday", "age", "inbox", "team", "manager", "profile", "website", "company", "location", "city"];

    /// <summary>The words without the person to whom a thing belongs that comes in: "the customer's message" is a message.</summary>
    public static string Unowned(string said)
    {
        var phrase = Phrase.Of(said);
        for (var i = phrase.Count - 2; i >= 0; i--)
        {
            var bare = People.Bare(phrase.Low(i));
            if (bare == phrase.Low(i) || bare.Length < 2 || !phrase[i + 1].IsWord || !(People.IsRole(bare) || People.IsOutsider(bare))) continue;
            if (phrase.Part(i + 1, Math.Min(i + 3, phrase.Count)).Any(t => Marks.Contains(t.Low))) continue;
            phrase = i > 0 && Lexicon.IsDeterminer(phrase.Low(i - 1)) ? phrase.Without(i, i + 1) : Phrase.Of($"{phrase.To(i).Text} the {phrase.From(i + 1).Text}".Trim());
        }

        return phrase.Text;
    }

    /// <summary>Their names in the order in which they are spoken of: "city", "startup_idea".</summary>
    public static IReadOnlyList<string> In(string said)
    {
        var (phrase, found) = (Phrase.Of(said), new List<string>());
        for (var i = 1; i + 1 < phrase.Count; i++)
        {
            if (Lead.At(phrase, i) is not (> 0 and var from) || from >= phrase.Count) continue;
            var isTied = Ties.Contains(phrase.Low(i - 1)) && (phrase.Low(i - 1) is not ("and" or "by") || found.Count > 0);
            var isObject = i == 1 && !Making.Contains(Lexicon.Lemma(phrase.Low(0)) ?? phrase.Low(0));
            if (phrase.Low(from - 1) == "given" && from - i > 1 && Given(phrase, from) is { Count: > 0 } given) found.AddRange(given);
            else if (Owner(phrase, from) is { } owner) found.Add(owner);
            else if ((isTied || isObject) && Noun(phrase, from, isObject || isTied && phrase.Low(i - 1) is "about" or "on" or "of" or "in" or "against") is { } noun) found.Add(noun);
            else if (phrase.Low(i) is "a" or "an" && Paper(phrase, from) is { } of) found.Add(isTied ? Inputs.Noun(phrase.Part(from, End(phrase, from)).Text) ?? of : of); // a job ad that is answered is given itself
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    // "With a given age and budget": whatever is said to be given.
    private static List<string> Given(Phrase phrase, int from)
    {
        var names = new List<string>();
        for (var end = End(phrase, from); end > from && end - from <= 3; end = End(phrase, from))
        {
            if (Inputs.Noun(phrase.Part(from, end).Text) is { } noun) names.Add(noun);
            if (phrase.Low(end) != "and" && (end >= phrase.Count || phrase[end].Text != ",")) break;
            from = end + 1;
        }

        return names;
    }

    // "A company's competitors": of a company.
    private static string? Owner(Phrase phrase, int at) => phrase[at].IsWord && People.Bare(phrase.Low(at)) is var bare && bare.Length < phrase.Low(at).Length && Kinds.Contains(bare) ? bare : null;

    // Where the noun ends, if nothing behind it says which one is meant.
    private static string? Noun(Phrase phrase, int from, bool isWithin)
    {
        var end = End(phrase, from);
        if (end == from || end - from > 3 || !Kinds.Contains(phrase.Low(end - 1)) && !(isWithin && Works.Contains(phrase.Low(end - 1))) || phrase.Low(end) is "of" or "that" or "which" or "who" or "called" or "named" or "whose" or "where" || phrase.Low(end) == "with" && end + 1 < phrase.Count && Lexicon.IsNumber(phrase[end + 1])) return null;
        if (end < phrase.Count && (phrase[end].Kind is TokenKind.Literal or TokenKind.Number || phrase[end].IsWord && char.IsUpper(phrase[end].Text[0]))) return null; // "the company Acme"
        return end - from > 1 && phrase.Part(from, end - 1).Tokens.All(t => Lexicon.Lemma(t.Low) is null && !Lexicon.IsAdverb(t.Low)) ? Inputs.Noun(phrase.Part(from, end).Text) : phrase.Low(end - 1);
    }

    private static string? Paper(Phrase phrase, int from)
    {
        var end = End(phrase, from);
        return end - from is >= 2 and <= 4 && Papers.Contains(phrase.Low(end - 1)) && Kinds.Contains(phrase.Low(end - 2)) ? phrase.Low(end - 2) : null;
    }

    private static int End(Phrase phrase, int at)
    {
        while (at < phrase.Count && phrase[at].IsWord && !Lexicon.IsPreposition(phrase.Low(at)) && !Lexicon.IsDeterminer(phrase.Low(at)) && !Lexicon.IsPronoun(phrase.Low(at)) && phrase.Low(at) is not ("and" or "or" or "then" or "that" or "which" or "who" or "so" or "using" or "first" or "called" or "named" or "whose" or "where" or "given")) at++;
        return at;
    }
}
