using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Schemas;

namespace Platform.Core.Runs;

/// <summary>What a caller gives, with defaults filled in and checked against the workflow. Pure.</summary>
internal static class RunInputs
{
    private const string Place = "inputs";

    /// <summary>The whole inputs as JSON, or a finding for each that does not fit.</summary>
    public static Result<string> Prepare(CompiledGraph graph, JsonElement? given)
    {
        var found = new Findings();
        var inputs = given is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } some ? some : JsonSerializer.SerializeToElement(new { });
        if (inputs.ValueKind != JsonValueKind.Object)
        {
            found.Add(new Finding("RN001", Severity.Error, "Inputs are an object: {\"name\": value}.", SourceSpan.StartOf(Place)));
            return Result<string>.From(null, found);
        }

        var known = graph.InputsSchema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name).ToList() : [];
        var unknown = inputs.EnumerateObject().Select(m => m.Name).Where(n => !known.Contains(n, StringComparer.Ordinal)).ToList();
        foreach (var name in unknown)
        {
            found.Add(new Finding(
                "RN002", Severity.Error, $"The workflow has no input '{name}'; inputs are {Names.Quoted(known)}.", SourceSpan.StartOf(Place),
                Names.Nearest(name, known), $"/{name}"));
        }

        var whole = SchemaDefaults.Apply(graph.Inputs, inputs);
        foreach (var violation in graph.Inputs.Validate(whole))
        {
            if (IsAboutUnknown(violation, unknown)) continue;
            if (Missing(violation, whole, known) is { } missing)
            {
                found.Add(new Finding("RN003", Severity.Error, $"Input '{missing}' is missing: give {missing}{TypeOf(properties.GetProperty(missing))}.", SourceSpan.StartOf(Place), Path: $"/{missing}"));
                continue;
            }

            var name = violation.InstancePointer.Length == 0 ? "" : $"'{violation.InstancePointer[1..].Replace('/', '.')}' ";
            found.Add(new Finding("RN003", Severity.Error, $"Input {name}{violation.Message}.", SourceSpan.StartOf(Place), Path: violation.InstancePointer));
        }

        return Result<string>.From(whole.GetRawText(), found);
    }

    // The schema tells of one property at a time, by name.
    private static string? Missing(SchemaViolation violation, JsonElement inputs, List<string> known) =>
        violation is { Keyword: "required", InstancePointer.Length: 0 }
            ? known.Find(n => !inputs.TryGetProperty(n, out _) && violation.Message.EndsWith($"'{n}'", StringComparison.Ordinal))
            : null;

    private static string TypeOf(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? $", of type {type.GetString()}" : "";

    // The schema refuses them too; they are told once, with the nearest name.
    private static bool IsAboutUnknown(SchemaViolation violation, List<string> unknown) =>
        unknown.Count > 0 && ((violation.InstancePointer.Length == 0 && violation.Keyword == "additionalProperties")
            || unknown.Exists(n => violation.InstancePointer == $"/{n}" || violation.InstancePointer.StartsWith($"/{n}/", StringComparison.Ordinal)));
}
