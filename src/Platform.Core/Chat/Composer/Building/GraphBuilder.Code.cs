using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Steps that a program does.</summary>
internal sealed partial class GraphBuilder
{
    private void Code(Step step)
    {
        if (_each is null && Tally.Of(step.Said) is not null && Current() is { IsRaw: true, IsInput: false, Shape: Shape.Text } whole && whole.Noun is "response" or "page" or "text") Do(new Step("json", "take the rows") { Has = { ["path"] = "$[*]" } }, null); // what was fetched is JSON, and its members are the rows
        var about = _together.Count > 1 && Grammar.Phrase.Of(step.Said).Has("them", "both", "these") ? [.. _together] : Meant(step.Said);
        if (step.Get("source") is null && about.TrueForAll(v => v.IsInput && v.Shape != Shape.List) && CodeText.NumbersIn(step.Said) is { } numbers) about = [AddInput(new PlanInput(numbers, "array"))];
        if (about.Count == 0 && step.Get("source") is null && step.Said.Contains(" the ", StringComparison.OrdinalIgnoreCase)) about = [WorkedOn().Match(step.Said) is { Success: true } on ? AddInput(new PlanInput(Words.Identifier(on.Groups[1].Value), "string")) : Given(step.Said, "text")];
        var isAlike = about.Select(v => v.Noun).Distinct(StringComparer.Ordinal).Count() < about.Count;
        var inputs = new JsonObject(about.Select(v => KeyValuePair.Create(isAlike ? v.Expression[(v.Expression.LastIndexOf('.') + 1)..] : v.Noun, (JsonNode?)JsonValue.Create(v.Braced))).DistinctBy(v => v.Key));
        var code = new JsonObject { ["language"] = step.Get("language") };
        var said = _literals.Unmask(step.Said);
        Tally? tally = null;
        if (step.Get("source") is { } source) code["source"] = source.Contains("result", StringComparison.Ordinal) || source.Contains("def main", StringComparison.Ordinal) || source.Contains("function main", StringComparison.Ordinal) ? source : step.Get("language") == "python" ? $"{source}\nresult = None" : $"{source}\nresult = null";
        else if (step.Get("file") is { } file)
        {
            code["source"] = step.Get("language") == "python" ? $"# Put the code of {file} here; it sets result, or defines main(inputs).\nresult = inputs" : $"// Put the code of {file} here; it sets result, or defines main(inputs).\nresult = inputs;";
            Remark($"Put the code of '{file}' under 'source', or write 'file: {file}' when the file lies beside the workflow.");
        }
        else if (inputs.Count == 1 && about[0].Shape == Shape.Text && CodeText.For(said, step.Get("language") ?? "", inputs.First().Key) is { } known) code["source"] = known;
        else if (inputs.Count == 1 && about[0] is { Shape: Shape.List, IsInput: true } list && CodeText.NumbersIn(said) is { } noun && list.IsCalled(noun) && CodeText.OfNumbers(said, step.Get("language") ?? "", inputs.First().Key) is { } worked) code["source"] = worked;
        else if (inputs.Count == 1 && about[0].Shape == Shape.List && (tally = Tally.Of(said)) is not null) code["source"] = TallyText.For(tally, step.Get("language") ?? "", inputs.First().Key);
        else
        {
            code["source"] = step.Get("language") == "python" ? $"# {OneLine(said)}\ndef main(inputs):\n    return inputs" : $"// {OneLine(said)}\nfunction main(inputs) {{\n  return inputs;\n}}";
            Remark("The code is a frame: write what it should do under 'source'.");
        }

        if (step.Get("source") is null && Draft.Text(code["source"]) is { } program && !program.StartsWith('#') && !program.StartsWith("//", StringComparison.Ordinal)) code["source"] = $"{(step.Get("language") == "python" ? "#" : "//")} {OneLine(said)}\n{program}"; // what it is for
        if (inputs.Count > 0) code["inputs"] = inputs;
        var node = Node("compute", Around(new JsonObject { ["code"] = code }, step));
        if (tally is { Group: not null }) Produce(node, tally.Noun, "output", new JsonObject { ["type"] = "object", ["default"] = new JsonObject() }, Shape.Map, n => n.IsTable = tally.Measures.Count == 1);
        else Produce(node, "result", "output", new JsonObject { ["default"] = null }, Shape.Map);
        if (tally is { IsGuess: true }) Remark($"No column was named for '{node}', so it takes '{tally.Column}': say which, for example \"the {tally.Measures[0]} of the price per {tally.Group}\".");
        Told.Add(tally is { Group: { } by } ? $"'{node}' reckons the {string.Join(" and the ", tally.Measures.Select(m => m == "count" ? "number of rows" : $"{m} of '{tally.Column}'"))} for each '{by}' ({step.Get("language")} in the sandbox)" : $"'{node}' runs {step.Get("language")} in the sandbox");
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\bthe (text|document|data|list|numbers?|message|article|input|string|order|invoice|table|values?|json|email)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex WorkedOn();
}
