using System.Collections.Concurrent;
using Platform.Core.Expressions;

namespace Platform.Core.Runs;

/// <summary>Whether an event is the one that a wait is for. Pure; what the condition reads stands in the wait.</summary>
internal static class EventMatch
{
    private const int MostKnown = 1_000;

    private static readonly ConcurrentDictionary<string, CelExpression> Known = new(StringComparer.Ordinal);

    /// <param name="asked"><c>{name, match, reads}</c>; without <c>match</c> every event of the name fits.</param>
    public static bool Fits(CelMap asked, CelValue told)
    {
        if (!asked.TryGet("match", out var match) || match is not CelString text) return true;
        var names = new Dictionary<string, CelValue>(StringComparer.Ordinal) { ["event"] = told };
        if (asked.TryGet("reads", out var reads) && reads is CelMap known)
            foreach (var (name, value) in known) names[name.ToText()] = value;
        try
        {
            return Compiled(text.Value)?.Evaluate(new CelScope(names)) is CelBool { Value: true };
        }
        catch (CelException)
        {
            return false; // it reads something that this event does not have
        }
    }

    private static CelExpression? Compiled(string text)
    {
        if (Known.TryGetValue(text, out var known)) return known;
        if (Known.Count >= MostKnown) Known.Clear(); // there are as many as there are nodes that wait; more means that workflows came and went
        return CelExpression.Compile(text, null).Expression is { } compiled ? Known[text] = compiled : null;
    }
}
