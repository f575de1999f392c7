using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Texts;

namespace Platform.Core.Tools.BuiltIn.Text;

/// <summary>Fills a template: Mustache without anything that runs.</summary>
public sealed class TextTemplateTool : IToolKind
{
    private const long LargestTemplate = 256 * 1024;

    public string Key => "text.template";

    public string Description => "Fills a template with data. {{name}} and {{customer.name}} put values in, {{#items}}...{{/items}} repeats or shows when there is something, {{^items}}...{{/items}} when there is nothing.";

    public string Example => "letter: { tool: text.template, with: { template: \"Dear {{name}}, {{#items}}- {{.}} {{/items}}\", data: { name: Ann, items: [a, b] } } }";

    public long LargestResult => 8 * 1024 * 1024;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["data"],
          "properties": {
            "template": { "type": "string", "maxLength": 262144 },
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "a file with the template, relative to the workflow's folder" },
            "data": { "type": "object" },
            "escape": { "enum": ["none", "html", "json", "url"], "description": "how values are written; none when left out. {{{name}}} is written as it is" },
            "missing": { "enum": ["error", "empty"], "description": "what a name that the data has not means; error when left out" }
          },
          "oneOf": [ { "required": ["template"] }, { "required": ["path"] } ],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""{ "type": "object", "required": ["text"], "properties": { "text": { "type": "string" } } }"""),
        Limits = ["A template of 256 KB, a result of 2 million characters, sections within sections 32 deep."],
        Notes = "The words are those of Mustache: {{name}}, {{a.b}}, {{.}} for the item itself, {{#name}} … {{/name}}, {{^name}} … {{/name}}, {{! a remark }}. "
            + "There are no partials, no functions and no code. In a workflow file a dollar before {{ would begin an expression: put the template into a file, or a space between.",
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, FillAsync);

    private static async ValueTask<JsonElement> FillAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var source = call.Text("template")
            ?? Encoding.UTF8.GetString(await ToolFiles.ReadAsync(call.Context.Files, call.RequiredText("path"), LargestTemplate, cancellationToken)).TrimStart('\uFEFF');
        var text = TextTemplate.Parse(source).Fill(call.Arguments.GetProperty("data"), call.Text("escape") ?? "none", missingIsError: call.Text("missing") != "empty", cancellationToken);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["text"] = text });
    }
}
