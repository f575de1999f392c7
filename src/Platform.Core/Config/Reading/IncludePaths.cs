namespace Platform.Core.Config.Reading;

/// <summary>Paths of files that lie beside a workflow's own.</summary>
internal static class IncludePaths
{
    /// <summary>With forward slashes, from the workflow file's folder; null when the path is absolute or climbs out.</summary>
    /// <param name="folder">Of the file that names it.</param>
    public static string? Normalised(string folder, string path)
    {
        if (path.Length is 0 or > 260 || path.AsSpan().IndexOfAny('\\', ':', '\0') >= 0 || path[0] is '/' or '~') return null;
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }
}
