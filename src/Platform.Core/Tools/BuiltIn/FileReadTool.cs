using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Reads a text file of the workflow's own folder.</summary>
public sealed class FileReadTool : IToolKind
{
    private const long LargestFile = 8 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Key => "file.read";

    public string Description => "Reads a text file of the workflow's folder. A .json file is given back as its value too.";

    public string Example => "load: { tool: file.read, with: { path: notes.txt } }";

    public long LargestResult => 2 * LargestFile;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["path"],
          "properties": { "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "relative to the workflow's folder" } },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["path", "content", "bytes"], "properties": {
              "path": { "type": "string" },
              "content": { "type": "string" },
              "bytes": { "type": "integer" },
              "json": { "description": "the value of a .json file, else null" } } }
            """),
        Limits = ["A file of at most 8 MB, in UTF-8.", "Files of the workflow's own folder only: no \"..\", no absolute path, no link that leads out."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, ReadAsync);

    private static async ValueTask<JsonElement> ReadAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var path = call.RequiredText("path");
        var bytes = await ToolFiles.ReadAsync(call.Context.Files, path, LargestFile, cancellationToken);
        var text = Text(bytes, path);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["path"] = path,
            ["content"] = text,
            ["bytes"] = bytes.Length,
            ["json"] = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? JsonOf(text) : null,
        });
    }

    private static string Text(byte[] bytes, string path)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new PlatformException(ErrorCode.ToolFailed, $"'{path}' is no UTF-8 text.", "Only text files can be read.", e);
        }
    }

    // A .json file that is none is still a text.
    private static JsonElement? JsonOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
