using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What a step speaks of and no step makes or reads: it is given to the run.</summary>
internal sealed partial class GraphBuilder
{
    /// <summary>The input that a step needs when nothing before it gives one.</summary>
    private Value Given(string said, string usual)
    {
        said = OpenThings.Unowned(said);
        if (_plan.Subject is { } subject && _values.Count == 0 && _each is null) return AddInput(subject);
        if (Seeks.Contains(Grammar.Lexicon.Lemma(said.Split(' ')[0]) ?? "") && (Asked(new Step("agent", said)) ?? (OfIt().IsMatch(said) ? null : usual)) is { } held) return AddInput(new PlanInput(held, "string")); // what is found is not what it is found in
        if (Worked().Match(said) is { Success: true } worked) return AddInput(new PlanInput(Words.Identifier(worked.Groups[1].Value), "string"));
        if (Compound().Match(said) is { Success: true } two) return AddInput(new PlanInput(Words.Identifier(two.Groups[1].Value), "string"));
        var noun = Thing().Matches(said).FirstOrDefault(t => !Useless().IsMatch(t.Groups[1].Value)) is { } m ? Words.Identifier(Words.Singular(m.Groups[1].Value)) : usual;
        return AddInput(new PlanInput(noun.Length == 0 ? usual : noun, "string"));
    }

    // "Extract the order number": of an order.
    [System.Text.RegularExpressions.GeneratedRegex(@"^\w+ (?:the|my|our) [a-z]+ (?:number|id|code|name|date|total|amount)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex OfIt();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:summari[sz]e|translate|review|proofread|analy[sz]e|shorten|classify|improve|rewrite|check|explain|simplify) (?:the|this|my|our) (report|summary|answer|reply|response|list|brand|launch)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Worked();

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:the|this|that|my|our|a given|incoming|each) ((?:press release|pull request|loan application|job (?:description|application|ad)|blog post|product (?:name|description)|cover letter|support (?:ticket|request)|bug report|meeting notes|user story|commit message|(?:call|meeting|interview) (?:transcript|notes|recording)|news article|research paper|customer (?:message|email|feedback|review|complaint)))\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Compound();

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:an?|the|my|each|every|this|that|incoming|given|new|these|our|their)\s+(?:new |incoming |inbound |given |attached |enclosed |scanned |dictated |pasted |uploaded |submitted |provided |long |short |customer |support |whole |user's |following |english |german |latest |current |open |full |net |next |raw |original |complete )*([a-z][\w-]{1,30})", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Thing();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:summary|sentence|paragraph|short|brief|german|french|english|spanish|result|results|answer|reply|response|score|sentiment|language|category|best|main|key|most|same|last|first|following|quality|tone|translation|list|bullet|new|single|report|polite|friendly|random|sha-?\d+|md5|one|model|agent|rest|end|other|web|internet|latest|current|difference|folder|tool|open|price|time|news|first|second|third|team|customer's|python|javascript|script|code|program|thank-you|follow-up|welcome)s?$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Useless();

    // A thing that is spoken of as known though nothing made it: "turn the recipe into …", "improve an abstract", "slogans for the brand".
    private static string? Asked(Step step)
    {
        var words = OpenThings.Unowned(step.Said).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant()).ToArray();
        var verb = Grammar.Lexicon.Lemma(words[0]) ?? words[0];
        var isWork = WorksOn.Contains(verb) || verb is "look" or "go" or "work" && words.Length > 1 && words[1] is "at" or "over" or "through" or "on";
        var isSought = Seeks.Contains(verb);
        if (isWork && verb is not "answer" && words.Length > 1 && words.Skip(1).TakeWhile(w => w.All(char.IsAsciiLetter) && !Grammar.Lexicon.IsPreposition(w) && w is not ("and" or "so" or "then")).ToList() is { Count: > 0 and <= 3 } bare && !Grammar.Lexicon.IsDeterminer(bare[0]) && !Grammar.Lexicon.IsPronoun(bare[0]) && !Grammar.Lexicon.IsAdverb(bare[0]) && Words.Singular(bare[^1]) != bare[^1]) return Inputs.Noun(string.Join(' ', bare)); // "turn meeting notes into …"
        for (var i = 1; i + 1 < words.Length; i++)
        {
            var lead = words[i - 1];
            var isObject = i == 1 || i == 2 && lead is "at" or "over" or "through" or "on" or "out" or "up" && words[0] is not "write";
            if (words[i] is "the" && Owner().Match(words[i + 1]) is { Success: true } owner && step.Skill == "agent") return Words.Identifier(owner.Groups[1].Value); // "the company's website"
            var isOpen = words[i] is "a" or "an" && (lead is "from" || isWork && isObject || lead is "to" && i > 1 && words[i - 2] is "reply" or "response" or "answer")
                || words[i] is "two" or "three" or "several" or "some" && isWork && isObject;
            if (isOpen && Definite($"x the {string.Join(' ', words[(i + 1)..])}") is { } open) return open; // "a list from a recipe", "compare two products"
            if (words[i] is not ("the" or "given") && !(words[i] is "my" or "our" && isWork) || (isObject ? isSought || !isWork && (step.Skill is "write" || step.Get("reply") == "yes") : lead is not ("for" or "about" or "on" or "of" or "from" or "to" or "with" or "in" or "at" or "over" or "into" or "against") || isSought && lead is "for" or "with" or "to")) continue;
            var noun = Definite($"x {string.Join(' ', words[i..])}");
            if (noun is null || noun is "web" or "internet" or "end" or "start" or "morning" or "first" or "next" or "same" or "style" or "form" or "way" or "world" or "future" or "past" or "day" or "week" or "month" or "year" or "point" or "tone" or "sea" or "sun" or "moon" || noun.Contains("latest", StringComparison.Ordinal) || noun.Contains("best", StringComparison.Ordinal)) continue;
            return noun;
        }

        return null;
    }

    // "A story about |a city|", "a |product| description": which one is given.
    private List<Value> Unnamed(string said) => [.. OpenThings.In(OpenThings.Unowned(said)).Select(n => _values.Find(v => v.IsInput && v.Noun == n) ?? AddInput(new PlanInput(n, Inputs.TypeOf(n, n))))];

    // "Write an advert from |a product name and a list of features": each is given.
    private List<Value> MadeFrom(string said)
    {
        var phrase = Grammar.Phrase.Of(said);
        if (phrase.Find(2, "given") is > 0 and var given && Grammar.Lexicon.IsDeterminer(phrase.Low(given + 1))) phrase = Grammar.Phrase.Of($"{phrase.To(given).Text} from {phrase.From(given + 1).Text}"); // "a story, given the child's name and age"
        var from = phrase.Find(2, "from");
        if (from < 0) from = phrase.FindLast("for", "using", "with", "about", "to"); // "suggest a wine for |a dish and a budget"
        var isOf = from > 0 && phrase.Low(from) == "from" && phrase.Low(from + 1) is not ("scratch" or "memory" or "home" or "now");
        if (from < 2 || !isOf && phrase.Low(from + 1) is not ("a" or "an") || phrase.From(from).HasLiterals) return [];
        var list = phrase.From(from + 1);
        if (list.Low(0) is "list" or "lists" || list.Low(1) is "list" or "set" or "number" && list.Low(2) == "of" && list.Count == 4) return Inputs.Read(list.Text, _literals).ConvertAll(AddInput); // "a recipe from a list of ingredients"
        if (!list.Has("and") || !isOf && !list.From(1).Has("a", "an") && !list.Low(1).EndsWith("'s", StringComparison.Ordinal)) return [];
        if (list.Count > 3 && list.Low(1).EndsWith("'s", StringComparison.Ordinal) && list.Low(3) == "and") list = Grammar.Phrase.Of($"{Grammar.People.Bare(list.Low(1))} {list.Low(2)} and {Grammar.People.Bare(list.Low(1))} {list.From(4).Text}"); // "a child's name and age"
        if (list.Any(t => !t.IsWord && t.Text != "," || Grammar.Lexicon.IsPreposition(t.Low) && t.Low != "of" || Grammar.Lexicon.IsPronoun(t.Low))) return [];
        var inputs = Inputs.Read(list.Text, _literals);
        return inputs.Count > 1 ? inputs.ConvertAll(AddInput) : [];
    }

    // "Check an essay |against the rubric": what is read is only the measure.
    private string? Against(Step step)
    {
        var at = step.Said.IndexOf(" against ", StringComparison.OrdinalIgnoreCase);
        return at > 0 && Asked(new Step("agent", step.Said[..at])) is { } noun && !_values.Exists(v => v.IsCalled(noun.Split('_')[^1]) || v.Also.Contains(noun)) ? noun : null;
    }

    // "Screen a CV |against a job description|": what it is measured by is given too.
    private List<Value> Measure(string said) =>
        said.IndexOf(" against a", StringComparison.OrdinalIgnoreCase) is > 0 and var at && said[(at + 9)..].Split(' ', 2) is ["a" or "an", var what] && Definite($"x the {what.Split([" and ", ","], StringSplitOptions.None)[0]}") is { } noun ? [AddInput(new PlanInput(noun, "string"))] : [];

    // "From the CV and |the posting": texts that nobody makes or reads are given.
    private List<Value> Unmade(string said) =>
        _each is not null || _values.Count == 0 ? [] : [.. Material().Matches(said).SelectMany(m => m.Groups["noun"].Captures).Select(c => Words.Identifier(Words.Singular(c.Value))).Where(n => n is not ("text" or "draft" or "message" or "summary" or "page" or "comment" or "feedback" or "review" or "question" or "note") && Read().IsMatch(n) && !_values.Exists(v => v.IsCalled(n) || v.Also.Contains(n) || v.Noun.Split('_').Contains(n))).Distinct(StringComparer.Ordinal).Select(n => AddInput(new PlanInput(n, "string")))];

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:(?:whether|if) the (?<noun>[a-z]+ (?:text|letter|release|report|contract|article|form|note|sheet|description|draft|email|page))|(?:from|against|based on|using) the (?:new |old |original )?(?<noun>[a-z]+))(?:(?:, | and |, and )the (?:new |old |original )?(?<noun>[a-z]+))*", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Material();

    // "Compare our offer with the competitor's offer": both are given.
    private List<Value> TwoSides(string said)
    {
        if (_each is not null || _values.Exists(v => !v.IsInput) || Sides().Match(said) is not { Success: true } sides) return [];
        var nouns = new[] { sides.Groups["a"].Value, sides.Groups["b"].Value }.Select(n => Words.Identifier(n.Replace("'s", "", StringComparison.Ordinal).Replace("’s", "", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).ToList();
        return nouns.Count == 2 && nouns.TrueForAll(n => n.Length > 1) ? nouns.ConvertAll(n => _values.Find(v => v.Noun == n) ?? AddInput(new PlanInput(n, "string"))) : [];
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^compares? (?:the|my|our|an?|this) (?<a>[a-z][\w'’-]*(?: [a-z][\w-]*)?) (?:with|to|and|against) (?:the|my|our|an?|another|their|his|her) (?<b>[a-z][\w'’-]*(?: [a-z][\w-]*)?)(?=$| (?:and|for|in|by|on|with|of)\b|[,.;])", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Sides();

    // Who does these does it to a text that is there.
    private static readonly HashSet<string> WorksOn =
        [.. "turn convert transform analyse analyze review assess proofread grade score examine evaluate check compare rank improve polish rewrite revise edit correct shorten simplify condense summarise summarize translate verify inspect read study describe explain classify paraphrase reformat critique screen anonymise anonymize redact annotate interpret extend expand fact-check adapt moderate answer judge rate scan restructure tidy reword rephrase debate discuss split outline clean tighten enhance clarify sharpen optimise optimize refactor debug solve investigate explore".Split(' ')];

    // What these find is not there yet: it stands in something else.
    private static readonly HashSet<string> Seeks = [.. "list find extract identify name spot note pick collect highlight detect count pull gather get".Split(' ')];

    [System.Text.RegularExpressions.GeneratedRegex(@"^([a-z]{4,20})['’]s$")]
    private static partial System.Text.RegularExpressions.Regex Owner();

    // The text itself, where a person wrote it into the request: "translate "Closed on Friday" to Dutch".
    private string? Written(Step step)
    {
        var phrase = Grammar.Phrase.Of(step.Said);
        var at = Enumerable.Range(1, Math.Max(0, phrase.Count - 1)).FirstOrDefault(k => phrase[k].IsLiteral("quote") && (k == 1 || phrase[k - 1].Text == ":" || phrase.Low(k - 1) is "text" or "sentence" or "phrase" or "message" or "word" or "words" or "line" or "slogan" or "notice" or "sign" or "title" or "greeting" or "question"));
        return at == 0 ? null : _literals.Value(phrase[at].Text[0]).Replace("${{", "$ {{", StringComparison.Ordinal);
    }

    // "Inputs: genre, length. A writer writes a story": what was said to be given and nobody reads yet goes to the first who may need it.
    private void HandOut()
    {
        foreach (var input in _plan.Inputs.Where(i => i.Type != "file" && _values.Find(v => v.IsInput && v.Noun == i.Name) is not null))
        {
            var name = $"inputs.{input.Name}";
            if (_draft.Root["nodes"]?.ToJsonString().Contains(name, StringComparison.Ordinal) == true || input.Name.Contains("email", StringComparison.Ordinal) || input.Name.Contains("address", StringComparison.Ordinal)) continue;
            var given = _values.Find(v => v.IsInput && v.Noun == input.Name)!;
            if (Nodes.Select(n => _draft.Nodes[n] as JsonObject).FirstOrDefault(n => n?["with"]?["body"] is JsonObject body && body.All(b => Draft.Text(b.Value)?.Contains("inputs.", StringComparison.Ordinal) == true)) is { } posted) ((JsonObject)posted["with"]!["body"]!)[input.Name] = given.Braced;
            else if (Nodes.Select(n => _draft.Nodes[n] as JsonObject).FirstOrDefault(n => n?["agent"] is not null) is { } first && first["map"] is null && Draft.Text(first["prompt"]) is { } prompt && (given.Shape != Shape.List || !prompt.Contains("state.", StringComparison.Ordinal)) && Named(first) is not null)
                first["prompt"] = prompt.Contains("${{", StringComparison.Ordinal) && prompt.StartsWith("${{", StringComparison.Ordinal) && _values.Find(v => v.Braced == prompt) is { } whole ? Together([whole, given]) : $"{prompt}\n\n{Heading(input.Name)}:\n{given.Braced}";
        }
    }

    // What an agent is told, where it is no mere sorting.
    private string? Named(JsonObject node) => _draft.Find("agents")?[Draft.Text(node["agent"]) ?? ""] is JsonObject agent && agent["output"]?["properties"] is not JsonObject { Count: 1 } ? Draft.Text(agent["instructions"]) : null;

    // The input that a search speaks of without saying what it is.
    private string? Sought(string query) =>
        Owned().Match(query) is { Success: true } owned ? Inputs.Noun(owned.Groups[1].Value)
        : NameOf().Match(query) is { Success: true } name && !_values.Exists(v => v.IsCalled(Words.Identifier(name.Groups["of"].Value)) || v.Fields.Count > 0) ? Words.Identifier(name.Groups["name"].Value)
        : null;

    // "The company I'm meeting": which one is given.
    [System.Text.RegularExpressions.GeneratedRegex(@"^the ([a-z]+(?: [a-z]+)?) (?:that |which |who |whom )?(?:i|we|you|they|he|she|i'm|we're|you're|they're|i’m|we’re)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Owned();

    // "The product name" that is searched for: what it is, is given.
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:the|a|an) (?<name>(?<of>[a-z][\w-]+) (?:name|title|topic|keyword|term|subject))$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex NameOf();
}
