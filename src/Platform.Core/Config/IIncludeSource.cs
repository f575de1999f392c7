namespace Platform.Core.Config;

/// <summary>Where the files under <c>include:</c> come from.</summary>
public interface IIncludeSource
{
    /// <param name="path">Relative, normalised, with forward slashes; never above the workflow file's folder.</param>
    IncludedText Read(string path);
}

/// <param name="Text">Null when there is none.</param>
/// <param name="Why">A sentence that says why there is none; empty when there is.</param>
public sealed record IncludedText(string? Text, string Why = "");

/// <summary>Includes from the folder of a workflow file on disk.</summary>
public sealed class FileIncludes(string folder) : IIncludeSource
{
    private const int MaxBytes = Yaml.YamlReader.MaxBytes;

    public IncludedText Read(string path)
    {
        try
        {
            var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            var file = new FileInfo(Path.Combine(root, path));
            if (!file.Exists) return new(null, Directory.Exists(file.FullName) ? $"'{path}' is a folder." : $"There is no file '{path}' beside the workflow file.");
            // A link may point out of the folder; what it points to counts.
            var target = (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
            if (!target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return new(null, $"'{path}' lies outside the workflow file's folder.");
            if (file.Length > MaxBytes) return new(null, $"'{path}' is longer than 1 MB.");
            return new(File.ReadAllText(file.FullName));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new(null, $"'{path}' cannot be read: {failed.Message}");
        }
    }
}
