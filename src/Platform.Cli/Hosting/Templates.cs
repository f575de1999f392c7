using Platform.Cli.Output;
using Platform.Core.Foundation;

namespace Platform.Cli.Hosting;

/// <param name="Files">Relative to the template's folder; the workflow itself is <c>workflow.yaml</c>.</param>
internal sealed record Template(string Name, string Description, string Folder, IReadOnlyList<string> Files)
{
    public bool IsOneFile => Files is ["workflow.yaml"];
}

/// <summary>Starting points: the samples, which lie beside the program.</summary>
internal static class Templates
{
    private static readonly string[] NotCopied = ["expected.json", "README.md"];

    public static IReadOnlyList<Template> All()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "samples");
        if (!Directory.Exists(root)) return [];
        return [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Where(f => File.Exists(Path.Combine(f, "workflow.yaml"))).Select(Read)];
    }

    public static Template Find(string name)
    {
        var all = All();
        var names = all.Select(t => t.Name).ToList();
        return all.FirstOrDefault(t => t.Name == name)
            ?? throw CliException.Usage($"There is no template '{name}'.", $"{(Names.Nearest(name, names) is { } near ? $"Did you mean '{near}'? " : "")}Templates are {Names.Quoted(names)}.");
    }

    private static Template Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !NotCopied.Contains(f, StringComparer.Ordinal))
            .Order(StringComparer.Ordinal);
        return new Template(Path.GetFileName(folder), DescriptionIn(Path.Combine(folder, "workflow.yaml")), folder, [.. files]);
    }

    // The line is ours and always plain; reading it so spares a list of names the whole compiler.
    private static string DescriptionIn(string file) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith("description:", StringComparison.Ordinal))?["description:".Length..].Trim() ?? "";
}
