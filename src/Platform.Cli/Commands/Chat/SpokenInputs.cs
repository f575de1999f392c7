using System.Text.RegularExpressions;

namespace Platform.Cli.Commands.Chat;

/// <summary>
/// The inputs behind <c>/run</c>: <c>text=All that follows, n=3</c>. There is no shell that would part the words, so a value goes on until the next
/// <c>NAME=</c>; in quotes it may hold one.
/// </summary>
internal static partial class SpokenInputs
{
    /// <summary>As the options of <c>platform run</c> are given: <c>NAME=VALUE</c> each.</summary>
    public static IReadOnlyList<string> Read(string line) =>
        [.. Inputs().Matches(line).Select(m => m.Groups["name"].Success ? $"{m.Groups["name"].Value}={m.Groups["value"].Value}" : m.Value).Where(word => word is not "-i" and not "--input")];

    [GeneratedRegex("""(?<=^|\s)(?:(?<name>[A-Za-z_][\w-]*)=(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>.*?))(?=\s+(?:-i\s+)?[A-Za-z_][\w-]*=|\s*$)|\S+)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inputs();
}
