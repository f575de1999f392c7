using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Platform.Web.Rendering;

/// <param name="Name">As in the address: <c>quickstart</c>.</param>
internal sealed record Guide(string Name, string Title, string Html);

/// <summary>The product's own pages, rendered from the texts that lie beside the program: they are read without a network and are those of this release.</summary>
internal sealed partial class Guides
{
    // In the order in which one reads them; what is not named here comes after, by its name.
    private static readonly string[] Order =
    [
        "quickstart", "concepts", "language", "findings", "tools", "models", "models-in-operation", "memory", "approvals", "sandbox", "mcp", "costs", "time-travel", "retention", "operations", "extending",
    ];

    // Raw HTML is not let through: pages hold no markup but our own.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).DisableHtml().Build();

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "docs");
    private readonly ConcurrentDictionary<string, Guide> _read = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<string>> _names;

    public Guides() => _names = new(() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).OrderBy(n => Array.IndexOf(Order, n) is >= 0 and var at ? at : int.MaxValue).ThenBy(n => n, StringComparer.Ordinal)]
        : []);

    public IReadOnlyList<Guide> All => [.. _names.Value.Select(n => Find(n)!)];

    /// <summary>Null when there is none of that name.</summary>
    public Guide? Find(string name) => _names.Value.Contains(name, StringComparer.Ordinal) ? _read.GetOrAdd(name, Read) : null;

    private Guide Read(string name)
    {
        var document = Markdown.Parse(File.ReadAllText(Path.Combine(_folder, $"{name}.md")), Pipeline);
        foreach (var link in document.Descendants<LinkInline>()) link.Url = Address(link.Url ?? "");
        var title = document.OfType<HeadingBlock>().FirstOrDefault()?.Inline?.FirstChild is LiteralInline text ? text.Content.ToString() : name;
        // Wide tables scroll in a box of their own.
        var html = document.ToHtml(Pipeline).Replace("<table>", "<div class=\"table-wrap\" tabindex=\"0\"><table>", StringComparison.Ordinal).Replace("</table>", "</table></div>", StringComparison.Ordinal);
        return new Guide(name, title, Styles().Replace(html, "").Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal));
    }

    // Pages link to one another by their files; what lies elsewhere in the repository has no page here.
    private static string Address(string url) => PageLink().Match(url) is { Success: true } page
        ? $"/docs/{page.Groups["name"].Value}{page.Groups["rest"].Value}"
        : url.StartsWith('#') || url.StartsWith("http", StringComparison.Ordinal) ? url : "#elsewhere";

    [GeneratedRegex(@"^(?:\./|docs/)?(?<name>[a-z0-9-]+)\.md(?<rest>#.*)?$")]
    private static partial Regex PageLink();

    // Alignment of table cells comes as a style, which no page of ours may hold.
    [GeneratedRegex(" style=\"[^\"]*\"")]
    private static partial Regex Styles();
}
