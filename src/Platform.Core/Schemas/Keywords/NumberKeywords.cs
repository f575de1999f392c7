using System.Text.Json;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf.</summary>
internal static class NumberKeywords
{
    public static void Read(NodeReading reading)
    {
        Add(reading, "minimum", "at least", c => c >= 0);
        Add(reading, "maximum", "at most", c => c <= 0);
        Add(reading, "exclusiveMinimum", "more than", c => c > 0);
        Add(reading, "exclusiveMaximum", "less than", c => c < 0);
        if (reading.Number("multipleOf") is not { } divisor) return;
        if (divisor.Sign > 0) reading.Keywords.Add(new MultipleOfKeyword(reading.Node, divisor));
        else reading.Problem("multipleOf", "'multipleOf' is a number above 0.");
    }

    private static void Add(NodeReading reading, string keyword, string words, Func<int, bool> allows)
    {
        if (reading.Number(keyword) is { } limit) reading.Keywords.Add(new LimitKeyword(reading.Node, keyword, words, limit, allows));
    }

    private sealed class LimitKeyword(SchemaNode owner, string keyword, string words, JsonNumber limit, Func<int, bool> allows) : Keyword(owner)
    {
        public override bool Check(Evaluation run, JsonElement value, Evaluated? seen) =>
            value.ValueKind != JsonValueKind.Number || allows(JsonNumber.Of(value).CompareTo(limit))
            || (run.Reports && run.Fail(Owner, keyword, $"must be {words} {Owner.Source.GetProperty(keyword)}, but is {JsonText.Shown(value)}"));
    }

    private sealed class MultipleOfKeyword(SchemaNode owner, JsonNumber divisor) : Keyword(owner)
    {
        public override bool Check(Evaluation run, JsonElement value, Evaluated? seen) =>
            value.ValueKind != JsonValueKind.Number || JsonNumber.Of(value).IsMultipleOf(divisor)
            || (run.Reports && run.Fail(Owner, "multipleOf", $"must be a multiple of {Owner.Source.GetProperty("multipleOf")}, but is {JsonText.Shown(value)}"));
    }
}
