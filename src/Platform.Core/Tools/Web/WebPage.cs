using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Web;

/// <summary>What a person would read on a page. The parser runs no script and loads nothing; it is bounded in depth, in elements and in time.</summary>
internal sealed record WebPage(string? Title, string? Language, string? Description, string Text, IReadOnlyList<WebLink> Links)
{
    private const int Deepest = 256;
    private const int MostElements = 200_000;
    private const int MostOpenMarks = 200;
    private const int MostLinks = 1000;
    private const int LongestTitle = 500;
    private const int LongestLinkText = 200;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static WebPage Plain(string text) => new(null, null, null, text.TrimStart('\uFEFF').Trim(), []);

    /// <param name="charset">What the header says; null when it says nothing, and then the page's own <c>meta</c> is believed.</param>
    /// <param name="whole">Whether menus, footers and side columns belong to the text.</param>
    /// <exception cref="PlatformException">LimitExceeded: the page is made to be more than it looks.</exception>
    public static WebPage Read(byte[] bytes, Encoding? charset, Uri at, bool whole, CancellationToken cancellationToken)
    {
        var html = HtmlCharset.Decode(bytes, charset);
        using var document = Parse(html, cancellationToken);
        var body = (INode?)document.Body ?? document.DocumentElement;
        var main = whole || body is not IElement element ? body : MainText.Of(element, cancellationToken);
        return new WebPage(
            Short(document.Title, LongestTitle),
            Short(document.DocumentElement?.GetAttribute("lang"), 35),
            Short(document.QuerySelector("meta[name=description]")?.GetAttribute("content") ?? document.QuerySelector("meta[property='og:description']")?.GetAttribute("content"), LongestTitle),
            main is null ? "" : PageText.Of(main, skipsFurniture: !whole, cancellationToken),
            LinksOf(document, at));
    }

    private static IDocument Parse(string html, CancellationToken cancellationToken)
    {
        var (elements, marks) = (0, 0);
        var started = TimeProvider.System.GetTimestamp();
        var parser = new HtmlParser(new HtmlParserOptions
        {
            MaximumDepth = Deepest,
            DisableElementPositionTracking = true,
            SkipComments = true,
            // A start tag of <b>, <i> and their like that is never closed is opened anew in each paragraph that follows: a page of many would become their square.
            OnToken = (token, _) => marks = Marks(token.Name, token.Type, marks),
            OnCreated = (_, _) =>
            {
                if ((++elements & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
                if (elements > MostElements || marks > MostOpenMarks || TimeProvider.System.GetElapsedTime(started) > Longest)
                    throw new PlatformException(ErrorCode.LimitExceeded, "The page holds more than a page does: too many elements, or marks that never end.", "Ask for another page.");
            },
        });
        return parser.ParseDocument(html);
    }

    private static int Marks(string name, HtmlTokenType type, int open)
    {
        if (name is not ("a" or "b" or "big" or "code" or "em" or "font" or "i" or "nobr" or "s" or "small" or "strike" or "strong" or "tt" or "u")) return open;
        return type switch
        {
            HtmlTokenType.StartTag => open + 1,
            HtmlTokenType.EndTag => Math.Max(0, open - 1),
            _ => open,
        };
    }

    private static List<WebLink> LinksOf(IDocument document, Uri at)
    {
        // Relative to <base>, when that leads to the web too.
        var root = Uri.TryCreate(at, document.QuerySelector("base[href]")?.GetAttribute("href") ?? "", out var given) && given.Scheme is "http" or "https" ? given : at;
        var links = new Dictionary<string, WebLink>(StringComparer.Ordinal);
        foreach (var anchor in document.QuerySelectorAll("a[href]"))
        {
            if (links.Count == MostLinks) break;
            var href = anchor.GetAttribute("href")!.Trim();
            if (href.StartsWith('#') || !Uri.TryCreate(root, href, out var target) || target.Scheme is not ("http" or "https") || target.UserInfo.Length > 0) continue;
            var text = Short(PageText.Flat(anchor), LongestLinkText) ?? "";
            var url = target.AbsoluteUri;
            if (!links.TryGetValue(url, out var known) || known.Text.Length == 0) links[url] = new WebLink(text, url);
        }

        return [.. links.Values];
    }

    private static string? Short(string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var clean = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return clean.Length <= most ? clean : $"{clean[..(char.IsLowSurrogate(clean[most]) ? most - 1 : most)]}…";
    }
}

internal sealed record WebLink(string Text, string Url);
