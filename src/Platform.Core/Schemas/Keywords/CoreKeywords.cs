using System.Text.RegularExpressions;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>$id, $anchor, $dynamicAnchor, $defs and what only annotates: checked for their form, never against a value.</summary>
internal static partial class CoreKeywords
{
    public static void Read(NodeReading reading)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["$id", "$schema", "$comment", "title", "description", "contentEncoding", "contentMediaType"])
        {
            reading.Text(keyword);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["$anchor", "$dynamicAnchor"])
        {
            if (reading.Text(keyword) is { } name && !Anchor().IsMatch(name))
            {
                reading.Problem(keyword, $"'{name}' is not an anchor; it begins with a letter or _ and goes on with letters, digits, '-', '_' and '.'.");
            }
        }

        // Compiled though nothing may refer to them: what is wrong in them is told now.
        reading.Named("$defs");
        reading.Named("definitions");
        reading.Child("contentSchema");
        if (reading.TryGet("$vocabulary", out var vocabulary) && vocabulary.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            reading.Problem("$vocabulary", $"'$vocabulary' is an object of true and false by address, but this is {JsonText.Whole(vocabulary)}.");
        }
    }

    [GeneratedRegex("^[A-Za-z_][-A-Za-z0-9._]*\\z")]
    private static partial Regex Anchor();
}
