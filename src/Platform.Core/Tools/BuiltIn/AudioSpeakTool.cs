using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Says a text aloud into a sound file of the workflow's own folder, by a model of the file.</summary>
public sealed class AudioSpeakTool(ModelServices models) : IToolKind
{
    private static readonly string[] Formats = ["mp3", "wav", "opus", "aac", "flac", "pcm"];

    public string Key => "audio.speak";

    public string Description => "Says a text aloud into a sound file of the workflow's folder. The file's ending gives its format: mp3, wav, opus, aac, flac or pcm.";

    public string Example => """news: { tool: speak, with: { text: "Good morning.", path: out/news.mp3 } }""";

    public string ExampleParts => """
        models: { voice: { use: openai/gpt-4o-mini-tts } }
        tools: { speak: { use: audio.speak, model: voice, voice: coral } }
        """;

    public Type? ModelOf => typeof(ISpeechProvider);

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["text", "path"],
          "properties": {
            "text": { "type": "string", "minLength": 1, "maxLength": 100000 },
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "relative to the workflow's folder; its ending gives the format" },
            "voice": { "type": "string", "minLength": 1, "maxLength": 200 },
            "speed": { "type": "number", "minimum": 0.25, "maximum": 4 },
            "instructions": { "type": "string", "maxLength": 4000, "description": "how it is to be said" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["path", "bytes"], "properties": {
              "path": { "type": "string" },
              "bytes": { "type": "integer" },
              "media_type": { "type": ["string", "null"] },
              "model": { "type": "string" } } }
            """),
        Limits = ["A text of at most 100,000 characters."],
        Settings = [new("model", "one under models that speaks"), new("voice", "which voice, unless a call says another")],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found, "model", "voice")?.Text("model").Text("voice");

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => SpeakAsync(settings, call, cancellationToken));

    private async ValueTask<JsonElement> SpeakAsync(ToolSettings settings, ToolCall call, CancellationToken cancellationToken)
    {
        var model = settings.RequiredModel();
        var path = call.RequiredText("path");
        var format = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        if (!Formats.Contains(format, StringComparer.Ordinal)) throw new PlatformException(ErrorCode.Validation, $"'{path}' ends in no format that can be spoken.", $"End it in one of {Names.Quoted(Formats)}.");
        call.Context.Files.Resolve(path); // before anything is paid for
        var options = new TextToSpeechOptions
        {
            AudioFormat = format,
            VoiceId = call.Text("voice") ?? settings.Read().Text("voice"),
            Speed = call.Argument("speed") is { } speed ? speed.GetSingle() : null,
            AdditionalProperties = new AdditionalPropertiesDictionary { ["instructions"] = call.Text("instructions") },
        };
        var said = await models.SpeakAsync(model, call.RequiredText("text"), options, call.Context.Models, cancellationToken);
        await ToolFiles.ReplaceAsync(call.Context.Files, path, said.Data, cancellationToken);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["path"] = path, ["bytes"] = said.Data.Length, ["media_type"] = said.MediaType, ["model"] = model.Use });
    }
}
