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
        rest = Schedule.Take(rest, plan, literals);
        rest = WholeModel(rest, plan);
        return rest.Trim(' ', ',', ';', ':');
    }

    private static string Bounds(string text, Plan plan)
    {
        text = Taken(text, Concurrent(), m => plan.Concurrency = Math.Clamp(Amounts.Whole(m.Groups["n"].Value) ?? 1, 1, 1000));
        text = Taken(text, Daily(), m => Money(m, v => plan.Budgets[m.Groups["per"].Value.StartsWith("m", StringComparison.OrdinalIgnoreCase) ? "month" : "day"] = v));
        text = Taken(text, Cost(), m => Money(m, v => plan.Limits["cost"] = v));
        text = Taken(text, Steps(), m => plan.Limits["steps"] = Amounts.Plain(Math.Clamp(Amounts.Of(m.Groups["n"].Value) ?? 100, 1, 100_000)));
        text = Taken(text, Tokens(), m => plan.Limits["tokens"] = m.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
        text = Taken(text, AtOnce(), m => plan.Limits["parallel"] = Amounts.Plain(Math.Clamp(Amounts.Of(m.Groups["n"].Value) ?? 8, 1, 1000)));
        text = Taken(text, Deadline(), m => Put(plan.Limits, "deadline", Amounts.Duration(m.Value)));
        text = Taken(text, Time(), m => Put(plan.Limits, "time", Amounts.Duration(m.Value)));
        return text;
    }

    private static string Named(string text, Plan plan) => Taken(text, NameIt(), m =>
    {
        var name = m.Groups.Values.Skip(1).First(g => g.Success).Value;
        if (!Literals.IsLiteral(name[0])) plan.Name = name;
    });

    private string WholeModel(string text, Plan plan)
    {
        var modifiers = new Modifiers(literals, models);
        var rest = modifiers.Take(text);
        if (!modifiers.Any) return text;
        var isWhole = Remainder().IsMatch(rest);
        if (!isWhole) return text;
        plan.Model = modifiers.Model ?? plan.Model;
        plan.Attempts = modifiers.Attempts ?? plan.Attempts;
        plan.Timeout = modifiers.Timeout ?? plan.Timeout;
        plan.Cache = modifiers.Cache ?? plan.Cache;
        if (modifiers.Parallel is { } parallel) plan.Limits["parallel"] = Amounts.Plain(parallel);
        return "";
    }

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
        if (pattern.Match(text) is not { Success: true } match) return text;
        with(match);
        return $"{text[..match.Index].TrimEnd(' ', ',', '(')} {text[(match.Index + match.Length)..].TrimStart(' ', ')', ',')}".Trim();
    }

    private const string Most = @"(?:at most|no more than|not more than|not spend more than|(?:a )?max(?:imum)?(?: of)?|up to|less than|under|below|within|capped? (?:it )?at|cap of|limit(?:ed)?(?: (?:the |it |this |that |all )?(?:\w+ )?)?(?:to|of|at|is|:)?|(?:never |don't |do not |not )?(?:exceed(?:ing)?|over|more than)|only|=|:)";

    private const string Money_ = @"(?:[$€£]\s?(?<n>\d+(?:,\d{3})*(?:\.\d+)?)|(?<n>\d+(?:,\d{3})*(?:\.\d+)?) ?(?:dollars?|usd|bucks|euros?|eur)\b|(?<n>\d+) ?(?<cents>cents?)\b)";

    [GeneratedRegex(@"[,(]?\s*(?:and |but |with )?(?:(?:(?:it |this |that |the (?:run|workflow|whole thing) )?(?:must |should |can |may |shall |will )?(?:not )?(?:spend(?:ing)?|cost(?:s|ing)?|pay|budget|use)(?: limit| is| of)?(?: it| this| that| the run)?\s*" + Most + @"?|(?:keep|limit|cap|hold|set) (?:it |this |that |everything |the |a )?(?:(?:total |whole )?(?:cost|costs|spend|spending|budget|price|run|workflow|thing)(?: limit)? )?(?:at |" + Most + @")|(?:cost |spending |money )?(?:limit|budget|cap)(?: of| is| at| to|:)?|(?:for )?(?:at most|no more than|not more than|max(?:imum)?(?: of)?|up to))\s*)" + Money_ + @"(?:\s*(?:per|each|a|for (?:each|every|one|the)|in) (?:run|execution|total|time)|\s*in total|\s*max(?:imum)?|\s*at most|\s*altogether|\s*tops)?\s*\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Cost();

    [GeneratedRegex(@"[,(]?\s*(?:and |but )?(?:[\w ]{0,30}?(?:spend|spending|cost|costs|budget|budgets)(?:s)?(?: of| is| limit)?\s*)?" + Most + @"?\s*" + Money_ + @"\s*(?:(?:a|per|each|every) (?<per>day|month)|(?<per>daily|monthly))\s*\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Daily();

    [GeneratedRegex(@"[,(]?\s*(?:and |with |use )?(?:at most|no more than|max(?:imum)?(?: of)?|up to|cap(?:ped)?(?: it| this| the run)?(?: at| to)?|limit(?:ed)?(?: it| this)?(?: to| of)?|stop after|set (?:the )?(?:max )?step(?:s)? limit to|step limit(?: of|:)?|within)\s*(?<n>\d[\d,]*) ?(?:super)?steps?\b\s*(?:in total|max)?\)?|\bsteps? limit(?: of| to| is|:)? (?<n>\d+)|\bmax(?:imum)? steps?(?: of| to| is|:)? (?<n>\d+)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Steps();

    [GeneratedRegex(@"[,(]?\s*(?:and |with |use )?(?:(?:at most|no more than|max(?:imum)?(?: of)?|up to|limit(?:ed)?(?: it| this)?(?: to| of)?|token (?:limit|budget)(?: of|:)?|within)\s*)?(?<n>\d[\d,]*(?:\.\d+)? ?[kKM]?) tokens\b\s*(?:in total|max|at most)?\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:(?:only|at most|no more than|max(?:imum)?(?: of)?|up to|allow|limit (?:it |this )?to)\s*)?(?<n>\d+|one|two|three|four|five|ten) (?:concurrent (?:runs?|executions?)|(?:runs?|executions?|instances?)(?: of (?:it|this))? (?:at a time|at once|at the same time|in parallel|concurrently))\)?|\bconcurrency(?: limit)?(?: of| to| is|:)? (?<n>\d+) runs?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Concurrent();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:at most|no more than|max(?:imum)?(?: of)?|up to)\s*(?<n>\d+|two|three|four|five|ten) (?:tasks?|nodes?|things|jobs) (?:at a time|at once|at the same time|in parallel|concurrently)\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AtOnce();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:an? )?(?:overall |hard )?deadline(?: of| is| in|:)?\s*" + Amounts.Span + @"\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Deadline();

    [GeneratedRegex(@"[,(]?\s*(?:and |but |then )?(?:(?:stop|abort|cancel|kill|end|terminate|finish|quit|give up)(?: (?:it|the run|the workflow|everything|the whole thing|running|this))?(?: latest| at the latest)? (?:after|within|in)|(?:(?:it |the (?:run|workflow|whole thing) )?(?:must |should |may |can )?(?:not )?(?:run|take|last|finish|be done|complete|running)(?: for| in)? (?:longer than|more than|at most|no longer than|no more than|up to|within|under|less than|max(?:imum)?(?: of)?))|(?:time|run ?time) limit(?: is| of| to| at|:)?|limit (?:the |it |this )?(?:run ?time|time|run|duration)?\s*to|max(?:imum)? (?:run ?time|duration|time)(?: of| is|:)?|^(?:at most|no more than|max(?:imum)?(?: of)?|no longer than))\s*" + Amounts.Span + @"(?:\s*(?:at most|in total|max))?\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Time();

    [GeneratedRegex(@"[,(]?\s*(?:and |please )?\b(?:(?:call|name) (?:it|this|that|this workflow|the whole thing)|name the workflow)\s*(?:to |as )?[""“']?([A-Za-z][\w-]*(?:-[\w-]+)*)\b|(?:,\s*)?\b(?:its|the|workflow'?s?) name (?:is|should be|:) ([A-Za-z][\w-]*)|^name:? ([A-Za-z][\w-]*)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex NameIt();

    [GeneratedRegex(@"^(?:please|and|also|for|use|everything|everywhere|all|it|this|that|do|the|steps?|nodes?|agents?|as|model|models?|default|by default|always|whole|thing|workflow|each|every|them|calls?|tools?|should|run|be|of|with|on|in|to|failures?|errors?|if|fails?|set|make|,|\.|:| )*$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Remainder();
}

/// <summary>When a run begins: times, webhooks and events, as the language's triggers.</summary>
internal static partial class Schedule
{
    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static string Take(string text, Plan plan, Literals literals)
    {
        if (Hook().Match(text) is { Success: true } hook)
        {
            plan.Triggers.Add(("webhook", hook.Groups["name"] is { Success: true } n ? Words.Identifier(literals.Unmask(n.Value).Trim('"')) : "incoming", null));
            return Rest(text, hook);
        }

        if (Event().Match(text) is { Success: true } named)
        {
            plan.Triggers.Add(("event", new string([.. literals.Unmask(named.Groups[1].Value).Trim('"', '.').Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')]), null));
            return Rest(text, named);
        }

        if (EventCame().Match(text) is { Success: true } came)
        {
            plan.Triggers.Add(("event", new string([.. literals.Unmask(came.Groups[1].Value).Trim('"', '.').Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')]), null));
            return Rest(text, came);
        }

        if (literals.All(text, "quote").FirstOrDefault(q => CronText().IsMatch(q)) is { } cron && CronWord().IsMatch(text))
        {
            plan.Triggers.Add(("cron", cron, Zone(text, literals)));
            return "";
        }

        if (When().Match(text) is not { Success: true } when || Cron(when) is not { } made) return text;
        plan.Triggers.Add(("cron", made, Zone(text, literals)));
        var rest = Rest(text, when);
        return ZoneWord().Replace(rest, "");
    }

    // Between two orders a comma stays where the time stood.
    private static string Rest(string text, Match match)
    {
        var (before, after) = (text[..match.Index].TrimEnd(' ', ','), text[(match.Index + match.Length)..].TrimStart());
        return before.Length > 0 && after.StartsWith(',') ? $"{before}, {after.TrimStart(' ', ',', ':')}" : $"{before} {after.TrimStart(' ', ',', ':')}".Trim();
    }

    private static string? Cron(Match when)
    {
        var what = when.Groups["what"].Value.ToLowerInvariant();
        var (hour, minute) = Clock(when.Groups["at"].Value) ?? (what.Contains("evening") ? (18, 0) : what.Contains("night") || what.Contains("midnight") ? (0, 0) : what.Contains("noon") ? (12, 0) : what.Contains("morning") ? (8, 0) : (9, 0));
        if (when.Groups["n"].Success)
        {
            var count = (int)(Amounts.Of(when.Groups["n"].Value) ?? 0);
            if (what.Contains("min")) return count is > 0 and < 60 ? $"*/{count} * * * *" : count == 60 ? "0 * * * *" : null;
            if (what.Contains("hour")) return count is > 0 and < 24 ? count == 1 ? "0 * * * *" : $"0 */{count} * * *" : null;
            return count is > 0 and < 29 && what.Contains("day") ? $"{minute} {hour} */{count} * *" : null;
        }

        if (what.Contains("minute")) return "* * * * *";
        if (what.Contains("hour")) return "0 * * * *";
        if (what.Contains("weekday") || what.Contains("working day") || what.Contains("workday") || what.Contains("business day")) return $"{minute} {hour} * * 1-5";
        if (what.Contains("weekend")) return $"{minute} {hour} * * 0,6";
        var days = Enumerable.Range(0, 7).Where(d => what.Contains(Days[d])).ToList();
        if (days.Count > 0) return $"{minute} {hour} * * {string.Join(',', days)}";
        if (what.Contains("week")) return $"{minute} {hour} * * 1";
        if (what.Contains("month")) return $"{minute} {hour} {(what.Contains("15th") ? 15 : 1)} * *";
        return $"{minute} {hour} * * *";
    }

    /// <summary>Hour and minute of "7", "7:30", "5 pm"; null when it is none.</summary>
    internal static (int Hour, int Minute)? Clock(string text)
    {
        var lower = text.Trim().ToLowerInvariant();
        if (lower.Contains("noon")) return (12, 0);
        if (lower.Contains("midnight")) return (0, 0);
        if (ClockText().Match(lower) is not { Success: true } clock) return null;
        var hour = int.Parse(clock.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var minute = clock.Groups[2].Success ? int.Parse(clock.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (clock.Groups[3].Value.StartsWith('p') && hour < 12) hour += 12;
        if (clock.Groups[3].Value.StartsWith('a') && hour == 12) hour = 0;
        return hour < 24 && minute < 60 ? (hour, minute) : null;
    }

    /// <summary>The time zone that a text names: <c>Europe/Berlin</c>; null when it names none.</summary>
    internal static string? Zone(string text, Literals literals)
    {
        var whole = literals.Unmask(text);
        if (ZoneName().Match(whole) is { Success: true } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone.Value, out _)) return zone.Value;
        return City().Match(text) is not { Success: true } city ? null : city.Groups[1].Value.ToLowerInvariant() switch
        {
            "paris" => "Europe/Paris",
            "berlin" => "Europe/Berlin",
            "london" => "Europe/London",
            "madrid" => "Europe/Madrid",
            "rome" => "Europe/Rome",
            "vienna" => "Europe/Vienna",
            "amsterdam" => "Europe/Amsterdam",
            "new york" or "eastern" => "America/New_York",
            "chicago" or "central" => "America/Chicago",
            "los angeles" or "pacific" => "America/Los_Angeles",
            "tokyo" => "Asia/Tokyo",
            "sydney" => "Australia/Sydney",
            "utc" => "UTC",
            _ => null,
        };
    }

    private const string At = @"(?:\s*,?\s*(?:at|around|by|@)\s*(?<at>\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock|h\b)?|noon|midnight))?";

    private const string DayNames = @"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)(?:(?:, | and |, and | & )(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?))*";

    [GeneratedRegex(@"(?:^|[\s,(])(?:(?:run|do|start|execute|trigger|schedule|repeat) (?:it|this|that|the workflow|everything)\s+)?(?:(?:every|each) (?<n>\d+|two|three|four|five|six|ten|fifteen|thirty) ?(?<what>min(?:ute)?s?|hours?|days?)\b|(?<what>hourly|daily|nightly|weekly|monthly)\b|(?:every|each|once (?:a|an|per|every))\s+(?:single )?(?<what>(?:working |business )?(?:" + DayNames + @"|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday) (?:morning|evening|afternoon|night)|day|morning|evening|afternoon|night|weekday(?: morning| evening)?|workday|weekend|week|month|hour|minute))\b|(?:on )(?<what>" + DayNames + @"|weekdays|weekends|(?:the )?(?:first|1st|15th) (?:day )?of (?:each|every|the) month)\b|(?<what>on the (?:first|1st|15th) of (?:each|every|the) month))(?: (?:morning|evening))?" + At + @"|(?:^|[\s,])(?<what>(?:every day )?)at (?<at>\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?) (?:every day|daily|each day|every morning)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex When();

    [GeneratedRegex(@"(?:^|[\s,])(?:(?:and |it (?:is|should be) |which is )?(?:start(?:ed|s)?|trigger(?:ed|s)?|run|runs|kick(?:ed)? off|called|fire[sd]?)(?: (?:it|this|the workflow))?\s+(?:by|with|from|on|via|through|when|over)\s+(?:an? |the |incoming )*(?:http )?webhook(?: (?:called |named )?(?<name>[\uE600-\uE7FF]|(?!arrives|comes|is|fires|and|which|that|with|then)[\w-]+))?|(?:when(?:ever)?|once|if|as soon as|each time|every time|on|via|as|from|with|add|through|by|use)\s+(?:an? |the |each |every |incoming |new )*(?:http )?webhook(?: trigger| call| request)?(?: (?:called |named )(?<name>[\uE600-\uE7FF]|[\w-]+))?(?:\s+(?:arrives?|comes? in|is (?:called|received|hit|posted)|fires?|hits|gets? called|trigger))?(?: from (?:the |our |my )?[A-Za-z]+)?|^webhook|\(webhook\))", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Hook();

    [GeneratedRegex(@"(?:^|[\s,])(?:when(?:ever)?|on|once|start(?:ed)? (?:by|on)|trigger(?:ed)? (?:by|on))\s+(?:the |an? )?event ([\uE600-\uE7FF]|[\w.-]+)(?:\s+(?:happens|occurs|arrives|comes(?: in)?|is (?:sent|received|raised|fired)|fires))?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Event();

    [GeneratedRegex(@"^(?:when(?:ever)?|on|once|as soon as|each time|every time)\s+(?:an? |the |each |every )?([\uE600-\uE7FF\uEC00-\uEDFF]|[\w.-]+)\s+event\b(?:\s+(?:happens|occurs|arrives|comes(?: in)?|is (?:sent|received|raised|fired)|fires))?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex EventCame();

    [GeneratedRegex(@"^\s*(?:[\d*/,-]+\s+){4}[\d*/,A-Za-z-]+\s*$")]
    private static partial Regex CronText();

    [GeneratedRegex(@"\bcron\b|\bschedule", RegexOptions.IgnoreCase, 500)]
    private static partial Regex CronWord();

    [GeneratedRegex(@"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|a\.m|p\.m)?")]
    private static partial Regex ClockText();

    [GeneratedRegex(@"\b(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/[A-Za-z_]+(?:/[A-Za-z_]+)?")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"\b(paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)\b(?: time)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex City();

    [GeneratedRegex(@"^\(?(?:[\uEC00-\uEDFF]|(?:in )?(?:paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)(?: time)?)\)?,?\s*|\(?\bin [\uEC00-\uEDFF]\)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ZoneWord();
}
