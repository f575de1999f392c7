using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Writes down what is said in a sound file of the workflow's own folder, by a model of the file.</summary>
public sealed class AudioTranscribeTool(ModelServices models) : IToolKind
{
    private const long LargestFile = 25 * 1024 * 1024; // what OpenAI takes

    public string Key => "audio.transcribe";

    public string Description => "Writes down what is said in a sound file of the workflow's folder (mp3, wav, m4a, ogg, flac, webm).";

    public string Example => "minutes: { tool: listen, with: { path: meeting.mp3, language: en } }";

    public string ExampleParts => """
        models: { whisper: { use: openai/whisper-1 } }
        tools: { listen: { use: audio.transcribe, model: whisper } }
        """;

    public Type? ModelOf => typeof(ITranscriptionProvider);

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["path"],
          "properties": {
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "relative to the workflow's folder" },
            "language": { "type": "string", "minLength": 2, "maxLength": 20, "description": "what is spoken, as en or fr; found out when left out" },
            "prompt": { "type": "string", "maxLength": 2000, "description": "names and words that come up, for their spelling" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["text"], "properties": {
              "text": { "type": "string" },
              "language": { "type": ["string", "null"] },
              "seconds": { "type": ["number", "null"] },
              "model": { "type": "string" } } }
            """),
        Limits = ["A file of at most 25 MB."],
        Settings = [new("model", "one under models that hears")],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found, "model")?.Text("model");

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => TranscribeAsync(settings, call, cancellationToken));

    private async ValueTask<JsonElement> TranscribeAsync(ToolSettings settings, ToolCall call, CancellationToken cancellationToken)
    {
        var model = settings.RequiredModel();
        var path = call.RequiredText("path");
        await using var audio = ToolFiles.Open(call.Context.Files, path, LargestFile);
        var options = new SpeechToTextOptions
        {
            SpeechLanguage = call.Text("language"),
            AdditionalProperties = new AdditionalPropertiesDictionary { ["filename"] = Path.GetFileName(path), ["prompt"] = call.Text("prompt") },
        };
        var heard = await models.TranscribeAsync(model, audio, options, call.Context.Models, cancellationToken);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["text"] = heard.Text,
            ["language"] = heard.AdditionalProperties?.GetValueOrDefault("language"),
            ["seconds"] = heard.AdditionalProperties?.GetValueOrDefault("seconds"),
            ["model"] = model.Use,
        });
    }
}
