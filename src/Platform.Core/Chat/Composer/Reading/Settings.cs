using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What a request says of the workflow as a whole: bounds, name, models, what starts it.</summary>
internal sealed partial class Settings(Literals literals, ModelNames models)
{
    /// <summary>Puts what it finds into the plan; the rest of the sentence is given back, empty when nothing is left.</summary>
    public string Take(string sentence, Plan plan)
    {
        var rest = Bounds(sentence, plan);
        rest = Named(rest, plan);
        if (!rest.Contains(" until ", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("every", StringComparison.OrdinalIgnoreCase)) rest = Schedule.Take(rest, plan, literals); // "every 5 minutes until it is done" is a pause
        rest = WholeModel(rest, plan);
        return rest.Trim(' ', ',', ';', ':');
    }

    private static string Bounds(string text, Plan plan)
    {
        var count = plan.Limits.Count;
        text = Taken(text, Several(), m =>
        {
            foreach (var bound in m.Groups["bound"].Captures.Select(c => c.Value)) Bounds($"at most {bound}", plan);
        });
        text = Taken(text, Concurrent(), m => plan.Concurrency = Math.Clamp(Amounts.Whole(m.Groups["n"].Value) ?? 1, 1, 1000));
        text = Taken(text, Daily(), m => Money(m, v => plan.Budgets[m.Groups["per"].Value.StartsWith("m", StringComparison.OrdinalIgnoreCase) ? "month" : "day"] = v));
        text = Taken(text, Cost(), m => Money(m, v => plan.Limits["cost"] = v));
        text = Taken(text, Steps(), m => plan.Limits["steps"] = Amounts.Plain(Math.Clamp(Amounts.Of(m.Groups["n"].Value) ?? 100, 1, 100_000)));
        text = Taken(text, Tokens(), m => plan.Limits["tokens"] = m.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
        text = Taken(text, AtOnce(), m => plan.Limits["parallel"] = Amounts.Plain(Math.Clamp(Amounts.Of(m.Groups["n"].Value) ?? 8, 1, 1000)));
        if (!Asks().IsMatch(text)) text = Taken(text, Deadline(), m => Put(plan.Limits, "deadline", Amounts.Duration(m.Value)));
        text = Taken(text, Time(), m => Put(plan.Limits, "time", Amounts.Duration(m.Value)));
        if (!Asks().IsMatch(text)) text = Taken(text, InSpan(), m => Put(plan.Limits, "time", Amounts.Duration(m.Value)));
        if (plan.Limits.Count > count) text = Taken(text, AndSpan(), m => Put(plan.Limits, "time", Amounts.Duration(m.Value)));
        return text;
    }

    private static string Named(string text, Plan plan) => Taken(text, NameIt(), m =>
    {
        var name = m.Groups.Values.Skip(1).First(g => g.Success).Value;
        if (!Literals.IsLiteral(name[0])) plan.Name = name;
    });

    /// <summary>Without the model that heads a request: "with gpt-4o: read …", "locally with llama, summarise …".</summary>
    public string Headed(string text, Plan plan) =>
        plan.Items.Count == 0 && text.IndexOfAny([':', ',']) is > 0 and < 40 and var end && (text[end] == ':' || Leading().IsMatch(text)) && WholeModel(Local().Replace(text[..end], "").Trim(), plan).Length == 0 ? text[(end + 1)..].Trim() : text;

    private string WholeModel(string text, Plan plan)
    {
        var modifiers = new Modifiers(literals, models);
        var rest = modifiers.Take(text);
        if (!modifiers.Any) return text;
        var isWhole = Remainder().IsMatch(rest);
        if (!isWhole) return text;
        plan.Model = modifiers.Model ?? plan.Model;
        plan.Attempts = modifiers.Attempts ?? plan.Attempts;
        plan.Pause = modifiers.Pause ?? plan.Pause;
        plan.Timeout = modifiers.Timeout ?? plan.Timeout;
        plan.Cache = modifiers.Cache ?? plan.Cache;
        if (modifiers.Parallel is { } many && plan.Items.OfType<ForEach>().LastOrDefault() is { } each) each.Parallel = many;
        if (modifiers.GoesOn && plan.Items.OfType<ForEach>().LastOrDefault() is { } those)
            foreach (var step in PlanReader.Steps(those.Body)) step.GoesOn = true;
        if (modifiers.Parallel is { } parallel && plan.Items.OfType<ForEach>().LastOrDefault() is null) plan.Limits["parallel"] = Amounts.Plain(parallel);
        return "";
    }

    [GeneratedRegex(@"^(?:locally|offline|with|using|on|via)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Leading();

    [GeneratedRegex(@"^(?:locally|offline|all|everything)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Local();

    private static void Put(Dictionary<string, string> limits, string key, string? value)
    {
        if (value is not null) limits[key] = value;
    }

    private static void Money(Match match, Action<string> put)
    {
        if (Amounts.Of(match.Groups["n"].Value) is { } amount && amount > 0)
            put(match.Groups["cents"].Success ? $"${Amounts.Plain(amount / 100)}" : $"${Amounts.Plain(amount)}");
    }

    private static string Taken(string text, Regex pattern, Action<Match> with)
    {
        if (pattern.Match(text) is not { Success: true } match || IsRelative(text[..match.Index], match.Value) || match.Index == 0 && Band().IsMatch(text) || Conditional().IsMatch(text[..match.Index]) && !Halts().IsMatch(text)) return text; // "if the cost is over 500, …" is a condition
        with(match);
        var isBetween = match.Value[0] == ',' && text[(match.Index + match.Length)..].StartsWith(", ", StringComparison.Ordinal); // "…, at most $3, taking no longer …": the comma still parts them
        return $"{text[..match.Index].TrimEnd(' ', ',', '(')}{(isBetween ? "," : "")} {text[(match.Index + match.Length)..].TrimStart(' ', ')', ',')}".Trim();
    }

    // "The parts that cost more than 90 euros", "contracts ending within 30 days": of what is spoken of, not of the run.
    private static bool IsRelative(string before, string bound) =>
        before.TrimEnd() is { Length: > 0 } said && char.IsLetter(said[^1]) && !Running().IsMatch(said) && (Relative().IsMatch(bound) && !Pronouns().IsMatch(said) || Relating().IsMatch(said));

    [GeneratedRegex(@"^\s*(?:that|which|who)\b|^\s*(?:costing|taking|lasting|ending|spending|running)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"\b(?:and|but|then|so|with|of|it|this|everything)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pronouns();

    [GeneratedRegex(@"\b(?:that|which|who|those|whose)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Relating();

    [GeneratedRegex(@"\b(?:run|runs|workflow|thing)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Running();

    [GeneratedRegex(@"\b(?:if|when|whenever|unless|once|where)\b[^.;]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\b(?:stop|abort|cancel|kill|end|terminate|quit|give up|halt)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Halts();

    // A deadline for whoever is asked is none of the run.
    [GeneratedRegex(@"\b(?:approv\w*|ask|review\w*|sign|answer|confirm\w*|decide|check|form)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Asks();

    private const string Bound = @"(?<bound>[$€£]\s?\d+(?:[.,]\d+)*|\d+(?:\.\d+)? ?(?:dollars?|usd|bucks|euros?|eur|cents?)\b|\d[\d,.]* ?[kKM]? ?(?:steps|tokens)\b|" + Amounts.Span + ")";

    // "at most $1, 20 steps and five minutes": several bounds behind one lead.
    [GeneratedRegex(@"[,;(]?\s*(?:and |but |with )?\b(?:(?:the |with )?(?:limits?|bounds?)(?: are| is| of|:)?|(?:limit|cap|bound|keep) (?:it|this|that|everything|(?:the|each|every|a) (?:run|workflow|whole thing))(?: to| at| under| within| below)?|(?:at most|no more than|max(?:imum)?(?: of)?|up to|within|under)|(?:stop|abort|end|cut off)(?: it| the run| everything)? (?:after|at))\s*" + Bound + @"(?:\s*(?:,? and|,? or|,|;|/|\+)\s*(?:at most |no more than |max(?:imum)? (?:of )?|up to )?" + Bound + @")+(?:,? (?:per run|a run|in total|at most|max|whichever (?:comes|is) first))?\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Several();

    private const string Most = @"(?:at most|no more than|not more than|not spend more than|(?:a )?max(?:imum)?(?: of)?|up to|less than|under|below|within|capped? (?:it )?at|cap of|limit(?:ed)?(?: (?:the |it |this |that |all )?(?:\w+ )?)?(?:to|of|at|is|:)?|(?:never |don't |do not |not )?(?:exceed(?:ing)?|over|more than)|only|=|:)";

    // "stop when it has used more than …"
    private const string Stopped = @"(?:stop|abort|cancel|halt|end|quit)(?: it| this| the run| everything)? (?:after|at|once|when|if)(?: (?:it|the run|they) (?:has |have )?(?:costs?|spent|spends|used?|uses|reach(?:es|ed)|exceed(?:s|ed)|needs?|takes?))?(?: more than| over)?";

    private const string MoneyAmount = @"(?:[$€£]\s?(?<n>\d+(?:,\d{3})*(?:\.\d+)?)|(?<n>\d+(?:,\d{3})*(?:\.\d+)?) ?(?:dollars?|usd|bucks|euros?|eur)\b|(?<n>\d+) ?(?<cents>cents?)\b)";

    [GeneratedRegex(@"[,(]?\s*(?:and |but |or |with )?(?:(?:(?:it |this |that |all |everything |the (?:run|workflow|whole thing) )?(?:(?:must|should|can|may|shall|will|could|would)(?:n't)? )?(?:not |never )?(?:spend(?:ing)?|cost(?:s|ing)?|pay(?:ing)?|allow(?:s|ing)?|budget|use)(?: limit| is| of)?(?: it| this| that| the run)?\s*" + Most + @"?|(?:(?:with|within|on|under|for|using|given|inside) (?:an? |the )?|\ban? )(?:total |overall |whole |max(?:imum)? |cost |money )?(?:budget|limit|cap|cost)(?: limit)?(?: of| is| at| to|:)?|(?:keep|limit|cap|hold|set) (?:it |this |that |everything |the |a |each |every )?(?:(?:total |whole )?(?:cost|costs|spend|spending|budget|price|run|workflow|thing)(?: limit)? )?(?:at |" + Most + @")|(?:cost |spending |money )?(?:limit|budget|cap)(?: of| is| at| to|:)?|(?:for )?(?:at most|no more than|not more than|max(?:imum)?(?: of)?|up to)|" + Stopped + @")\s*)" + MoneyAmount + @"(?:\s*(?:per|each|a|for (?:each|every|one|the)|in) (?:run|execution|total|time)|\s*in total|\s*max(?:imum)?|\s*at (?:the )?most|\s*altogether|\s*tops)?\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Cost();

    [GeneratedRegex(@"[,(]?\s*(?:and |but )?(?:[\w ]{0,30}?(?:spend|spending|cost|costs|budget|budgets)(?:s)?(?: of| is| limit)?\s*)?" + Most + @"?\s*" + MoneyAmount + @"\s*(?:(?:a|per|each|every) (?<per>day|month)|(?<per>daily|monthly))\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Daily();

    [GeneratedRegex(@"[,(]?\s*(?:and |with |use )?(?:at most|no more than|max(?:imum)?(?: of)?|up to|cap(?:ped)?(?: it| this| the run)?(?: at| to)?|limit(?:ed)?(?: it| this)?(?: to| of)?|" + Stopped + @"|set (?:the )?(?:max )?step(?:s)? limit to|step limit(?: of|:)?|within)\s*(?<n>\d[\d,]*) ?(?:super)?steps?\b\s*(?:in total|max)?\)?|\bsteps? limit(?: of| to| is|:)? (?<n>\d+)|\bmax(?:imum)? steps?(?: of| to| is|:)? (?<n>\d+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Steps();

    [GeneratedRegex(@"[,(]?\s*(?:and |with |use )?(?:(?:at most|no more than|max(?:imum)?(?: of)?|up to|(?:under|below|less than|fewer than)|limit(?:ed)?(?: it| this| the run)?(?: to| of)?|(?:a )?token (?:limit|budget|cap)(?: of|:| is)?|within|" + Stopped + @")\s*)?(?<n>\d[\d,]*(?:\.\d+)? ?[kKM]?) tokens\b\s*(?:in total|max|at most)?\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:(?:only|at most|no more than|max(?:imum)?(?: of)?|up to|allow|limit (?:it |this )?to)\s*)?(?<n>\d+|one|two|three|four|five|ten) (?:concurrent (?:runs?|executions?)|(?:runs?|executions?|instances?)(?: of (?:it|this))? (?:at a time|at once|at the same time|in parallel|concurrently))\)?|\bconcurrency(?: limit)?(?: of| to| is|:)? (?<n>\d+) runs?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Concurrent();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:at most|no more than|max(?:imum)?(?: of)?|up to)\s*(?<n>\d+|two|three|four|five|ten) (?:tasks?|nodes?|things|jobs) (?:at a time|at once|at the same time|in parallel|concurrently)\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AtOnce();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:an? )?(?:overall |hard )?deadline(?: of| is| in|:)?\s*" + Amounts.Span + @"\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Deadline();

    [GeneratedRegex(@"[,(]?\s*(?:and |but |or |then )?(?:(?:stop|abort|cancel|kill|end|terminate|finish|quit|give up)(?: (?:it|the run|the workflow|everything|the whole thing|running|this))?(?: latest| at the latest)? (?:after|within|in)|(?:(?:it |this |that |all |everything |the (?:run|workflow|whole thing) )?(?:(?:must|should|may|can|shall|will|could)(?:n't)? )?(?:not |never )?(?:run|take|last|finish|be done|complete|running|taking|lasting|finishing|allow(?:s|ing)?)(?: it| this)?(?: for| in)? (?:longer than|more than|at most|no longer than|not longer than|no more than|not more than|up to|within|under|less than|max(?:imum)?(?: of)?))|allow(?:s|ing)?(?= \d+ \w+ at (?:the )?most)|(?:with |within |under )?an? (?:overall )?(?:time|run ?time) (?:limit|budget)(?: of)?|(?:time|run ?time) limit(?: is| of| to| at|:)?|limit (?:the |it |this )?(?:run ?time|time|run|duration)?\s*to|max(?:imum)? (?:run ?time|duration|time)(?: of| is|:)?|^(?:at most|no more than|max(?:imum)?(?: of)?|no longer than))\s*" + Amounts.Span + @"(?:\s*(?:at (?:the )?most|in total|altogether|max(?:imum)?))?\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Time();

    // "Research it in no more than ten minutes": how long the work may take, where nobody is asked.
    [GeneratedRegex(@"[,(]?\s*(?:and |but )?\bin (?:no more than|not more than|no longer than|at most|under|less than)\s*" + Amounts.Span + @"(?:\s*(?:in total|altogether))?\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InSpan();

    [GeneratedRegex(@"(?:^|\s)(?:and|or|,) (?:the (?:run|time|duration|run ?time|workflow|whole thing) (?:to|at) )?" + Amounts.Span + @"$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AndSpan();

    [GeneratedRegex(@"[,(]?\s*(?:and |please )?\b(?:(?:call|name) (?:it|this workflow|this|that|the whole thing)|name the workflow)\s*(?:to |as )?[""“']?([A-Za-z][\w-]*(?:-[\w-]+)*)\b|(?:,\s*)?\b(?:its|the|workflow'?s?) name (?:is|should be|:) ([A-Za-z][\w-]*)|^name:? ([A-Za-z][\w-]*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NameIt();

    [GeneratedRegex(@"^(?:please|and|also|only|just|locally|models|for|use|everything|everywhere|all|it|this|that|do|the|steps?|nodes?|agents?|as|model|models?|default|by default|always|whole|thing|workflow|each|every|them|calls?|tools?|should|run|be|of|with|on|in|to|failures?|errors?|if|fails?|set|make|,|\.|:| )*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Remainder();

    // "Up to 500 euros it is simply booked": what becomes of an amount, and no bound of the run.
    [GeneratedRegex(@"^(?:up to|at most|under|below) [$€£]?\d[\d.,]*k?(?: (?:euros?|dollars?|pounds|usd|eur|bucks))?,? (?:it|they|this|that|he|she|the|an?|is|are|goes?|gets?|needs?|no)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Band();
}
