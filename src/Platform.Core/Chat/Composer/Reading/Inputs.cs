using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What a run is given and what it gives back: "takes a topic and a language", "return the summary".</summary>
internal static partial class Inputs
{
    /// <summary>The rest of the sentence, when something was taken out of it.</summary>
    /// <param name="isFirst">No action was read yet: only then does "I get emails" speak of an input.</param>
    public static string Take(string text, Plan plan, Literals literals, bool isFirst)
    {
        if (TypedInputs().Match(text) is { Success: true } several && Separators().Split(several.Groups["list"].Value).Select(p => OneInput().Match(p.Trim())).ToList() is var each && each.TrueForAll(m => m.Success))
        {
            foreach (var one in each)
            {
                var what = one.Groups["what"].Value.Trim();
                var type = Types.GetValueOrDefault(what.ToLowerInvariant());
                if (Noun(one.Groups["name"].Success ? one.Groups["name"].Value : what) is { } name) Add(plan, new PlanInput(name == "text_value" ? "text" : name, one.Groups["name"].Success && type is not null ? type : TypeOf(what, name)));
            }

            plan.Settled.Add(literals.Unmask(text));
            return $"{text[..several.Index]} {text[(several.Index + several.Length)..]}".Trim(' ', ',', '.');
        }

        if (Usually().Match(text) is { Success: true } usual && Noun(usual.Groups["name"].Value) is { } known && plan.Inputs.FindIndex(n => n.Name == known) is >= 0 and var at)
        {
            plan.Inputs[at] = plan.Inputs[at] with { Default = literals.Unmask(usual.Groups["value"].Value).Trim('"', ' ') };
            plan.Settled.Add(literals.Unmask(text));
            return "";
        }

        text = Named(text, plan, literals);
        foreach (var pattern in new[] { Takes(), Listed(), Given() })
        {
            if (pattern.Match(text) is not { Success: true } match) continue;
            if (pattern == Given() && !isFirst) continue;
            var found = Read(match.Groups["list"].Value, literals);
            if (found.Count == 0) continue;
            foreach (var input in found) Add(plan, input);
            return $"{text[..match.Index].TrimEnd(' ', ',')} {match.Groups["rest"].Value}".Trim(' ', ',', ';', ':');
        }

        if (isFirst && Writes().Match(text) is { Success: true } writes)
        {
            Add(plan, new PlanInput("message", "string"));
            return writes.Groups["rest"].Value.Trim(' ', ',', ':');
        }

        if (isFirst && Acts().Match(text) is { Success: true } acts && Deeds.TryGetValue(acts.Groups["deed"].Value.ToLowerInvariant(), out var deed))
        {
            Add(plan, new PlanInput(deed, "string"));
            plan.Remarks.Add($"Nothing starts the workflow by itself when {literals.Unmask(acts.Groups["who"].Value.Trim())} {literals.Unmask(acts.Groups["deed"].Value)}: whatever receives it calls the API, or somebody presses Run, with the input '{deed}'.");
            return acts.Groups["rest"].Value.Trim(' ', ',', ':');
        }

        if (isFirst && Inbox().Match(text) is { Success: true } inbox && Noun(inbox.Groups["what"].Value) is { } mailed)
        {
            Add(plan, new PlanInput(mailed, mailed.EndsWith('s') ? "array" : "string"));
            plan.Remarks.Add($"No tool reads a mailbox, so nothing comes in by mail of its own: whoever starts the run enters '{mailed}', or a program that reads the mails calls the API with them.");
            plan.Settled.Add(literals.Unmask(text[..inbox.Groups["rest"].Index].Trim()));
            return inbox.Groups["rest"].Value.Trim(' ', ',', ':', '.');
        }

        if (isFirst && Happens().Match(text) is { Success: true } happens && Noun(happens.Groups["who"].Value.ToLowerInvariant() is var who && who is "somebody" or "someone" ? "person" : Words.Singular(who)) is { } whom)
        {
            Add(plan, new PlanInput(whom, "string"));
            plan.Remarks.Add($"Nothing starts the workflow by itself when {literals.Unmask(happens.Groups["told"].Value.Trim())}: whatever hears of it calls the API, or somebody presses Run, with the input '{whom}'.");
            plan.Settled.Add(literals.Unmask(happens.Groups["told"].Value.Trim()));
            return happens.Groups["rest"].Value.Trim(' ', ',', ':');
        }

        if (isFirst && Arrives().Match(text) is { Success: true } arrives && (!text.StartsWith("if ", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("after ", StringComparison.OrdinalIgnoreCase) || Came().IsMatch(text)) && Noun(Words.Singular(arrives.Groups["noun"].Value)) is { } came && !came.Contains("webhook", StringComparison.Ordinal))
        {
            Add(plan, new PlanInput(came, "string"));
            plan.Remarks.Add($"Nothing starts the workflow by itself when {literals.Unmask(arrives.Groups["noun"].Value.Trim())} arrives: whatever receives it calls the API, or somebody presses Run, with the input '{came}'.");
            return arrives.Groups["rest"].Value.Trim(' ', ',', ':');
        }

        if (isFirst && Hands().Match(text) is { Success: true } hands && Noun(Words.Singular(hands.Groups["noun"].Value)) is { } handed)
        {
            Add(plan, new PlanInput(handed, "string"));
            return hands.Groups["rest"].Value.Trim(' ', ',', ':');
        }

        if (isFirst && Receives().Match(text) is { Success: true } receives && Noun(Words.Singular(receives.Groups["noun"].Value)) is { } got)
        {
            Add(plan, new PlanInput(got, "string"));
            return receives.Groups["rest"].Value.Trim(' ', ',', ':');
        }

        if (Returns().Match(text) is { Success: true } returns && !(text[..returns.Index].EndsWith(" the", StringComparison.OrdinalIgnoreCase) || text[..returns.Index].EndsWith(" a", StringComparison.OrdinalIgnoreCase) || text[..returns.Index].EndsWith(" each", StringComparison.OrdinalIgnoreCase)))
        {
            var nouns = Separators().Split(returns.Groups["list"].Value).Select(n => Noun(n)).OfType<string>().Take(10).ToList();
            if (nouns.Count > 0)
            {
                plan.Outputs.AddRange(nouns);
                return text[..returns.Index].Trim(' ', ',', ';');
            }
        }

        return text;
    }

    /// <summary>"a topic, a language (default German) and the number of pages"</summary>
    public static List<PlanInput> Read(string list, Literals literals)
    {
        var found = new List<PlanInput>();
        foreach (var raw in Separators().Split(Bracketed().Replace(list, m => m.Value.Replace(",", "", StringComparison.Ordinal))).Select(p => p.Trim(' ', '.', ':')).Where(p => p.Length > 0).Take(20))
        {
            var text = raw;
            string? initial = null;
            if (found.Count > 0 && Default().Match(raw) is { Success: true, Index: 0 } late && late.Length == raw.Length)
            {
                found[^1] = found[^1] with { Default = literals.Unmask(late.Groups.Values.Skip(1).First(g => g.Success).Value).Trim('"', ' ') }; // "a target language, default German"
                continue;
            }

            if (Default().Match(text) is { Success: true } given)
            {
                initial = literals.Unmask(given.Groups.Values.Skip(1).First(g => g.Success).Value).Trim('"', ' ');
                text = text[..given.Index];
            }

            if (Lettered().Match(text) is { Success: true } letter || found.Count > 0 && found[^1] is { Type: "number", Name.Length: 1 } && (letter = OneLetter().Match(text)).Success)
            {
                found.Add(new PlanInput(letter.Groups[1].Value.ToLowerInvariant(), "number", initial)); // "the numbers a and b"
                continue;
            }

            var type = "";
            if (Typed().Match(text) is { Success: true } typed) (type, text) = (Types.GetValueOrDefault(typed.Groups[1].Value.ToLowerInvariant(), "string"), text[..typed.Index]);
            if (Noun(Measure().Replace(text, "")) is not { } name) return [];
            found.Add(new PlanInput(name, type.Length > 0 ? type : TypeOf(text, name), initial));
        }

        return found;
    }

    /// <summary>The type that a name speaks of: <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>array</c>, <c>file</c> or <c>string</c>.</summary>
    public static string TypeOf(string text, string name)
    {
        var lower = text.ToLowerInvariant();
        if (name == "list_value" || lower.Contains("list of") || lower.Contains("array") || lower.Contains("several ") || lower.Contains("some ")) return "array";
        if (lower.Contains("file") || lower.Contains("csv")) return "file";
        if (name is "count" or "age" or "year" or "quantity" or "limit" || lower.Contains("number of") || name.EndsWith("_count", StringComparison.Ordinal)) return "integer";
        if (name is "length" && lower.Contains(" in ") || name is "amount" or "price" or "total" or "sum" or "cost" or "threshold" or "number" or "budget" or "temperature" or "score" or "rating" or "grade" or "percentage" or "weight" or "height" or "distance" or "speed" or "discount" or "salary" or "income") return "number";
        if (lower.Contains("yes/no") || lower.Contains("flag") || name.StartsWith("is_", StringComparison.Ordinal)) return "boolean";
        return name.Length > 3 && (name is "urls" or "topics" or "questions" or "texts" or "names" or "emails" or "keywords" or "tickets" or "articles" or "products" or "numbers" or "messages" or "documents" or "languages" or "links" or "items" or "reviews" or "companies" or "orders") ? "array" : "string";
    }

    internal static string? Noun(string text)
    {
        text = From().Replace(text, "");
        var words = Words.Identifier(Article().Replace(text.Trim().Replace("'s ", " ", StringComparison.Ordinal), "")).Split('_', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count is not 2 || words[0] is not ("customer" or "support") || words[1] is not ("id" or "number" or "code")) words.RemoveAll(w => Filler().IsMatch(w)); // "customer id" is no "id"
        if (words.Count is 0 or > 4) return null;
        var name = Words.Identifier(string.Join('_', words.TakeLast(2)));
        return name.Length == 0 ? null : name;
    }

    [GeneratedRegex(@"^(?:the |two |three )*(?:numbers|integers|values|figures) ([a-z])$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lettered();

    [GeneratedRegex(@"^([a-z])$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OneLetter();

    // "length |in words", "budget |for the trip"
    [GeneratedRegex(@"(?<=[a-z])\s+(?:in|for|from|per|about|on)\s+[^()]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Measure();

    // "The number of guests |from it"
    [GeneratedRegex(@"\s+(?:from|out of) (?:it|them|that|this|there)\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex From();

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal) { ["number"] = "number", ["text"] = "string", ["string"] = "string", ["bool"] = "boolean", ["array"] = "array", ["integer"] = "integer", ["whole number"] = "integer", ["list"] = "array", ["file"] = "file", ["yes/no"] = "boolean", ["boolean"] = "boolean", ["true/false"] = "boolean" };

    private static void Add(Plan plan, PlanInput input)
    {
        if (!plan.Inputs.Exists(i => i.Name == input.Name)) plan.Inputs.Add(input);
    }

    // "(default 3)", "(text, default Oslo)", "(a number)"
    private const string Bracket = @"\s*\((?:an? )?(?:default|by default|optional|text|string|number|integer|whole number|date|list|file|yes/no|boolean|true/false)\b[^)]{0,40}\)|\s*\([^()]{1,30}? by default\)";

    private const string List = @"(?<list>(?:(?:an?|the|some|my|its|their|two|one|number of|list of|optional)\s+)?[\w -]{2,40}?(?:" + Bracket + @"| (?:with|which has) (?:a |the )?default (?:of )?[\w\uE000-\uEFFF]+)?(?:(?:\s*,\s*(?:and )?|\s+and\s+|\s+plus\s+)(?:an?|the|some|its|their|number of|list of|optional)\s+[\w -]{2,40}?(?:" + Bracket + @"| (?:with|which has) (?:a |the )?default (?:of )?[\w\uE000-\uEFFF]+)?){0,8})";

    [GeneratedRegex(@"^(?!give (?:me|us)\b)(?:(?:it|that|which|the (?:workflow|run|user|person|caller)|this|workflow|i|you|we|users?)\s+)?(?:takes?|accepts?|gets? as input|gets?(?= an? )|has (?:the |as )?inputs?:?|asks for|expects?|is given|(?:will )?(?:gives?|provides?|enters?|types?(?: in)?|pastes?(?: in)?|uploads?|supplies|supply)(?: it| me| us)?)\s+(?:as inputs? |inputs? |the inputs? |in )?" + List + @"(?:\s+as (?:an |the )?(?:inputs?|parameters?|arguments?))?(?:(?:,? (?:and )?then|,? and|,|;)\s+(?<rest>(?:it )?(?!the |an? )[a-z]+.{2,400})|(?<rest>))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Takes();

    // "With |a text input and a boolean input formal|": a type, or a name, before the word.
    [GeneratedRegex(@"(?:,? ?(?:with|takes|has|having|and takes|that takes|give it|it takes|it has|there (?:is|are)))\s+(?<list>(?:an?|one|the)\s+(?:[\w-]+ ){1,2}input(?: (?!and\b|that\b|which\b|then\b|to\b|is\b)(?:called |named )?[\w-]+)?(?:(?:,| and|, and)\s+(?:an?|one|the|another)\s+(?:[\w-]+ ){1,2}input(?: (?!and\b|that\b|which\b|then\b|to\b|is\b)(?:called |named )?[\w-]+)?){0,6})", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TypedInputs();

    private const string Unsaid = @"(?:(?:unless|if not) (?:otherwise |it is |i |we |you |they |something else is |another is |one is )*(?:given|specified|said|say|says|stated|set|told|entered|named)(?: otherwise)?|(?:if|when) (?:it is |it's |it isn't |nothing is |none is |no \w+ is |nobody )?(?:not )?(?:given|specified|said|set|entered|named|left out|left empty|omitted|empty|missing))";

    // "Tone is friendly by default", "the tone is friendly unless given", "the language defaults to French"
    [GeneratedRegex(@"^(?:the )?(?:default (?:for|of) (?:the )?(?<name>[\w ]{2,30}?) (?:is|should be)|(?<name>[\w ]{2,30}?) (?:should )?(?:defaults? to|is by default|by default is)|(?<name>[\w ]{2,30}?) (?:is|should be)(?= [^ ]+ (?:by default|unless|if|when)\b)) (?<value>[\w\uE000-\uEFFF.$-]+)(?: by default| " + Unsaid + ")?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Usually();

    [GeneratedRegex(@"^(?:an?|one|the|another)\s+(?<what>(?:[\w-]+ ){1,2})input(?: (?:called |named )?(?<name>[\w-]+))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OneInput();

    [GeneratedRegex(@"^(?:(?:it )?(?:with|has|takes|gets|needs) )?(?:the |its |my |two |three |four |\d )?(?:workflow |run |user |form )?(?:inputs?|parameters?)(?: are| is| should be|:)(?: given)?\s*(?<list>[^.;]{2,200}?)(?<rest>)$|^(?<list>[^.;,]{2,80}?) (?:goes |comes |is )?in(?<rest>)$|^(?<list>[^.;:]{2,120}?) (?:as|are|is) (?:the |an? )?(?:inputs?|parameters?|arguments?)(?:[;:,.]\s*(?<rest>.{3,400})|(?<rest>))$|^(?:with |add )?(?:the |two |three |an )?inputs? (?<list>(?:called |named )?[\w -]+(?:(?:, (?:and )?| and )[\w -]+){0,6}),?(?<rest>)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Listed();

    [GeneratedRegex(@"^(?:given|based on|starting (?:with|from)|take|from|start (?:with|from)|for|with|i (?:give|paste|enter|type|upload|provide|have|send)(?: you| it| in)?)\s+(?<list>(?:an?|some|my|our)\s+(?!csv|file)[\w-]+(?: [\w-]+){0,2}?(?:(?:\s*,\s*(?:and )?|\s+and\s+)(?:an?|some)\s+[\w-]+(?: [\w-]+)?){0,5})(?:,| and(?= [a-z]+ (?:the|it|an?|all|about|them|its|some|in|to|whether|how|for)\b)| then| as (?:an )?input,?|:)\s*(?<rest>(?!the )[a-z].{2,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Given();

    // What somebody does that starts a run, and what comes of it.
    private static readonly Dictionary<string, string> Deeds = new(StringComparer.Ordinal)
    {
        ["complains"] = "complaint",
        ["applies"] = "application",
        ["orders"] = "order",
        ["books"] = "booking",
        ["registers"] = "registration",
        ["enrols"] = "registration",
        ["signs up"] = "registration",
        ["subscribes"] = "subscription",
        ["cancels"] = "cancellation",
        ["pays"] = "payment",
        ["calls in sick"] = "sick_note",
        ["reports"] = "report",
        ["asks"] = "question",
        ["requests"] = "request",
        ["returns"] = "return_request",
        ["donates"] = "donation",
    };

    [GeneratedRegex(@"^(?:when(?:ever)?|as soon as|each time|every time) (?<who>(?:an? |the |some |any |one of (?:our|the|my) )?(?:new )?[\w-]+(?: [\w-]+)?) (?<deed>complains|applies|orders|books|registers|enrols|signs up|subscribes|cancels|pays|calls in sick|reports|asks|requests|returns|donates)\b(?<tail>[^,\uE000-\uEFFF]{0,60}),\s*(?<rest>.{3,440})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Acts();

    // "I get invoices as PDF by mail": what comes in, and nothing that is sent.
    [GeneratedRegex(@"^(?:i|we)\s+(?:often |usually |always |regularly )?(?:get|receive)\s+(?:the |our |my |many |new )?(?<what>[a-z][\w-]*(?: [a-z][\w-]*)?)\s+(?:as (?:an? )?\w+s?\s+)?(?:by|via|per|through|in (?:the|my|our))\s+(?:e-?mails?|mails?|inbox|mailbox)(?: as (?:an? )?\w+s?)?(?=$|[.,;:]| and )[.,;:]?\s*(?:and )?(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline, 5000)]
    private static partial Regex Inbox();

    // What happens to somebody or something that nobody has spoken of yet is what a run is started with, and no question about it.
    [GeneratedRegex(@"^(?:when(?:ever)?|as soon as|each time|every time|once)\s+(?<told>(?:(?:an? |some )(?:new |own )?(?<who>[a-z][\w-]*(?: [a-z][\w-]*)?)|new (?<who>[a-z][\w-]*)|(?<who>some(?:body|one)))\s+(?:starts?|joins?|leaves?|quits?|resigns?|retires?|is hired|gets hired|is born|dies|calls?|rings|breaks(?: down)?|fails|expires|ends|runs out|moves(?: (?:in|out))?|hands? in|turns? in|falls (?:ill|sick)|gets (?:ill|sick)|goes live|is (?:published|released|merged|promoted)|churns|renews|wins|signs|checks (?:in|out))\b(?! with)[^,:\uE000-\uEFFF]{0,50})[,:]\s*(?<rest>.{3,1000})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Happens();

    [GeneratedRegex(@"^(?:when(?:ever)?|if|as soon as|each time|every time) (?:an? |the |some |any )?(?:new )?(?:customer|user|client|visitor|someone|somebody|person|patient|student|employee|colleague|lead|guest|parent|tenant|member|teacher|supplier|neighbou?r|reader|buyer|seller|donor|applicant|citizen|resident|farmer|pupil|partner|caller)s? (?:writes?|contacts?|messages?|e-?mails?|replies|gets in touch|reaches out)(?: to)?(?: us| me| in)?(?:$|,\s*(?<rest>.{3,440})$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Writes();

    [GeneratedRegex(@"^(?:when(?:ever)?|once|after|as soon as|each time|every time|if|for every time)\s+(?:we (?:get|receive) |i (?:get|receive) |there(?:'s| is) |some(?:one|body) (?:fills (?:out|in)|sends|submits|posts|writes|files|opens|uploads) (?:me |us |in )?|somebody (?:sends|submits|writes) (?:us |me )?|(?:a |the )?(?:customer|user|client|visitor)s? (?:sends|submits|writes|posts|files|opens|uploads|asks)(?: us| me| in)? |)(?:an?|the|some|any|each|every)?\s*(?:new |incoming |customer |support |fresh )*(?<noun>(?!webhook|event|either|it\b|they\b|he\b|she\b|nobody|someone|anyone|one of|both)[a-z][\w'’-]*(?: (?!arriv|come|is |get|land|appear|hit|show)[a-z][\w-]*)?)(?:\s+(?:arrives?|comes? (?:in|along)|is (?:received|submitted|created|posted|uploaded|opened|sent)|gets? (?:submitted|created|posted|uploaded|opened|in)|lands|appears|shows up|hits [\w ]+?)(?: (?:from|in|via|by|through|on|at) [^,]{1,40}?)?)?,\s*(?<rest>.{3,440})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Arrives();

    [GeneratedRegex(@"\b(?:we (?:get|receive)|i (?:get|receive)|there(?:'s| is)|arrives?|comes?|received|submitted|sends|submits|lands|appears|shows up)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Came();

    // "The reader sends a comment", "a farmer describes a disease", "the parents write us emails"
    [GeneratedRegex(@"^(?:an?|the|our|my|some)\s+(?!(?:[\w-]+ )?(?:agents?|bots?|models?|workflows?|(?<!\b(?:my|our) )assistants?|systems?|servers?|scripts?|programs?|steps?|nodes?|ai|llm|api|webhook|form|service|app|page|site)\b)[a-z][\w-]*(?: [a-z][\w-]*)?\s+(?:(?:sends?|submits?|describes?|uploads?|hands? in|types?(?: in)?|enters?|pastes?(?: in)?)(?: us| me| in)?|(?:writes?|asks?|reports?|gives?|tells?) (?:us|me|to us))\s+(?:in )?(?:an?|the|some|their|his|her|new)?\s*(?:(?:new|short|long) )*(?<noun>[a-z][\w-]*(?: (?!with|about|from|by|for|to|in|and|via|of|on|at|that|which)[a-z][\w-]*)?)(?: (?:from|by|via|in|through|about|with|for) [^,\uE000-\uEFFF]{1,40})?(?:$|(?:,| and|;)\s+(?<rest>.{3,440})$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Hands();

    [GeneratedRegex(@"^(?:i|we|our (?:team|company|shop|customers?|users?)|my (?:team|company|customers?|boss)|customers?|people|users?|clients?|visitors?)\s+(?:often |regularly |usually |always |just |currently |mostly )?(?:gets?|receives?|have|has|got|sends?(?: us| me)?|writes?(?: us| me| to us)?|submits?|uploads?|fills? (?:in|out)|asks?(?: us| me)?|posts?|leaves?|collects?)\s+(?:(?:a lot of|lots of|many|some|incoming|daily|new|an?|the|us|me|about \d+|hundreds of|tons of|customer|several|loads of|this|my|our|these)\s+)*(?<noun>[a-z][\w-]*(?: [a-z][\w-]*)?)(?: (?:from|by|via|in|on|through|about|every|each|per|to|at) (?:(?!,| and ).){1,40})?(?:$|(?:,| and|;)\s+(?:(?:i|we) )?(?:(?:want|need|would like|have|must|should)(?: you| it| them)? (?:to )?)?(?<rest>.{3,440})$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Receives();

    [GeneratedRegex(@"(?:^|,? (?:and )?(?:then |finally )?)(?:(?:the )?outputs?(?: is| are|:| should be)?|returns?|give (?:me |us )?back|gives? back|outputs?|show me|the result (?:is|should be)|as (?:the )?(?:output|result))\s+(?!or\b|and\b)(?<list>(?:the |a |an |both |just |only |its )*[\w-]+(?: [\w-]+)?(?:(?:, (?:and )?| and )(?:the |a |an )?[\w-]+(?: [\w-]+)?){0,5})(?: as (?:the )?(?:outputs?|results?)| back| to me)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Returns();

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+and\s+|\s+plus\s+|\s*&\s*|\s+with\s+(?=an? (?!default))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\s*\((?:an? )?(text|string|number|integer|whole number|date|list|file|yes/no|boolean|true/false)\b[^)]*\)?\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\s*\(([\w\uE000-\uEFFF.$ -]+?) by default\)|\s*\(?\b(?:default(?:s|ing)?(?: to| is| value|:)?|by default)\s*(?:of )?([\w\uE000-\uEFFF.$-]+)\)?|\s+(?:with|which has) (?:a |the )?default (?:of )?([\w\uE000-\uEFFF.$-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Default();

    [GeneratedRegex(@"^(?:the|an?|some|my|our|its|their|input|called|named|both|just|only|optional|list of|array of|set of|number of)\s+(?:(?:an?|the|list of|array of|set of|called|named|inputs?)\s+)*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Article();

    [GeneratedRegex(@"^(?:the|a|an|of|some|new|incoming|many|lot|lots|given|long|short|single|from|for|to|us|me|optional|input|inputs|called|named|support|customer|raw|just|both|same|final|string|text_value)$")]
    private static partial Regex Filler();
}
