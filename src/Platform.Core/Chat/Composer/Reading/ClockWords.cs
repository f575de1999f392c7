using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Times of day in words, as times in digits: "half past seven" is "7:30", "at seven in the morning" is "at 7 am".</summary>
internal static partial class ClockWords
{
    private static readonly Form Half = new("half past #");
    private static readonly Form Quarter = new("a? quarter past/to #");
    private static readonly Form Plain = new("at # o'clock | at # sharp | at # in the morning/afternoon/evening | at # am/pm");

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static string InDigits(string text)
    {
        text = Spoken().Replace(Money(Ranges(text)), m => $"{m.Groups[1].Value} {(m.Groups[2].Value[0] is 'm' or 'M' ? "am" : "pm")}");
        if (!text.Contains("past", StringComparison.OrdinalIgnoreCase) && !text.Contains("quarter", StringComparison.OrdinalIgnoreCase) && !text.Contains("at ", StringComparison.OrdinalIgnoreCase)) return text;
        var phrase = Phrase.Of(text);
        for (var i = 0; i < phrase.Count; i++)
        {
            if (Half.At(phrase, i) is > 0 and var half && Hour(phrase.Low(half - 1)) is { } hour) return InDigits($"{phrase.To(i).Text} {hour}:30 {phrase.From(half).Text}".Trim());
            if (Quarter.At(phrase, i) is > 0 and var quarter && Hour(phrase.Low(quarter - 1)) is { } full) return InDigits($"{phrase.To(i).Text} {(phrase.Low(quarter - 2) == "to" ? $"{full - 1}:45" : $"{full}:15")} {phrase.From(quarter).Text}".Trim());
            if (Plain.At(phrase, i) is not (> 0 and var end) || Hour(phrase.Low(i + 1)) is not { } at || phrase.Low(i + 2) is not ("o'clock" or "sharp" or "in" or "am" or "pm")) continue;
            var isLate = phrase.Low(end - 1) is "afternoon" or "evening" or "pm";
            var made = $"{phrase.To(i).Text} at {at} {(isLate ? "pm" : "am")} {phrase.From(end).Text}".Trim();
            if (phrase.Low(i + 2) is "o'clock" or "sharp") made = $"{phrase.To(i).Text} at {at}:00 {phrase.From(end).Text}".Trim();
            if (phrase.Low(i + 1) != at.ToString(System.Globalization.CultureInfo.InvariantCulture) || phrase.Low(i + 2) is "in" or "sharp") return made;
        }

        return text;
    }

    // "6:30 in the morning"
    [GeneratedRegex(@"\b((?:0?[1-9]|1[0-2])(?:[:.][0-5]\d)?) in the (morning|afternoon|evening)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Spoken();

    private static readonly Form Coins = new("one/two/three/four/five/six/seven/eight/nine/ten/twenty/fifty/hundred/a dollar/dollars/euro/euros/buck/bucks | fifty/twenty/ten/thirty/forty/sixty cents");

    private static string Money(string text)
    {
        var phrase = Phrase.Of(text);
        if (Coins.In(phrase) is not var (at, end) || Amounts.Of(phrase.Low(at)) is not { } amount) return text;
        return $"{phrase.To(at).Text} {(phrase.Low(end - 1) == "cents" ? $"{Amounts.Plain(amount)} cents" : $"${Amounts.Plain(amount)}")}{phrase.Tail(end)}".Trim();
    }

    private static readonly Form Range = new("on/from? monday/tuesday/wednesday/thursday/friday/saturday/sunday/mon/tue/wed/thu/fri/sat/sun/mondays/tuesdays/wednesdays/thursdays to/through/till/until/-/– tuesday/wednesday/thursday/friday/saturday/sunday/tue/wed/thu/fri/sat/sun/fridays/saturdays/sundays/thursdays");

    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    // "From Monday to Friday" is "on weekdays", "Tuesday to Thursday" names the days.
    private static string Ranges(string text)
    {
        if (!text.Contains("day", StringComparison.OrdinalIgnoreCase) && !text.Contains("mon", StringComparison.OrdinalIgnoreCase)) return text;
        var phrase = Phrase.Of(text);
        if (Range.In(phrase) is not var (at, end)) return text;
        var first = Array.FindIndex(Days, d => d.StartsWith(phrase.Low(end - 3)[..3], StringComparison.OrdinalIgnoreCase));
        var last = Array.FindIndex(Days, d => d.StartsWith(phrase.Low(end - 1)[..3], StringComparison.OrdinalIgnoreCase));
        if (first < 0 || last <= first) return text;
        var days = (first, last) is (0, 4) ? "weekdays" : string.Join(", ", Days[first..last]) + $" and {Days[last]}";
        return $"{phrase.To(at).Text} on {days} {phrase.From(end).Text}".Trim();
    }

    private static int? Hour(string word) => Array.IndexOf(Numbers, word) is > 0 and var named ? named : int.TryParse(word, out var number) && number is > 0 and < 13 ? number : null;
}
