using System.Text;
using AngleSharp.Dom;

namespace Platform.Core.Tools.Web;

/// <summary>Elements as text that reads well: Markdown's headings, lists, quotes, tables and code, nothing finer.</summary>
internal static class PageText
{
    private const int LongestText = 1_000_000;

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "embed", "canvas", "audio", "video", "select", "option", "button", "input", "textarea", "dialog", "map",
    };

    private static readonly HashSet<string> Furniture = new(StringComparer.Ordinal) { "nav", "footer", "aside", "form", "menu" };

    private static readonly HashSet<string> FurnitureRoles = new(StringComparer.Ordinal) { "navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog", "alert" };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "li", "table", "tr", "thead", "tbody",
        "blockquote", "pre", "figure", "figcaption", "form", "fieldset", "details", "summary", "address", "hr", "body",
    };

    /// <summary>Whether it is a part of every page and not what this one is about.</summary>
    public static bool IsFurniture(IElement element) =>
        Furniture.Contains(element.LocalName) || (element.GetAttribute("role") is { } role && FurnitureRoles.Contains(role));

    public static string Of(INode root, bool skipsFurniture, CancellationToken cancellationToken)
    {
        var writer = new Writer();
        Walk(root, node =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (node is IText text) writer.Add(text.Data);
            if (node is not IElement element) return writer.Length < LongestText;
            if (IsHidden(element) || (skipsFurniture && !ReferenceEquals(element, root) && IsFurniture(element))) return false;
            writer.Open(element, Blocks.Contains(element.LocalName));
            return writer.Length < LongestText;
        }, node =>
        {
            if (node is IElement element) writer.Close(element, Blocks.Contains(element.LocalName));
        });
        return writer.ToString();
    }

    /// <summary>All its words in one line.</summary>
    public static string Flat(INode root)
    {
        var words = new StringBuilder();
        Walk(root, node =>
        {
            if (node is IText text) words.Append(text.Data);
            else if (node is IElement element && Blocks.Contains(element.LocalName)) words.Append(' ');
            return words.Length < LongestText && (node is not IElement hidden || !IsHidden(hidden));
        }, _ => { });
        return string.Join(' ', words.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // Without recursion, whatever the depth.
    private static void Walk(INode root, Func<INode, bool> enter, Action<INode> leave)
    {
        var node = root;
        while (true)
        {
            var entered = enter(node);
            if (entered && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            if (entered) leave(node);
            while (!ReferenceEquals(node, root) && node.NextSibling is null)
            {
                node = node.Parent!;
                leave(node);
            }

            if (ReferenceEquals(node, root)) return;
            node = node.NextSibling!;
        }
    }

    private static bool IsHidden(IElement element) =>
        Silent.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));

    private sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private string _gap = "";
        private string _mark = "";
        private int _verbatim;

        public int Length => _text.Length;

        public void Add(string data)
        {
            if (_verbatim > 0)
            {
                Begin();
                _text.Append(data);
                return;
            }

            foreach (var c in data)
            {
                if (char.IsWhiteSpace(c))
                {
                    if (_gap.Length == 0 && _mark.Length == 0 && _text.Length > 0) _gap = " ";
                    continue;
                }

                Begin();
                _text.Append(c);
            }
        }

        public void Open(IElement element, bool block)
        {
            if (element.LocalName == "br") Break("\n");
            if (!block) return;
            Break(element.LocalName is "li" or "tr" or "dt" or "dd" or "div" ? "\n" : "\n\n");
            _mark = element.LocalName switch
            {
                ['h', >= '1' and <= '6'] => new string('#', element.LocalName[1] - '0') + " ",
                "li" => "- ",
                "blockquote" => "> ",
                "pre" => "```\n",
                _ => _mark,
            };
            if (element.LocalName == "pre") _verbatim++;
        }

        public void Close(IElement element, bool block)
        {
            if (element.LocalName is "td" or "th" && _gap.Length < 2) _gap = " | ";
            if (!block) return;
            if (element.LocalName == "pre")
            {
                _verbatim--;
                if (_mark.Length == 0) _text.Append("\n```");
            }

            _mark = "";
            Break(element.LocalName is "li" or "tr" or "dt" or "dd" or "div" ? "\n" : "\n\n");
        }

        public override string ToString() => _text.ToString().Trim();

        // Of several breaks the widest counts.
        private void Break(string gap)
        {
            if (_text.Length == 0) return;
            if (_gap == " | " || gap.Length > _gap.Length || _gap == " ") _gap = gap;
        }

        private void Begin()
        {
            if (_gap.Length == 0 && _mark.Length == 0) return;
            _text.Append(_gap).Append(_mark);
            (_gap, _mark) = ("", "");
        }
    }
}
