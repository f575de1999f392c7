using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;

namespace Platform.Core.Config.Reading;

/// <summary>Types, models, tools and agents of a file and of all files it includes, directly or through others.</summary>
internal sealed class PartsReader(Shape shape, IIncludeSource? includes)
{
    private const int MaxFiles = 100;

    private readonly Dictionary<(string Section, string Name), SourceSpan> _defined = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public List<NamedValue> Types { get; } = [];

    public List<PartConfig> Models { get; } = [];

    public List<PartConfig> Tools { get; } = [];

    public List<PartConfig> Agents { get; } = [];

    /// <summary>The texts of the included files by the name their findings bear.</summary>
    public Dictionary<string, string> Included { get; } = new(StringComparer.Ordinal);

    public void Read(ConfigMap root, string file)
    {
        ReadSections(root);
        Include(root, file, folder: "", ["."]);
    }

    private void ReadSections(ConfigMap root)
    {
        foreach (var entry in New(root, "types", "type")) Types.Add(new NamedValue(entry.Key, entry.KeyAt, entry.Value));
        foreach (var entry in New(root, "models", "model")) Models.Add(Part(entry, "model"));
        foreach (var entry in New(root, "tools", "tool")) Tools.Add(Part(entry, "tool"));
        foreach (var entry in New(root, "agents", "agent")) Agents.Add(Part(entry, "agent"));
    }

    private IEnumerable<ConfigEntry> New(ConfigMap root, string section, string what)
    {
        foreach (var entry in shape.Entries(root, section))
        {
            NamePatterns.CheckName($"a {what}", entry.Key, entry.KeyAt, entry.Value.Path, shape.Found);
            if (_defined.TryAdd((section, entry.Key), entry.KeyAt)) yield return entry;
            else shape.Found.Add(ConfigFindings.DefinedTwice(what, entry.Key, _defined[(section, entry.Key)], entry.KeyAt, entry.Value.Path));
        }
    }

    private PartConfig Part(ConfigEntry entry, string what)
    {
        var settings = shape.Map(entry.Value, $"The {what} '{entry.Key}'");
        shape.Text(settings?["use"], "'use'");
        return new PartConfig(entry.Key, entry.KeyAt, settings ?? new ConfigMap([], entry.Value.At, entry.Value.Path));
    }

    private void Include(ConfigMap root, string file, string folder, IReadOnlyList<string> chain)
    {
        if (root["include"] is not { } value) return;
        foreach (var written in shape.Texts(value, "'include'"))
        {
            if (includes is null) Bad(written, "Includes need a workflow file on disk; this text came without one.");
            else if (IncludePaths.Normalised(folder, written.Text) is not { } path) Bad(written, $"'{written.Text}' must be a relative path that stays below the workflow file's folder.");
            else if (chain.Contains(path, StringComparer.Ordinal)) Bad(written, $"This include runs in a circle: {string.Join(" includes ", chain.SkipWhile(c => c != path).Append(path))}.");
            else if (_read.Count >= MaxFiles) Bad(written, $"More than {MaxFiles} included files are refused.");
            else if (_read.Add(path)) ReadFile(written, path, file, chain);
        }
    }

    private void ReadFile(ConfigScalar written, string path, string file, IReadOnlyList<string> chain)
    {
        var included = includes!.Read(path);
        if (included.Text is null)
        {
            Bad(written, included.Why);
            return;
        }

        var slash = file.LastIndexOfAny(['/', '\\']);
        var name = slash < 0 ? path : $"{file[..(slash + 1)]}{path}";
        Included[name] = included.Text;
        if (YamlReader.Read(included.Text, name, shape.Found) is not { } root) return;
        shape.Allow(root, "an included file", ["platform", "description", "types", "models", "tools", "agents", "include"]);
        ReadSections(root);
        var end = path.LastIndexOf('/');
        Include(root, file, end < 0 ? "" : path[..end], [.. chain, path]);
    }

    private void Bad(ConfigScalar written, string why) => shape.Found.Add(ConfigFindings.BadInclude(why, written.At, written.Path));
}
