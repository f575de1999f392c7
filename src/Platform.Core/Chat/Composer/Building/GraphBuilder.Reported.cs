using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Which step's result a condition speaks of: what a child workflow returned, what an agent was said to rate or to estimate.</summary>
internal sealed partial class GraphBuilder
{
    // The number that a step before was said to find out, in CEL; null when none was.
    private string? Reported(string subject)
    {
        if (subject.Length == 0 || Known().Any(v => v.IsInput && v.Noun == subject)) return null;
        var word = subject.Split('_')[^1];
        for (var i = _made.Count - 1; i >= 0; i--)
        {
            if (_made[i].Item is not Step { Skill: "score" or "work" or "agent" or "critique" or "code" or "workflow" } step) continue;
            if (step.Skill == "workflow" ? i < _made.Count - 1 : !(step.Skill == "code" && i == _made.Count - 1 && word is "total" or "sum" or "figure" or "result" or "average") && !Grammar.Phrase.Of(step.Said).Any(t => Words.Singular(t.Low) == word)) continue;
            if (step.Skill == "score") return Known().LastOrDefault(v => v.Noun == "score") is { } score ? score.Shape == Shape.Number ? score.Expression : $"double({score.Expression})" : null;
            if (_each is not null || Product(_made[i].First) is not { } made) return null;
            if (step.Skill == "code") return $"double({made.Expression})";
            if (step.Skill == "workflow")
            {
                Remark($"'{_made[i].First}' must give back an output called '{subject}' that is a number.");
                return $"(has({made.Expression}.{subject}) ? double({made.Expression}.{subject}) : 0.0)";
            }

            Do(new Step("extract", $"find the {subject.Replace('_', ' ')}") { Fields = { subject }, Has = { ["number"] = "yes", ["of"] = made.Expression } }, null);
            return $"{SetAside().Expression}.{subject}";
        }

        return null;
    }

    // "If its result says ok", behind a workflow: one of its outputs is that.
    private string? Returned(Condition condition)
    {
        if (_each is not null || _made.LastOrDefault() is not { Item: Step { Skill: "workflow" }, First: var node } || Product(node) is not { } made) return null;
        var value = condition.Value.Trim('"', ' ');
        if (condition.Subject is "result" or "output" or "answer" or "outcome" or "verdict" or "response" or "reply")
        {
            var any = $"{made.Expression}.exists(k, {made.Expression}[k] in [{string.Join(", ", new[] { value, value.ToLowerInvariant(), value.ToUpperInvariant() }.Distinct(StringComparer.Ordinal).Select(Quoted))}])";
            Remark($"\"{condition.Said}\" is true when any output of '{node}' is \"{value}\".");
            return condition.Sign == "!=" ? $"!{any}" : any;
        }

        Remark($"'{node}' must give back an output called '{condition.Subject}'.");
        var one = $"(has({made.Expression}.{condition.Subject}) && {made.Expression}.{condition.Subject} == {Quoted(value)})";
        return condition.Sign == "!=" ? $"!{one}" : one;
    }

    // What a node wrote.
    private Value? Product(string node) => _draft.Nodes[node]?["save"] is System.Text.Json.Nodes.JsonObject save ? _values.FindLast(v => save.Any(s => v.Expression == $"state.{s.Key}")) : null;

    // The words speak of a value, and no step gives it: whoever decides instead is told.
    private void Guessed(string said, string who)
    {
        if (ValueWords().IsMatch(said)) Remark($"No step gives what \"{said}\" asks for, so {who}: say which step's result it is.");
    }

    // Said of what somebody found who looked a text over.
    [GeneratedRegex(@"\b(?:check\w*|review\w*|critic\w*|proofreader|tester|inspector|asks? for changes|approve[sd]?|rejects?|rejected|mistakes?|errors?|problems?|issues?|objections?|complaints?|remarks?|findings?|finds|missing|corrections?|grade|mark|verdict|rating)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Checks();

    // What holds more than a word of its own.
    [GeneratedRegex(@"(?:^|_)(?:letter|mail|email|message|text|ticket|review|article|comment|request|essay|report|draft|summary|post|translation|story|complaint|application|document|page|question|feedback|note|notes|description|contract|minutes|transcript|dictation|reply|speech|headline|paragraph|idea|poem|abstract|posting|lease|rubric|policy|syllabus|brief|manuscript|invoice|recipe|cv|resume|minutes|guideline)$")]
    private static partial Regex Read();

    [GeneratedRegex(@"\d|\b(?:results?|says?|said|returns?|returned|outputs?|total|sum|average|count|value|status|field|equals?|number)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ValueWords();
}
