using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>The channels of a state as fields. Only what a person changed is sent on, so what is hidden or long stays as it was. Pure.</summary>
internal static class StateForm
{
    /// <summary>Names that no channel can have.</summary>
    public const string Next = "~next";
    public const string Inputs = "~inputs";

    private const int LongText = 80;

    public static IReadOnlyList<FormField> Channels(CompiledGraph graph, StateView state)
    {
        var schema = new JsonObject
        {
            ["properties"] = new JsonObject(graph.Channels.Keys.Order(StringComparer.Ordinal).Select(c => KeyValuePair.Create(
                c, graph.ChannelSchemas.TryGetValue(c, out var known) ? JsonNode.Parse(known.Source.GetRawText()) : new JsonObject()))),
            ["types"] = graph.InputsSchema.TryGetProperty("types", out var types) ? JsonNode.Parse(types.GetRawText()) : new JsonObject(),
        };
        return [.. SchemaForm.Of(JsonSerializer.SerializeToElement(schema), state.Channels).Select(f => Shaped(f, state.Channels))];
    }

    public static FormField NextNode(CompiledGraph graph, StateView state) => new(Next, FieldKind.Choice)
    {
        Label = "go on at",
        Options = [.. graph.Nodes.Select(n => n.Name)],
        Description = state.Next.Count > 0 ? $"Left open, it goes on where the run stood: {string.Join(", ", state.Next)}." : "Left open, nothing is due and the run ends with new outputs.",
    };

    public static FormField InputsOf(RunView run) =>
        new(Inputs, FieldKind.Json) { Label = "inputs", Value = Display.Json(run.Inputs), Hint = "A JSON object: { … }" };

    /// <summary>What was changed, by channel; fields that cannot be read bear an error.</summary>
    public static (JsonObject Changed, IReadOnlyList<FormField> Fields) Changed(IReadOnlyList<FormField> before, FormAnswer answer)
    {
        var changed = new JsonObject();
        var fields = new List<FormField>();
        foreach (var (field, old) in answer.Fields.Zip(before))
        {
            var isSame = Lines(field.Value) == Lines(old.Value);
            var error = isSame ? null : field.Error ?? Wrong(field, old);
            fields.Add(field with { Error = error });
            if (isSame || error is not null) continue;
            changed[field.Name] = answer.Value.TryGetProperty(field.Name, out var value) ? JsonNode.Parse(value.GetRawText()) : JsonValue.Create("");
        }

        return (changed, fields);
    }

    private static string? Wrong(FormField field, FormField old)
    {
        if (field.Value.Contains("[secret ", StringComparison.Ordinal)) return "A secret stands in it that is not shown; write the whole value, or leave it as it was.";
        var isText = field.Kind is FieldKind.Text or FieldKind.LongText;
        return string.IsNullOrWhiteSpace(field.Value) && !isText && old.Value.Length > 0 && !field.Name.StartsWith('~') ? "This needs a value; null stands for none." : null;
    }

    // A channel holds what it holds, whatever a form for its schema would offer.
    private static FormField Shaped(FormField field, JsonElement channels)
    {
        var value = channels.TryGetProperty(field.Name, out var held) ? held : default;
        var isText = value.ValueKind == JsonValueKind.String;
        field = field with { Required = false, Label = field.Name };
        if (field.Kind == FieldKind.File) field = field with { Kind = FieldKind.Text };
        if (field.Kind == FieldKind.Lines) field = field with { Kind = FieldKind.Json, Hint = "A JSON list: [ … ]" };
        if (field.Kind is FieldKind.Json && value.ValueKind is not JsonValueKind.Undefined) return field with { Value = Display.Json(value) };
        if (field.Kind == FieldKind.Text && isText && (value.GetString()!.Length > LongText || value.GetString()!.Contains('\n'))) return field with { Kind = FieldKind.LongText };
        return value.ValueKind == JsonValueKind.Null || (field.Kind is FieldKind.Text or FieldKind.LongText && !isText && value.ValueKind != JsonValueKind.Undefined)
            ? field with { Kind = FieldKind.Json, Value = Display.Json(value) }
            : field;
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
