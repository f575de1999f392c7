using Platform.Core.Authoring.Outlines;

namespace Platform.Core.Authoring;

/// <summary>The names that a workflow text defines, with what can be told of each. Pure.</summary>
internal sealed class FileWords(OutlineValue file, AuthoringCatalog catalog)
{
    private const int LongestText = 300;

    public IEnumerable<CompletionItem> Nodes => Section("nodes", "node", NodeDetail, "description");

    public IEnumerable<CompletionItem> Agents => Section("agents", "agent", a => a?["model"]?.Text is { Length: > 0 } model ? $"model {model}" : "", "instructions");

    public IEnumerable<CompletionItem> Models => Section("models", "model", m => m?["use"]?.Text ?? "", "description");

    public IEnumerable<CompletionItem> Tools => Section("tools", "tool", t => t?["use"]?.Text ?? "", "description").Select(WithManual);

    public IEnumerable<CompletionItem> Channels => Section("state", "channel", c => $"{c?["type"]?.Text} {(c?["merge"]?.Text is { Length: > 0 } merge ? $"merged by {merge}" : "")}".Trim(), "description");

    public IEnumerable<CompletionItem> Inputs => Section("inputs", "input", TypeOf, "description");

    public IEnumerable<CompletionItem> Types => Section("types", "type", TypeOf, "description");

    /// <summary>The names of secrets that the text mentions, for nobody lists those that are stored.</summary>
    public static IEnumerable<string> SecretsIn(string text)
    {
        const string Mark = "secrets.";
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1, StringComparison.Ordinal))
        {
            var end = at + Mark.Length;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
            if (end > at + Mark.Length) yield return text[(at + Mark.Length)..end];
        }
    }

    /// <summary>The file's part of that name under a section; null when there is none.</summary>
    public OutlineValue? Part(string section, string? name) => name is null ? null : file[section]?[name];

    /// <summary>What a node's <c>tool</c> names: a tool of the file, or a kind.</summary>
    public ToolWords? ToolOf(string? name)
    {
        var use = Part("tools", name)?["use"]?.Text ?? name;
        return catalog.Tools.FirstOrDefault(t => t.About.Label == use);
    }

    public static string TypeOf(OutlineValue? schema) => schema switch
    {
        null or { Kind: not OutlineKind.Map } => "",
        _ when schema["$ref"]?.Text is { Length: > 0 } reference => reference[(reference.LastIndexOf('/') + 1)..],
        _ when schema["enum"] is { } words => string.Join(", ", words.Texts.Take(6)),
        _ => schema["type"] is { } type ? string.Join(" or ", type.Texts) : "",
    };

    private string NodeDetail(OutlineValue? node)
    {
        if (node?.Keys.FirstOrDefault(k => catalog.NodeKinds.Any(n => n.Key == k.Key)) is not { } action) return "junction";
        return action.Value is { Kind: OutlineKind.Scalar, Text.Length: > 0 and < 60 } value ? $"{action.Key} {value.Text}" : action.Key!;
    }

    private CompletionItem WithManual(CompletionItem tool) =>
        tool.Documentation.Length > 0 || ToolOf(tool.Label) is not { } kind ? tool : tool with { Documentation = kind.About.Documentation };

    private IEnumerable<CompletionItem> Section(string name, string kind, Func<OutlineValue?, string> detail, string told) =>
        (file[name]?.Keys ?? []).Where(e => e.Key!.Length > 0).DistinctBy(e => e.Key).Select(e => new CompletionItem(e.Key!, kind, detail(e.Value), Clip(e.Value?[told]?.Text ?? "")));

    private static string Clip(string text)
    {
        var plain = string.Join('\n', text.Split('\n').Select(l => l.Trim())).Trim();
        return plain.Length > LongestText ? $"{plain[..LongestText]}…" : plain;
    }
}
