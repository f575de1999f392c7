using System.Text.RegularExpressions;

namespace Platform.IntegrationTests.Support;

/// <summary>The codes of findings that the sources give.</summary>
internal static partial class Codes
{
    public static IReadOnlyCollection<string> OfSource() =>
        [.. new[] { "src/Platform.Core", "src/Platform.Web", "src/Platform.Cli" }
            .SelectMany(Repository.Files)
            .SelectMany(f => Quoted().Matches(File.ReadAllText(f.Path)).Select(m => m.Groups[1].Value))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("\"(WF\\d{3})\"")]
    private static partial Regex Quoted();
}
