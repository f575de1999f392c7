using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Sandbox;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Runs Python or JavaScript in a sandbox: what agents compute with. Nothing of it outlives the call but what it gives back and the files it keeps.</summary>
public sealed class CodeRunTool(CodeSandbox sandbox) : IToolKind
{
    private const long LeastMemory = 32 * 1024 * 1024;
    private const int ShownLogs = 2000;

    public string Key => "code.run";

    public string Description => """
        Runs Python or JavaScript and gives back its result and what it printed. Define main(inputs) and return the result from it, or set a variable named result.
        There is no network and there are no packages but the standard library; files are lost after the call unless they are kept.
        """;

    public string Example => """compute: { tool: code.run, with: { language: python, source: "result = sum(inputs['n'])", inputs: { n: [1, 2, 3] } } }""";

    public long LargestResult => 64 * 1024 * 1024; // the sandbox's own limits are narrower

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["language", "source"],
          "properties": {
            "language": { "enum": ["python", "javascript"] },
            "source": { "type": "string", "minLength": 1, "maxLength": 200000, "description": "defines main(inputs), or sets result; may print" },
            "inputs": { "type": "object", "description": "what main is called with" },
            "files": { "type": "array", "maxItems": 100, "items": { "type": "string", "minLength": 1, "maxLength": 500 }, "description": "files of the workflow's folder that the code may read, under the same path" },
            "keep": { "type": "array", "maxItems": 100, "items": { "type": "string", "minLength": 1, "maxLength": 500 }, "description": "files that the code writes and that are kept in the workflow's folder; * and ** stand for any name" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["logs", "logsCut", "files"], "properties": {
              "result": {"description": "what main gave back; any JSON"},
              "logs": {"type": "string", "description": "what was printed"},
              "logsCut": {"type": "boolean", "description": "more was printed than is kept"},
              "files": {"type": "array", "description": "those that were kept: path, bytes"} } }
            """),
        Limits = ["At most 200,000 characters of code.", "Time, memory, processes, files and printed text have limits: see sandbox.md."],
        Settings =
        [
            new("memory", "a size such as 256MB"),
        ],
        Notes = "What the code may do and what not is in docs/sandbox.md.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        ToolCatalog.CheckCommon(tool, found, "memory");
        if (tool?.Settings["memory"] is not { } memory || SettingsCheck.IsExpression(memory)) return;
        if (memory is not ConfigScalar scalar || !Quantities.TrySize(scalar.Text, out var bytes) || bytes < LeastMemory)
            new SettingsCheck(tool.Settings, $"Tool '{tool.Name}'", ToolFindings.Settings, found).Wrong(memory, "memory", "a size such as 256MB, at least 32MB");
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var timeout = read.Value("timeout") is null ? (TimeSpan?)null : ToolCatalog.TimeoutOf(settings);
        var memory = read.Text("memory") is { } text ? Quantities.TrySize(text, out var bytes) && bytes >= LeastMemory ? bytes : throw read.Wrong("memory", "a size such as 256MB, at least 32MB") : (long?)null;
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => RunAsync(call, timeout, memory, cancellationToken));
    }

    private async ValueTask<JsonElement> RunAsync(ToolCall call, TimeSpan? timeout, long? memory, CancellationToken cancellationToken)
    {
        var inputs = call.Argument("inputs") ?? JsonSerializer.SerializeToElement(new { });
        var work = new CodeWork(CodeWords.Language(call.RequiredText("language"))!.Value, call.RequiredText("source"), inputs, call.Context.Files)
        {
            Timeout = timeout,
            Memory = memory,
            Files = Texts(call, "files"),
            Keep = Texts(call, "keep"),
        };
        var outcome = await sandbox.RunAsync(work, cancellationToken);
        if (outcome.Error is { } failed) throw Told(failed, outcome.Logs);
        return JsonSerializer.SerializeToElement(new
        {
            result = outcome.Result,
            logs = outcome.Logs,
            logsCut = outcome.LogsCut,
            files = outcome.Files.Select(f => new { path = f.Path, bytes = f.Bytes }),
        });
    }

    // A model mends its code by what it printed last.
    private static PlatformException Told(PlatformException failed, string logs)
    {
        if (logs.Trim().Length == 0) return failed;
        var last = logs.Length > ShownLogs ? $"…{logs[^ShownLogs..]}" : logs;
        return new PlatformException(failed.Code, $"{failed.Message} It printed: {last.Trim()}", failed.Resolution);
    }

    private static List<string> Texts(ToolCall call, string name) =>
        call.Argument(name) is { } list ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : [];
}
