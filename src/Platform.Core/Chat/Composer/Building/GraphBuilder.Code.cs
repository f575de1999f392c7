using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Steps that a program does.</summary>
internal sealed partial class GraphBuilder
{
    private void Code(Step step)
    {
        var about = _together.Count > 1 && Grammar.Phrase.Of(step.Said).Has("them", "both", "these") ? [.. _together] : Meant(step.Said);
        if (step.Get("source") is null && about.TrueForAll(v => v.IsInput && v.Shape != Shape.List) && CodeText.NumbersIn(step.Said) is { } numbers) about = [AddInput(new PlanInput(numbers, "array"))];
        if (about.Count == 0 && step.Get("source") is null && step.Said.Contains(" the ", StringComparison.OrdinalIgnoreCase)) about = [WorkedOn().Match(step.Said) is { Success: true } on ? AddInput(new PlanInput(Words.Identifier(on.Groups[1].Value), "string")) : Given(step.Said, "text")];
        var isAlike = about.Select(v => v.Noun).Distinct(StringComparer.Ordinal).Count() < about.Count;
        var inputs = new JsonObject(about.Select(v => KeyValuePair.Create(isAlike ? v.Expression[(v.Expression.LastIndexOf('.') + 1)..] : v.Noun, (JsonNode?)JsonValue.Create(v.Braced))).DistinctBy(v => v.Key));
        var code = new JsonObject { ["language"] = step.Get("language") };
        var said = _literals.Unmask(step.Said);
        if (step.Get("source") is { } source) code["source"] = source.Contains("result", StringComparison.Ordinal) || source.Contains("def main", StringComparison.Ordinal) || source.Contains("function main", StringComparison.Ordinal) ? source : step.Get("language") == "python" ? $"{source}\nresult = None" : $"{source}\nresult = null";
        else if (step.Get("file") is { } file)
        {
            code["source"] = step.Get("language") == "python" ? $"# Put the code of {file} here; it sets result, or defines main(inputs).\nresult = inputs" : $"// Put the code of {file} here; it sets result, or defines main(inputs).\nresult = inputs;";
            Remark($"Put the code of '{file}' under 'source', or write 'file: {file}' when the file lies beside the workflow.");
        }
        else if (inputs.Count == 1 && about[0].Shape == Shape.Text && CodeText.For(said, step.Get("language") ?? "", inputs.First().Key) is { } known) code["source"] = known;
        else if (inputs.Count == 1 && about[0] is { Shape: Shape.List, IsInput: true } && CodeText.OfNumbers(said, step.Get("language") ?? "", inputs.First().Key) is { } worked) code["source"] = worked;
        else if (inputs.Count == 1 && about[0].Shape == Shape.List && CodeText.OfRows(said, step.Get("language") ?? "", inputs.First().Key) is { } sum) code["source"] = sum;
        else
        {
            code["source"] = step.Get("language") == "python" ? $"# {OneLine(said)}\ndef main(inputs):\n    return inputs" : $"// {OneLine(said)}\nfunction main(inputs) {{\n  return inputs;\n}}";
            Remark("The code is a frame: write what it should do under 'source'.");
        }

        if (inputs.Count > 0) code["inputs"] = inputs;
        var node = Node("compute", Around(new JsonObject { ["code"] = code }, step));
        Produce(node, "result", "output", new JsonObject { ["default"] = null }, Shape.Map);
        Told.Add($"'{node}' runs {step.Get("language")} in the sandbox");
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\bthe (text|document|data|list|numbers?|message|article|input|string|order|invoice|table|values?|json|email)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex WorkedOn();
}
