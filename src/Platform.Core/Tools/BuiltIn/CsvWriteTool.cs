using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Writes a list of maps as a CSV file of the workflow's own folder.</summary>
/// <remarks>Source: RFC 4180. With <c>safe: true</c> what a spreadsheet would run as a formula gets an apostrophe in front.</remarks>
public sealed class CsvWriteTool : IToolKind
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r");

    public string Key => "csv.write";

    public string Description => "Writes a list of maps as a CSV file with a header row.";

    public string Example => "store: { tool: csv.write, with: { path: out.csv, rows: [{ id: 1, label: refund }] } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["path", "rows"],
          "properties": {
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "relative to the workflow's folder" },
            "rows": { "type": "array", "items": { "type": "object" }, "maxItems": 200000 },
            "columns": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 1000, "description": "which, and in which order; all when left out" },
            "safe": { "type": "boolean", "description": "guard against formulas in spreadsheets" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["path", "rows", "bytes"], "properties": {
              "path": { "type": "string" },
              "rows": { "type": "integer" },
              "bytes": { "type": "integer" } } }
            """),
        Limits = ["At most 200,000 rows."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, WriteAsync);

    private static async ValueTask<JsonElement> WriteAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var path = call.RequiredText("path");
        var rows = call.Argument("rows") is { } given ? given.EnumerateArray().ToList() : [];
        var columns = call.Argument("columns") is { } named
            ? named.EnumerateArray().Select(c => c.GetString()!).ToList()
            : rows.SelectMany(r => r.EnumerateObject().Select(p => p.Name)).Distinct(StringComparer.Ordinal).ToList();
        if (columns.Count == 0) throw new PlatformException(ErrorCode.Validation, "There is no row, so there is no column.", "Name the 'columns' when 'rows' may be empty.");
        var text = new StringBuilder();
        Line(text, columns, call.Flag("safe", usual: false));
        foreach (var row in rows) Line(text, columns.Select(c => row.TryGetProperty(c, out var value) ? Text(value) : ""), call.Flag("safe", usual: false));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        await ToolFiles.ReplaceAsync(call.Context.Files, path, bytes, cancellationToken);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["path"] = path, ["rows"] = rows.Count, ["bytes"] = bytes.Length });
    }

    private static void Line(StringBuilder to, IEnumerable<string> fields, bool safe)
    {
        var first = true;
        foreach (var field in fields)
        {
            if (!first) to.Append(',');
            first = false;
            var guarded = safe && field.Length > 0 && FormulaStarts.Contains(field[0]) && !double.TryParse(field, out _) ? $"'{field}" : field;
            if (guarded.AsSpan().ContainsAny(Quoted)) to.Append('"').Append(guarded.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else to.Append(guarded);
        }

        to.Append("\r\n");
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
