using System.IO.Enumeration;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Lists what lies in the workflow's own folder.</summary>
public sealed class FileListTool : IToolKind
{
    private const int MostFiles = 1000;
    private const int MostSeen = 100_000;

    public string Key => "file.list";

    public string Description => "Lists the files of the workflow's folder, or of a folder in it: path, size and when each was changed.";

    public string Example => "look: { tool: file.list, with: { pattern: \"*.csv\" } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "properties": {
            "path": { "type": "string", "maxLength": 500, "description": "a folder, relative to the workflow's; that itself when left out" },
            "pattern": { "type": "string", "minLength": 1, "maxLength": 200, "description": "of the file's name: *.csv, report-?.md; a pattern with a slash is of the whole path: out/*.md" },
            "recursive": { "type": "boolean", "description": "folders within folders too; true when left out" },
            "limit": { "type": "integer", "minimum": 1, "maximum": 1000, "description": "at most so many; 1000 when left out" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["files", "truncated"], "properties": {
              "files": { "type": "array", "items": { "type": "object", "required": ["path", "bytes", "modified"], "properties": {
                "path": { "type": "string", "description": "as file.read takes it" },
                "bytes": { "type": "integer" },
                "modified": { "type": "string", "description": "UTC" } } } },
              "truncated": { "type": "boolean", "description": "whether there are more" } } }
            """),
        Limits = ["At most 1,000 files; links are not followed and not listed."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, List);

    private static ValueTask<JsonElement> List(ToolCall call, CancellationToken cancellationToken)
    {
        var folder = call.Context.Files;
        var start = folder.Resolve(call.Text("path") ?? "");
        if (File.Exists(start)) throw new PlatformException(ErrorCode.Validation, $"'{call.Text("path")}' is a file.", "Name a folder, or leave 'path' out.");
        if (!Directory.Exists(start)) throw new PlatformException(ErrorCode.NotFound, $"There is no folder '{call.Text("path")}'.", "Leave 'path' out to see all there is.");
        var limit = call.Whole("limit") ?? MostFiles;
        var found = Files(folder, start, call, cancellationToken).Take(limit + 1).ToList();
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["files"] = found.Take(limit).Select(f => new Dictionary<string, object>
            {
                ["path"] = f.Path,
                ["bytes"] = f.File.Length,
                ["modified"] = f.File.LastWriteTimeUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            }),
            ["truncated"] = found.Count > limit,
        }));
    }

    // Sorted, so that two calls say the same; what is not there any more when it is looked at is left out.
    private static IEnumerable<(string Path, FileInfo File)> Files(WorkFolder folder, string start, ToolCall call, CancellationToken cancellationToken)
    {
        var pattern = call.Text("pattern");
        var deep = call.Flag("recursive", usual: true);
        var options = new EnumerationOptions { RecurseSubdirectories = deep, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, MaxRecursionDepth = 64 };
        var names = Directory.EnumerateFiles(start, "*", options).Take(MostSeen).Select(full =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Path.GetRelativePath(folder.Root, full).Replace('\\', '/');
        });
        return names.Where(n => !IsDraft(n) && (pattern is null || FileSystemName.MatchesSimpleExpression(pattern, pattern.Contains('/', StringComparison.Ordinal) ? n : Path.GetFileName(n), ignoreCase: false)))
            .Order(StringComparer.Ordinal)
            .Select(n => (n, new FileInfo(Path.Combine(folder.Root, n))))
            .Where(f => f.Item2.Exists);
    }

    // What WorkFolder writes before it takes the file's place.
    private static bool IsDraft(string name) => Path.GetFileName(name) is ['.', .., '.', 't', 'm', 'p'];
}
