using Platform.Cli.Output;

namespace Platform.Cli.Inputs;

/// <summary>Finds the workflow that a person named: a file, a folder with a <c>workflow.yaml</c>, or the name of a saved one.</summary>
internal static class WorkflowFile
{
    // The reader refuses more than 1 MB with a finding; nothing near that is read into memory for it.
    private const long LargestBytes = 8 * 1024 * 1024;

    /// <summary>The file's path; null when it is a name and no file.</summary>
    public static string? Find(string given)
    {
        if (Directory.Exists(given))
        {
            foreach (var name in new[] { "workflow.yaml", "workflow.yml" })
                if (File.Exists(Path.Combine(given, name))) return Path.Combine(given, name);
            throw CliException.Usage($"The folder '{given}' holds no workflow.yaml.", "Name a workflow file, or a folder that holds a workflow.yaml.");
        }

        if (File.Exists(given)) return given;
        if (!LooksLikePath(given)) return null;
        throw Missing(given);
    }

    /// <summary>The file's path; an error when there is none.</summary>
    public static string Require(string given) => Find(given) ?? throw Missing(given);

    /// <summary>Refuses what is no workflow by its size alone. Whether the bytes are text is for the reader of the language to tell.</summary>
    public static void EnsureReadable(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LargestBytes) throw CliException.Usage($"'{path}' has {length / 1024 / 1024} MB; a workflow file has at most 1 MB.", "Is it the right file? Move long data out of it, into files that an input names.");
        using var readable = File.OpenRead(path);
    }

    private static bool LooksLikePath(string given) =>
        given.Contains('/', StringComparison.Ordinal) || given.Contains('\\', StringComparison.Ordinal)
        || given.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || given.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static CliException Missing(string given) => CliException.Usage(
        $"There is no file '{given}'.", "Check the path; 'platform new hello' writes a first workflow to start from.");
}
