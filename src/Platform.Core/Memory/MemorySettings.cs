using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Schemas;

namespace Platform.Core.Memory;

/// <summary>What a workflow file says of the memory of a tool or an agent: which namespaces, for how long, in which shape.</summary>
/// <param name="Names">In the order of the file; the first is meant when none is chosen.</param>
/// <param name="Lifetime">Null for ever.</param>
/// <param name="Schema">What each value must keep to; null for anything.</param>
public sealed record MemorySettings(IReadOnlyList<MemoryName> Names, TimeSpan? Lifetime, JsonSchema? Schema)
{
    public const string UsualNamespace = "workflow";

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    /// <summary>The settings that tools and agents have in common.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["namespace", "shared", "ttl", "schema", "model"];

    /// <summary>After their expressions were evaluated; namespaces are never of an expression.</summary>
    /// <exception cref="PlatformException">Validation: what does not fit.</exception>
    public static MemorySettings Read(SettingsReader settings)
    {
        var shared = settings.Flag("shared") ?? false;
        var names = settings.Texts("namespace");
        return new MemorySettings(
            [.. (names.Count == 0 ? [UsualNamespace] : names).Select(n => new MemoryName(n, shared))],
            settings.Duration("ttl", LongestLife),
            settings.Value("schema") is { } schema ? Compiled(schema, settings) : null);
    }

    /// <summary>As they stand in the file.</summary>
    public static void Check(SettingsCheck check)
    {
        check.Texts("namespace").Flag("shared").Duration("ttl", LongestLife);
        foreach (var name in Named(check.Settings["namespace"])) CheckName(check, name);
        if (check.Settings["schema"] is { } schema && JsonSchema.Compile(schema.ToJson(), new SchemaOptions()) is { Schema: null } wrong)
            check.Wrong(schema, "schema", $"a JSON Schema of its own ({wrong.Problems[0].Message})");
    }

    /// <summary>The name that a call chose, or the first.</summary>
    /// <exception cref="PlatformException">Validation: it is none of those that the file gives.</exception>
    public MemoryName Chosen(string? name) => name is null ? Names[0] : Names.FirstOrDefault(n => n.Text == name)
        ?? throw new PlatformException(ErrorCode.Validation, $"There is no memory '{(name.Length > 80 ? $"{name[..80]}…" : name)}' here.", $"Choose one of {Foundation.Names.Quoted(Names.Select(n => n.Text))}, or leave 'namespace' out.");

    /// <exception cref="PlatformException">Validation: the value does not keep to the schema.</exception>
    public void EnsureFits(JsonElement value)
    {
        if (Schema is null || Schema.Validate(value, 5) is not { Count: > 0 } violations) return;
        throw new PlatformException(
            ErrorCode.Validation, $"The value does not keep to the memory's schema: {string.Join("; ", violations.Select(v => $"{(v.InstancePointer.Length == 0 ? "it" : v.InstancePointer)} {v.Message}"))}.",
            "Save a value that does.");
    }

    private static JsonSchema Compiled(JsonElement schema, SettingsReader settings) =>
        JsonSchema.Compile(schema, new SchemaOptions()).Schema ?? throw settings.Wrong("schema", "a JSON Schema");

    private static IEnumerable<ConfigScalar> Named(ConfigValue? value) => value switch
    {
        ConfigScalar one => [one],
        ConfigList list => list.Items.OfType<ConfigScalar>(),
        _ => [],
    };

    private static void CheckName(SettingsCheck check, ConfigScalar name)
    {
        const string Allowed = "organization, user, workflow, thread, or a path of your own such as team/recipes";
        var words = MemoryNamespace.Words;
        if (SettingsCheck.IsExpression(name)) check.Wrong(name, "namespace", $"written out, so that no answer of a model chooses it: {Allowed}");
        else if (words.Contains(name.Text, StringComparer.Ordinal)) return;
        else if (!MemoryNamespace.TryParse(name.Text, out _, out var wrong)) check.Wrong(name, "namespace", $"{Allowed} ({wrong.TrimEnd('.')})", Foundation.Names.Nearest(name.Text, words));
        else if (!name.Text.Contains('/', StringComparison.Ordinal) && Foundation.Names.Nearest(name.Text, words) is { } near) check.Wrong(name, "namespace", $"{Allowed} that looks like none of these", near);
    }
}
