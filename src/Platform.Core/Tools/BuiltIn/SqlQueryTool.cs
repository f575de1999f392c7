using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Tools.Sql;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Asks a SQLite file of the workflow's own folder, or a PostgreSQL server.</summary>
public sealed class SqlQueryTool(EgressGuard guard, TimeProvider time) : IToolKind
{
    private const int UsualRows = 1000;
    private const int MostRows = 10_000;

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(15);

    public string Key => "sql.query";

    public string Description => "Runs one SQL statement on a database and gives back its rows. Values go into params (@name or $1), never into the statement.";

    public string Example => "late: { tool: shop, with: { sql: \"select id, total from orders where total > @least\", params: { least: 100 } } }";

    public string ExampleParts => """
        tools: { shop: { use: sql.query, file: shop.db } }
        """;

    public long LargestResult => 16 * 1024 * 1024;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["sql"],
          "properties": {
            "sql": { "type": "string", "minLength": 1, "maxLength": 100000, "description": "one statement" },
            "params": { "type": ["object", "array"], "description": "{ name: value } for @name or :name, or [value, ...] for $1, $2" },
            "limit": { "type": "integer", "minimum": 1, "maximum": 10000, "description": "at most so many rows; 1000 when left out" },
            "file": { "type": "string", "minLength": 1, "maxLength": 500, "description": "a SQLite file of the workflow's folder, when the tool names no database" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["columns", "rows", "count", "truncated", "changed"], "properties": {
              "columns": { "type": "array", "items": { "type": "string" } },
              "rows": { "type": "array", "items": { "type": "object", "description": "column: value" } },
              "count": { "type": "integer" },
              "truncated": { "type": "boolean", "description": "whether there are more rows" },
              "changed": { "type": ["integer", "null"], "description": "how many rows were changed" } } }
            """),
        Limits = ["One statement, 10,000 rows, 4 MB, 15 seconds (or the tool's timeout).", "SQLite: 256 MB of memory, a file of at most 512 MB; no ATTACH, no PRAGMA that sets, no extensions, no triggers.", "PostgreSQL: no superuser, no role that reaches the server's files, no database of this product; the host passes the guard of the net."],
        Settings =
        [
            new("file", "a SQLite file of the workflow's folder"), new("database", "of PostgreSQL: postgres://user:password@host/name?sslmode=require", IsSecret: true),
            new("write", "true: it may change rows and tables; false when left out, and then the database itself refuses"), new("rows", "most rows of any call"),
        ],
        Notes = "Reading is held by the database: SQLite opens the file read-only, PostgreSQL runs the statement in a read-only transaction. Give the tool a role that sees only what it needs. "
            + "Values of PostgreSQL that JSON has no word for (dates, arrays, intervals) come as their text; to_json(x) makes lists of arrays.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        var check = ToolCatalog.CheckCommon(tool, found, "file", "database", "write", "rows")?.Text("file").Text("database").Flag("write").Whole("rows", 1, MostRows);
        if (tool?.Settings["file"] is not null && tool.Settings["database"] is { } second) check!.Wrong(second, "database", "left out where there is 'file'");
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var (file, database) = (read.Text("file"), read.Text("database"));
        var write = read.Flag("write") ?? false;
        var most = read.Whole("rows", 1, MostRows) ?? MostRows;
        var timeout = read.Value("timeout") is null ? UsualTimeout : ToolCatalog.TimeoutOf(settings);
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, async (call, cancellationToken) =>
        {
            var query = new SqlQuery(call.RequiredText("sql"), call.Argument("params"), write, Math.Min(call.Whole("limit") ?? UsualRows, most), timeout);
            if (query.Text.Contains('\0', StringComparison.Ordinal)) throw new PlatformException(ErrorCode.Validation, "The statement holds a character that is none.", "Write it as text.");
            if (database is null) return SqliteQuestion.Ask(FileOf(call, file, write, out var shown), shown, query, time, cancellationToken);
            if (call.Text("file") is not null) throw new PlatformException(ErrorCode.Validation, "This tool asks a server and no file.", "Leave 'file' out.");
            return await PostgresQuestion.AskAsync(guard, database, query, cancellationToken);
        });
    }

    private static string FileOf(ToolCall call, string? set, bool write, out string shown)
    {
        if (set is not null && call.Text("file") is not null) throw new PlatformException(ErrorCode.Validation, "This tool has a file of its own.", "Leave 'file' out.");
        shown = set ?? call.Text("file") ?? throw new PlatformException(ErrorCode.Validation, "No database is given.", "Give 'file', or set file or database in the tool.");
        if (write && set is not null && !File.Exists(call.Context.Files.Resolve(shown)))
        {
            var made = call.Context.Files.Resolve(shown);
            Directory.CreateDirectory(Path.GetDirectoryName(made)!);
            return made;
        }

        using var there = call.Context.Files.OpenRead(shown); // it is a file, of this folder, and no link out of it
        return call.Context.Files.Resolve(shown);
    }
}
