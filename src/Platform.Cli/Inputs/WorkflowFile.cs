using Platform.Cli.Output;

namespace Platform.Cli.Inputs;

/// <summary>Finds the workflow that a person named: a file, a folder with a <c>workflow.yaml</c>, or the name of a saved one.</summary>
internal static class WorkflowFile
{
    // The reader refuses more than 1 MB with a finding; nothing near that is read into memory for it.
    private const long LargestBytes = 8 * 1024 * 1024;

    private static readonly string[] Files = ["workflow.yaml", "workflow.yml"];

    /// <summary>The file's path; null when it is a name and no file.</summary>
    public static string? Find(string given)
    {
        if (Directory.Exists(given))
            return In(given) ?? throw CliException.Usage($"The folder '{given}' holds no workflow.yaml.", "Name a workflow file, or a folder that holds a workflow.yaml.");

        if (File.Exists(given)) return given;
        if (!LooksLikePath(given)) return null;
        throw Missing(given);
    }

    /// <summary>The file, or of a folder its <c>workflow.yaml</c>, else each one in the folders below it; an error when there is none.</summary>
    public static IReadOnlyList<string> All(string given)
    {
        if (!Directory.Exists(given) || In(given) is not null) return [Find(given) ?? throw Missing(given)];
        var below = Directory.EnumerateDirectories(given, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8 }) // what may not be read and what is hidden is passed over
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal)).Select(In).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return below.Count > 0 ? below : throw CliException.Usage($"Neither the folder '{given}' nor one below it holds a workflow.yaml.", "Name a workflow file, or a folder that holds one.");
    }

    /// <summary>Refuses what is no workflow by its size alone. Whether the bytes are text is for the reader of the language to tell.</summary>
    public static void EnsureReadable(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LargestBytes) throw CliException.Usage($"'{path}' has {length / 1024 / 1024} MB; a workflow file has at most 1 MB.", "Is it the right file? Move long data out of it, into files that an input names.");
        using var readable = File.OpenRead(path);
    }

    private static string? In(string folder) => Files.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static bool LooksLikePath(string given) =>
        given.Contains('/', StringComparison.Ordinal) || given.Contains('\\', StringComparison.Ordinal)
        || given.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || given.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static CliException Missing(string given) => CliException.Usage(
        $"There is no file '{given}'.", "Check the path; 'platform new hello' writes a first workflow to start from.");
}
