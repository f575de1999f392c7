using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Reads what stands behind "if" and "until".</summary>
/// <param name="labels">The categories that were named so far.</param>
internal sealed partial class Conditions(Literals literals, IReadOnlyCollection<string> labels)
{
    private bool _isDecided;
    private bool _isAsked;

    /// <param name="isDecided">A person decided something before it: "if not", "when both are fine" speak of that.</param>
    /// <param name="isAsked">A person was asked for anything at all.</param>
    public Condition Read(string text, bool isDecided = false, bool isAsked = false)
    {
        (_isDecided, _isAsked) = (isDecided, isDecided || isAsked || _isAsked);
        var said = text.Trim(' ', ',', '.', ':');
        if (Between().Match(said) is { Success: true } between && Amounts.Of(between.Groups["a"].Value) is { } low && Amounts.Of(between.Groups["b"].Value) is { } high)
            return new(Test.Number, Noun(between.Groups["s"].Value), ">=", Amounts.Plain(low), literals.Unmask(said)) { And = new(Test.Number, Noun(between.Groups["s"].Value), "<=", Amounts.Plain(high), literals.Unmask(said)) };
        if (Both().Match(said) is { Success: true } both && IsCondition(both.Groups[1].Value) && IsCondition(both.Groups[2].Value))
            return Read(both.Groups[1].Value, isDecided) with { And = Read(both.Groups[2].Value, isDecided) };
        if (Either().Match(said) is { Success: true } either && IsCondition(either.Groups[1].Value) && IsCondition(either.Groups[2].Value))
            return Read(either.Groups[1].Value, isDecided) with { Or = Read(either.Groups[2].Value, isDecided) };
        if (LabelsIn(said) is { Count: > 1 } several && Either().IsMatch(said) && !Compare().IsMatch(said))
            return several.Skip(1).Aggregate(OfLabel(several[0], said), (c, l) => OfLabel(l, said) with { Or = c });
        return NoneOf().IsMatch(said) && One(said) is { Test: Test.Number } some ? some.Not() with { Said = some.Said } : One(said);
    }

    // "No flight is below 200": of none of them it is so.
    [GeneratedRegex(@"^(?:no|none of the|nothing) (?!more|less|fewer|longer|later|earlier|one\b)\w+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoneOf();

    /// <summary>"over" and "100": an amount above it.</summary>
    public static Condition? ReadAmount(string sign, string number) =>
        Amounts.Of(number) is { } amount ? new Condition(Test.Number, "amount", Sign(sign, ""), Amounts.Plain(amount), $"{sign} {number}") : null;

    /// <summary>The category that a text names first; null when it names none.</summary>
    public string? LabelIn(string text) => LabelsIn(text).FirstOrDefault();

    private List<string> LabelsIn(string text)
    {
        var plain = $" {Symbols().Replace(Unquoted(text).ToLowerInvariant(), " ")} ";
        return [.. labels
            .Select(l => (Label: l, At: Place(plain, l)))
            .Where(l => l.At >= 0).OrderBy(l => l.At).ThenByDescending(l => l.Label.Length)
            .Select(l => l.Label)];
    }

    private bool IsCondition(string text) => One(text).Test != Test.Judge;

    private Condition OfLabel(string label, string said) => new(Test.Label, "", Negative().IsMatch(said) ? "!=" : "==", label, literals.Unmask(said));

    private Condition One(string said)
    {
        var whole = literals.Unmask(said);
        if (Comparative().Match(said) is { Success: true } compares) said = $"the {Measures[compares.Groups["how"].Value.ToLowerInvariant()]} is {(Lesser().IsMatch(compares.Groups["how"].Value) ? "below" : "above")} {compares.Groups["n"].Value}"; // "is younger than 18"
        if (Mood().Match(said) is { Success: true } mood && LabelIn(said) is null) return new(Test.Text, "sentiment", Negative().IsMatch(said) ? "!=" : "==", mood.Groups[1].Value.ToLowerInvariant(), whole);
        if (ScoresIt().Match(said) is { Success: true } scores) said = $"the score is {scores.Groups["n"].Value}";
        else if (Gets().Match(said) is { Success: true } gets) said = $"the score is {gets.Groups[1].Value}";
        if (!StatusWords().IsMatch(said) && Compare().Match(said) is { Success: true } compared && Amounts.Of(compared.Groups["n"].Value) is { } number)
        {
            var subject = Noun(compared.Groups["s"].Value);
            var unit = compared.Groups["unit"].Value;
            if (subject.Length == 0 && ThereAre().IsMatch(said) && unit.Length == 0) subject = "count";
            var isLong = Units().IsMatch(unit) || LongShort().IsMatch(compared.Groups["op"].Value);
            if (Has().IsMatch(compared.Groups["s"].Value) && compared.Groups["scale"].Success) subject = Noun(compared.Groups["scale"].Value);
            else if (Has().IsMatch(compared.Groups["s"].Value) && compared.Groups["tail"].Value.Trim() is { Length: > 0 } counted && unit.Length == 0) subject = Noun(Where().Replace(counted, ""));
            var sign = Sign(compared.Groups["op"].Value, compared.Groups["more"].Value);
            var condition = new Condition(isLong ? Test.Length : Test.Number, subject, sign, Amounts.Plain(number), whole);
            return LabelIn(compared.Groups["s"].Value) is { } label ? new Condition(Test.Label, "", "==", label, whole) { And = condition with { Subject = subject == Words.Singular(label) || subject.Length == 0 ? "amount" : subject } } : condition;
        }

        var isNot = Negative().IsMatch(said);
        if (LateWords().IsMatch(said) || CameNot().IsMatch(said) && (isNot || said.StartsWith("no", StringComparison.OrdinalIgnoreCase))) return new(Test.Late, "", "==", Amounts.Duration(said) ?? "", whole);
        if (_isAsked && Silent().IsMatch(said)) return new(Test.Late, "", "==", Amounts.Duration(said) ?? "", whole);
        if (LabelIn(said) is "approved" or "rejected" or "accepted" or "refused" or "declined") return OfLabel(LabelIn(said)!, said); // a category that was sorted into
        if (Approved().IsMatch(said) && !Critics().IsMatch(said)) return new(Test.Approved, "", isNot ? "!=" : "==", "true", whole);
        if (Refused().IsMatch(said)) return new(Test.Approved, "", isNot ? "==" : "!=", "true", whole);
        if (_isDecided && Liked().IsMatch(said)) return new(Test.Approved, "", isNot ? "!=" : "==", "true", whole);
        if (_isDecided && Disliked().IsMatch(said)) return new(Test.Approved, "", isNot ? "==" : "!=", "true", whole);
        if (StatusWords().Match(said) is { Success: true } code) return new(Test.Number, "status", isNot ? "!=" : "==", code.Groups[1].Value, whole);
        var isTold = Tells().IsMatch(said);
        if (!isTold && IsUp().Match(said) is { Success: true }) return new(Test.Failed, "", isNot ? "==" : "!=", "", whole);
        if (NoGiven().Match(said) is { Success: true } missing) return new(Test.Empty, Noun(missing.Groups[1].Value), "==", "", whole);
        if (!isTold && FailedWords().IsMatch(said)) return new(Test.Failed, "", "==", "", whole);
        if (ContainsWords().Match(said) is { Success: true } contains && !Sorts().IsMatch(contains.Groups[2].Value) && !Ours().IsMatch(contains.Groups[2].Value))
            return new(Test.Contains, Noun(contains.Groups[1].Value), isNot ? "!=" : "==", Unquoted(Articles().Replace(contains.Groups[2].Value.Trim(), "")), whole);
        if (IsFrom().Match(said) is { Success: true } from) return new(Test.Contains, Noun(from.Groups["s"].Value), isNot ? "!=" : "==", Unquoted(from.Groups["q"].Value), whole);
        if (LabelIn(said) is { } named) return OfLabel(named, said);
        if (InLanguage().Match(said) is { Success: true } tongue) return new(Test.Text, "language", isNot ? "!=" : "==", tongue.Groups[1].Value, whole);
        if (NothingThere().IsMatch(said)) return new(Test.Empty, Noun(said), "==", "", whole);
        if (SomethingThere().IsMatch(said)) return new(Test.Empty, Noun(said), "!=", "", whole);
        if (Equal().Match(said) is { Success: true } equal && !Kind().IsMatch(equal.Groups[2].Value) && Noun(equal.Groups[1].Value) is { Length: > 0 } noun && !Pronoun().IsMatch(equal.Groups[1].Value.Trim()) && !(Grammar.People.IsRole(noun) && char.IsAsciiLetterLower(equal.Groups[2].Value.Trim()[0]))) // "the customer is angry" is no field
            return new(Test.Text, noun, isNot ? "!=" : "==", Unquoted(equal.Groups[2].Value.Trim()), whole);
        return new(Test.Judge, "", "==", "", whole);
    }

    private string Unquoted(string text) => literals.Unmask(text).Replace("\"", "", StringComparison.Ordinal).Trim();

    private static string Sign(string words, string more)
    {
        var w = words.ToLowerInvariant();
        if (w.Contains(">=") || w.Contains('≥') || w.Contains("at least") || w.Contains("no less") || w.Contains("not below") || w.Contains("not under") || w.Contains("minimum")) return ">=";
        if (w.Contains("<=") || w.Contains('≤') || w.Contains("at most") || w.Contains("no more") || w.Contains("not above") || w.Contains("not over") || w.Contains("up to")) return "<=";
        if (w.Contains("reach") || w.Contains("hits")) return ">=";
        if (w.Contains('>') || w.Contains("above") || w.Contains("over") || w.Contains("more") || w.Contains("great") || w.Contains("exceed") || w.Contains("higher") || w.Contains("bigger") || w.Contains("larger") || w.Contains("longer") || w.Contains("beyond") || w.Contains("better") || w.Contains("older"))
            return w.Contains("or equal") ? ">=" : ">";
        if (w.Contains('<') || w.Contains("below") || w.Contains("under") || w.Contains("less") || w.Contains("lower") || w.Contains("fewer") || w.Contains("smaller") || w.Contains("shorter") || w.Contains("beneath") || w.Contains("worse") || w.Contains("younger"))
            return w.Contains("or equal") ? "<=" : "<";
        if (More().IsMatch(more)) return ">=";
        if (Less().IsMatch(more)) return "<=";
        return w.Contains("not") || w.Contains("!=") ? "!=" : "==";
    }

    // The last word that names a thing: "the invoice's total amount" speaks of an amount.
    private static string Noun(string text)
    {
        var words = Symbols().Replace(Behind().Replace(text.ToLowerInvariant(), ""), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !Filler().IsMatch(w)).ToList();
        return words.Count == 0 ? "" : Words.Identifier(Words.Singular(words[^1]));
    }

    // A label's own word, or the same in another number: "bugs" is "bug".
    private static int Place(string plain, string label)
    {
        var lower = label.ToLowerInvariant();
        foreach (var form in (string[])[lower, Words.Plural(lower), Words.Singular(lower)])
            if (plain.IndexOf($" {form} ", StringComparison.Ordinal) is >= 0 and var at) return at;
        return -1;
    }

    private const string Op = @"is not |isn't |not |>=|<=|==|!=|=|>|<|≥|≤|at least|at most|no more than|no less than|(?:is |are |was |be |gets? |goes |rises |falls )*(?:above|over|more than|greater than|higher than|bigger than|larger than|longer than|older than|beyond|better than|below|under|less than|lower than|fewer than|smaller than|shorter than|worse than|up to)|exceeds?|exceeding|reach(?:es)?|hits|equals?(?: to)?|is|are|of";

    // "Mentions our company": which that is has to be known, the words do not stand there.
    // What a comparative measures.
    private static readonly Dictionary<string, string> Measures = new(StringComparer.Ordinal)
    {
        ["younger"] = "age",
        ["older"] = "age",
        ["cheaper"] = "price",
        ["heavier"] = "weight",
        ["lighter"] = "weight",
        ["taller"] = "height",
        ["hotter"] = "temperature",
        ["warmer"] = "temperature",
        ["colder"] = "temperature",
        ["cooler"] = "temperature",
        ["faster"] = "speed",
        ["slower"] = "speed",
    };

    [GeneratedRegex(@"^(?:it|he|she|they|(?:the|an?|this|that|our|my|their) [\w ]{1,30}?)(?:'s| is| are| was) (?<how>younger|older|cheaper|heavier|lighter|taller|hotter|warmer|colder|cooler|faster|slower) than (?<n>[$€£]?\d[\d.,]*k?)(?: (?:years?(?: old)?|degrees?(?: celsius)?|euros?|dollars?|kg|kilos?|km/h|cm|meters?))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Comparative();

    [GeneratedRegex("younger|cheaper|lighter|colder|cooler|slower", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lesser();

    [GeneratedRegex(@"^(?:our|my|their|his|her) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Ours();

    [GeneratedRegex(@"^(?<s>.{0,80}?)\s*(?<![\w])(?<op>(?:(?:" + Op + @")(?: or equal(?: to)?| than or equal to| than)?\s*){1,3})\s*[$€£]?\s*(?<n>\d[\d,]*(?:\.\d+)?k?|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b)\s*(?:%|/\s*10|/\s*100|out of \d+|dollars|usd|euros|eur|percent|(?<scale>points?|stars?))?\s*(?<unit>characters?|chars|words?|letters?|rows?|items?|results?|lines?|entries|sentences)?\s*(?<more>or (?:more|higher|above|better|greater|over|less|lower|below|fewer|under|worse))?(?<tail>[^\d]{0,40})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Compare();

    [GeneratedRegex(@"^(?<s>.{0,80}?)\s*(?:is |are |lies )?(?:between|from) [$€£]?(?<a>\d[\d,.]*k?) (?:and|to) [$€£]?(?<b>\d[\d,.]*k?)(?: \w+)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(.{3,120}?),? and (?:if )?(.{3,120})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Both();

    [GeneratedRegex(@"^(.{1,120}?),? or (?:if )?(.{1,120})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Either();

    [GeneratedRegex(@"characters?|chars|words?|letters?|rows?|items?|results?|lines?|entries|sentences", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Units();

    [GeneratedRegex(@"longer|shorter", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LongShort();

    [GeneratedRegex(@"\b(?:approve[sd]?|granted|approval is (?:given|granted|there)|accept(?:s|ed)?|confirm(?:s|ed)?|agree[sd]?|(?:says?|said|answers?) (?:yes|ok|okay)|sign(?:s|ed)? off|okay(?:s|ed)?|happy with|(?:client|customer|user|boss|manager|editor|reviewer|she|he|i) (?:is|am|are|likes) (?:happy|content|pleased|it)|satisfied|green light)\b|^(?:yes|ok|okay|so)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Approved();

    [GeneratedRegex(@"\b(?:reject(?:s|ed|ion)?|declin(?:e|es|ed)|refus(?:e|es|ed)|den(?:y|ies|ied)|disapprove[sd]?|(?:says?|said|answers?) no|turn(?:s|ed)? (?:it |this )?down)\b|^no$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Refused();

    [GeneratedRegex(@"\b(?:fine|good|happy|ok|okay|yes|likes?|agrees?|wants? (?:it|this|that)$|sounds right|in favou?r|positive)\b|^(?:i|he|she|they|both|all|so)(?: do| does| did)?(?:n't| not)?$|^not$|\b(?:i|he|she|they) (?:do|does|did)(?:n't| not)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Liked();

    [GeneratedRegex(@"\b(?:against it|unhappy|dislikes?|objects?|hates?|wants? (?:changes|it changed)|asks? for changes|sends? it back|negative)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Disliked();

    [GeneratedRegex(@"\b(?:answers?|returns?|responds?|replies|reply|gives?|status(?: code)?(?: is| of)?)(?: is| are)?(?: not| isn't)?(?: with| back)?(?: an?| the)?(?: http)?(?: status)?(?: code)?(?: of)? (\d{3})\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StatusWords();

    [GeneratedRegex(@"^(?:(?:if )?(?:it|this|that|the (?:review|text|message|feedback|tone|sentiment|mood|comment|tweet|mail|e-?mail|answer|result))(?:'s| is| was| sounds)?(?: not)? )?(positive|negative|neutral)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Mood();

    [GeneratedRegex(@"^.{1,40}(?<!\b(?:the|an?|its|this|that|his|her|their|which))\s(?:scores?|rates?|grades?|gives?|awards?) (?:(?:it|this|them)(?: an?)? (?<n>.*\d.*)|(?<n>(?:an? )?(?:(?:at least|more than|over|above) )?\d{1,2}(?: (?:out of|of|or|and|points?|stars?)\b.*|/\d+.*)?))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ScoresIt();

    [GeneratedRegex(@"^(?:it|this|that|the [\w ]{2,30}?|he|she|they) (?:gets?|scores?|has|have|earns?|receives?|is rated|is scored|is given|reaches) (?:an? |a (?:score|rating|grade|mark) of )?((?:at least |more than |over |above |below |under |less than )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: or (?:more|higher|above|better|less|lower|below|over|under))?(?: points?| stars?| out of \d+| of \d+)?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Gets();

    [GeneratedRegex(@"\b(?:critic|judge|grader|scorer|checker|verifier|validator|agent|model)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Critics();

    [GeneratedRegex(@"\b(?:is|are|isn't|aren't)(?: not)? (?:up|online|reachable|available|alive|responding|running)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IsUp();

    [GeneratedRegex(@"^no ([\w ]{2,30}?) (?:is|are|was|were) (?:given|found|mentioned|provided|stated|named|set)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoGiven();

    [GeneratedRegex(@"^there (?:are|is)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThereAre();

    [GeneratedRegex(@"\b(?:fail(?:s|ed|ure|ing)?|an? errors?(?: occurs| happens)?|with errors?|errors out|errors? (?:occurs?|happens?)|goes wrong|went wrong|breaks|crashes|(?:does(?:n't| not)|never|won't|still won't) works?|nothing works|keeps failing|(?<=\b(?:it|site|page|server|api|website|url|service|endpoint|shop) )does(?:n't| not) (?:answer|respond|load|open|come up)|times out|timed out|unavailable|unreachable|is down|(?:can't|cannot|can not|could not|couldn't) be (?:loaded|fetched|read|reached|opened|found|downloaded|called|delivered|sent|posted|saved|written|processed|parsed|translated|summari[sz]ed|reached)|(?:is not|isn't|are not|aren't) (?:reachable|available|accessible))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FailedWords();

    // "It says that anything is down": what was read tells it, and the reading itself did not fail.
    [GeneratedRegex(@"\b(?:says?|states?|reports?|shows?|mentions?|tells? (?:me|us)|indicates?) (?:that )?(?:any(?:thing|one)?|something|some|an?|one|the|our|it)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Tells();

    [GeneratedRegex(@"^(?:it|that|the \w+(?: \w+)?|nothing|no \w+)(?: event)? (?:(?:does(?:n't| not)|has(?:n't| not)|never) )?(?:come|comes|came|arrive[sd]?|happen(?:s|ed)?|occur(?:s|red)?|is received|been received)(?: in time| by then| within .*| until then)?$|\bin time$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CameNot();

    [GeneratedRegex(@"\b(?:nobody|no one|noone|no reply|no answer|no response|no decision|they don't|he doesn't|she doesn't|not answered|isn't answered)\b.*\b(?:in|within|after|for|time|answers?|replies|reply|responds?|response|decides?)\b|\bno (?:reply|answer|response)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LateWords();

    [GeneratedRegex(@"\b(?:do(?:es)?|did|ha(?:s|ve))(?:n't| not)(?: yet)?\b.{0,20}?\b(?:react(?:s|ed)?|answer(?:s|ed)?|respond(?:s|ed)?|repl(?:y|ies|ied)|decided?|(?:come|get|gotten|got) (?:back|round|around)|acted?|done anything|do anything|looked at it|look at it)\b|\b(?:never|nobody|no ?one|neither)\b.{0,20}?\b(?:react|answer|respond|repl|decide)\w*|\b(?:is|stays?|remains?) silent\b|\bsilence\b|\bno (?:reaction|decision)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Silent();

    [GeneratedRegex(@"^(.{0,60}?)\b(?:does(?:n't| not) )?(?:contains?|mentions?|includes?|ha(?:s|ve) the words?|talks? about|starts? with|(?:says?|shows?|reads?)(?= ?[\uE600-\uE7FF]))\b ?(.{1,80})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ContainsWords();

    [GeneratedRegex(@"\b(?:there (?:is|are) (?:no|nothing|none)\b|no (?:results?|rows?|items?|matches|hits|records?|entries|data)(?: (?:for|in|from|with|about|of|on) .*| (?:were|are|was|is|came|come|comes)?(?: ?(?:found|there|left|back|returned)(?: .*)?)?)?$|nothing (?:was |is )?(?:found|there|left|comes? (?:back|up))|(?:is|are|comes? back|was) empty|finds? nothing|empty)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NothingThere();

    [GeneratedRegex(@"\b(?:there (?:is|are) (?:any|some|results?|rows?|new)|(?:is|are|was) not empty|isn't empty|any (?:results?|rows?|items?|matches|records?)(?: (?:were|are|was|is)?(?: ?(?:found|there|left|in (?:it|there)))?)?$|something (?:was |is )?found|finds? (?:anything|something))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SomethingThere();

    [GeneratedRegex(@"^(.{1,60}?)\s*(?:\b(?:is not|isn't|are not|aren't|is|are|was|equals?|becomes?)\b|==|!=|=)\s+([\w\uE000-\uEFFF][\w \-\uE000-\uEFFF]{0,30})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Equal();

    // "Contains names", "mentions no errors": a sort of thing, which no word of the text says.
    [GeneratedRegex(@"^(?:(?:any|no|some|too many|personal|private|sensitive|harmful|legal|spelling|serious|obvious) )*(?:names|mistakes?|errors?|typos?|insults?|swear ?words|data|details|problems|issues|risks?|facts|claims|numbers|links|questions|complaints?|praise|threats?|spam|advertising|information)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Sorts();

    // "is a complaint": what sort of thing it is, which stands nowhere as a value.
    [GeneratedRegex(@"^an? [a-z]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^(?<s>.{0,60}?) ?(?:is|are|comes?|came|was)(?: not|n't)? (?:from|by|of|for|sent by|signed by|written by) (?<q>[\uE600-\uE7FF])$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IsFrom();

    [GeneratedRegex(@"^(?:it|this|that|they|he|she|there|one|everything|all|anything|the answer|the result|the text|who|which|what)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?:it(?:'s| is)?|(?:the |its )?language(?: of (?:the |an? )?\w+)?(?: is)?|the \w+(?: is)?)?\s*(?:isn't |is not |not )?(?:already )?(?:in )?(english|german|french|spanish|italian|portuguese|dutch|polish|russian|chinese|japanese|arabic)(?: already| yet)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InLanguage();

    [GeneratedRegex(@"(?<=\w) (?:(?:that|which) )?(?:it|he|she|they) (?:returns?|gives?|reports?|finds?|found|returned|gave|made|has|have|calculated|computed|calculates|computes)(?: back)?$|(?<=\w) (?:in|on|from) (?:the|an?|my|our|its|this|that) [\w ]*$|(?<=\b(?:sentiment|language|status|priority|urgency|mood|tone|category|type|amount|total|score|rating|price|country|length)) of .*$")]
    private static partial Regex Behind();

    [GeneratedRegex(@"\bnot\b|n't\b|!=|\bnever\b|\bwithout\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Negative();

    [GeneratedRegex(@"^(?:the|a|an|its|it|is|are|was|their|his|her|this|that|of|in|for|if|any|some|no|there|not|my|our|and|or|s|has|have|had|with|comes|back|empty|found|nothing|something|one|ones|value|than|from|by|to|does|do|be|been|all|still|whose|which|at|least|gets?|got|receives?|reach(?:es)?|goes|rises|drops|falls)$")]
    private static partial Regex Filler();

    [GeneratedRegex(@"[^\w]+")]
    private static partial Regex Symbols();

    [GeneratedRegex(@"^(?:the |a |an )?(?:words?|phrase|text|string|keyword)s? |^(?:the|a|an) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Articles();

    [GeneratedRegex(@"more|higher|above|better|greater|over", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex More();

    // "It finds more than five mistakes": what is counted stands behind the number.
    [GeneratedRegex(@"\b(?:finds?|found|has|have|contains?|lists?|names?|reports?|counts?|returns?|shows?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Has();

    [GeneratedRegex(@" (?:in|on|at|for|of|with|from|that|which)\b.*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Where();

    [GeneratedRegex(@"less|lower|below|fewer|under|worse", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Less();
}
