using System.Text.Json;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>minLength, maxLength, pattern.</summary>
internal static class StringKeywords
{
    public static void Read(NodeReading reading)
    {
        var (least, most) = (reading.Count("minLength"), reading.Count("maxLength"));
        if (least is not null || most is not null) reading.Keywords.Add(new LengthKeyword(reading.Node, least ?? 0, most ?? long.MaxValue));
        if (reading.Text("pattern") is { } pattern && reading.Regex("pattern", pattern) is { } regex) reading.Keywords.Add(new PatternKeyword(reading.Node, regex));
    }

    private sealed class LengthKeyword(SchemaNode owner, long least, long most) : Keyword(owner)
    {
        public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
        {
            if (value.ValueKind != JsonValueKind.String) return true;
            var length = JsonText.Length(value.GetString()!); // a string's value is never null
            if (length < least) return run.Reports && run.Fail(Owner, "minLength", $"must have at least {Count.Of(least, "character")}, but has {length}");
            return length <= most || (run.Reports && run.Fail(Owner, "maxLength", $"must have at most {Count.Of(most, "character")}, but has {length}"));
        }
    }

    private sealed class PatternKeyword(SchemaNode owner, SchemaRegex regex) : Keyword(owner)
    {
        public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
        {
            if (value.ValueKind != JsonValueKind.String) return true;
            var text = value.GetString()!; // a string's value is never null
            if (!run.Spend(Owner, 1 + (text.Length / 16))) return false;
            return regex.IsMatch(text) switch
            {
                true => true,
                false => run.Reports && run.Fail(Owner, "pattern", $"must match '{regex.Pattern}', but is {JsonText.Shown(value)}"),
                null => run.GiveUp(Owner, $"takes too long to match '{regex.Pattern}'; make the pattern simpler"),
            };
        }
    }
}

/// <summary>Counts in words.</summary>
internal static class Count
{
    public static string Of(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {(thing.EndsWith('y') ? $"{thing[..^1]}ie" : thing)}s";
}
