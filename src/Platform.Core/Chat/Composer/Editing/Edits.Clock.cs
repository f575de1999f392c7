using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Days on which it does not run, how many are taken, and one word of a small set in the place of another.</summary>
internal sealed partial class Edits
{
    private static readonly Form InPlace = new(",? instead of | ,? rather than | ,? in place of | ,? not | ,? and/but not | instead of");

    private static readonly HashSet<string> ClockNoise = new("""
        make it do run start let this that these those the a an please pls instead rather better would be will should is can could prefer i we want like to have at on in of from now just only set change switch schedule check poll look repeat enough fine good ok okay
        go trigger triggers send happen and workflow whole thing everything it's time times o'clock sharp also move by for nicer works suffices checking checks polling running runs looking sending often push pushed back forward shift bring than sooner me us too so meaning namely trading school office bank opening
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly HashSet<string> ClockWord = new("""
        every each monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue wed thu fri sat sun weekday weekdays weekend weekends workday workdays day days daily week weeks weekly month months monthly hour hours
        hourly half minute minutes morning mornings evening evenings noon midnight night nightly nights afternoon quarter quarterly year yearly am pm first last other second working business
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly HashSet<string> Units = ["every", "each", "first", "last", "other", "second", "am", "pm", "day", "days", "week", "weeks", "month", "months", "hour", "hours", "minute", "minutes", "half", "quarter", "year", "morning", "afternoon", "evening", "night", "working", "business"];

    private static readonly Form Rare = new("every #/other/second week/weeks/month/months | biweekly/fortnightly");

    private static readonly Form Shift = new("#/a/an hour/hours/minute/minutes/min/mins earlier/later/sooner | half an hour earlier/later/sooner");

    // "Half past eight, not eight", "weekly please", "on Fridays", "every hour rather than every day", "an hour later": a turn of nothing but times.
    private bool Timed(Phrase order)
    {
        if (order.Count > 1 && ZonedTime(order, _isMore) || Within(order)) return true;
        if (order.Count > 16 || order.HasLiterals || order.Low(0) is "not" or "if" or "when" or "except" or "skip" or "wait") return false;
        if (OnceMore.Opens(order, out var again) && again < order.Count && TimedAs(order.From(again), isMore: true)) return true; // "a second time at 16:00"
        if (OnTop(order) is var (joint, more) && TimedAs(order.To(joint), isMore: false))
            return TimedAs(order.From(more), isMore: true) || Missed(order.From(more).Text); // "at 8 instead, and also on Sundays"
        var isMore = _isMore || order.Has("also", "too", "additionally", "well");
        var was = "";
        if (InPlace.Opens(order, out var lead) && order.Find(lead, ",") is > 0 and var comma) (was, order) = (order.Part(lead, comma).Text, order.From(comma + 1));
        else if (InPlace.In(order, 1) is var (cut, behind) && behind < order.Count) (was, order) = (order.From(behind).Text, order.To(cut));
        if (order.Low(0) is "change" or "move" or "switch" or "swap" or "shift" && order.Find(2, "to", "for", "into") is > 1 and var goal && goal + 1 < order.Count && order.Part(1, goal).Any(t => Timetable.Days.Contains(t.Low.TrimEnd('s')))) order = order.From(goal + 1); // "Friday to Thursday"
        var clock = Clock();
        if (clock is not null && Shift.In(order) is var (at, end)) return Shifted(clock, order.Part(at, end), order.Text);
        var kept = new List<string>();
        var isTime = false;
        var hasHour = false;
        var isOften = order.Has("every", "each", "twice", "once");
        for (var i = 0; i < order.Count; i++)
        {
            var token = order[i];
            var isClock = token.Kind == TokenKind.Number && (token.Text.Contains(':', StringComparison.Ordinal) || token.Low.EndsWith("am", StringComparison.Ordinal) || token.Low.EndsWith("pm", StringComparison.Ordinal));
            var isHour = Lexicon.IsNumber(token) && Amounts.Whole(token.Text) is < 25 && (order.Low(i - 1) == "at" || clock is not null && order.Low(i - 1) == "to" && i == order.Count - 1 && order.Low(0) is "push" or "move" or "shift" or "bring" || order.Low(i - 1) is "and" or "," && kept.Count > 1 && kept.Exists(k => k.StartsWith("at ", StringComparison.Ordinal)) || order.Low(i + 1) is "am" or "pm" or "o'clock" or "sharp" || was.Length > 0 && clock is not null && Draft.Text(clock["cron"])!.Split(' ')[1] == $"{Amounts.Whole(was.Replace("at ", "", StringComparison.Ordinal))}");
            hasHour |= isClock || isHour;
            isTime |= isClock || isHour || IsDate(token) || ClockWord.Contains(token.Low) && (isOften || !Units.Contains(token.Low));
            if (isMore && token.Low is "also" or "too" or "additionally" or "as" or "well") { }
            else if (token.Low is "am" or "pm" && kept.Count > 0 && kept[^1].StartsWith("at ", StringComparison.Ordinal)) kept[^1] += token.Low;
            else if (token.Low == "once" && order.Low(i + 1) is "a" or "an" or "per" or "every" or "each" && ClockWord.Contains(order.Low(i + 2))) (kept, i) = ([.. kept, "every"], i + 1);
            else if (order.Low(i) is "twice" or "thrice" && order.Low(i + 1) == "a" && order.Low(i + 2) is "day" or "week" or "month") i += 2;
            else if (IsDate(token)) kept.Add(token.Text);
            else if (isHour)
            {
                if (kept.Count > 0 && kept[^1] == "at") kept.RemoveAt(kept.Count - 1);
                kept.Add($"at {Amounts.Whole(token.Text)}");
            }
            else if (kept.Count > 0 && Timetable.Days.Contains(token.Low) && Timetable.Days.Contains(kept[^1].ToLowerInvariant())) kept.AddRange(["and", token.Text]); // "Monday, Tuesday and Friday"
            else if (token.Low is "the" && !IsDate(i + 1 < order.Count ? order[i + 1] : token) && !ClockWord.Contains(order.Low(i + 1))) { } // "the schedule" is no time
            else if (isClock || ClockWord.Contains(token.Low) || token.Low is "at" or "on" or "and" or "of" or "the" or "in" or "a" or "an") kept.Add(isClock && order.Low(i - 1) != "at" ? $"at {token.Text}" : token.Text);
            else if (Lexicon.IsNumber(token) && Amounts.Whole(token.Text) is { } count && ClockWord.Contains(order.Low(i + 1))) kept.Add(token.Kind == TokenKind.Number ? token.Text : $"{count}");
            else if (token.Kind != TokenKind.Mark && !ClockNoise.Contains(token.Low) && !(i == 0 && order.Low(1) is "it" or "them" && Finder.Find(token.Low).Count > 0)) return false;
        }

        if (!isTime && clock is not null && order.Count < 4 && order.Low(0) is "every" && Lexicon.IsNumber(order[order.Count - 1]) && Amounts.Whole(order[order.Count - 1].Text) is > 0 and < 60 and var often && Draft.Text(clock["cron"])!.StartsWith("*/", StringComparison.Ordinal))
        {
            clock["cron"] = $"*/{often} {Draft.Text(clock["cron"])!.Split(' ', 2)[1]}"; // "every 10" of what runs every 5 minutes
            return Did($"trigger cron: {Draft.Text(clock["cron"])}");
        }

        if (!isTime && clock is not null && was.Length > 0 && kept is [var now, "minutes" or "minute"] && Amounts.Whole(now) is > 0 and < 60 && Draft.Text(clock["cron"])!.StartsWith($"*/{Amounts.Whole(was.Split(' ')[0])} ", StringComparison.Ordinal))
        {
            clock["cron"] = $"*/{Amounts.Whole(now)} {Draft.Text(clock["cron"])!.Split(' ', 2)[1]}"; // "five minutes, not fifteen"
            return Did($"trigger cron: {Draft.Text(clock["cron"])}");
        }

        isTime |= order.Has("month", "months") && order.Has("first", "last", "1st") && order.Has("day");
        if (!isTime) return false;
        if (Rare.In(order) is not null) return Cannot("A schedule can say days, weekdays and dates, but not every second week or month: say for example \"on the 1st and 15th\".");
        var hours = kept.Where(k => k.StartsWith("at ", StringComparison.Ordinal)).ToList(); // "8 o'clock, weekdays only", "on weekdays and at 8": days first, then the one hour
        if (hours.Count == 1 && kept.TrueForAll(k => k == hours[0] || k is "morning" or "the" or "at" or "in" or "on" or "a" or "an" or "of" or "and")) kept = hours; // "the time to half past three"
        else if (hours.Count == 1) kept = [.. Days(kept.Where(k => k != hours[0])), hours[0]];
        return Reschedule(clock, string.Join(' ', kept), hasHour, isMore);
    }

    // Without what joined them to an hour.
    private static IEnumerable<string> Days(IEnumerable<string> kept) => kept.SkipWhile(k => k is "and" or "at").Reverse().SkipWhile(k => k is "and" or "at" or "on" or "in").Reverse();

    // "And on Saturdays at 9" comes on top; "and make it Saturday" does not.
    private static readonly Form AndThen = new("and/plus on/at/every/each");

    private static readonly Form OnceMore = new("run/do/start/send/post/repeat it? a/one second/third/more/other time ,? | a/one second/third/more/other time ,? | another time ,? | once more ,? | twice ,? also ,?");

    private static readonly Form AndAlso = new(",? and/plus also/additionally | , also/additionally/plus");

    // Where what comes on top of the rest begins: "… and also X", "… and X too".
    private static (int At, int Behind)? OnTop(Phrase order)
    {
        if (AndAlso.In(order, 2) is var (also, behind) && behind < order.Count) return (also, behind);
        if (order.Low(order.Count - 1) is not ("too" or "well")) return null;
        var and = Enumerable.Range(2, Math.Max(0, order.Count - 4)).LastOrDefault(i => order.Low(i) is "and" or ",");
        return and > 0 ? (order.Low(and - 1) == "," ? and - 1 : and, and + 1) : null;
    }

    private bool TimedAs(Phrase order, bool isMore)
    {
        var was = _isMore;
        _isMore = isMore;
        var isTimed = Timed(order.Trimmed());
        _isMore = was;
        return isTimed;
    }

    private static bool IsDate(Token token) => token.Kind == TokenKind.Number && token.Text.Length > 2 && token.Low[^2..] is "st" or "nd" or "rd" or "th";

    private bool Shifted(JsonObject clock, Phrase said, string order)
    {
        if (Draft.Text(clock["cron"])?.Split(' ') is not [var minute, var hour, var days, var months, var week] || !int.TryParse(minute, out var m) || !int.TryParse(hour, out var h)) return false;
        var length = said.Low(0) == "half" ? 30 : (int)(Amounts.Of(said.Low(0)) ?? 1) * (said.Low(1).StartsWith('h') ? 60 : 1);
        var then = (((h * 60 + m + (said.Low(said.Count - 1) == "later" ? length : -length)) % 1440) + 1440) % 1440;
        clock["cron"] = $"{then % 60} {then / 60} {days} {months} {week}";
        return Did($"trigger cron: {Draft.Text(clock["cron"])} ({order})");
    }

    // Another day keeps the hour that was there, another hour the days; what comes on top goes into the same line where that can say both.
    private bool Reschedule(JsonObject? old, string said, bool hasHour, bool isMore)
    {
        var plan = new Plan();
        var words = Phrase.Of(said);
        var hasDay = words.Any(t => IsDate(t) || ClockWord.Contains(t.Low) && t.Low is not ("am" or "pm" or "every" or "noon" or "midnight" or "morning" or "afternoon" or "evening"));
        foreach (var when in hasDay ? [said, $"every {said}"] : new[] { said, $"every day {said}", $"every day at {said}" })
        {
            var other = new Plan();
            var isAll = Schedule.Take(when, other, literals).Trim().Length == 0; // "Thursdays at noon" is more than "at noon"
            if (other.Triggers.Count > 0 && (isAll || plan.Triggers.Count == 0)) plan = other;
            if (plan.Triggers.Count > 0 && isAll) break;
        }

        if (plan.Triggers is not [("cron", var cron, var zone), ..]) return false;
        if (old is null)
        {
            foreach (var line in Finish.Triggers(Draft, plan)) Did(line);
            return true;
        }

        if (cron.Split(' ') is [var minute, var hour, var days, var months, var week] && Draft.Text(old["cron"])?.Split(' ') is [var oldMinute, var oldHour, var oldDays, var oldMonths, var oldWeek])
        {
            if (!hasDay) (days, months, week) = (oldDays, oldMonths, oldWeek);
            else if (!hasHour && int.TryParse(hour, out _) && oldHour.All(c => char.IsDigit(c) || c is ',' or '*' or '/' or '-') && !words.Has("noon", "midnight", "morning", "mornings", "evening", "evenings", "night", "nights", "nightly")) (minute, hour) = (oldMinute, oldHour);
            if (words.Has("last") && days == "28") Remarks.Add("A schedule cannot say the last day of a month, so it is the 28th, which every month has.");
            if (words.Has("evening", "afternoon") && int.TryParse(hour, out var early) && early < 12 && hasHour) hour = $"{early + 12}";
            if (hasHour && !isMore && int.TryParse(hour, out var now) && int.TryParse(oldHour, out var then) && now is > 0 and < 12 && then > 12 && !words.Any(t => t.Low.EndsWith("am", StringComparison.Ordinal) || t.Low is "morning"))
                Remarks.Add($"I took {now}:{(minute.Length < 2 ? $"0{minute}" : minute)} for the morning: say \"{now + 12}:{(minute.Length < 2 ? $"0{minute}" : minute)}\" for the afternoon or evening.");
            var isSameTime = minute == oldMinute && hour == oldHour;
            var isSameDay = days == oldDays && months == oldMonths && week == oldWeek;
            if (isMore && isSameTime && days == oldDays && months == oldMonths && oldWeek != "*") week = WeekOf([.. Enumerable.Range(0, 7).Where(d => In(week, d) || In(oldWeek, d))]);
            else if (isMore && isSameDay && minute == oldMinute && !oldHour.Contains('*', StringComparison.Ordinal)) hour = string.Join(',', oldHour.Split(',').Append(hour).Distinct());
            else if (isMore)
            {
                ((JsonArray)Draft.Root["triggers"]!).Add((JsonNode)new JsonObject { ["cron"] = $"{minute} {hour} {days} {months} {week}" });
                return Did($"trigger cron, as well: {minute} {hour} {days} {months} {week}");
            }

            cron = $"{minute} {hour} {days} {months} {week}";
        }

        old["cron"] = cron;
        if (zone is not null) old["timezone"] = zone;
        return Did($"trigger cron: {cron}");
    }

    private static readonly Form NotOn = new("""
        leave/take out/off on/for? the? | drop/omit/cancel on/for? the? |
        skip/exclude/except/without/avoid it/this/that/the? workflow/run/runs? on/for? the? | not on the? | don't/never run/do/start/execute/send/post it/this/anything? on the? | do not run/do/start it/this? on the? | it/this/the should/must not run on | on |
        except/but not? on/for? the? | no runs? on the? | stop/keep/prevent it/this/that/the? workflow? from running/starting/posting/sending/checking/executing on/at/over? the? | pause/stop/rest it/this/that? on/at/over the?
        """);

    // "On weekends skip it", "not on fridays", "except on sundays"
    private bool NotThen(Phrase order)
    {
        if (NotOn.In(order) is not var (at, end) || at > 3 || end >= order.Count || order.Low(at) == "on" && !order.Has("skip", "don't", "not", "never", "nothing", "pause", "stop", "leave", "no", "off")) return false;
        var off = new SortedSet<int>();
        for (var i = end; i < order.Count; i++)
        {
            var day = Array.FindIndex(Timetable.Days, d => order.Low(i).TrimEnd('s') == d);
            if (day >= 0) off.Add(day);
            else if (order.Low(i) is "weekend" or "weekends") off.UnionWith([0, 6]);
            else if (order.Low(i) is "weekdays" or "workdays") off.UnionWith([1, 2, 3, 4, 5]);
            else if (order[i].IsWord && order.Low(i) is not ("and" or "or" or "skip" or "it" or "do" or "don't" or "not" or "run" or "the" or "nothing" or "please" or "this" or "that" or "everything" or "runs" or "should" or "must" or "be" or "happen" or "on" or "never" or "at" or "all" or "pause" or "stop" or "leave" or "out" or "off" or "workflow" or "stay" or "no")) return false;
        }

        if (off.Count is 0 or 7) return false;
        var clocks = (Draft.Root["triggers"] as JsonArray ?? []).OfType<JsonObject>().Where(t => Draft.Text(t["cron"])?.Split(' ').Length == 5).ToList();
        if (clocks.Count == 0) return Cannot("Nothing starts it by a clock yet, so there is no day to leave out: say for example \"run it every weekday at 9\".");
        List<int> On(JsonObject clock) => [.. Enumerable.Range(0, 7).Where(d => Draft.Text(clock["cron"])!.Split(' ')[4] is var week && (week == "*" || In(week, d)) && !off.Contains(d))];
        if (clocks.TrueForAll(c => On(c).Count == 0)) return Cannot("Then it would never run: say on which days it should.");
        foreach (var clock in clocks)
            if (On(clock) is { Count: > 0 } on) clock["cron"] = string.Join(' ', [.. Draft.Text(clock["cron"])!.Split(' ').SkipLast(1), WeekOf(on)]);
            else ((JsonArray)Draft.Root["triggers"]!).Remove(clock);
        return Did($"trigger cron: {string.Join(", ", clocks.Where(c => c.Parent is not null).Select(c => Draft.Text(c["cron"])))}");
    }

    // Days as a cron line says them.
    private static string WeekOf(List<int> days) => days.Count == 7 ? "*" : days is [1, 2, 3, 4, 5] ? "1-5" : string.Join(',', days);

    private static bool In(string field, int day) => field.Split(',').Any(p => p.Split('-') is [var a, var b] ? int.TryParse(a, out var from) && int.TryParse(b, out var to) && day >= from && day <= to : int.TryParse(p, out var one) && one % 7 == day);

    private static readonly (string Key, string[] Values)[] Enums =
    [
        ("algorithm", ["weak-md5", "weak-sha1", "sha256", "sha384", "sha512"]),
        ("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]),
        ("by", ["line", "sentence", "paragraph", "size"]),
        ("language", ["python", "javascript"]),
    ];

    // "md5 instead", "use PUT", "sha512 please"
    private bool OneOf(Phrase order)
    {
        if (order.Count > 9 || order.HasLiterals && !order.Any(t => t.IsLiteral("name"))) return false;
        var isInstead = order.Has("instead", "rather", "use", "make", "change", "switch", "set", "take", "with", "better", "prefer") || order.Count <= 2;
        if (!isInstead || order.Low(0) is "add" or "hash" or "then" or "call") return false;
        foreach (var (key, values) in Enums)
            for (var i = 0; i < order.Count; i++)
            {
                var text = literals.Unmask(order[i].Text).Replace("-", "", StringComparison.Ordinal);
                if (order.Low(i) == "sha" && i + 1 < order.Count) text = $"sha{order[i + 1].Text.TrimStart('-')}";
                if (Array.Find(values, v => string.Equals(v.Replace("weak-", "", StringComparison.Ordinal), text, StringComparison.OrdinalIgnoreCase)) is not { } value || i > 0 && order.Low(i - 1) is "not" or "of") continue;
                var found = Draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && (Draft.Text(with[key]) is { } was && Array.Exists(values, v => string.Equals(v, was, StringComparison.OrdinalIgnoreCase)) || key == "algorithm" && Uses(n.Key).Contains("hash") || key == "method" && Uses(n.Key).Contains("http.request"))).Select(n => n.Key).ToList();
                if (key == "language" && Draft.Nodes.LastOrDefault(n => n.Value?["code"] is JsonObject) is { Key: { } code, Value: { } body } && Draft.Text(body["code"]!["language"]) != value)
                {
                    var mark = value == "python" ? "#" : "//";
                    (body["code"]!["language"], body["code"]!["source"]) = (value, value == "python" ? $"{mark} write here what it should do\ndef main(inputs):\n    return inputs" : $"{mark} write here what it should do\nfunction main(inputs) {{\n  return inputs;\n}}");
                    Remarks.Add("The code has to be written anew in that language: I put a frame there.");
                    return Did($"'{code}' runs {value}");
                }

                if (found.Count == 0) continue;
                foreach (var node in found) Draft.Nodes[node]!["with"]![key] = value;
                return Did($"{Listed(found)}: {key} {value}");
            }

        return false;
    }

    private static readonly Form Cap = new("limit/cap/keep/restrict/hold/set/raise/lower/increase/reduce/change the/it/this/everything/a? whole/entire/total/overall? thing/run/workflow/cost/costs/budget/price/spending/limit/it? | don't/never spend | do not spend | spend");

    // "Limit the whole thing to $1"
    private bool Capped(Phrase order)
    {
        if (!Cap.Opens(order, out var lead) || order.Count - lead > 6 || order.Has("day", "month", "daily", "monthly", "week", "row", "order", "orders", "threshold")) return false;
        for (var i = lead; i < order.Count; i++)
            if (order[i].Text[0] is '$' or '€' && order[i].Text.Length > 1 && Amounts.Of(order[i].Text[1..]) is { } most && most > 0)
            {
                if (order.Low(0) is "raise" or "lower" or "increase" or "reduce" or "change" or "set" && !order.To(lead).Has("cost", "costs", "budget", "price", "spending")) return false;
                Draft.Section("limits")["cost"] = $"${Amounts.Plain(most)}";
                return Did($"limit cost: ${Amounts.Plain(most)}");
            }

        return false;
    }

    private static readonly Form Hitting = new("top/first/best/last/latest # *? | pick/take/keep/use/choose/select/show only/just # | # results/result/hits/matches/links/pages/sources/articles/headlines/stories/entries/items/papers/posts");

    // "Top 10 please", "only the first 3", "5 results are enough"
    private bool Hits(Phrase order)
    {
        if (order.Low(0) is "then" or "and" or "if" or "for" or "run" or "send" or "post" or "email" or "save" or "add" or "summarise" or "summarize" or "translate" or "write" or "mail" || order.HasLiterals || Hitting.In(order) is not var (at, end) || order.Has("tries", "times", "attempts", "words", "sentences", "retries", "time", "once", "parallel", "steps", "step")) return false;
        var number = Enumerable.Range(at, end - at).Select(i => Lexicon.IsNumber(order[i]) ? Amounts.Whole(order[i].Text) : null).FirstOrDefault(n => n is not null);
        if (number is not { } many) return false;
        if (order.Low(at) is "top" or "first" or "best" or "last" or "latest" && _graph.ReplaceCount(many) > 0) return Did($"the {order.Low(at)} {many}");
        var found = Draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && (with.ContainsKey("count") || with.ContainsKey("limit") || Uses(n.Key).Contains("web.search") || Uses(n.Key).Contains("memory.search") || Uses(n.Key).Contains("search"))).ToList();
        foreach (var (_, node) in found) node!["with"]![node["with"]!["limit"] is not null ? "limit" : "count"] = many;
        if (found.Count == 0 && order.Low(0) is "search") return Cannot("An agent that searches by itself decides how many results it takes: say for example \"add a step that searches the web for …, 5 results\".");
        return found.Count > 0 && Did($"{Listed([.. found.Select(f => f.Key)])}: {many} results");
    }
}
