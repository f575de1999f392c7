using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>A later turn said the way its rules know it: "it should be Tom who approves" is "Tom should approve". A pure rewriting of words.</summary>
internal static class Recast
{
    private static readonly Form Cleft = new("it should/must/shall be | it has/needs/ought to be | let it be");

    private static readonly Form HalfHour = new("half an hour | a half hour");

    // What is to happen when the time that somebody was given is over belongs to what was said of it.
    private static readonly Form AfterIt = new("./; and? after that/this ,? | ./; afterwards ,?");

    // "He has 2 days, then ask Eva": what is done then is done when he was silent, and not when he said yes.
    private static readonly Form ThenOnly = new(",/./; and? then ,? | and then ,?");

    private static readonly Form HasTime = new("has/have/gets/get/got | give him/her/them | must/should/can/may answer/decide/respond/reply/react");

    private static readonly Form TimeFor = new("give/gives/gets/get/has/have/got/needs/must/should/allow");

    private static readonly Form UntilTomorrow = new("has/have/gets/get until/till tomorrow/overnight | until/till tomorrow to answer/decide/respond/reply");

    private static readonly Form Remind = new("remind/nudge/chase/ping the/my/our? * after #/a/an * | remind/nudge/chase/ping the/my/our? * * after #/a/an *");

    private static readonly Form WorkDays = new("on/every/only working/business/work days");

    // "Write to a.txt": what is there.
    private static readonly Form ToFile = new("write/put/store/dump/export to/into/in a/the? file? @file");

    private static readonly Form DontLet = new("don't/never let | do not let");

    private static readonly Form Longer = new("take/run/work/think/need/wait more/longer than | take/run/work/need over");

    private static readonly Form Copied = new("copy in? @mail | put/keep @mail on/in copy");

    private static readonly Form OnlyBeside = new("only after/before/behind the/its/their");

    // "Nobody replied? Then mail Bo": what nobody does is a condition.
    private static readonly Form Nobody = new("nobody/noone * | no one * | no answer/reply/response/reaction | still nothing");

    private static readonly Form Allow = new("allow/permit/enable");

    // "Have the workflow x run before the mail": run it.
    private static readonly Form ChildRuns = new("have/let/make/get the/my/our workflow * run/called/executed/started");

    private static readonly Form LetKnow = new("let the/our/my/your *");

    private static readonly Form WrongOne = new("wrong person/approver/reviewer/one/man/woman/guy ,/-/: it's/it is/should/must? be?");

    // "Only if it is urgent, otherwise stop": that it stops otherwise is what "only" says.
    private static readonly Form ElseStop = new("./;/, otherwise/else just/simply? stop/end/finish/quit/nothing it/here/there? | ./;/, otherwise/else just/simply? do nothing");

    private static readonly Form PutBack = new("put/bring/add the/a/an/that *");

    private static readonly Form OfficeHours = new("during the? office/business/working/opening/school hours");

    private static readonly Form Rather = new("i'd rather/prefer to? have/get/see/receive/find? it/this/that | i would rather/prefer/like to? have/get/see/receive/find? it/this/that | i prefer to? have/get/see? it/this/that");

    // "I'd rather have it in a file a.md": there instead of where it goes.
    private static string? Elsewhere(Phrase phrase)
    {
        if (!Rather.Opens(phrase, out var end) || !phrase.Has("rather", "prefer") || phrase.Find(end, "if", "when", "and", "than", "instead") > 0) return null;
        var said = phrase.From(end).Trimmed();
        if (said.Count is 0 or > 6 || said[said.Count - 1] is not { Kind: TokenKind.Literal } place) return null;
        return place.IsLiteral("file") ? $"save it to {place.Text} instead" : place.IsLiteral("channel") ? $"post it to {place.Text} instead" : place.IsLiteral("mail") ? $"mail it to {place.Text} instead" : null;
    }

    public static string Of(string text)
    {
        if (Elsewhere(Phrase.Of(text).Trimmed()) is { } elsewhere) return elsewhere;
        text = ShortTurns.Of(text);
        var phrase = Phrase.Of(text);
        for (var i = 0; i < phrase.Count; i++)
            if (HalfHour.At(phrase, i) is > 0 and var half) phrase = Put(phrase, i, half, "30 minutes");
            else if ((i == 0 || phrase.Low(i - 1) is "and" or "," or "also" or "please") && Copied.At(phrase, i) is > 0 and var copied) phrase = Put(phrase, i, copied, $"cc {phrase.Part(i, copied).Tokens.First(t => t.IsLiteral("mail")).Text}");
            else if (i > 0 && phrase.Low(i) == "it's" && phrase.Low(i - 1) is "before" or "after" or "once" && Lexicon.FormOf(phrase.Low(i + 1)) == VerbForm.Past) phrase = Put(phrase, i, i + 1, "it is");
            else if ((i == 0 || phrase.Low(i - 1) is "and" or "," or "also" or "please" or "then" or ".") && ToFile.At(phrase, i) is > 0 and var file) phrase = Put(phrase, i, file, $"save it {phrase.Part(i + 1, file).Text}");
            else if (WorkDays.At(phrase, i) is > 0 and var work) phrase = Put(phrase, i + 1, work, "weekdays");
            else if (DontLet.At(phrase, i) is > 0 and var let && Longer.In(phrase, let) is var (takes, longer) && takes > let && takes < let + 5 && phrase.Low(let) is not "it") phrase = Phrase.Of($"{phrase.To(i).Text} {phrase.Part(let, takes).Text} has at most {phrase.From(longer).Text}".Trim());
            else if (i == 0 && Remind.At(phrase, 0) is > 0 and var remind && remind == phrase.Trimmed().Count && phrase.Find(1, "after") is var late && Amounts.Duration(phrase.From(late).Text) is not null) phrase = Phrase.Of($"if {phrase.Part(1, late).Text} does not answer within {phrase.From(late + 1).Text}, {phrase.To(late).Text}");
            else if (i > 1 && OnlyBeside.At(phrase, i) is > 0 && phrase.Low(0) is "do" or "run" or "start" or "make") phrase = phrase.Without(i, i + 1);
            else if (i == 0 && Nobody.Opens(phrase, out _) && phrase.Find(1, "?") is > 1 and < 9 and var asked && asked + 1 < phrase.Count) phrase = Phrase.Of($"if {phrase.To(asked).Text}, {phrase.From(asked + (phrase.Low(asked + 1) == "then" ? 2 : 1)).Text}");
            else if (ChildRuns.At(phrase, i) is > 0 and var child) phrase = Put(phrase, i, child, $"run {phrase.Part(i + 1, child - 1).Text}");
            else if (i == 0 && Allow.Opens(phrase, out _) && phrase.Find(2, "to") is > 1 and < 6 and var may && Lexicon.FormOf(phrase.Low(may + 1)) is VerbForm.Plain) phrase = Phrase.Of($"let {phrase.Part(1, may).Text} {phrase.From(may + 1).Text}");
            else if (LetKnow.At(phrase, i) > 0 && phrase.Find(i + 2, "know") is > 0 and var know && know - i < 6 && phrase.Low(know + 1) is "by" or "via" or "on" or "in" or "at" or "through") phrase = Put(phrase, i, know + 1, $"tell {phrase.Part(i + 1, know).Text}");
            else if (i == 0 && WrongOne.Opens(phrase, out var wrong) && wrong < phrase.Count && phrase.Count - wrong < 4) phrase = Phrase.Of($"ask {phrase.From(wrong).Trimmed().Text} instead");
            else if (ElseStop.At(phrase, i) is > 0 and var stop && stop >= phrase.Count - 1 && phrase.To(i).Has("only")) phrase = phrase.To(i);
            else if (i == 0 && PutBack.Opens(phrase, out _) && phrase.Find(3, "back") is > 2 and < 7 and var back && phrase.Low(back + 1) is not "to") phrase = Phrase.Of($"add {phrase.Part(1, back).Text} {phrase.From(back + (phrase.Low(back + 1) == "in" && phrase.Low(back + 2) is not "between" ? 2 : 1)).Text}".Trim());
            else if (OfficeHours.At(phrase, i) is > 0 and var office) phrase = Put(phrase, i, office, phrase.From(office).Has("from", "between") ? "" : "from 9 to 17");
            else if (UntilTomorrow.At(phrase, i) is > 0 and var until) phrase = Put(phrase, i, until, phrase.Low(i) is "until" or "till" ? $"1 day to {phrase.Low(until - 1)}" : $"{phrase[i].Text} 1 day");
            else if (Cleft.At(phrase, i) is > 0 and var be && Who(phrase, be) is { } plain) phrase = Put(phrase, i, plain.End, plain.Said);
            else if (ThenOnly.At(phrase, i) is > 0 and var then && then < phrase.Count && HasTime.In(phrase.From(phrase.To(i).FindLast(".", ";") + 1)) is var (has, _) && has < 5 && IsTimeGiven(phrase.To(i))) phrase = Put(phrase, i, then, ", after that");
            else if (AfterIt.At(phrase, i) is > 0 and var after && after < phrase.Count && IsTimeGiven(phrase.To(i))) phrase = Put(phrase, i, after, ", after that");
        return phrase.Low(0) is "only" or "just" && phrase.Low(1) is "if" or "when" && phrase.Find(2, ",", "then", ".", ";", "otherwise") < 0 ? $"do that {phrase.Text}" : phrase.Text; // "only if it is urgent"
    }

    // "… Tom who approves": Tom should approve.
    private static (string Said, int End)? Who(Phrase phrase, int from)
    {
        var who = phrase.Find(from, "who", "that", "which");
        if (who <= from || who > from + 4 || Lexicon.Lemma(phrase.Low(who + 1)) is not { } verb) return null;
        return ($"{phrase.Part(from, who).Text} should {verb}", who + 2);
    }

    private static bool IsTimeGiven(Phrase before)
    {
        var from = before.FindLast(".", ";") + 1;
        return before.From(from) is var last && TimeFor.In(last) is not null && last.Count < 14 && Amounts.Duration(last.Text) is not null;
    }

    private static Phrase Put(Phrase phrase, int from, int to, string words)
    {
        var before = phrase.To(from).Text;
        return Phrase.Of($"{before}{(before.Length == 0 || words.Length == 0 || words[0] == ',' ? "" : " ")}{words}{phrase.Tail(to)}".Trim());
    }
}
