using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Health;

namespace Platform.Web.Forms;

/// <summary>The form in which a tool is tried: its arguments, its settings, and a file for its folder.</summary>
internal static class ToolForms
{
    private const string Settings = "tool settings";
    private const string Model = "tool model";
    private const string FileName = "file name";
    private const string FileText = "file text";

    public static IReadOnlyList<FormField> Fields(ToolView tool)
    {
        var fields = SchemaForm.Of(JsonSerializer.SerializeToElement(Choices(tool.Arguments)), null).Select(f => f with { Label = f.Name, Kind = IsLine(f) ? FieldKind.Text : f.Kind }).ToList();
        if (tool.Model is { } model)
        {
            var usual = (model.Declared.Count > 0 ? model.Declared[0] : null) ?? (model.Providers.Contains("builtin/embedder", StringComparer.Ordinal) && model.IsNeeded ? "builtin/embedder" : null);
            fields.Insert(0, new FormField(Model, FieldKind.Text)
            {
                Label = "Model",
                Required = model.IsNeeded,
                Value = usual ?? "",
                Description = $"As under models: use, of {string.Join(", ", model.Providers)}.{(model.IsNeeded ? "" : " Without one the built-in way is taken.")} The key of a provider stands in the server's environment; Settings, Secrets shows which are set.",
            });
        }

        if (tool.Settings.Any(s => s.Name != "model"))
            fields.Add(new FormField(Settings, FieldKind.LongText) { Label = "Settings", Description = $"As under the tool's name in a file, in YAML: {string.Join(", ", tool.Settings.Where(s => s.Name != "model").Select(s => s.Name))}. Secrets as ${{{{ secrets.NAME }}}}." });
        if (TakesFiles(tool))
        {
            fields.Add(new FormField(FileName, FieldKind.Text) { Label = "A file to try it with", Description = "Its path in the folder of this call, as notes.txt. Nothing of a workflow is read or written." });
            fields.Add(new FormField(FileText, FieldKind.LongText) { Label = "The file's text" });
        }

        return fields;
    }

    public static ToolTrial Trial(JsonElement answer)
    {
        var arguments = JsonNode.Parse(answer.GetRawText())!.AsObject();
        var (settings, name, text, model) = (Take(arguments, Settings), Take(arguments, FileName), Take(arguments, FileText), Take(arguments, Model));
        var files = name is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [name] = text ?? "" };
        return new ToolTrial(JsonSerializer.SerializeToElement(arguments), settings, files) { Model = model };
    }

    // Long as they may be, nobody writes them in several lines.
    private static bool IsLine(FormField field) => field.Kind == FieldKind.LongText && field.Name is "url" or "path" or "file" or "pattern" or "query" or "channel" or "title" or "subject" or "reply_to" or "repo" or "language";

    // A box that is not ticked would say false, and many a tool means true when nothing is said.
    internal static JsonObject Choices(JsonElement schema)
    {
        var shown = JsonNode.Parse(schema.GetRawText())!.AsObject();
        foreach (var (_, property) in shown["properties"]?.AsObject() ?? [])
            if (property is JsonObject of && of["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "boolean") of["enum"] = new JsonArray(true, false);
        return shown;
    }

    private static bool TakesFiles(ToolView tool) =>
        tool.Arguments.TryGetProperty("properties", out var properties) && (properties.TryGetProperty("path", out _) || properties.TryGetProperty("file", out _) || properties.TryGetProperty("attachments", out _));

    private static string? Take(JsonObject from, string name)
    {
        var value = from[name]?.GetValue<string>();
        from.Remove(name);
        return value;
    }
}
