using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>When a run begins: times, webhooks and events, as the language's triggers.</summary>
internal static partial class Schedule
{
    public static string Take(string text, Plan plan, Literals literals)
    {
        var (hours, before) = (new Hours(), plan.Triggers.Count);
        return hours.Join(One(hours.Of(text), plan, literals), plan, before);
    }

    private static string One(string text, Plan plan, Literals literals)
    {
        if (NoCron().Match(text) is { Success: true } odd)
        {
            plan.Remarks.Add($"No cron line says \"{odd.Value.Trim(' ', ',')}\", so nothing starts the workflow then: name days and hours, such as \"on Mondays at 9:00\".");
            return Rest(text, odd);
        }

        text = AtWord().Replace(text, m => $"at {Amounts.Plain(Amounts.Of(m.Groups[1].Value) ?? 0)}");
        if (Hook().Match(text) is { Success: true } hook)
        {
            plan.Triggers.Add(("webhook", hook.Groups["name"] is { Success: true } name ? Naming(literals.Unmask(name.Value)) : "incoming", null));
            if (hook.Groups["name"] is { Success: true } brought && plan.Items.Count + plan.Inputs.Count == 0 && Inputs.Noun(brought.Value) is { } what && Regex.IsMatch(text[(hook.Index + hook.Length)..], $@"\bthe {Regex.Escape(what)}\b(?=\s*(?:$|[,.;]|(?:and|to|with|into|for|is|in|on|by|from|at|asking|then)\b))", RegexOptions.IgnoreCase)) plan.Inputs.Add(new PlanInput(what, "string")); // "an order webhook": the order comes with it
            return Incoming().Replace(Arrived(text, hook, plan), "the incoming ", 1); // a run of the workflow is about one of them
        }

        if (Event().Match(text) is { Success: true } named)
        {
            plan.Triggers.Add(("event", EventOf(named, literals), null));
            return Rest(text, named);
        }

        if (EventCame().Match(text) is { Success: true } came)
        {
            plan.Triggers.Add(("event", EventOf(came, literals), null));
            return Rest(text, came);
        }

        if (literals.All(text, "quote").FirstOrDefault(q => CronText().IsMatch(q)) is { } cron && CronWord().IsMatch(text))
        {
            plan.Triggers.Add(("cron", cron, Zone(text, literals)));
            return "";
        }

        text = WeeklyOn().Replace(text, "every ${day}");
        if (MonthDays().Match(text) is { Success: true } dates)
        {
            var (hour, minute) = Clock(dates.Groups["at"].Value) ?? (9, 0);
            plan.Triggers.Add(("cron", $"{minute} {hour} {string.Join(',', dates.Groups["d"].Captures.Select(c => c.Value))} * *", Zone(text, literals)));
            return Rest(text, dates);
        }

        if (Arriving().Match(text) is { Success: true } arriving)
        {
            plan.Triggers.Add(("webhook", Naming(literals.Unmask(arriving.Groups["name"].Value)), null));
            if (Inputs.Noun(arriving.Groups["what"].Value) is { } noun && noun is not ("something" or "somebody" or "data" or "anything")) plan.Inputs.Add(new PlanInput(noun, "string"));
            return Rest(text, arriving);
        }

        if (Written().Match(literals.Unmask(text)) is { Success: true } said && CronText().IsMatch(said.Groups[1].Value))
        {
            plan.Triggers.Add(("cron", said.Groups[1].Value.Trim(), Zone(text, literals)));
            return Rest(text, Written().Match(text) is { Success: true } there ? there : Regex.Match(text, ".*"));
        }

        if (When().Match(text) is not { Success: true } when)
        {
            // "a daily report … at 8am"
            if (Bare().Match(text) is { Success: true } bare && !NotDaily().IsMatch(text) && Clock(bare.Groups["at"].Value) is { } hour)
            {
                plan.Triggers.Add(("cron", $"{hour.Minute} {hour.Hour} * * *", Zone(text, literals)));
                return Unzoned(Rest(text, bare), text, literals);
            }

            if (!Adjective().IsMatch(plan.Title is null ? text : $"{text} {plan.Title}") || AtEnd().Match(text) is not { Success: true } at || Clock(at.Groups["at"].Value) is not { } time) return text;
            plan.Triggers.Add(("cron", $"{time.Minute} {time.Hour} * * *", Zone(text, literals)));
            return Rest(text, at);
        }

        if (Barred().IsMatch(text[..when.Index])) return text;
        var (start, end) = (when.Index, when.Index + when.Length);
        var clock = At().Match(text[end..]) is { Success: true } behind ? behind : AtBefore().Match(text[..start]);
        if (Cron(when, clock.Groups["at"].Value) is not { } made) return text;
        if (clock.Success && clock.Groups["late"].Success) end += clock.Length;
        else if (clock.Success) start = clock.Index;
        if (ZoneBehind().Match(text[end..]) is { Success: true } zone) end += zone.Length;
        if (Except().Match(text) is { Success: true } except && made.EndsWith("* * *", StringComparison.Ordinal))
        {
            made = $"{made[..^1]}{string.Join(',', Enumerable.Range(0, 7).Where(d => !except.Value.Contains(Timetable.Days[d], StringComparison.OrdinalIgnoreCase) && !(except.Value.Contains("weekend", StringComparison.OrdinalIgnoreCase) && d is 0 or 6)))}";
            plan.Triggers.Add(("cron", made, Zone(text, literals)));
            return Unzoned(Except().Replace(Rest(text, start, end - start), ""), text, literals);
        }

        if (!clock.Success && AtDusk().Match(text[end..]) is { Success: true } dusk) plan.Remarks.Add($"I know no hour for \"{dusk.Value.Trim(' ', ',')}\", so I took an hour for it: say one, such as \"at 20:15\".");
        plan.Triggers.Add(("cron", made, Zone(text, literals)));
        return Unzoned(Rest(text, start, end - start), text, literals);
    }

    [GeneratedRegex(@"^,? at (?:the )?(?:sunset|sunrise|dawn|dusk|nightfall|daybreak|lunch(?:time)?|tea ?time|closing(?: time)?|opening(?: time)?|bed ?time|dinner(?: ?time)?|breakfast(?: ?time)?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AtDusk();

    // "Tenants report damages through a webhook": what comes in is given, and nobody here reports anything.
    private static string Arrived(string text, Match hook, Plan plan)
    {
        var rest = Rest(text, hook);
        var end = text[(hook.Index + hook.Length)..].TrimStart();
        if (plan.Items.Count > 0 || end.Length > 0 && end[0] is not (',' or ':') || Comes().Match(text[..hook.Index].Trim()) is not { Success: true } comes || Inputs.Noun(Words.Singular(comes.Groups["what"].Value)) is not { } noun) return rest;
        if (!plan.Inputs.Exists(i => i.Name == noun)) plan.Inputs.Add(new PlanInput(noun, "string"));
        return end.Trim(' ', ',', ':');
    }

    // Without the time zone, where one was named: "in acme/web" is none.
    private static string Unzoned(string rest, string text, Literals literals) => Zone(text, literals) is null ? rest : ZoneWord().Replace(rest, "");

    private static string Naming(string name) => new([.. name.Trim('"', ' ').ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);

    // What an event is called: no more than the characters that such a name has.
    private static string EventOf(Match said, Literals literals) => new([.. literals.Unmask(said.Groups[1].Value).Trim('"', '.').Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')]);

    private static string Rest(string text, Match match) => Rest(text, match.Index, match.Length);

    // Between two orders a comma stays where the time stood.
    private static string Rest(string text, int index, int length)
    {
        var (before, after) = (text[..index].TrimEnd(' ', ','), text[(index + length)..].TrimStart());
        return before.Length > 0 && after.StartsWith(',') ? $"{before}, {after.TrimStart(' ', ',', ':')}" : $"{before} {after.TrimStart(' ', ',', ':')}".Trim();
    }

    private static string? Cron(Match when, string at)
    {
        var what = when.Groups["what"].Value.ToLowerInvariant();
        if (what.Contains("quarter")) return what.Contains("hour") ? "*/15 * * * *" : "0 9 1 */3 *";
        if (what.StartsWith("half", StringComparison.Ordinal)) return "*/30 * * * *";
        var (hour, minute) = Clock(at) ?? (what.Contains("evening") ? (18, 0) : what.Contains("night") || what.Contains("midnight") ? (0, 0) : what.Contains("noon") ? (12, 0) : what.Contains("morning") ? (8, 0) : (9, 0));
        if (hour is > 0 and < 12 && !at.Contains('m', StringComparison.OrdinalIgnoreCase) && (what.Contains("evening") || what.Contains("afternoon") || what.Contains("night") && hour > 6)) hour += 12; // "every evening at 7"
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
        var days = Enumerable.Range(0, 7).Where(d => what.Contains(Timetable.Days[d])).ToList();
        if (days.Count > 0) return $"{minute} {hour} * * {string.Join(',', days)}";
        if (what.Contains("week")) return $"{minute} {hour} * * 1";
        if (what.Contains("month")) return $"{minute} {hour} {(what.Contains("15th") ? 15 : what.Contains("last") ? 28 : 1)} * *";
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
        return City().Match(text) is not { Success: true } city ? null : city.Groups["city"].Value.ToLowerInvariant() switch
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

    /// <summary>A text without the time zone that it names, and that zone; null when it names none.</summary>
    internal static (string Bare, string Zone)? Zoned(string text, Literals literals)
    {
        if (Zone(text, literals) is not { } zone) return null;
        return (ZoneSaid().Replace(text, m => m.Value.Any(Literals.IsLiteral) && !ZoneName().IsMatch(literals.Unmask(m.Value)) ? m.Value : " ").Trim(' ', ','), zone);
    }

    [GeneratedRegex(@",?\s*\(?(?:in |for |on )?(?:the )?(?:time ?zone (?:of |is |to |: ?)?)?(?:[\uEC00-\uEDFF]|\b(?:paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)\b)(?: time(?: ?zone)?)?\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ZoneSaid();

    private const string Hour = @"(?<at>\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock|h\b)?|noon|midnight)";

    private const string DayNames = @"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)(?:(?:, | and |, and | & )(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?))*";

    private const string Day = @"(?:(?:working |business )?(?:" + DayNames + @"|day|weekdays?|workdays?|weekends?|week|month|hour|minute|quarter(?: of an hour| hour)?|half[- ](?:an )?hour|morning|evening|afternoon|night)(?: (?:morning|evening|afternoon|night)s?)?)";

    [GeneratedRegex(@"(?:^|[\s,(])(?:(?:run|runs|do|start|starts|execute|trigger|schedule|repeat) (?:it |this |that |the workflow |everything )?)?(?:(?:every|each) (?<n>\d+|two|three|four|five|six|ten|fifteen|thirty) ?(?<what>min(?:ute)?s?|hours?|days?)\b|(?<=^|, |\b(?:run|runs|do|start|starts|execute|trigger|schedule|repeat) (?:it |this |that |the workflow |everything )?)(?<what>hourly|daily|nightly|weekly|monthly)(?=,| at\b| on\b|:|\s*$)|(?<what>hourly|daily|nightly|weekly|monthly)(?=\s*(?:$|,|\)| at \d| at noon| in the\b))|(?:every|each|once (?:a|an|per|every))\s+(?:single )?(?<what>" + Day + @")\b(?!-)|on (?<what>" + DayNames + @"|weekdays|weekends|workdays)\b|(?:on |every |each )?(?<what>(?:the )?(?:first|1st|15th|last) (?:day )?of (?:each|every|the) month)\b)(?: (?:mornings?|evenings?|afternoons?))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex When();

    [GeneratedRegex(@"\b(?:once a week|weekly|every week),? on (?:a )?(?<day>" + DayNames + @")", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WeeklyOn();

    [GeneratedRegex(@"\b(?:every|on the|each|monthly on the|once a month on the|every month on the) (?:(?<d>\d{1,2})(?:st|nd|rd|th)(?:,? and (?:the )?|, )?)+(?: (?:day )?of (?:the|each|every) month)?(?:,? (?:at|around) " + Hour + @")?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MonthDays();

    [GeneratedRegex(@"^(?:when(?:ever)?|once|as soon as|each time|every time|if) (?<what>(?:an? |the |new |some )?[\w ]{2,30}?) (?:is |are |gets? )?(?:posted|sent|submitted|received|delivered|pushed|arrives?|comes?)(?: in)? (?:to|on|at|via|by|through|over|into) (?:the |a |our |my )?webhook (?:called |named )?/?(?<name>[\uE600-\uE7FF]|[\w-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Arriving();

    [GeneratedRegex(@"(?:^|,? )(?:except(?: for)?(?: on)?|but not(?: on)?|not on|unless it(?:'s| is)(?: an?)?) (?:" + DayNames + @"|(?:the )?weekends?)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Except();

    // "except on Sundays" alone is no schedule of Sundays
    [GeneratedRegex(@"\b(?:except(?: for)?|not|never|unless(?: it(?:'s| is))?)(?: on)?\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Barred();

    [GeneratedRegex(@"\bat (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:a|at|in|times|of|items|rows|o)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AtWord();

    [GeneratedRegex(@"(?:schedule:? )?cron[: ]+((?:[\d*/,-]+ ){4}[\d*/,A-Za-z-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Written();

    [GeneratedRegex(@"\b(?:daily|nightly|everyday)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Adjective();

    // What comes round by weeks, years or weekdays of a month.
    [GeneratedRegex(@"(?:^|[\s,])(?:(?:run|runs) (?:it )?)?(?:every (?:other|second|third|fourth|two|2|three|3|four|4|six|6) (?:weeks?|months?|years?|" + DayNames + @")|bi-?weekly|fortnightly|every fortnight|(?:every|on the|on every|each|the) (?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:" + DayNames + @")(?: (?:of|in) (?:the|each|every|a) month)?|(?:twice|two times|three times|several times) (?:a|per|every|each) (?:day|week|month|hour)|(?<!\b(?:the|an?|our|my|its|their|his|her|per) )(?:yearly|annually)|(?:every|once a|each) year)(?: on " + DayNames + @")?(?: at " + Hour + @")?(?=[\s,.:)]|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoCron();

    // "At noon fetch …": every day, for nothing else is said.
    [GeneratedRegex(@"^at (?<at>noon|midnight|\d{1,2}(?:[:.]\d\d|(?:[:.]\d\d)? ?(?:am|pm|o'clock)))\b,?|,? at (?<at>noon|midnight)\b(?=\s*(?:$|,|and\b|then\b))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\b(?:wait|until|till|tomorrow|today|tonight|before|after|between|deadline|meeting|starts|begins|opens|closes)\b|[\uEE00-\uEFFF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NotDaily();

    [GeneratedRegex(@"^(?:when(?:ever)? |once |as soon as |(?:each|every) time )?(?:(?:our |the |my |new |an? )?[\w-]+ (?:reports?|sends?|submits?|posts?|files?|registers?|delivers?|enters?|hands? in|fills? (?:in|out)|leaves?|writes?|makes?|uploads?|push|places?|requests?)(?: us)?|we (?:get|receive)) (?:an? |the |their |new |incoming )*(?<what>(?!comes?\b|arrives?\b)[a-z][\w-]*(?: [a-z][\w-]*)?)(?: as \w+)?$|^(?:an? |the |our |new |incoming )*(?<what>[a-z][\w-]*(?: [a-z][\w-]*)??) (?:arrives?|comes?(?: in)?|(?:is|are|gets?) (?:sent|posted|received|delivered|pushed|submitted|reported))(?: as \w+)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Comes();

    [GeneratedRegex(@"\b(?:every|each|all|any) (?:new |incoming )+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Incoming();

    [GeneratedRegex(@"(?:^|\s)at\s+" + Hour + @"\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AtEnd();

    [GeneratedRegex(@"^(?: in the (?:early )?(?:morning|afternoon|evening)| at night)?,?\s*\(?(?:in )?(?:[\uEC00-\uEDFF]|(?:paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)(?: time)?)\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ZoneBehind();

    [GeneratedRegex(@"^(?<late>\s*,?\s*(?:in the \w+ )?(?:at|around|by|@))\s*" + Hour, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex At();

    [GeneratedRegex(@"(?:^|\s)(?:at|around|by|@)\s*" + Hour + @"\s*,?\s*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AtBefore();

    private const string HookName = @"(?:(?:called|named) )?(?<name>[\uE600-\uE7FF\uEC00-\uEDFF]|(?!(?:arrives?|comes?|is|fires?|and|which|that|with|then|triggers?|calls?|requests?|from|gets?|hits?|in|to|at|when|event|endpoint|receives?|or|into|data|delivers?|on|by|i|we)\b)[a-z][\w-]*)";

    [GeneratedRegex(@"(?:^|[\s,(])(?:and )?(?:it (?:is|should be|gets) |which is )?(?:when(?:ever)?|once|after|upon|if|as soon as|each time|every time|on|watch(?:es|ing)?|monitor(?:s|ing)?|listen(?:s|ing)? (?:on|to|for)|(?:start(?:ed|s)?|trigger(?:ed|s)?|runs?|kick(?:ed|s)? off|called|fire[sd]?)(?: it| this| the workflow)?\s+(?:by|with|from|on|via|through|when|over)|via|by|over|as|from|through|with|add|use|expose)\s+(?:(?:some(?:one|body)|anyone|people|users?|(?:the|an?|our|my) [\w ]{2,20}?) (?:posts?|calls?|hits?|sends?|push(?:es)?|submits?)(?: something| data| it| [\w ]{2,20}?)??(?: to| on| via| through)? )?(?:(?:an?|the|each|every|incoming|new|http|our|my|their)\s+)*(?:(?<name>[\uE600-\uE7FF]|(?!webhook|http\b)[a-z][\w-]*) )?webhook\b(?: (?:trigger|call|request|endpoint)s?\b)?(?: " + HookName + @")?(?:\s+(?:arrives?|comes? in|is (?:called|received|hit|posted|triggered)|fires?|hits|gets? (?:called|hit|triggered)|is|delivers [\w ]{2,20}|receives? [\w ]{2,20}))?(?: from (?:the |our |my )?[A-Za-z]+(?! (?:the|it)))?|^an? webhook (?:called |named )?(?<name>[\uE600-\uE7FF]|(?!triggers|starts|runs|fires)[a-z][\w-]*)? ?(?:triggers?|starts?|runs?|fires?|kicks off) (?:it|this|the (?:workflow|run))|^webhook (?:called |named )?(?<name>[\uE600-\uE7FF]|[a-z][\w-]*)?(?=[,:]|$)|\((?:the |our |via |by |over |through )*webhook(?: (?:called |named )?(?<name>[\uE600-\uE7FF]|[a-z][\w-]*))?\)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Hook();

    [GeneratedRegex(@"(?:^|[\s,])(?:when(?:ever)?|on|once|start(?:ed)? (?:by|on)|trigger(?:ed)? (?:by|on))\s+(?:the |an? )?event (?!(?:in|of|at|for|from|and|or|that|which|on|with|by|to|is|as|then)\b)([\uE600-\uE7FF]|[\w.-]+)(?:\s+(?:happens|occurs|arrives|comes(?: in)?|is (?:sent|received|raised|fired)|fires))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Event();

    [GeneratedRegex(@"^(?:when(?:ever)?|on|once|as soon as|each time|every time)\s+(?:an? |the |each |every )?([\uE600-\uE7FF\uEC00-\uEDFF]|[\w.-]+)\s+event\b(?:\s+(?:happens|occurs|arrives|comes(?: in)?|is (?:sent|received|raised|fired)|fires))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EventCame();

    [GeneratedRegex(@"^\s*(?:[\d*/,-]+\s+){4}[\d*/,A-Za-z-]+\s*$")]
    private static partial Regex CronText();

    [GeneratedRegex(@"\bcron\b|\bschedule", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CronWord();

    [GeneratedRegex(@"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|a\.m|p\.m)?")]
    private static partial Regex ClockText();

    [GeneratedRegex(@"\b(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/[A-Za-z_]+(?:/[A-Za-z_]+)?")]
    private static partial Regex ZoneName();

    // A city says the time only beside a clock or the word: "the weather in Rome" has no zone.
    [GeneratedRegex(@"\b(?:(?<city>paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc) (?:time|timezone|time zone)\b|(?<city>utc)\b)|(?<=\d ?(?:am|pm|o'clock)?,? \(?(?:in |for )?)(?<city>paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)\b|\((?:in )?(?<city>paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)\)|(?:time ?zone|zone)(?: of| is|:| to)? (?<city>paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex City();

    [GeneratedRegex(@"^\(?(?:[\uEC00-\uEDFF]|(?:in )?(?:paris|berlin|london|madrid|rome|vienna|amsterdam|new york|eastern|chicago|central|los angeles|pacific|tokyo|sydney|utc)(?: time)?)\)?,?\s*|\(?\bin [\uEC00-\uEDFF]\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ZoneWord();
}
