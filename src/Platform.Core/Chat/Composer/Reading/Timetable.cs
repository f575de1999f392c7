using System.Globalization;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>
/// Times as they stand in a calendar, in the words that the schedule reads: "Fridays 16:30: …" is "every friday at 16:30, …", "first of the month -> …" is
/// "on the 1st of the month at 9:00, …".
/// </summary>
internal static class Timetable
{
    /// <summary>As a cron line numbers them, Sunday first.</summary>
    public static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly HashSet<string> Between = ["every", "each", "on", "at", "the", "of", "in", "and", "around", "@", "&", "/", ",", "+", "|", "(", "day", "days", "a", "from", "once", "working", "business"];

    private static readonly HashSet<string> Heads = [":", "->", "=>", "→", ",", "-", "–", "—", "|", "➡"];

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["daily"] = "day",
        ["everyday"] = "day",
        ["day"] = "day",
        ["days"] = "day",
        ["hourly"] = "hour",
        ["hour"] = "hour",
        ["nightly"] = "night",
        ["weekly"] = "week",
        ["week"] = "week",
        ["monthly"] = "month",
        ["quarterly"] = "quarter",
        ["month"] = "month",
        ["weekday"] = "weekday",
        ["weekdays"] = "weekday",
        ["workday"] = "weekday",
        ["workdays"] = "weekday",
        ["weekend"] = "weekend",
        ["weekends"] = "weekend",
    };

    private static readonly HashSet<string> Parts = ["morning", "afternoon", "evening", "night", "noon", "midday", "midnight"];

    /// <summary>A sentence whose time stands at its head or its end, with the time in plain words; any other as it is.</summary>
    /// <param name="read">Takes the words of the time as they were.</param>
    public static string Spelt(string sentence, ICollection<string> read)
    {
        var phrase = Phrase.Of(sentence);
        if (Run.At(phrase, 0) is { } head)
        {
            read.Add(phrase.To(head.End).Text);
            if (head.End == phrase.Count) return head.Said;
            var isMarked = Heads.Contains(phrase[head.End].Text);
            if (isMarked && (phrase[head.End].Text != "," || !head.IsSpelt) || !head.IsSpelt && (Lexicon.OrderAt(phrase, head.End, isFirst: true) == head.End || Lexicon.FormOf(phrase.Low(head.End)) == VerbForm.Third))
                return $"{head.Said}, {phrase.From(isMarked ? head.End + 1 : head.End).Text}";
        }

        for (var i = 1; i < phrase.Count; i++)
        {
            if (Lexicon.IsPreposition(phrase.Low(i - 1)) || phrase[i - 1].IsWord && Between.Contains(phrase.Low(i - 1)) || phrase.Low(i - 1) is "except" or "but" or "not" or "no" or "never" or "only" or "last" or "next") continue; // "except Sundays"
            if (Run.At(phrase, i) is { IsSpelt: true, End: var spelt })
            {
                i = Math.Max(i, spelt - 1); // it is one time, and read as it stands
                continue;
            }

            if (Run.At(phrase, i) is not { } tail || !tail.IsSure && phrase[i - 1].Kind != TokenKind.Mark || tail.End < phrase.Count && !(phrase[tail.End].Text == ")" && tail.End + 1 == phrase.Count)) continue;
            read.Add(phrase.From(i).Text);
            var before = phrase.To(i);
            while (before.Count > 0 && before[before.Count - 1].Text is "," or "(" or "-" or "–" or "—" or "|" or "@") before = before.To(before.Count - 1);
            return Preface.IsRest(before.Text) ? tail.Said : $"{before.Text} {tail.Said}"; // "Runs Mon-Fri 8:00"
        }

        return sentence;
    }

    /// <summary>What is said of a time by the words that stand together.</summary>
    private sealed class Run
    {
        private readonly SortedSet<int> _days = [];
        private int? _date;
        private string? _unit;
        private string? _part;
        private (int Hour, int Minute)? _clock;
        private string? _step;
        private bool _isShort;
        private bool _isTold;
        private bool _isExact;
        private bool _isAt;
        private bool _isRange;

        /// <summary>Behind its last word.</summary>
        public int End { get; private set; }

        /// <summary>It stands there as the schedule reads it.</summary>
        public bool IsSpelt { get; private set; }

        /// <summary>It speaks of a time wherever it stands: "Mondays", "daily 7am".</summary>
        public bool IsSure => _days.Count > 0 && !_isShort && _isTold || _unit is not null && _clock is not null || _date is not null || _isRange || _step is not null;

        public string Said
        {
            get
            {
                var at = _clock is var (hour, minute) ? $" at {hour.ToString(CultureInfo.InvariantCulture)}:{minute:00}" : _part is { } part && _date is null ? $" {part}" : "";
                if (_step is { } step) return $"every {step}{at}";
                if (_date is { } date) return $"on the {(date == 28 ? "last day" : $"{date}th")} of the month{at}";
                if (_days.Count > 0) return $"every {string.Join(" and ", _days.Select(d => Days[d]))}{at}";
                if (at.Length > 0 && _clock is null && _unit is null or "day") return $"every{at}";
                return $"every {_unit ?? "day"}{at}";
            }
        }

        public static Run? At(Phrase phrase, int at)
        {
            var run = new Run();
            var i = at;
            while (i < phrase.Count && run.Word(phrase, i, at) is > 0 and var next)
            {
                if (next > i + 1 || !Between.Contains(phrase.Low(i))) run.End = next;
                i = next;
            }

            if (run._part is "noon" or "midday" && run._clock is null) run._clock = (12, 0);
            if (run._part is "midnight" && run._clock is null) run._clock = (0, 0);
            run.Settle();
            if (run.End <= at || run._isShort && run._clock is null && !run._isRange && run._days.Count < 2) return null;
            var isHeaded = run.End < phrase.Count && phrase[run.End].Text is ":" or "->" or "=>" or "→" && at == 0;
            if (run._days.Count == 0 && run._date is null && run._unit is null && run._step is null && !(run._clock is not null && isHeaded) && !(run._part is not null && phrase.Low(at) is "every" or "each")) return null;
            if (run._unit is "hour" && run._clock is not null || run._unit is "day" or "hour" or "week" or "month" && run._date is null && run._days.Count == 0 && Lexicon.IsDeterminer(phrase.Low(at)) && phrase.Low(at) is not ("every" or "each")) return null;
            run.IsSpelt = !(run._part is not null && run._clock is not null) && run._step is null && (run._clock is null || run._isAt) && phrase.Low(at) is "every" or "each" or "on" or "once" && !run._isShort && (run._date is null || phrase.Low(at) == "on");
            return run;
        }

        // What one word adds; where the next begins, 0 when it speaks of no time.
        private int Word(Phrase phrase, int at, int from)
        {
            var low = phrase.Low(at);
            if (low.Contains('-', StringComparison.Ordinal) && low.Split('-') is [var first, var last] && Day(first) is { } since && Day(last) is { } till) return Span(since, till, at + 1);
            if (Day(low) is { } day)
            {
                if (low == "sun" && phrase.Low(at - 1) == "the") return 0;
                _isTold |= low.EndsWith("days", StringComparison.Ordinal) || phrase.Low(at - 1) is "every" or "each" or "on";
                _isShort |= !low.Contains("day", StringComparison.Ordinal);
                if (phrase.Low(at + 1) is "-" or "–" or "to" or "till" or "through" or "until" && Day(phrase.Low(at + 2)) is { } end) return Span(day, end, at + 3);
                _days.Add(day);
                return at + 1;
            }

            if (Date(phrase, at) is > 0 and var dated) return dated;
            if (Step(phrase, at) is > 0 and var stepped) return stepped;
            if (Parts.Contains(Words.Singular(low)))
            {
                _part = Words.Singular(low);
                return at + 1;
            }

            if (Units.TryGetValue(low, out var unit) && (low.EndsWith("ly", StringComparison.Ordinal) || low.Contains("week", StringComparison.Ordinal) && low != "week" || low == "everyday" || phrase.Low(at - 1) is "every" or "each" || low is "days" or "day" && phrase.Low(at - 1) is "working" or "business"))
            {
                if (_unit is null or "day" or "week") _unit = phrase.Low(at - 1) is "working" or "business" ? "weekday" : unit;
                return at + 1;
            }

            if (_clock is null && Clock(phrase, at) is > 0 and var timed) return timed;
            return Between.Contains(low) && at + 1 < phrase.Count && (at > from ? low != "from" || Day(phrase.Low(at + 1)) is not null : low is "every" or "each" or "on" or "at" or "once" or "the" || low == "from" && Day(phrase.Low(at + 1)) is not null) ? at + 1 : 0;
        }

        private static int? Day(string word)
        {
            var day = Array.FindIndex(Days, d => d == Words.Singular(word) || word.Length is 3 or 4 or 5 && d.StartsWith(word.TrimEnd('.', 's'), StringComparison.Ordinal) && word is "mon" or "tue" or "tues" or "wed" or "weds" or "thu" or "thur" or "thurs" or "fri" or "sat" or "sun");
            return day < 0 ? null : day;
        }

        private int Span(int first, int last, int end)
        {
            for (var d = first; ; d = (d + 1) % 7)
            {
                _days.Add(d);
                if (d == last) break;
            }

            _isRange = true;
            return end;
        }

        // "the first of the month", "1st of each month", "every 15th"
        private int Date(Phrase phrase, int at)
        {
            var low = phrase.Low(at);
            var date = low switch { "first" => 1, "last" => 28, _ => low.Length > 2 && low[^2..] is "st" or "nd" or "rd" or "th" && int.TryParse(low[..^2], out var said) && said is > 0 and < 32 ? said : 0 };
            if (date == 0) return 0;
            var i = phrase.Low(at + 1) == "day" ? at + 2 : at + 1;
            if (phrase.Low(i) is "of" or "in")
            {
                i++;
                while (phrase.Low(i) is "the" or "each" or "every" or "a") i++;
                if (phrase.Low(i) is not ("month" or "months")) return 0;
                i++;
            }
            else if (low is "first" or "last" || phrase.Low(at - 1) is not ("every" or "each" or "the")) return 0;
            _date = date;
            return i;
        }

        // "every 15m", "every 2h", "every other day"
        private int Step(Phrase phrase, int at)
        {
            if (phrase.Low(at - 1) is not ("every" or "each")) return 0;
            if (phrase.Low(at) is "other" or "second" && phrase.Low(at + 1) == "day") _step = "2 days";
            else if (phrase[at].Kind == TokenKind.Number && phrase.Low(at).TrimEnd('m', 'h', 'r') is var count && count.All(char.IsAsciiDigit))
            {
                var isJoined = count.Length < phrase.Low(at).Length;
                var unit = isJoined ? phrase.Low(at)[count.Length..] : phrase.Low(at + 1);
                _step = unit is "m" or "mn" or "min" or "mins" ? $"{count} minutes" : unit is "h" or "hr" or "hrs" ? $"{count} hours" : null;
                return _step is null ? 0 : isJoined ? at + 1 : at + 2;
            }

            return _step is null ? 0 : at + 2;
        }

        // "16:30", "7am", "7 am", "at 9"
        private int Clock(Phrase phrase, int at)
        {
            if (phrase[at].Kind != TokenKind.Number) return 0;
            var end = phrase.Low(at + 1) is "am" or "pm" or "o'clock" or "h" or "hrs" ? at + 2 : at + 1;
            var text = phrase.Part(at, end).Text;
            var isWhole = text.Any(c => c is ':' or '.' || char.IsLetter(c));
            var isSaid = phrase.Low(at - 1) is "at" or "@" or "around" || at > 0 && (end == phrase.Count || Heads.Contains(phrase[end].Text) || phrase[end].Text == ")");
            if (!isWhole && !isSaid || text.Any(char.IsLetter) && !(text.EndsWith("am", StringComparison.OrdinalIgnoreCase) || text.EndsWith("pm", StringComparison.OrdinalIgnoreCase) || text.EndsWith('h') || text.EndsWith("o'clock", StringComparison.OrdinalIgnoreCase) || text.EndsWith("hrs", StringComparison.OrdinalIgnoreCase))) return 0;
            if (text.Any(c => !char.IsAsciiDigit(c) && !char.IsLetter(c) && c is not (':' or '.' or ' ' or '\'')) || Schedule.Clock(text) is not { } clock) return 0;
            _clock = clock;
            _isAt = phrase.Low(at - 1) is "at" or "@" or "around";
            _isExact = text.Any(char.IsLetter) || clock.Hour == 0;
            return end;
        }

        // "evening at 6" is 18:00
        private void Settle()
        {
            if (_clock is not var (hour, minute) || _isExact || hour >= 12) return;
            if (_part is "evening" or "afternoon" || _part is "night" && hour > 6) _clock = (hour + 12, minute);
        }
    }
}
