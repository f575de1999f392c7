using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What is listed of a folder: all its files, or those of the kind that is named.</summary>
internal static partial class Folders
{
    /// <summary>Whether a path is that of a folder: it ends with a slash.</summary>
    public static bool Is(string path) => path.EndsWith('/');

    /// <summary>The pattern of the files that are spoken of: <c>notes/*.md</c> for "the markdown files" of <c>notes/</c>.</summary>
    public static string Pattern(string folder, string said) => $"{folder}*{(Kind().Match(said) is { Success: true } kind ? Endings[kind.Value.ToLowerInvariant().TrimEnd('s')] : "")}";

    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["text"] = ".txt",
        ["txt"] = ".txt",
        ["markdown"] = ".md",
        ["md"] = ".md",
        ["pdf"] = ".pdf",
        ["csv"] = ".csv",
        ["json"] = ".json",
        ["html"] = ".html",
        ["log"] = ".log",
        ["python"] = ".py",
        ["mp3"] = ".mp3",
    };

    [GeneratedRegex(@"\b(?:text(?= files?\b)|txt|markdown|md|pdfs?|csvs?|json|html|logs?(?= files?\b)|python(?= files?\b)|mp3s?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Kind();
}
