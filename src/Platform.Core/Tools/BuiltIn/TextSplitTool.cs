using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Cuts a text into parts, for a map over them.</summary>
public sealed class TextSplitTool : IToolKind
{
    private const int UsualSize = 1000;

    public string Key => "text.split";

    public string Description => "Cuts a text into parts: paragraphs, sentences, lines, or pieces of a size.";

    public string Example => "cut: { tool: text.split, with: { text: \"One. Two.\", by: sentence } }";

    public long LargestResult => 16 * 1024 * 1024;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["text"],
          "properties": {
            "text": { "type": "string" },
            "by": { "enum": ["paragraph", "sentence", "line", "size"], "description": "paragraph when left out" },
            "size": { "type": "integer", "minimum": 1, "maximum": 1000000, "description": "most characters of a part; shorter parts are joined up to it" },
            "overlap": { "type": "integer", "minimum": 0, "maximum": 100000, "description": "characters that a part of 'by: size' repeats of the one before" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "array", "items": { "type": "string" } }
            """),
        Limits = ["At most 16 MB of parts."],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Split);

    private static ValueTask<JsonElement> Split(ToolCall call, CancellationToken cancellationToken)
    {
        var text = call.RequiredText("text");
        var by = call.Text("by") ?? "paragraph";
        var size = call.Whole("size");
        var overlap = call.Whole("overlap") ?? 0;
        if (by == "size" && overlap >= (size ?? UsualSize))
            throw new PlatformException(ErrorCode.Validation, $"The overlap of {overlap} leaves nothing of a part of {size ?? UsualSize}.", "Make 'overlap' smaller than 'size'.");
        var parts = by switch
        {
            "line" => TextParts.Lines(text),
            "sentence" => TextParts.Sentences(text),
            "size" => TextParts.Pieces(text, size ?? UsualSize, overlap),
            _ => TextParts.Paragraphs(text),
        };
        var joined = size is { } most && by != "size" ? TextParts.Joined(parts, most, by == "sentence" ? " " : "\n") : parts;
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(joined));
    }
}
