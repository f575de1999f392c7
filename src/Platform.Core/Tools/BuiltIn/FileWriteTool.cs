using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Writes a text file of the workflow's own folder.</summary>
public sealed class FileWriteTool : IToolKind
{
    private const long LargestFile = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // One writer at a time for each file, in whatever workflow: what two tasks append at once must both be there. A few gates serve all files.
    private static readonly SemaphoreSlim[] Gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public string Key => "file.write";

    public string Description => "Writes a text file of the workflow's folder. A value that is no text is written as JSON.";

    public string Example => "store: { tool: file.write, with: { path: out/answer.txt, content: Done } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["path", "content"],
          "properties": {
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "relative to the workflow's folder" },
            "content": { "description": "text, or a value that is written as JSON" },
            "mode": { "enum": ["overwrite", "append"], "description": "overwrite when left out; append adds a line" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["path", "bytes"], "properties": {
              "path": { "type": "string" },
              "bytes": { "type": "integer", "description": "of the whole file" } } }
            """),
        Limits = ["A file of at most 64 MB.", "The file is replaced as a whole: nobody sees half of it."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, WriteAsync);

    private async ValueTask<JsonElement> WriteAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var path = call.RequiredText("path");
        var append = call.Text("mode") == "append";
        var text = Text(call.Argument("content"), append);
        var gate = Gates[(uint)string.GetHashCode(call.Context.Files.Resolve(path), StringComparison.Ordinal) % Gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            var before = append && File.Exists(call.Context.Files.Resolve(path)) ? await ToolFiles.ReadAsync(call.Context.Files, path, LargestFile, cancellationToken) : [];
            byte[] all = [.. before, .. Encoding.UTF8.GetBytes(text)];
            if (all.LongLength > LargestFile) throw new PlatformException(ErrorCode.LimitExceeded, $"'{path}' would have more than {LargestFile / 1024 / 1024} MB.", "Write several files.");
            await ToolFiles.ReplaceAsync(call.Context.Files, path, all, cancellationToken);
            return JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["path"] = path, ["bytes"] = all.Length });
        }
        finally
        {
            gate.Release();
        }
    }

    private static string Text(JsonElement? content, bool append)
    {
        var text = content switch
        {
            { ValueKind: JsonValueKind.String } given => given.GetString()!,
            null => "null",
            { } value => append ? JsonSerializer.Serialize(value) : JsonSerializer.Serialize(value, Indented) + "\n",
        };
        return append && !text.EndsWith('\n') ? text + "\n" : text;
    }
}
