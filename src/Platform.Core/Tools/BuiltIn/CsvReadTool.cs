using System.Buffers;
using System.Text.Json;
using CsvHelper;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Reads a CSV file of the workflow's own folder as a list of maps from column to text.</summary>
public sealed class CsvReadTool : IToolKind
{
    private const long LargestFile = 64 * 1024 * 1024;
    private const int MostRows = 200_000;
    private const int LargestRecord = 1024 * 1024;

    public string Key => "csv.read";

    public string Description => "Reads a CSV file with a header row as a list of { column: text }.";

    public string Example => "load: { tool: csv.read, with: { path: tickets.csv, limit: 100 } }";

    public long LargestResult => 4 * LargestFile;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["path"],
          "properties": {
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "relative to the workflow's folder" },
            "limit": { "type": "integer", "minimum": 1, "maximum": 200000, "description": "read at most so many rows" },
            "columns": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 1000, "description": "only these columns" },
            "delimiter": { "type": "string", "minLength": 1, "maxLength": 1, "pattern": "^[,;|\\t]$", "description": "comma when left out" },
            "row_number": { "type": "string", "minLength": 1, "maxLength": 100, "description": "adds a column of this name with the row's number, from 1" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "array", "items": { "type": "object", "description": "column: text; the row's number is a number" } }
            """),
        Limits = ["A file of at most 64 MB and 200,000 rows."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, ReadAsync);

    private static async ValueTask<JsonElement> ReadAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var path = call.RequiredText("path");
        var options = new CsvReaderOptions
        {
            HasHeader = true,
            Separator = (call.Text("delimiter") ?? ",")[0],
            MaxRecordSize = LargestRecord,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        await using var file = ToolFiles.Open(call.Context.Files, path, LargestFile);
        using var csv = CsvReader.Create(file, options, leaveOpen: true);
        try
        {
            if (file.Length == 0) throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' has no header row.", "Write the names of the columns into the first line.");
            await csv.ReadHeaderAsync(cancellationToken);
            return await RowsAsync(csv, call, path, cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' is no proper CSV at row {e.RecordNumber}.", "Mend the row; a quote inside a quoted field is doubled.", e);
        }
    }

    private static async Task<JsonElement> RowsAsync(CsvReader csv, ToolCall call, string path, CancellationToken cancellationToken)
    {
        var headers = csv.Headers.ToArray();
        if (headers.GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' has the column '{twice.Key}' twice.", "Give each column a name of its own.");
        var wanted = Columns(call, headers, path);
        var limit = call.Whole("limit");
        var number = call.Text("row_number");
        if (number is not null && headers.Contains(number, StringComparer.Ordinal))
            throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' has a column '{number}' already.", "Give 'row_number' another name.");
        var rows = 0;
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        while ((limit is null || rows < limit) && await csv.ReadAsync(cancellationToken))
        {
            if (rows++ == MostRows) throw new PlatformException(ErrorCode.LimitExceeded, $"'{path}' has more than {MostRows:#,0} rows.", "Set 'limit', or split the file.");
            if (csv.FieldCount != headers.Length)
                throw new PlatformException(ErrorCode.ToolFailed, $"'{path}', row {rows + 1} has {csv.FieldCount} fields, and the header names {headers.Length}.", "Mend the row, or set 'delimiter'.");
            json.WriteStartObject();
            if (number is not null) json.WriteNumber(number, rows);
            foreach (var column in wanted) json.WriteString(headers[column], csv.GetString(column));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static int[] Columns(ToolCall call, string[] headers, string path)
    {
        if (call.Argument("columns") is not { } columns) return [.. Enumerable.Range(0, headers.Length)];
        return [.. columns.EnumerateArray().Select(c => c.GetString()!).Select(name => Array.IndexOf(headers, name) is var at and >= 0
            ? at
            : throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' has no column '{name}'; its columns are {Names.Quoted(headers)}.", "Name one of them."))];
    }
}
