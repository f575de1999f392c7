using System.Text.Json;
using Platform.Core.Schemas.Formats;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>format. A name that nobody knows is an annotation, as the specification has it.</summary>
internal sealed class FormatKeyword(SchemaNode owner, string format, Func<string, bool> fits) : Keyword(owner)
{
    // Longer texts are in none of the formats, and no scan of one costs more than this.
    private const int MaxLength = 65_536;

    public static void Read(NodeReading reading)
    {
        if (reading.Text("format") is { } format && reading.Options.AssertFormats && KnownFormats.Find(format) is { } fits)
        {
            reading.Keywords.Add(new FormatKeyword(reading.Node, format, fits));
        }
    }

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.String) return true;
        var text = value.GetString()!; // a string's value is never null
        if (!run.Spend(Owner, 1 + (text.Length / 16))) return false;
        return (text.Length <= MaxLength && fits(text))
            || (run.Reports && run.Fail(Owner, "format", $"must be {KnownFormats.Describe(format)}, but is {JsonText.Shown(value)}"));
    }
}
