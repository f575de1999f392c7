using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>
/// Several hours of one schedule, and the part of the day a short rhythm keeps to: "at 6:00, 14:00 and 22:00 from Monday to Saturday", "every two hours between
/// 8 and 18". One hour is left to the schedule to read; the others join it when it stands.
/// </summary>
internal sealed partial class Hours
{
    private readonly List<(int Hour, int Minute)> _times = [];
    private (int From, int To)? _window;
    private string? _days;
    private string _first = "";
    private readonly List<string> _read = [];

    /// <summary>The sentence with one hour, or without the part of the day.</summary>
    public string Of(string sentence)
    {
        sentence = ThatIs().Replace(sentence, " at ${at}");
        if (Rhythm().IsMatch(sentence) && Window().Match(sentence) is { Success: true } window && Clock(window.Groups["a"].Value, window.Groups["half"].Value) is { } from && Clock(window.Groups["b"].Value, window.Groups["half"].Value) is { } to && from.Hour < to.Hour)
        {
            _window = (from.Hour, to.Hour);
            sentence = Without(sentence, window);
        }

        if (Rhythm().IsMatch(sentence) && OnDays().Match(sentence) is { Success: true } days)
        {
            _days = days.Groups["week"].Success ? "1-5" : days.Groups["end"].Success ? "0,6" : string.Join(',', Names().Matches(days.Value).Select(d => Array.FindIndex(Week, w => d.Value.StartsWith(w, StringComparison.OrdinalIgnoreCase))).Order());
            if (days.Groups["to"].Success && _days.Split(',') is [var first, var last]) _days = $"{first}-{last}";
            sentence = Without(sentence, days);
        }

        if (_window is not null || _days is not null) return sentence;

        if (List().Match(sentence) is not { Success: true } list || Waits().IsMatch(sentence[..list.Index])) return sentence;
        var times = list.Groups["t"].Captures.Select(c => Clock(c.Value, list.Groups["half"].Value)).OfType<(int, int)>().ToList();
        if (times.Count < 2 || times.Count < list.Groups["t"].Captures.Count) return sentence;
        _times.AddRange(times);
        _first = $"at {list.Groups["t"].Captures[0].Value.Trim()}";
        return $"{sentence[..list.Index].TrimEnd()} {_first}{sentence[(list.Index + list.Length)..]}".Trim();
    }

    /// <summary>Puts the other hours to the schedule that was read since; what is left of the sentence.</summary>
    public string Join(string rest, Plan plan, int before)
    {
        if (_times.Count == 0 && _window is null && _days is null) return rest;
        plan.Settled.AddRange(_read);
        var isRead = plan.Triggers.Count > before && plan.Triggers[^1].Kind == "cron";
        if (_times.Count == 0 && isRead && plan.Triggers[^1] is var (kind, value, zone) && value.Split(' ') is [var minute, var hour, var date, var month, var day])
        {
            if (_window is var (from, to)) hour = hour == "*" ? minute == "0" ? $"{from}-{to}" : $"{from}-{to - 1}" : hour.StartsWith("*/", StringComparison.Ordinal) ? $"{from}-{to}{hour[1..]}" : hour;
            plan.Triggers[^1] = (kind, $"{minute} {hour} {date} {month} {_days ?? day}", zone);
            return rest;
        }

        if (_times.Count == 0) return rest;
        var (tail, at) = isRead && plan.Triggers[^1] is var known && known.Value.Split(' ') is [_, _, .. var when] ? (string.Join(' ', when), known.Zone) : ("* * *", null);
        if (isRead) plan.Triggers.RemoveAt(plan.Triggers.Count - 1);
        foreach (var alike in _times.GroupBy(t => t.Minute)) plan.Triggers.Add(("cron", $"{alike.Key.ToString(CultureInfo.InvariantCulture)} {string.Join(',', alike.Select(t => t.Hour).Order().Distinct())} {tail}", at));
        return isRead ? rest : rest.Replace(_first, "", StringComparison.OrdinalIgnoreCase).Replace("  ", " ", StringComparison.Ordinal).Trim(' ', ',', ':');
    }

    private string Without(string sentence, Match said)
    {
        _read.Add(said.Value.Trim(' ', ','));
        return $"{sentence[..said.Index].TrimEnd()} {sentence[(said.Index + said.Length)..].TrimStart()}".Trim();
    }

    private static readonly string[] Week = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static (int Hour, int Minute)? Clock(string text, string half)
    {
        var said = text.Trim().ToLowerInvariant().Replace(".m.", "m", StringComparison.Ordinal);
        if (said is "noon") return (12, 0);
        if (said is "midnight") return (0, 0);
        if (Parts().Match(said) is not { Success: true } clock || !int.TryParse(clock.Groups[1].Value, out var hour) || hour > 24) return null;
        var minute = clock.Groups[2].Success ? int.Parse(clock.Groups[2].Value, CultureInfo.InvariantCulture) : 0;
        var part = clock.Groups[3].Success ? clock.Groups[3].Value : "";
        if (part == "pm" && hour < 12) hour += 12;
        else if (part == "am" && hour == 12) hour = 0;
        else if (part.Length == 0 && half.StartsWith("pm", StringComparison.OrdinalIgnoreCase) && hour < 12 && !clock.Groups[2].Success) hour += 12;
        return minute < 60 ? (hour % 24, minute) : null;
    }

    private const string One = @"\d{1,2}(?:[:.]\d\d)?(?:\s*(?:am|pm|a\.m\.|p\.m\.|o'clock))?|noon|midnight";

    [GeneratedRegex(@"(?:,? ?\b(?:run|runs|do|start|starts|execute)(?: it| this| the workflow)?,? )?\bat (?<t>" + One + @")(?:(?:, (?:and )?| and | & )(?:at )?(?<t>" + One + @")(?![\w%€$]| (?:euros?|dollars?|percent|points|items|minutes|hours|days|steps)\b))+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex List();

    [GeneratedRegex(@",? ?\(?\b(?:between|from) (?<a>" + One + @")(?: and | to | till | until | ?- ?)(?<b>\d{1,2}(?:[:.]\d\d)?\s*(?<half>am|pm)?|noon|midnight)(?: o'clock)?\)?(?=$|[\s,.:;)])(?! (?:euros?|dollars?|percent|points|items|minutes|hours|days)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Window();

    [GeneratedRegex(@"\b(?:hourly|every (?:\d+|two|three|four|five|six|ten|fifteen|twenty|thirty|other|half)? ?(?:an? )?(?:hours?|minutes?|mins?))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Rhythm();

    [GeneratedRegex(@",? ?\b(?:but )?(?:only )?(?:on |from )?(?:(?<week>weekdays|workdays|working days|business days|mon(?:day)?s?(?: to | ?- ?| through | till )fri(?:day)?s?)|(?<end>(?:the )?weekends?)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?<to> to | ?- ?| through | till )(?:mon|tues|wednes|thurs|fri|satur|sun)days?|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?(?:(?:, | and )(?:mon|tues|wednes|thurs|fri|satur|sun)days?)*)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnDays();

    [GeneratedRegex(@"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Names();

    // "At sunset, that is 20:15": the hour is said behind the word.
    [GeneratedRegex(@" at (?!\d)[a-z][a-z ]{2,20}?,? \(?(?:that is|that's|i\.e\.,?|meaning|which is|namely|=) (?:at )?(?<at>\d{1,2}[:.]\d\d(?:\s*(?:am|pm))?)\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThatIs();

    [GeneratedRegex(@"\b(?:wait|until|till|between|deadline|tomorrow|today)\b[^,;.]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Waits();

    [GeneratedRegex(@"^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?")]
    private static partial Regex Parts();
}
