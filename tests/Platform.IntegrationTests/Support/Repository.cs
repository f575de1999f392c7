namespace Platform.IntegrationTests.Support;

/// <summary>Where the repository, its sources and the shared material lie, seen from the built tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Public conformance suites and data, beside the checkout.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    public static IEnumerable<SourceFile> CoreFiles() => Files("src/Platform.Core");

    public static IEnumerable<SourceFile> Files(string under)
    {
        var root = Path.Combine(Root, under);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(path, Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(file => !file.Relative.StartsWith("bin/", StringComparison.Ordinal) && !file.Relative.StartsWith("obj/", StringComparison.Ordinal)
                && !file.Relative.Contains("/bin/", StringComparison.Ordinal) && !file.Relative.Contains("/obj/", StringComparison.Ordinal)
                && !file.Relative.Contains("node_modules/", StringComparison.Ordinal))
            .OrderBy(file => file.Relative, StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Platform.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}

/// <param name="Relative">Below the project folder, with forward slashes.</param>
internal sealed record SourceFile(string Path, string Relative)
{
    /// <summary>The top folder inside the project; empty for a file that lies beside the project file.</summary>
    public string Folder => Relative.Contains('/', StringComparison.Ordinal) ? Relative[..Relative.IndexOf('/', StringComparison.Ordinal)] : "";
}
