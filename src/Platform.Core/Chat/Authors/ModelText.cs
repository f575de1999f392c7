using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Authors;

/// <summary>What a model wrote, taken apart: prose, and the file in its fence. Pure, and never fails.</summary>
/// <param name="Prose">Without the file.</param>
/// <param name="File">Null when it wrote none.</param>
/// <param name="IsWhole">False when the fence was opened and never closed: the answer broke off.</param>
internal sealed partial record ModelText(string Prose, string? File, bool IsWhole)
{
    /// <summary>Of several files the last one counts: it is the one that was thought about longest.</summary>
    public static ModelText Read(string text)
    {
        var (prose, files, isWhole) = (new List<string>(), new List<string>(), true);
        List<string>? open = null;
        var fence = "";
        var isFile = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (open is null && Fence().Match(line) is { Success: true } found)
            {
                (open, fence) = ([], found.Groups["marks"].Value);
                isFile = found.Groups["language"].Value.ToLowerInvariant() is "yaml" or "yml" or "";
                if (!isFile) prose.Add(line);
            }
            else if (open is not null && line.Trim() == fence)
            {
                if (isFile && IsWorkflow(open)) files.Add(Joined(open));
                else prose.AddRange(isFile ? [$"{fence}yaml", .. open, line] : [.. open, line]);
                open = null;
            }
            else (open ?? prose).Add(line);
        }

        if (open is not null)
        {
            isWhole = !(isFile && IsWorkflow(open));
            if (isWhole) prose.AddRange(open);
            else files.Add(Joined(open));
        }

        // A model that forgot the fence.
        if (files.Count == 0 && prose.FindIndex(l => l.StartsWith("platform: v1", StringComparison.Ordinal)) is var at and >= 0)
        {
            files.Add(Joined(prose[at..]));
            prose.RemoveRange(at, prose.Count - at);
        }

        return new ModelText(string.Join('\n', prose).Trim(), files.Count > 0 ? files[^1] : null, isWhole);
    }

    private static bool IsWorkflow(List<string> lines) =>
        lines.Exists(l => l.StartsWith("platform:", StringComparison.Ordinal) || l.StartsWith("nodes:", StringComparison.Ordinal) || l.StartsWith("name:", StringComparison.Ordinal));

    private static string Joined(List<string> lines) => $"{string.Join('\n', lines).Trim('\n')}\n";

    [GeneratedRegex(@"^\s*(?<marks>```+|~~~+)\s*(?<language>\w*)\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();
}
