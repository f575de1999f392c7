using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// What is told before the first order: what comes in ("a letter comes in as an input"), what is given when the run starts, where things lie ("guests leave
/// reviews at URL"). None of it is a step; what lies somewhere is read where it is spoken of, or else at once.
/// </summary>
internal sealed class Scene(Plan plan, Literals literals)
{
    private static readonly Form AsInput = new("""
        comes/come/arrives/arrive/goes/go in? as an/the/a/one/its? plain? input/inputs/text/parameter/parameters/argument |
        is/are/gets/get/will be? given/provided/supplied/entered/passed/handed/pasted/typed/sent in? when/as/once the/a/each? run/workflow/it starts/begins | is/are/gets/get/will be? given/provided/supplied/entered/passed/handed/pasted/typed/sent in? at/for the/each/every run |
        is/are/gets/get/will be? given/provided/supplied/entered/passed/handed/pasted/typed/sent in? as an/the/a/its? plain? input/inputs/text/parameter/parameters/argument |
        is/are/will an/the? input/inputs of/to/for the? workflow/run
        """);

    private static readonly Form AtStart = new("when/as/once the/a/each? run/workflow/it starts/begins | at the start/beginning of? the/each/every/a? run/workflow? | at/for the/each/every run");
    private static readonly Form Takes = new("get/take/takes/receive/accept/expect/gets/receives/accepts/expects | it/we/i/workflow get/gets/take/takes/receive/receives");
    private static readonly Form Lies = new("""
        leave/leaves/post/posts/write/writes/publish/publishes/submit/submits/keep/keeps/have/has/store/stores/list/lists/put/puts/collect/collects |
        is/are at/in/on/under | is/are found/available/published/listed/stored/kept/posted/online/saved/collected/hosted/served | can be found/read/downloaded/fetched | lies/lie/lives/live/sits/sit/stands/stand/appears/appear
        """);
    private static readonly Form Reads = new("fetch/fetches/get/gets/load/loads/download/downloads/pull/pulls/grab/read/reads/check/checks/look");
    private static readonly Form Standing = new("remember/keep/store/save every/each/all * | remember/keep/store/save the * we/i/our");

    private static readonly Form Listed = new("i/we/users/you will? give/pass/hand/provide/paste/enter/upload/supply the/this? workflow/run/agent/it/you? in? a/the/my/our list of | i'll/we'll give/pass/hand/provide the/this? workflow/run/agent/it/you? a/the/my/our list of");
    private static readonly Form Came = new("comes/come in? | arrives/arrive | is/are received/submitted/sent/posted in?");
    private static readonly Form Gives = new("give/gives/enter/enters/type/types/provide/provides/pass/passes/paste/pastes/upload/uploads/supply/supplies/hand/hands in/over/it/you/us/me?");
    private static readonly Form FromHook = new("from/via/by/through/over a/an/the/our webhook");
    private static readonly Form Brings = new("a/the/our/my webhook brings/delivers/sends/gives/receives/gets/carries us/me/in?");
    private static readonly Form Arriving = new("when/whenever/once/if a/an/another new? * comes/arrives in?");
    private static readonly Form ByHook = new("by/via/through/over/on/at/to a/an/the/our/my? webhook");
    private static readonly Form Both = new("fetch/get/load/download/read/pull both/them/both both/pages/texts/sites/files/documents?");

    private (string Place, string Noun)? _lies;

    /// <summary>What is left of a sentence to be read; empty when it only set the scene.</summary>
    /// <param name="behind">The sentences behind it.</param>
    public string Of(string sentence, IReadOnlyList<string> behind)
    {
        var phrase = Phrase.Of(sentence);
        if (_pair is { } pair && Both.Opens(phrase, out var both))
        {
            _pair = null;
            return $"{phrase[0].Text} {pair} {phrase.From(both).Text}";
        }

        if (_lies is { } known) return Read(phrase, known) is { } read ? Taken(read) : sentence;
        if (plan.Items.Count > 0) return sentence;
        return Given(phrase, behind) ?? Compared(phrase, behind) ?? Placed(phrase, behind) ?? Rule(phrase, behind) ?? Sooner(phrase) ?? sentence;
    }

    private string Taken(string read)
    {
        _lies = null;
        return read;
    }

    // "A declaration in German is given as text", "get the essay and the name when the run starts"
    private string? Given(Phrase phrase, IReadOnlyList<string> behind)
    {
        if (AsInput.In(phrase, 1) is var (at, end) && at <= 12 && !phrase.To(at).HasLiterals && (Lexicon.IsDeterminer(phrase.Low(0)) || at <= 2)) return Adds(phrase.To(at), IsMeasured(behind)) ? Rest(phrase, AtStart.At(phrase, end) is > 0 and var timed ? timed : end) : null;
        if (Takes.Opens(phrase, out var from) && !phrase.Has("path") && Lexicon.IsDeterminer(phrase.Low(from)) && AtStart.In(phrase, from + 1) is var (start, stop) && start - from <= 14 && !phrase.To(start).HasLiterals && (stop == phrase.Count || !phrase[stop].IsWord || phrase.Low(stop) is "and" or "then")) return Adds(phrase.Part(from, start)) ? Rest(phrase, Settled(phrase, stop)) : null;
        if (AtStart.Opens(phrase, out var lead) && lead < phrase.Count && phrase.From(lead).Trimmed() is var told && Gives.In(told, 1) is var (giver, gives) && giver <= 4 && Lexicon.IsDeterminer(told.Low(gives)) && Handed(told, gives) is { } left) return Started(phrase.To(lead).Text, told.To(gives).Text, left); // "when the run starts I enter a name and a price"
        if (Gives.In(phrase, 1) is var (who, what) && who <= 3 && Lexicon.IsDeterminer(phrase.Low(what)) && AtStart.In(phrase, what) is var (then, begun) && begun == phrase.Count && Adds(phrase.Part(what, then))) return Rest(phrase, Settled(phrase, begun));
        if (Takes.Opens(phrase, out var got) && Lexicon.IsDeterminer(phrase.Low(got)) && FromHook.In(phrase, got + 1) is var (hook, over) && hook - got <= 6 && Adds(phrase.Part(got, hook))) return $"triggered {phrase.Part(hook, over).Text.Replace("from", "by", StringComparison.OrdinalIgnoreCase)}{phrase.Tail(over)}".Trim();
        if (Brings.Opens(phrase, out var brought) && Lexicon.IsDeterminer(phrase.Low(brought)) && phrase.Count - brought <= 5 && !phrase.HasLiterals && Adds(phrase.From(brought))) return "triggered by a webhook";
        if (Listed.Opens(phrase, out var of) && phrase.Find(of, ",", "and", "then") is var until && (until < 0 ? phrase.Count : until) is var last && last - of is > 0 and <= 4 && !phrase.Part(of, last).HasLiterals && Inputs.Noun(phrase.Part(of, last).Text) is { } listed)
        {
            plan.Inputs.Add(new PlanInput(listed, "array"));
            return Rest(phrase, last);
        }

        if (Lexicon.IsDeterminer(phrase.Low(0)) && phrase.Low(0) is not ("each" or "every") && Came.In(phrase, 1) is var (came, gone) && came <= 5 && ByHook.At(phrase, gone) > 0 && Adds(phrase.To(came))) return $"triggered {phrase.From(gone).Text}"; // "a request comes in by webhook"
        return null;
    }

    private static readonly Form Measured = new("if/when it/that/this is above/over/below/under/beyond/more/less/at/between");

    // "If it is above 500": what was given is a number.
    private static bool IsMeasured(IReadOnlyList<string> behind) => behind.Count > 0 && Phrase.Of(behind[0]) is var next && Measured.Opens(next, out var at) && next.Part(at, at + 3).Any(Lexicon.IsNumber);

    private bool Adds(Phrase list, bool isNumber = false)
    {
        var names = new List<PlanInput>();
        foreach (var part in list.Text.Split([", and ", " and ", ","], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var noun = Bare(Phrase.Of(part));
            if (Inputs.Noun(noun.Text) is not { } name) return false;
            names.Add(new PlanInput(name, isNumber ? "number" : Inputs.TypeOf(noun.Text, name)));
        }

        foreach (var input in names.Where(n => !plan.Inputs.Exists(i => i.Name == n.Name))) plan.Inputs.Add(input);
        plan.Settled.Add(literals.Unmask(list.Text));
        return names.Count > 0;
    }

    private string Started(string when, string who, string left)
    {
        plan.Settled.Add($"{when} {who}");
        return left;
    }

    // The list that is handed in, up to where an order begins.
    private string? Handed(Phrase told, int from)
    {
        var end = from;
        while (end < told.Count && (told[end].IsWord || told[end].Text == ",") && Lexicon.OrderAt(told, end + 1) != end + 1) end++;
        return Adds(told.Part(from, end)) ? Rest(told, end) : null;
    }

    private int Settled(Phrase phrase, int end)
    {
        plan.Settled.Add(literals.Unmask(phrase.To(end).Text));
        return end;
    }

    private static string Rest(Phrase phrase, int at)
    {
        var rest = phrase.From(at).Trimmed();
        while (rest.Low(0) is "and" or "then" or ",") rest = rest.From(1).Trimmed();
        return rest.Text;
    }

    // A noun without what is said of it behind: "the reviews |from guests|".
    private static Phrase Bare(Phrase noun) => noun.To(Enumerable.Range(1, Math.Max(0, noun.Count - 1)).FirstOrDefault(i => Lexicon.IsPreposition(noun.Low(i)) && noun.Low(i) != "of", noun.Count));

    // "Guests leave reviews at URL": where they are fetched from.
    private string? Placed(Phrase phrase, IReadOnlyList<string> behind)
    {
        if (behind.Count == 0 || phrase.Count < 4 || phrase.Trimmed() is not { } whole || !whole[whole.Count - 1].IsLiteral("url") && !whole[whole.Count - 1].IsLiteral("file") || whole.To(whole.Count - 1).HasLiterals) return null;
        if (Lexicon.OrderAt(whole, 0, isFirst: true) == 0 || whole.Low(0) is "if" or "when" or "whenever" or "on" or "for" || whole.Low(0) is "every" or "each" && !whole.Has("has") || Lies.In(whole, 1) is not var (verb, said) || verb > 5 || Lexicon.IsDeterminer(whole.Low(verb - 1)) || whole.To(verb).Has("agent", "agents", "i", ",")) return null;
        var place = whole[whole.Count - 1];
        if (whole.Low(whole.Count - 2) is not ("at" or "in" or "on" or "under" or "to" or "via")) return null;
        var noun = said < whole.Count - 2 && whole[said].IsWord && !Lexicon.IsPreposition(whole.Low(said)) ? whole.Part(said, whole.Count - 2) : whole.To(verb);
        _lies = (place.Text, Bare(noun).Text);
        if (behind.Any(b => Read(Phrase.Of(b), _lies.Value) is not null)) return "";
        Opened = 1;
        return Taken($"{(place.IsLiteral("url") ? "fetch" : "read")} {place.Text}");
    }

    // "Compare the new rule at URL with the old one at URL. Fetch both …": the comparing comes behind, where somebody is told to.
    private string? Compared(Phrase phrase, IReadOnlyList<string> behind)
    {
        var places = phrase.Tokens.Where(t => t.IsLiteral("url") || t.IsLiteral("file")).Select(t => t.Text).Distinct().ToList();
        if (places.Count != 2 || Lexicon.Lemma(phrase.Low(0)) != "compare" || behind.Count == 0 || !Both.Opens(Phrase.Of(behind[0]), out var end) || !behind.Any(b => Phrase.Of(b).Has("list", "lists", "compare", "compares", "differences", "comparison", "summarise", "summarises", "write", "writes"))) return null;
        (_pair, var noun) = (string.Join(" and ", places), phrase.Part(1, Math.Max(2, phrase.Find(1, "at", "in"))));
        plan.Settled.Add(literals.Unmask(phrase.Text));
        plan.Title ??= literals.Unmask($"compare {noun.Text}");
        return "";
    }

    private string? _pair;

    // "… fetch |them from URL"
    private static string? Read(Phrase phrase, (string Place, string Noun) lies)
    {
        if (phrase.Any(t => t.IsLiteral("url") || t.IsLiteral("file")) && phrase.Text.Contains(lies.Place, StringComparison.Ordinal)) return null;
        var thing = Words.Singular(lies.Noun.Split(' ')[^1]);
        for (var i = 0; i < phrase.Count; i++)
        {
            if (Reads.At(phrase, i) is not (> 0 and var at) || i > 0 && (Lexicon.IsDeterminer(phrase.Low(i - 1)) || phrase.Low(i - 1) is "that" or "who" or "not" or "never")) continue;
            if (phrase.Low(at) is "at" or "up") at++;
            var end = at;
            while (end < phrase.Count && end - at < 4 && phrase[end].IsWord && (Lexicon.IsDeterminer(phrase.Low(end)) || phrase.Low(end) is "new" or "latest" or "all" or "newest" or "current")) end++;
            if (phrase.Low(end) is "them" or "it" or "those" or "these" || Words.Singular(phrase.Low(end)) == thing) end++;
            else if (!(end > at && phrase.Low(end - 1) is "them" or "those" or "these" or "all")) continue;
            return $"{phrase.To(end).Text} from {lies.Place}{phrase.Tail(end)}".Trim();
        }

        return null;
    }

    // "Search the archive when a new complaint arrives, …": what starts it stands first.
    private static string? Sooner(Phrase phrase) =>
        Arriving.In(phrase, 2) is var (at, end) && phrase.Find(0, ",", ".", ";") is var mark && (mark < 0 || mark >= end) && (end == phrase.Count || phrase[end].Text == ",") && Lexicon.OrderAt(phrase, 0, isFirst: true) == 0 ? $"{phrase.Part(at, end).Text}, {phrase.To(at).Text}{phrase.From(end).Text}" : null;

    /// <summary>Reads that only opened the scene: what comes behind them is still the beginning.</summary>
    public int Opened { get; private set; }

    // "Remember every answer we give": what the orders behind it carry out.
    private string? Rule(Phrase phrase, IReadOnlyList<string> behind)
    {
        if (!Standing.Opens(phrase, out _) || phrase.HasLiterals || phrase.Find(0, ",", "and", "then") > 0 || !behind.Any(b => Phrase.Of(b) is var later && (later.Has("memory") && later.Has("store", "save", "put", "keep", "add") || later.Has("remember")))) return null;
        plan.Settled.Add(literals.Unmask(phrase.Text));
        return "";
    }
}
