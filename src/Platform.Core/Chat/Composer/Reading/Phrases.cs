using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Turns ways of saying a thing into the one that the rest understands: "bugs become an issue" into "create an issue".</summary>
internal static partial class Phrases
{
    /// <summary>Without greetings and "I would like a workflow that"; the name it is given by the way.</summary>
    public static (string Text, string? Name, string? Kind, bool IsNew) Opened(string sentence)
    {
        var text = Greeting().Replace(sentence, "");
        if (Child().IsMatch(text) || !Built().IsMatch(text) || Intro().Match(text) is not { Success: true } intro) return (Wish().Replace(text, ""), null, null, false);
        var name = intro.Groups["name"].Success ? intro.Groups["name"].Value : null;
        var kind = intro.Groups["kind"].Success ? intro.Groups["kind"].Value.Trim() : null;
        var rest = text[intro.Length..].TrimStart(' ', ',', ':', '-');
        return (AfterIntro().Replace(rest, ""), name, kind, true);
    }

    [GeneratedRegex(@"^(?:\w+ly,? |in parallel,? |at the same time,? |then |first,? |please )*(?:call|invoke|(?:run|start|trigger|execute) (?:the |our |my )?(?:saved |child )?workflow [a-z])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Child();

    [GeneratedRegex(@"^.{0,80}?\b(?:workflow|pipeline|automation|flow|routine)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Built();

    /// <summary>What happens to a thing, as an order: "are sent to Bob" as "send it to Bob".</summary>
    public static string Active(string body)
    {
        var text = body.Trim(' ', ',', ':', '.', '-', '>', '→', '=');
        text = Lead().Replace(text, "");
        if (Passive().Match(text) is { Success: true } passive && (Words.Verb(passive.Groups[1].Value) ?? Words.WeakVerb(passive.Groups[1].Value)) is { } verb)
            return $"{verb} it {passive.Groups[2].Value}".TrimEnd();
        if (Subject().Match(text) is { Success: true } subject && (Words.Verb(subject.Groups["v"].Value) ?? Words.WeakVerb(subject.Groups["v"].Value)) is { } done && !string.Equals(done, subject.Groups["v"].Value, StringComparison.OrdinalIgnoreCase))
            return $"{done} {subject.Groups["what"].Value}{subject.Groups["rest"].Value}";
        if (Becomes().Match(text) is { Success: true } becomes) return $"create {becomes.Groups[1].Value}";
        if (GoesTo().Match(text) is { Success: true } to)
        {
            var whom = to.Groups.Values.Skip(1).First(g => g.Success).Value;
            if (Outlet().IsMatch(whom)) return $"send it to {whom}";
            return Step().IsMatch(whom) ? text : $"ask {whom} to review it";
        }

        if (Gets().Match(text) is { Success: true } gets && (!text.StartsWith("get ", StringComparison.OrdinalIgnoreCase) || PersonWord().IsMatch(gets.Groups[1].Value) || ReplyWord().IsMatch(gets.Groups[1].Value))) return MailNoun().IsMatch(gets.Groups[1].Value) ? $"send {gets.Groups[1].Value}" : Nobody().IsMatch(gets.Groups[1].Value) ? $"ask {gets.Groups[1].Value} to approve it" : PersonWord().IsMatch(gets.Groups[1].Value) ? $"get {gets.Groups[1].Value}" : $"write {gets.Groups[1].Value}";
        return text;
    }

    [GeneratedRegex(@"^(?:(?:good (?:morning|afternoon|evening|day)|hi|hello|hey|ok|okay|so|well|now|please|thanks|great|good|nice|cool|yes|hmm|alright|right|perfect)\b[,!. ]*(?:there|all|everyone|team)?[,!. ]*)+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^(?:(?:(?:can|could|would|will) (?:you|we)(?: please| maybe)?|please|i (?:want|need|would like|'d like|am looking for|would love|wish for)(?: you)?(?: to)?|i'd (?:like|love)(?: you)?(?: to)?|we (?:want|need|would like)(?: to)?|let's|let us|help me(?: to)?|we'd like(?: to)?|how (?:can|do|would) i)\s+)*(?:(?:build|create|make|compose|design|set ?up|generate|give|write|draft|do|start|develop|prepare|define|have|get|add|construct|put together)(?: me| us)?\s+)?(?:an?|the|another|one|this|some|my|our)?\s*(?:(?:new|simple|small|little|quick|basic|automated|fresh|short|complete|good|nice|multi-step|(?:two|three|four|five|\d)[ -]steps?)\s+)*(?<kind>(?:[\w-]+ )?(?:[\w-]+ )?(?:[\w-]+ )?)(?:workflow|pipeline|automation|work flow|flow|routine)\b(?:,? (?:called|named|with the name)\s+[""'“]?(?<name>[A-Za-z][\w-]*|[\uE600-\uE7FF])[""'”]?)?(?:,?\s*(?:that|which|to|where|for|in which|with(?: the)?(?: following)?(?: steps)?(?=\s*:)|like this|please|does(?: the following| this)?|do(?:es|ing) this|should|will|must|can|it should|as follows|such that|so that|who)\b|\s*:)*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Intro();

    [GeneratedRegex(@"^(?:(?:i|it|you|we)\s+)?(?:(?:first|1st|will|would|should|must|can|has to|needs to|have to)[, ]\s*)+|^(?:which|that|who|where|i|we)\s+(?=\w)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AfterIntro();

    [GeneratedRegex(@"^(?:(?:(?:can|could|would|will) you )?(?:please )?(?:make|build|create|set|set up|put together)(?: me| us)? (?:something|a thing|it|this)(?: up)? so that|(?:it |that )?would be (?:great|nice|cool|good|lovely|helpful|awesome) (?:to have(?= an? )|if (?:you|we|it|i) could|if it|to)|(?:(?:can|could|would|will) you(?: please| maybe)?(?= (?!make|build|create|set))|(?:(?:can|could|would|will) you )?(?:please )?(?:make|build|create|write|give|set up|i want|i need|i'd like|i would like|i'd love|we want|we need|we'd like|i'm looking for|i am looking for)(?: me| us| to have)? (?:something|a thing|an? (?:\w+ )?(?:bot|chatbot|assistant|app|job|process|tool|automation)) (?:that|which|to|who)(?: can)?|please|i (?:want|need|would like|'d like)(?: you| it| this| the workflow| somebody| someone| something)?(?: to| that)|i'd (?:like|love)(?: you| it)?(?: to)|we (?:want|need|would like|should|must|have)(?: it)? to|what i (?:want|need) is(?: to)?|let's|help me(?: to)?|(?:it|the (?:workflow|bot|system|agent|flow|pipeline)|this|that) (?:should|must|will|has to|needs to|shall|can|is to)(?: then| also| first)?|the (?:first|second|third|next|last|final) step (?:is|should be|will be)(?: to)?|(?:first|second|third|fourth|fifth)(?:ly)?(?: of all)?,?|to (?:start|begin)(?: with)?,?|step \w+(?: is)?(?: to|:)?|start (?:by|with) (?=\w+ing\b)|begin (?:by|with) (?=\w+ing\b)|start to|do the following:?|steps?:|your (?:job|task) is to|you(?: should| must| will)?|just|simply)\s+)+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Wish();

    [GeneratedRegex(@"^(?:then|they|it|these|those|this|we|you|he|she|which|ones|messages|emails|tickets|requests|items)\s+|^(?:should|must|will|can|may|shall)\s+(?!be\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^(?:(?:should|must|will|can|may|shall|needs?|ha(?:s|ve)|ought)(?: to)? )?(?:be|are|is|get|gets|being)\s+(?:then |just |simply |automatically |immediately |directly |always )?([a-z]+)\b\s*(.*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Passive();

    [GeneratedRegex(@"^(?:i(?:'d| would)? (?:like|want|need) )?(?<what>(?:an?|the|this|that|these|those|both|all|every|each|my|our|its|their)\s+(?:(?!to\b|and\b|if\b|when\b|who\b|which\b|that\b)[\w'\uE000-\uEFFF-]+\s+){0,7}?[\w'\uE000-\uEFFF-]+)\s+(?:(?:should|must|will|shall|has to|have to|needs? to|ought to)\s+(?:then\s+|also\s+|always\s+)?be|is to be|are to be|is|are|gets?|being|to be)\s+(?:then |also |automatically |first |all )?(?<v>[a-z-]+)\b(?<rest>.*)$|^i(?:'d| would)? (?:like|want|need) (?<what>(?:the|this|my|our|an?) [\w -]{2,40}?) (?:to be )?(?<v>[a-z]+ed|proofread|rewritten|sent|written|read)\b(?<rest>.*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Subject();

    [GeneratedRegex(@"^(?:(?:should|must|will|can) )?(?:becomes?|turns? into|ends? up as|get turned into|is turned into|are turned into)\s+(.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Becomes();

    [GeneratedRegex(@"^(?:(?:should|must|will|can) )?(?:go(?:es)?|go straight|goes straight)\s+(?:straight |directly |over )?(?:to|into|in)\s+(.+)$|^(?:to)\s+(?=[\uE000-\uEFFF]|slack|the |a |my |our )(.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex GoesTo();

    [GeneratedRegex(@"slack|telegram|e-?mail|[\uE200-\uE3FF]|[\uE800-\uE9FF]|[\uE400-\uE5FF]|[\uE000-\uE1FF]|\bfile\b|csv|github|webhook|database", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Outlet();

    [GeneratedRegex(@"\b(?:step|start|beginning|end|back)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^(?:(?:should|must|will|can) )?(?:gets?|receives?|deserves?|needs?|wants?|requires?|triggers?|calls? for|leads? to|causes?)\s+((?:an? |the |some |our |my )?.{2,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Gets();

    [GeneratedRegex(@"^(?:an? |the )?(?:[\w-]+ )?(?:e-?mail|mail|telegram|slack message)\b.*\bto\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MailNoun();

    [GeneratedRegex(@"^(?:an? |the |our |my )?(?:\w+ )?(?:manager|human|person|supervisor|lawyer|director|expert|boss|someone)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Nobody();

    [GeneratedRegex(@"^(?:an? |the |our )?(?:[\w-]+ ){0,3}(?:reply|replies|response|answer|message|letter|note|apology|confirmation|thank you|e-?mail)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ReplyWord();

    [GeneratedRegex(@"\b(?:ok|okay|approval|sign[ -]?off|permission|review(?:ed)?|confirmation|approved|consent|manager|human|person|someone|look|check)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PersonWord();
}
