using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What becomes of a thing that is so, said as if there were many, where no list and no categories are.</summary>
internal sealed partial class StatementReader
{
    // "…, valid ones are saved to memory while invalid ones go to Ann": an agent looked at it, and it is one or the other.
    private bool OnesOf(Phrase phrase, List<PlanItem> into)
    {
        if (_labels.Count > 0 || Listed(into) is not null || !Before(into).Any(IsWriting) || OfMany.At(phrase, 0) is not var (how, at)) return false;
        var ways = new List<(string How, Phrase Then)>();
        for (var i = at + 1; i <= phrase.Count; i++)
        {
            var next = i;
            while (next < phrase.Count && (phrase[next].Text is "," or ";" || phrase.Low(next) is "and" or "while" or "but" or "whereas")) next++;
            if (i < phrase.Count && (next == i || OfMany.At(phrase, next) is null && ElseLead.At(phrase, next) is not > 0)) continue;
            ways.Add((how, phrase.Part(at, i).Trimmed()));
            if (i == phrase.Count) break;
            (how, at) = OfMany.At(phrase, next) is var (other, then) ? (other, then) : ("", ElseLead.At(phrase, next));
            if (ways.Count == 1 && OfMany.IsOpposite(ways[0].How, how)) how = "";
            i = at;
        }

        foreach (var (quality, then) in ways)
        {
            if (quality.Length == 0)
            {
                if (!Else(Phrase.Of($"otherwise {LabelBody(then).Text}"), into)) Missed(then);
                continue;
            }

            var said = Phrase.Of($"it is {quality}");
            var condition = So(said, into) ?? Condition(said, into);
            if (condition.Test == Test.Judge && Settled(said, into) is { } question) condition = condition with { Said = question };
            if (Items(LabelBody(then), into) is { Count: > 0 } items) AddCase(into, condition, items);
            else Missed($"{quality}: {then.Text}");
        }

        return true;
    }
}
