using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What stands around the steps of a request: headings, small talk, wishes about the tone, models that are given to single steps.</summary>
/// <param name="plan">Takes what is said of single steps by their names.</param>
internal sealed partial class Preface(Literals literals, ModelNames models, Plan plan)
{
    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "it", "this", "that", "and", "or", "run", "runs", "start", "begin", "please", "workflow", "should", "must", "do", "then", "to", "is", "be", "for", "each", "so", "with", "in", "on", "at", "all", "i", "want", "need", "would", "like", "you", "we", "have",
        "don't", "do", "not", "never", "more", "than", "make", "build", "create", "of", "total", "when", "by", "me", "my", "us", "max", "most", "using", "use", "task", "schedule", "scheduled", "limit", "limits", "budget", "everything", "everywhere", "everyone",
    };

    private static readonly HashSet<string> Talk = new(StringComparer.OrdinalIgnoreCase)
    {
        "thanks", "thank you", "thx", "cheers", "ok", "okay", "great", "nice", "perfect", "hello", "hi", "hey", "that's it", "that is it", "that's all", "that is all", "done", "the end", "steps", "step", "as follows", "like this", "the following", "good", "please", "make sense", "got it", "bye",
        "thank you very much", "many thanks", "thanks a lot", "thanks in advance", "hi there", "hello there", "good morning", "nothing else",
    };

    private static readonly Form ModelLead = new("with/using/use/via/by/let/take/and/but/have/give");

    private static readonly Form Thanks = new("thanks | thank you | thx | many thanks | cheers | much appreciated | that would be/help | have a nice/good/great | appreciate it | i'd/i would appreciate | hope this/that | sorry for | no rush | best regards | kind/warm/with? regards | with kind/best/many? regards/thanks/greetings");

    // "Each step is its own agent": so it is.
    private static readonly Form Apart = new("each/every step/one/stage is/has/gets/uses/should/must be/have? its? own/separate/different/new? agent");

    // "The kiln needs to settle first, that's why the wait."
    private static readonly Form Reasons = new("that's/thats why | that/this/which is why | hence the/this | that/this is the reason");

    public static bool IsChatter(string text) => Phrase.Of(text) is { HasLiterals: false, Count: < 9 } talk && Thanks.Opens(talk, out var thanks) && Lexicon.OrderAt(talk, thanks) < 0 || Apart.At(Phrase.Of(text), 0) == Phrase.Of(text).Count || Talk.Contains(text.Trim(' ', '.', '!', ',')) || Reasons.In(Phrase.Of(text)) is not null && !Phrase.Of(text).HasLiterals || text.StartsWith("i hope", StringComparison.OrdinalIgnoreCase) || Phrase.Of(text) is var phrase && phrase.Low(0) is "here's" or "here" && phrase.Count < 7 && !phrase.HasLiterals;

    /// <summary>Whether nothing that matters is left of a sentence whose settings were taken out.</summary>
    public static bool IsRest(string text) => !Phrase.Of(text).Any(t => t.Kind is TokenKind.Literal or TokenKind.Number || t.IsWord && !Small.Contains(t.Low));

    /// <summary>The text without what is said of models by the way: "gpt-4o for the summary and claude for the translation" is kept in the plan.</summary>
    public string Of(string text)
    {
        var lines = text.Split('\n');
        for (var l = 0; l < lines.Length; l++)
        {
            var said = lines[l].Split(". ");
            var crews = new Crews(literals, models); // who is listed there is listed with a model
            lines[l] = Array.Exists(said, s => crews.Of(Phrase.Of(s)) is not null) ? string.Join(". ", said.Select(s => crews.Of(Phrase.Of(s)) is null ? Assigned(Excepted(Heading(ForAll(s)))) : s)) : Assigned(Excepted(Heading(ForAll(lines[l]))));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Without a heading: "Daily digest: fetch …" is "fetch …", and the workflow is called so.</summary>
    /// <param name="labels">Categories that are known: they head what becomes of them.</param>
    public static string Untitled(string text, Plan plan, Literals literals, IReadOnlyCollection<string> labels)
    {
        if (plan.Items.Count > 0) return text;
        var phrase = Phrase.Of(text);
        if (phrase.Has("webhook")) return text; // the webhook says what comes
        if (Came.In(phrase) is var (arrival, gone) && arrival <= 5 && gone >= phrase.Count - 1 && phrase.Low(0) is "a" or "an" or "the" or "new" or "our" or "customer" && Inputs.Noun(phrase.To(arrival).Text) is { } noun)
        {
            if (!plan.Inputs.Exists(i => i.Name == noun)) plan.Inputs.Add(new PlanInput(noun, Inputs.TypeOf(phrase.To(arrival).Text, noun)));
            return "";
        }

        var came = Came.In(phrase);
        if (came is var (at, _) && at <= 4 && phrase.Low(0) is not ("when" or "whenever" or "if" or "once" or "as" or "on" or "each" or "every" or "after" or "upon") && phrase.Find(0, ":") is < 0 or > 5 && Lexicon.OrderAt(phrase, 0) != 0) return $"when {phrase.To(came.Value.End).Text}, {phrase.From(came.Value.End).Trimmed().Text}";
        var colon = phrase.Find(1, ":");
        if (colon is < 1 or > 12 || colon + 1 >= phrase.Count) return text;
        var (head, body) = (phrase.To(colon), phrase.From(colon + 1));
        if (head.HasLiterals || Cutter.Control.At(head, 0) > 0 || head.Low(0) is "start" or "started" or "trigger" or "triggered" or "run" or "every" or "each" or "on" or "at" or "when" or "in" or "in parallel" or "parallel" or "schedule" or "limit" or "limits" or "budget" or "input" or "inputs" or "output" or "outputs" || head.Has("parallel", "simultaneously", "agents", "webhook", "times", "same")) return text;
        if (head.Any(Lexicon.IsNumber) && head.Has("above", "over", "below", "under", "than", "least", "most", "between", "exceeds")) return text; // an amount is a condition, no heading
        if (labels.Any(l => head.Has(l.ToLowerInvariant(), Words.Plural(l)))) return text;
        if (Came.In(body) is var (when, _) && when <= 4)
        {
            plan.Title ??= literals.Unmask(head.Text);
            return Untitled(body.Text, plan, literals, labels);
        }

        var starts = Lexicon.OrderAt(Shaper.Bare(body), 0, isFirst: true) >= 0 || Cutter.Starts(body, 0) || body.Low(0) is "for" or "in" or "at" or "on" or "every" or "each" or "anything" or "everything" or "up" or "over" or "under" or "above" or "below" || body[0].Kind == TokenKind.Mark || body.Low(0) is "inputs" or "input" && body.Count < 16 && !StatementReader.IsMade(head) || body.Find(0, "->", "→", "=>") > 0;
        if (!starts) return text;
        var order = Lexicon.OrderAt(head, 0, isFirst: true) >= 0;
        if (order && head.Count > 4 && !(head.Low(0) is "prepare" or "plan" or "handle" or "process" or "grade" or "onboard" or "manage" or "automate" or "organise" or "organize" or "do" or "review" or "vote" or "build" or "make" or "create" or "give" or "let's" or "chain" or "set" or "write" or "send" && !head.Has("to"))) return text;
        if (body.Low(0) is "inputs" or "input" && head.Has("with", "takes", "has")) return text;
        if (!order || head.Low(0) is not "do") plan.Title ??= literals.Unmask(head.Text);
        plan.Subject ??= Subject(order ? head.From(1) : head);
        if (plan.Subject is null && plan.Inputs.Count == 0 && OpenThings.In(head.Text) is [var open]) plan.Inputs.Add(new PlanInput(open, Inputs.TypeOf(open, open))); // "write an article about a keyword: …"
        return body.Text;
    }

    // "Loan applications: …", "moderate user comments: …": one of them comes in.
    private static PlanInput? Subject(Phrase head)
    {
        while (Lexicon.IsDeterminer(head.Low(0)) || head.Low(0) is "new" or "incoming" or "all") head = head.From(1);
        var isList = head.Low(0) is "list" or "batch" && head.Low(1) == "of" && head.Count > 2;
        if (isList) head = head.From(2);
        var last = head.Count > 0 ? head.Low(head.Count - 1) : "";
        if (head.Count is 0 or > 3 || Words.Singular(last) == last || !last.EndsWith('s') || head.HasLiterals || Lexicon.IsAdverb(head.Low(0)) || head.Any(t => !t.IsWord || Lexicon.IsPreposition(t.Low) || t.Low is "and" or "or") || last is "news" or "steps" or "rules" or "inputs" or "agents" or "alerts" or "greetings" or "slogans" or "ideas") return null;
        return Inputs.Noun(isList ? head.Text : $"{head.To(head.Count - 1).Text} {Words.Singular(last)}".Trim()) is { } noun ? new PlanInput(noun, isList ? "array" : "string") : null;
    }

    private static readonly Form Holds = new("i/we have/got a list of | there is/are a list of | i'll/we'll give you a list of | you get a list of | here is a list of");

    private static readonly Form Topical = new("the? topic/subject/theme/audience/language/product/company/city/keyword/style : ");

    private static readonly Form Submits = new("submits/submit/sends/send/enters/enter/files/file/posts/post/uploads/upload/requests/request/provides/provide/hands/types/asks in? us/me?");

    // Where something is sent in, which no step has to know.
    private static readonly Form Through = new("through/via/using/by/on/in/with a/an/the/our/my? web/online/contact/paper/intake/google? form/portal/website/site/app/page/counter/desk");

    private static readonly Form ForGiven = new("for/from/with/on/using a/an/the/any? given");

    private static readonly Form AsInputs = new("as an/the/its? inputs/input/parameters/parameter/arguments");

    private static readonly Form Entered = new("that/which? i/we/you/users/they enter/give/provide/type/supply/paste/specify/name/pick/choose/upload/submit/pass/hand/feed/ask/describe/mention in/over/you/it? | that/which? i/we/users/they fill in | that/which? the/our/my kids/students/pupils/customers/clients/visitors/guests/people/players/children/members give/enter/type/provide/paste/send/name/submit/write in? | that/which? the/our/my/a/an customer/client/student/visitor/guest/child/teacher/patient/player/user/employee/parent/reader/tenant/member gives/enters/types/provides/pastes/sends/submits/writes/asks in? | that/which? the user/caller/person enters/gives/provides/types/supplies/pastes/specifies in?");

    private static readonly Form ByDefault = new(",? by? default/defaults/defaulting is/to/:? | ( default/defaults is/to/:?");

    private static readonly Form AtStart = new("when/whenever/as i/we/you/they start/run/begin/launch it/the/this workflow/run? | at/on/in the? start/beginning of? the/a? run/workflow? | when starting/running it/the/this workflow/run? | each time");

    // "With a title and |a description that I fill in": what stands beside it is given too.
    private static List<string> Beside(Phrase phrase, int start)
    {
        var nouns = new List<string>();
        while (phrase.Low(start - 1) is "and" or ",")
        {
            var end = phrase.Low(start - 1) == "and" && phrase.Low(start - 2) == "," ? start - 2 : start - 1;
            var from = end - 1;
            while (from > 0 && end - from < 4 && phrase[from].IsWord && !Lexicon.IsDeterminer(phrase.Low(from))) from--;
            if (from < 1 || end - from < 2 || phrase.Low(from) is not ("a" or "an") || Inputs.Noun(phrase.Part(from, end).Text) is not { } noun) return [];
            nouns.Insert(0, noun);
            start = from;
        }

        return start > 0 && phrase.Low(start - 1) is "with" or "from" or "using" or "for" or "about" or "of" or "between" or "on" ? nouns : [];
    }

    private static readonly Form Measured = new("is above/over/below/under/beyond # | is more/less/greater/higher/lower/bigger/smaller/larger than # | is at least/most # | exceeds # | is >/</>=/<= # | >/</>=/<= #");

    private static readonly Form FromBody = new("from/of/in the/its webhook's? request/webhook/http? body/payload/request/webhook/form/event/data");

    // "A customer id is given at the run": nothing is done yet.
    private static readonly Form IsGiven = new("is/are/gets/get/will given/provided/supplied/entered/passed/typed in? by/from? the/a? user/caller/person/customer? | is/are the? input/inputs | will be given/provided/supplied/entered/passed/typed in?");

    private static readonly Form AtRun = new("at/for/with the/each/every run | at run time | at runtime | at the start of the/each/every run | when/as the workflow/run starts/begins | when/as it starts/runs | when starting/running it/the * | on/at the? start");

    // "The question given at the run", "take a path at the run": when it is given is always then.
    private static Phrase Untimed(Phrase phrase)
    {
        for (var i = 2; i < phrase.Count; i++)
            if (AtRun.At(phrase, i) is > 0 and var end && (phrase.Low(i - 1) is "given" or "provided" or "supplied" or "entered" or "passed" or "asked" or "specified" || phrase.Low(i - 1) == "in" && phrase.Low(i - 2) is "passed" or "typed" or "handed" || phrase.Low(0) is "take" or "ask" or "give" or "get" && phrase.To(i).Find(1, ",", "then") < 0)) phrase = phrase.Low(i - 1) is "passed" or "entered" or "asked" or "specified" ? Phrase.Of($"{phrase.To(i - 1).Text} given{phrase.Tail(end)}".Trim()) : Phrase.Of($"{phrase.To(i).Text}{phrase.Tail(end)}".Trim());
        return phrase;
    }

    /// <summary>Without "from the body" and without "given", which say that something comes from outside; what is given is an input.</summary>
    public static string Given(string text, Plan plan, Literals literals)
    {
        var phrase = Untimed(Phrase.Of(text));
        if (Topical.Opens(phrase, out var topic) && topic < phrase.Count && phrase.Count - topic <= 8 && plan.Items.Count + plan.Inputs.Count > 0 && !phrase.HasLiterals)
        {
            var name = Words.Identifier(phrase.To(topic - 1).Text);
            plan.Inputs.RemoveAll(i => i.Name == name);
            plan.Inputs.Add(new PlanInput(name, "string", phrase.From(topic).Text));
            return "";
        }

        for (var i = ForGiven.At(phrase, 0) is > 0 and var lead ? lead + 1 : phrase.Count; i < phrase.Count && i < 9; i++)
        {
            if (phrase[i].Text is not ("," or ":") && Lexicon.OrderAt(phrase, i, isFirst: true) != i) continue;
            var what = phrase.Part(ForGiven.At(phrase, 0), i);
            if (what.HasLiterals || what.Has("and", "or", "in", "from") || Inputs.Noun(what.Text) is not { } known) break;
            if (!plan.Inputs.Exists(p => p.Name == known)) plan.Inputs.Add(new PlanInput(known, Inputs.TypeOf(what.Text, known)));
            phrase = phrase.From(phrase[i].IsWord ? i : i + 1); // "for a given list of names search …"
            break;
        }

        if (AsInputs.In(phrase) is var (inputs, behind) && inputs > 1 && phrase.Low(0) is "take" or "accept" or "use" or "with" or "have" or "get" or "it" or "i" or "add" or "expect" or "define")
        {
            var start = phrase.Find(0, "take", "takes", "accept", "accepts", "use", "with", "have", "get", "gets", "add", "expect", "define", "provide") + 1;
            var items = Inputs.Read(string.Join(", ", phrase.Part(start, inputs).Text.Split([" and ", ","], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), literals);
            if (items.Count > 0)
            {
                var rest = phrase.From(behind);
                if (rest.Low(0) == "with" && rest.Low(1) is "the" or "a" or "default" && rest.Find(0, "default") is >= 0 and < 3 and var d && d + 1 < rest.Count)
                {
                    var value = rest.Low(d + 1) is "of" or "value" ? d + 2 : d + 1;
                    items[^1] = items[^1] with { Default = literals.Unmask(rest.Part(value, value + 1).Text).Trim('"') };
                    rest = rest.From(value + 1);
                }

                foreach (var item in items.Where(i => !plan.Inputs.Exists(p => p.Name == i.Name))) plan.Inputs.Add(item);
                phrase = rest.Trimmed();
                while (phrase.Low(0) is "and" or "then" or ",") phrase = phrase.From(1).Trimmed();
                if (phrase.Count == 0) return "";
            }
        }

        if (plan.Items.Count == 0 && plan.Inputs.Count == 0 && phrase.Low(0) is "take" or "given" && Lexicon.IsDeterminer(phrase.Low(1)))
        {
            var end = 2;
            while (end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("and" or "then" or "from" or "in" or "of" or "to" or "with" or "at" or "on" or "i" or "we" or "you" or "they" or "that" or "which")) end++;
            if (end - 1 <= 5 && (end == phrase.Count || phrase[end].Text is "," or ":" or ";" || phrase.Low(end) is "and" or "then") && Inputs.Noun(phrase.Part(1, end).Text) is { } given && (!phrase.Part(1, end).Has("csv", "file", "list", "page") || phrase.Low(end - 1) is "path" or "name" or "address" or "url"))
            {
                plan.Settled.Add(phrase.To(end).Text);
                plan.Inputs.Add(phrase.Low(end - 1) == "path" ? new PlanInput("file", "file") : new PlanInput(given, Inputs.TypeOf(phrase.Part(1, end).Text, given)));
                phrase = phrase.From(end).Trimmed();
                while (Further(phrase, literals) is var (next, past)) // "a name, an address and an order id"
                {
                    if (!plan.Inputs.Exists(i => i.Name == next.Name)) plan.Inputs.Add(next);
                    phrase = phrase.From(past).Trimmed();
                }

                while (phrase.Low(0) is "and" or "then" or ",") phrase = phrase.From(1).Trimmed();
                if (phrase.Count == 0) return "";
            }
        }

        if (plan.Items.Count == 0 && plan.Inputs.Count == 0 && Submits.In(phrase) is var (verb, submitted) && verb is > 0 and <= 4 && !phrase.HasLiterals && People.IsPerson(phrase.To(verb)) && submitted < phrase.Count && !phrase.To(verb).Text.EndsWith("'s", StringComparison.Ordinal) && Came.At(phrase, submitted) < 0)
        {
            var what = phrase.From(submitted);
            var end = Enumerable.Range(0, what.Count).FirstOrDefault(k => what[k].Text is ":" or ";" || what[k].Text == "," && k + 1 < what.Count && (Lexicon.OrderAt(what, k + 1) > 0 || Lexicon.PredicateAt(what, k + 1) > 0) || what.Low(k) == "and" && Lexicon.OrderAt(what, k + 1) == k + 1, what.Count);
            var (list, rest) = (what.To(end), what.From(end).Trimmed());
            if (Through.In(list, 1) is var (through, shut) && shut == list.Count) list = list.To(through);
            var with = list.Find(1, "with", "(");
            if (with < 0 && end < what.Count && what[end].Text == ":" && StatementReader.Parted(rest) is { Count: > 1 } named && named.TrueForAll(n => n.Split(' ').Length <= 3 && Lexicon.OrderAt(Phrase.Of(n), 0) < 0))
            {
                plan.Inputs.AddRange(named.Select(n => new PlanInput(Words.Identifier(n), Inputs.TypeOf(n, Words.Identifier(n))))); // "requests vacation: name, from, to"
                plan.Title ??= literals.Unmask(list.Text);
                return "";
            }

            var found = Inputs.Read((with > 0 ? list.From(with + 1) : list).Text.Trim('(', ')').Replace(" and ", ", ", StringComparison.Ordinal), literals);
            if (found.Count == 0 && Inputs.Noun((with > 0 ? list.To(with) : list).Text) is { } single) found = [new PlanInput(single, "string")];
            if (phrase.Low(verb) == "asks") found = list.Has("something", "anything", "question", "questions") ? [new PlanInput("question", "string")] : [];
            if (found.Count > 0)
            {
                plan.Inputs.AddRange(found);
                while (rest.Low(0) is "and" or "then" or ",") rest = rest.From(1).Trimmed();
                if (rest.Count == 0) return "";
                phrase = rest;
            }
        }

        if (plan.Items.Count == 0 && Holds.Opens(phrase, out var holds) && holds < phrase.Count && phrase.Count - holds <= 4 && !phrase.HasLiterals && phrase.From(holds).Tokens.All(t => t.IsWord) && Inputs.Noun(phrase.From(holds).Text) is { } listed)
        {
            plan.Inputs.Add(new PlanInput(listed, "array"));
            return "";
        }

        if (plan.Items.Count == 0 && IsGiven.In(phrase) is var (said, whole) && whole == phrase.Count && phrase.Low(said - 1) != "unless" && said is > 1 and <= 12 && Lexicon.IsDeterminer(phrase.Low(0)) && Inputs.Read(phrase.To(said).Text.Replace(" and ", ", ", StringComparison.Ordinal), literals) is { Count: > 0 } stated)
        {
            foreach (var input in stated.Where(i => !plan.Inputs.Exists(p => p.Name == i.Name))) plan.Inputs.Add(input);
            return "";
        }

        if (Entered.In(phrase) is var (_, until) && AtStart.At(phrase, until) is > 0 and var begun)
        {
            plan.Settled.Add(phrase.Part(until, begun).Text);
            phrase = Phrase.Of($"{phrase.To(until).Text}{phrase.Tail(begun)}");
        }

        if (Entered.In(phrase) is var (gives, done) && gives > 1 && (done == phrase.Count || !phrase[done].IsWord || Lexicon.IsPreposition(phrase.Low(done)) || phrase.Low(done) is "and" or "then" or "is" or "are" or "exceeds" or "contains" or "says" || Lexicon.IsModal(phrase.Low(done))))
        {
            var start = gives - 1;
            while (start > 0 && !Lexicon.IsDeterminer(phrase.Low(start)) && gives - start < 4) start--;
            if (phrase.Low(gives - 1) == "list" && phrase.Low(start - 1) is "in" or "of" or "from" or "on" && phrase.To(start).Has("each", "every")) phrase = Phrase.Of($"{phrase.To(start - 1).Text}{phrase.Tail(done)}"); // "each paper in the list I provide": the papers are given
            else if (Lexicon.IsDeterminer(phrase.Low(start)) && Inputs.Noun(phrase.Part(start, gives).Text) is { } entered)
            {
                foreach (var beside in Beside(phrase, start).Where(b => !plan.Inputs.Exists(p => p.Name == b))) plan.Inputs.Add(new PlanInput(beside, Inputs.TypeOf(beside.Replace('_', ' '), beside)));
                var initial = (string?)null;
                if (ByDefault.At(phrase, done) is > 0 and var told && told < phrase.Count) // "the language I enter, default Polish"
                {
                    initial = literals.Unmask(phrase[told].Text).Trim('"');
                    phrase = Phrase.Of($"{phrase.To(done).Text}{phrase.Tail(told + 1)}".Trim());
                }

                if (!plan.Inputs.Exists(p => p.Name == entered)) plan.Inputs.Add(new PlanInput(entered, Measured.At(phrase, done) > 0 ? "number" : Inputs.TypeOf(entered.Replace('_', ' '), entered), initial));
                if (phrase.Low(done - 1) == "in" && done < phrase.Count && phrase[done].IsWord && phrase.Low(done) is "memory" or "database" or "table") done--; // "the text I enter |in memory"
                if (start == 2 && phrase.Low(0) is "start" or "begin" && phrase.Low(1) == "with") (phrase, start, gives, done) = (Phrase.Of($"take {phrase.From(2).Text}"), 1, gives - 1, done - 1);
                var isTaken = start == 1 && Lexicon.Lemma(phrase.Low(0)) is "take" or "use" or "get" or "read" or "receive" or "accept" && (done == phrase.Count || phrase[done].Text == "," || phrase.Low(done) is "and" or "then");
                if (isTaken && done == phrase.Count) return "";
                phrase = isTaken ? phrase.From(phrase.Low(done + 1) is "and" or "then" ? done + 2 : done + 1) : Phrase.Of($"{phrase.To(gives).Text}{phrase.Tail(done)}");
            }
        }

        if (FromBody.In(phrase) is var (from, to) && from > 0) phrase = phrase.Without(from, to);
        for (var i = 2; i < phrase.Count; i++)
        {
            if (phrase.Low(i) is not ("given" or "supplied" or "provided") || Lexicon.IsBe(phrase.Low(i - 1)) || phrase.Low(i - 1) is "unless" or "if" or "not" or "when" || phrase.Low(i + 1) is "by" or "in" or "to" or "a" or "the") continue;
            var start = i - 1;
            while (start > 0 && i - start < 6 && phrase[start - 1].IsWord && !Lexicon.IsPreposition(phrase.Low(start - 1)) && !(phrase.Low(start) is "the" or "a" or "an" && phrase.Low(start - 1) != "and") && Lexicon.OrderAt(phrase, start - 1) != start - 1) start--;
            var nouns = phrase.Part(start, i).Text.Split(" and ", StringSplitOptions.TrimEntries).Select(Inputs.Noun).OfType<string>().ToList();
            if (nouns.Count == 0) continue;
            foreach (var noun in nouns)
                if (!plan.Inputs.Exists(p => p.Name == noun)) plan.Inputs.Add(new PlanInput(noun, Inputs.TypeOf(noun.Replace('_', ' '), noun)));
            phrase = phrase.Without(i, AsInputs.At(phrase, i + 1) is > 0 and var named ? named : i + 1);
            i--;
        }

        return phrase.Text;
    }

    private static readonly Form OfAll = new("all/both/each of? them/two/three/four/five/these/those? agents/steps/of? them? should/must/can? also? read/use/reads/uses/get/gets/see/sees/work/works on/with/from? | all/both/each of? them/two/three/four/five/these/those? agents/steps/of? them? should/must/can? start/starts/work/works from/with/on");

    /// <summary>"All three read the transcript itself": what the steps before are about.</summary>
    public static bool Shared(string text, Plan plan)
    {
        var phrase = Phrase.Of(text);
        if (!OfAll.Opens(phrase, out var at) || phrase.HasLiterals) return false;
        var end = Lexicon.IsDeterminer(phrase.Low(at)) || phrase.Low(at) == "original" ? at + 1 : at;
        var from = end;
        while (end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("itself" or "directly" or "and" or "in" or "at" or "can" or "as")) end++;
        if (end == from || end - from > 3 || Inputs.Noun(phrase.Part(from, end).Text) is null) return false;
        var count = 0;
        while (count < plan.Items.Count && plan.Items[^(count + 1)] is Step { Skill: "summarise" or "extract" or "work" or "write" or "agent" or "translate" or "critique" or "improve" or "classify" or "score" }) count++;
        if (phrase.Any(t => Lexicon.IsNumber(t) && Amounts.Whole(t.Text) < count)) count = Amounts.Whole(phrase[Enumerable.Range(0, phrase.Count).First(i => Lexicon.IsNumber(phrase[i]))].Text) ?? count;
        if (count < 2) return false;
        var noun = phrase.Part(from, end).Text;
        var steps = plan.Items.TakeLast(count).Cast<Step>().Select(s => Phrase.Of(s.Said).Has(phrase.Low(end - 1)) ? s : s with { Said = $"{s.Said} from the {noun}" }).ToList();
        plan.Items.RemoveRange(plan.Items.Count - count, count);
        if (phrase.Has("parallel", "side", "simultaneously", "concurrently") || phrase.Has("same") && phrase.Has("time")) plan.Items.Add(new Together([.. steps.Select(s => new List<PlanItem> { s })]));
        else plan.Items.AddRange(steps);
        return true;
    }

    private static readonly Form NamedFile = new("a/an/one new? text/csv/json/markdown? file called/named");
    private static readonly Form WebSearch = new("a/one web/internet/online search for/on/about");

    /// <summary>Things in a list of steps as the orders that make them: "a web search for bees, and a file called a.md with what was found".</summary>
    public static string Verbal(string text)
    {
        var phrase = Phrase.Of(text);
        for (var i = 0; i + 3 < phrase.Count; i++)
            if (phrase.Low(i) is "come" or "comes" or "think" or "thinks" or "dream" && phrase.Low(i + 1) is "up" && (phrase.Low(i) is not ("come" or "comes") || phrase.Low(i + 2) == "with"))
                phrase = Phrase.Of($"{phrase.To(i).Text} {(phrase.Low(i).EndsWith('s') ? "writes" : "write")} {phrase.From(phrase.Low(i + 2) == "with" ? i + 3 : i + 2).Text}".Trim());
        for (var i = 0; i < phrase.Count; i++)
        {
            if (i > 0 && phrase.Low(i - 1) is not ("," or ":" or "and" or "then" or ";")) continue;
            if (NamedFile.At(phrase, i) is > 0 and var file && file < phrase.Count && phrase[file].IsLiteral("file")) phrase = Phrase.Of($"{phrase.To(i).Text} make {phrase.From(i).Text}".Trim());
            else if (WebSearch.At(phrase, i) is > 0 and var search && search < phrase.Count) phrase = Phrase.Of($"{phrase.To(i).Text} search the web for {phrase.From(search).Text}".Trim());
        }

        return phrase.Text;
    }

    /// <summary>A line that names what is built and orders nothing: "a daily digest".</summary>
    public static bool IsTitle(string text) => Phrase.Of(text) is { Count: > 0 and <= 5 } phrase && !phrase.HasLiterals && phrase.Low(0) is "a" or "an" or "the" or "my" or "our" or "daily" or "weekly" && Lexicon.OrderAt(phrase, 0) < 0 && Lexicon.PredicateAt(phrase, 0) < 0;

    private static readonly Form Aim = new("i/we want/need/like/have/wish/plan/try to | i'd/we'd like/love to | i'm/we're trying to | i/we would like/love to | my/the/our goal/aim/idea/plan is to? | this is about | it's about | help me/us to? | i/we am/are trying to");

    private static readonly HashSet<string> Begins = ["read", "fetch", "get", "take", "load", "download", "first", "start", "begin", "open", "every", "when", "whenever", "each", "given", "for"];

    /// <summary>Whether a sentence says what all is for, and the next one begins it: "I want to check invoices. Read the invoice …".</summary>
    public static bool IsAim(string sentence, IReadOnlyList<string> behind) => behind.Count > 0 && IsThing(Phrase.Of(sentence), Phrase.Of(behind[0])) ||
        behind.Count > 0 && Phrase.Of(sentence) is var phrase && Aim.Opens(phrase, out var length) && phrase.Count - length <= 8 && !phrase.HasLiterals && !phrase.Any(Lexicon.IsNumber) && !phrase.Has("and", "then", "from", "with", "using", "when", "every", "each", "if", "workflow")
        && Phrase.Of(behind[0]) is { Count: > 0 } next && Begins.Contains(next.Low(0)) && Lexicon.Lemma(phrase.Low(length)) != Lexicon.Lemma(next.Low(0));

    private static readonly Form Wants = new("i/we want/need a/an | i/we would like a/an | i'd/we'd like a/an");

    // "I want a legal review. The contract …": what all of it is, unless the next sentence goes on with it.
    private static bool IsThing(Phrase phrase, Phrase next) =>
        Wants.Opens(phrase, out var length) && phrase.Count - length is > 0 and <= 3 && phrase.From(length).Tokens.All(t => t.IsWord && !Lexicon.IsPreposition(t.Low) && t.Low is not ("agent" or "agents" or "bot" or "chatbot" or "assistant" or "approval")) && !StatementReader.IsMade(phrase) && !next.Has("it", "them", "this", "that", "then", phrase.Low(phrase.Count - 1));

    private static readonly Form Came = new("comes/come in | comes/come in as an/the/a? input/text | arrives | arrive | is received/submitted | gets submitted | lands | shows up");

    private static readonly Form Wish = new("""
        it/they/this/answers/replies should/must/may/can/shall not/never/always/only? be/have/contain/sound/use/include/mention/exceed/stay/follow/start/end/fit/read |
        the text/summary/answer/reply/report/article/post/email/mail/message/translation/draft/story/poem/letter/result/output/tone/style/title/essay/newsletter/review/brief should/must/may/can/shall/has/needs to? not/never/always/only? be/have/contain/sound/use/include/mention/exceed/stay/follow/start/end/fit/read |
        keep it/them short/brief/friendly/simple/polite/formal/concise/under/below/within/to | keep the * short/brief/friendly/simple/polite/formal/concise/under/below/within/to | keep the * * under/below/within | be polite/friendly/brief/concise/formal
        """);

    private static readonly Form Tongue = new("always? answer/answers/reply/respond/write/speak always/only? in * | it/they should/must answer/reply/write/speak always/only? in * | always? answer/reply/respond/write it/them/this? in *");

    // A further thing that is given: "and an order id", "and a number of ads (default 3)".
    private static (PlanInput Input, int End)? Further(Phrase phrase, Literals literals)
    {
        var at = 0;
        while (phrase.Low(at) is "and" or ",") at++;
        if (!(phrase.Low(at) is "a" or "an" or "the") || Lexicon.OrderAt(phrase, at) == at) return null;
        var end = at + 1;
        while (end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("and" or "then")) end++;
        var noun = phrase.Part(at, end);
        if (noun.Count is < 2 or > 4 || Lexicon.PredicateAt(phrase, at) >= 0) return null;
        if (end < phrase.Count && phrase[end].Text == "(" && phrase.Find(end, ")") is > 0 and var shut) return Inputs.Read(phrase.Part(at, shut + 1).Text, literals) is [var said] ? (said, shut + 1) : null;
        return (end == phrase.Count || phrase[end].Text is "," or ":" or ";" or "." || phrase.Low(end) is "and" or "then") && Inputs.Noun(noun.Text) is { } name ? (new PlanInput(name, Inputs.TypeOf(noun.Text, name)), end) : null;
    }
}
