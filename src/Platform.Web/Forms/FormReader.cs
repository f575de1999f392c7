using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Web.Forms;

/// <summary>Reads what a person typed into a <see cref="SchemaForm"/>. What was typed is kept, right or wrong.</summary>
internal static class FormReader
{
    /// <param name="upload">Stores a file and returns its path.</param>
    public static async Task<FormAnswer> ReadAsync(
        IReadOnlyList<FormField> fields, IFormCollection form, Func<IFormFile, Task<string>> upload)
    {
        var value = new JsonObject();
        var read = new List<FormField>();
        foreach (var field in fields)
        {
            var typed = form[field.Control].ToString();
            if (field.Kind == FieldKind.File && form.Files.GetFile(field.Control) is { Length: > 0 } file) typed = await upload(file);
            var (node, error) = Parse(field, typed);
            Put(value, field, node);
            read.Add(field with { Value = field.Kind == FieldKind.Boolean ? (node?.GetValue<bool>() == true ? "true" : "false") : typed, Error = error });
        }

        var whole = fields is [{ Name: SchemaForm.Whole, Label: "Answer" }];
        var result = whole ? value[SchemaForm.Whole]?.DeepClone() : value;
        return new FormAnswer(read, JsonSerializer.SerializeToElement(result), read.Exists(f => f.Error is not null));
    }

    /// <summary>What fields mean as they are filled at first. Pure.</summary>
    public static JsonObject ValueOf(IReadOnlyList<FormField> fields)
    {
        var value = new JsonObject();
        foreach (var field in fields) Put(value, field, Parse(field, field.Value).Node);
        return value;
    }

    // What others lie in is there though all of them are empty.
    private static void Put(JsonObject value, FormField field, JsonNode? node)
    {
        if (field.Within is { } outer && value[outer] is not JsonObject) value[outer] = new JsonObject();
        if (node is not null) (field.Within is null ? value : value[field.Within]!.AsObject())[field.Leaf] = node;
    }

    private static (JsonNode? Node, string? Error) Parse(FormField field, string typed)
    {
        if (field.Kind == FieldKind.Boolean) return (JsonValue.Create(typed is "true" or "on"), null);
        if (string.IsNullOrWhiteSpace(typed)) return (null, field.Required ? "This is needed." : null);
        return field.Kind switch
        {
            FieldKind.Integer => long.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? (JsonValue.Create(whole), null)
                : (null, $"'{typed.Trim()}' is not a whole number."),
            FieldKind.Number => double.TryParse(typed.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? (JsonNode.Parse(Canonical(typed.Trim(), number)), null)
                : (null, $"'{typed.Trim()}' is not a number."),
            FieldKind.Choice => (Chosen(field, typed), null),
            FieldKind.Json => ParseJson(typed),
            FieldKind.Lines => (ParseLines(typed), null),
            _ => (JsonValue.Create(typed.Replace("\r\n", "\n", StringComparison.Ordinal)), null), // as forms send line ends
        };
    }

    // '5.0' stays a fraction, '.5' becomes '0.5': what JSON allows is kept as it was typed.
    private static string Canonical(string typed, double number)
    {
        try
        {
            using var document = JsonDocument.Parse(typed);
            return typed;
        }
        catch (JsonException)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }
    }

    // An enum's member need not be text: 1, true and null are written as JSON in the list of choices.
    private static JsonNode? Chosen(FormField field, string typed)
    {
        if (!field.OptionsAreJson.Contains(typed)) return JsonValue.Create(typed);
        return JsonNode.Parse(typed);
    }

    // A text for each line; who knows JSON may write that.
    private static JsonNode ParseLines(string typed)
    {
        if (typed.TrimStart().StartsWith('[') && ParseJson(typed).Node is JsonArray list && list.All(i => i is JsonValue text && text.GetValueKind() == JsonValueKind.String)) return list;
        return new JsonArray([.. typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => (JsonNode)JsonValue.Create(line)!)]);
    }

    private static (JsonNode? Node, string? Error) ParseJson(string typed)
    {
        try
        {
            return (JsonNode.Parse(typed), null);
        }
        catch (JsonException wrong)
        {
            return (null, $"This is not JSON: line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1}. Text stands in \"double quotes\".");
        }
    }
}

/// <param name="Fields">With what was typed, and what was wrong.</param>
/// <param name="Value">What the fields mean; only what could be read.</param>
internal sealed record FormAnswer(IReadOnlyList<FormField> Fields, JsonElement Value, bool HasErrors);

/// <param name="Value">Of the field that it decides, as a form sends it.</param>
/// <param name="IsMain">The first of them, in the accent's colour.</param>
/// <param name="Refuses">It says no.</param>
internal sealed record FormChoice(string Value, string Label, bool IsMain, bool Refuses);

/// <summary>What a form's partial draws.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Submit">What its button says.</param>
/// <param name="Rest">What was wrong and belongs to no field.</param>
internal sealed record FormView(string Action, string Submit, IReadOnlyList<FormField> Fields, IReadOnlyList<string> Rest)
{
    /// <summary>Before each control's id, where a page holds several forms; empty otherwise.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The field whose value the buttons choose; null when there is one button that sends the form.</summary>
    public FormField? Decided { get; init; }

    /// <summary>What the buttons say, by the value that each chooses; empty when there is one that sends the form.</summary>
    public IReadOnlyList<FormChoice> Choices { get; init; } = [];

    /// <summary>Where a person goes who does not want to send it after all; null where they are there already.</summary>
    public string? Cancel { get; init; }

    /// <summary>The id of the element in which the form lies and is drawn again when what was typed does not fit; null where the whole page answers.</summary>
    public string? Part { get; init; }

    /// <summary>The buttons alone, where everything else may be left out; null where something has to be given.</summary>
    public FormView? Quick { get; init; }

    /// <summary>It was sent and did not fit.</summary>
    public bool IsRefused => Rest.Count > 0 || Fields.Any(f => f.Error is not null);

    public bool HasFiles => Fields.Any(f => f.Kind == FieldKind.File);
}
