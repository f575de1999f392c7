using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Platform.Web.Rendering;

/// <param name="Name">As in the address: <c>quickstart</c>.</param>
/// <param name="Group">What one wants to do: <c>Begin</c>.</param>
/// <param name="Summary">What it tells, in a line.</param>
/// <param name="Contents">Its parts, in order.</param>
internal sealed record Guide(string Name, string Group, string Title, string Summary, string Html, IReadOnlyList<(string Id, string Title)> Contents);

/// <summary>The product's own pages, rendered from the texts that lie beside the program: they are read without a network and are those of this release.</summary>
internal sealed partial class Guides
{
    private const int LongestSummary = 220;

    // In the order in which one reads them; what is not named here comes after, by its name.
    private static readonly (string Name, string Group, string Summary)[] Order =
    [
        ("quickstart", "Begin", "Ten minutes from the first run to a run that survives kill -9."),
        ("concepts", "Begin", "What the words mean: one word per thing, everywhere the same."),
        ("dashboard", "Begin", "The pages in pictures, and what each is for."),
        ("language", "Write workflows", "The whole language: the file, state, nodes, expressions, limits."),
        ("findings", "Write workflows", "Every mistake that is told, with its code and what to do."),
        ("editing", "Write workflows", "The editor in the browser: findings, completion, versions, conflicts."),
        ("chat", "Write workflows", "A workflow by talking, with a model or without one."),
        ("composer", "Write workflows", "What plain English is understood without a model."),
        ("models", "Models, tools, agents", "Every provider, its settings and its key; answers in a schema, vectors, speech."),
        ("tools", "Models, tools, agents", "Every tool with its arguments, its result, its limits and an example."),
        ("approvals", "Models, tools, agents", "What an agent may do without a person, how often, and what never."),
        ("memory", "Models, tools, agents", "What lasts from one run to the next, and how it is found."),
        ("sandbox", "Models, tools, agents", "Python and JavaScript that nobody has to trust."),
        ("mcp", "Models, tools, agents", "Tools of MCP servers, and workflows as tools of other programs."),
        ("time-travel", "Run and watch", "Every step of a run looked at, forked, replayed and edited."),
        ("live", "Run and watch", "How pages stay live, and /ws for programs."),
        ("costs", "Run and watch", "Prices, budgets, and the log of every call of a model."),
        ("models-in-operation", "Run and watch", "A provider's bad day: retries, fallbacks, recordings, the cache."),
        ("retention", "Run and watch", "What is kept, for how long, and how it goes."),
        ("operations", "Run and watch", "Several nodes, backup, upgrade, every error of a start."),
        ("extending", "Run and watch", "Your own tools, nodes and providers, in .NET."),
    ];

    // Raw HTML is not let through: pages hold no markup but our own.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).DisableHtml().Build();

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "docs");
    private readonly ConcurrentDictionary<string, Guide> _read = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<string>> _names;

    public Guides() => _names = new(() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).OrderBy(n => Array.FindIndex(Order, o => o.Name == n) is >= 0 and var at ? at : int.MaxValue).ThenBy(n => n, StringComparer.Ordinal)]
        : []);

    public IReadOnlyList<Guide> All => [.. _names.Value.Select(n => Find(n)!)];

    /// <summary>Null when there is none of that name.</summary>
    public Guide? Find(string name) => _names.Value.Contains(name, StringComparer.Ordinal) ? _read.GetOrAdd(name, Read) : null;

    private Guide Read(string name)
    {
        var document = Markdown.Parse(File.ReadAllText(Path.Combine(_folder, $"{name}.md")), Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Mend(link);
        var heads = document.OfType<HeadingBlock>().ToList();
        var contents = heads.Where(h => h.Level == 2).Select(h => (h.GetAttributes().Id ?? "", TextOf(h.Inline))).Where(h => h.Item1.Length > 0).ToList();
        // Wide tables scroll in a box of their own.
        var html = document.ToHtml(Pipeline).Replace("<table>", "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>", StringComparison.Ordinal).Replace("</table>", "</table></div>", StringComparison.Ordinal);
        var known = Array.Find(Order, o => o.Name == name);
        return new Guide(name, known.Group ?? "Further", heads.Count > 0 ? TextOf(heads[0].Inline) : name, known.Summary ?? Summary(document), Styles().Replace(html, "").Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal), contents);
    }

    // Pages link to one another by their files, and pictures lie beside them. What lies elsewhere in the repository has no page here: its name stays, and no link that leads nowhere.
    private static void Mend(LinkInline link)
    {
        var url = link.Url ?? "";
        if (PageLink().Match(url) is { Success: true } page) link.Url = $"/docs/{page.Groups["name"].Value}{page.Groups["rest"].Value}";
        else if (link.IsImage && url.StartsWith("images/", StringComparison.Ordinal)) link.Url = $"/docs/{url}";
        else if (url.StartsWith("http", StringComparison.Ordinal)) Outward(link);
        else if (!url.StartsWith('#')) Unlink(link);
    }

    private static void Outward(LinkInline link)
    {
        link.GetAttributes().AddClass("outward");
        link.GetAttributes().AddProperty("target", "_blank");
        link.GetAttributes().AddProperty("rel", "noopener noreferrer");
        link.GetAttributes().AddProperty("title", "On the internet");
    }

    private static void Unlink(LinkInline link)
    {
        link.MoveChildrenAfter(link);
        link.Remove();
    }

    private static string Summary(MarkdownDocument document)
    {
        var text = document.OfType<ParagraphBlock>().Select(p => TextOf(p.Inline)).FirstOrDefault(t => t.Length > 0) ?? "";
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return Display.Clip(end > 0 ? text[..(end + 1)] : text, LongestSummary);
    }

    private static string TextOf(ContainerInline? inlines) => string.Concat((inlines?.Descendants() ?? []).Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }));

    [GeneratedRegex(@"^(?:\./|docs/)?(?<name>[a-z0-9-]+)\.md(?<rest>#.*)?$")]
    private static partial Regex PageLink();

    // Alignment of table cells comes as a style, which no page of ours may hold.
    [GeneratedRegex(" style=\"[^\"]*\"")]
    private static partial Regex Styles();
}
