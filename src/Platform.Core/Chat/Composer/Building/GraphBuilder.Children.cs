using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Workflows that are called, and what they are handed.</summary>
internal sealed partial class GraphBuilder
{
    private void Child(Step step)
    {
        var name = step.Get("workflow")!;
        var call = new JsonObject { ["workflow"] = name };
        var isBare = _values.TrueForAll(v => v.IsInput);
        var given = WithWhat().Match(step.Said) is { Success: true } what && !Itself().IsMatch(what.Groups[1].Value) ? Inputs.Read(what.Groups[1].Value, _literals).Select(i => _values.FindLast(v => v.IsCalled(i.Name)) ?? (isBare ? AddInput(i) : null)).OfType<Value>().ToList() : [];
        var with = new JsonObject((given.Count > 0 ? given : Meant(step.Said)).Where(v => v.Noun.Length > 0).Select(v => KeyValuePair.Create(v.Noun, (JsonNode?)JsonValue.Create(v.Braced))).DistinctBy(v => v.Key));
        foreach (System.Text.RegularExpressions.Match set in InputSet().Matches(step.Said))
            with[set.Groups["name"].Value] = _literals.Unmask(set.Groups["value"].Value).Trim('"');
        if (with.Count == 0 && Handed(step, name) is { } handed) with[handed.Noun] = handed.Braced;
        if (with.Count > 0) call["with"] = with;
        var node = Node("call_" + Words.Identifier(name), Around(call, step));
        Produce(node, "answer", "output", new JsonObject { ["type"] = "object", ["default"] = new JsonObject() }, Shape.Map);
        Told.Add($"'{node}' runs the workflow '{name}'");
        if (step.Get("known") == "") Remarks.Add($"No saved workflow is called '{name}' yet: save one under that name before you run this.");
        else if (with.Count > 0) Remarks.Add($"The inputs of '{name}' are a guess: see what it asks for.");
    }

    // "For |the incoming contact|", "score-|lead|": what a workflow is called for is given, where no words and no step give it.
    private Value? Handed(Step step, string name)
    {
        if (Current() is { } current) return current;
        var phrase = Grammar.Phrase.Of(step.Said);
        if (phrase.FindLast("for", "on", "with", "about") is > 0 and var at && Grammar.Lexicon.IsDeterminer(phrase.Low(at + 1)) && Inputs.Noun(phrase.From(at + 1).Text) is { } noun) return AddInput(new PlanInput(noun, Inputs.TypeOf(noun, noun)));
        if (Brought() is { } brought) return AddInput(new PlanInput(brought, "string"));
        return name.Split('-', '_') is [var verb, .., var what] && (Grammar.Lexicon.Lemma(verb) ?? Words.Verb(verb)) is not null && what.Length > 2 && Words.Identifier(Words.Singular(what)) is { Length: > 2 } of && of == what ? AddInput(new PlanInput(of, "string")) : null;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\bwith (?:inputs? )?((?:the |an? |its )?[\w ]{2,60}(?:, [\w ]{2,60}){0,5})$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex WithWhat();

    // "with month = 2025-03 and region = north"
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?<name>[a-z_][\w-]*) ?(?:=|:=|set to) ?(?<value>[\uE000-\uF8FF]|[\w./-]+)", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex InputSet();
}
