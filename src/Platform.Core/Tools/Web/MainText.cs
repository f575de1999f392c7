using AngleSharp.Dom;

namespace Platform.Core.Tools.Web;

/// <summary>Which part of a page is what it was written for.</summary>
/// <remarks>
/// After the idea of Arc90's Readability: each paragraph speaks for its parent and, half as loud, for its grandparent; what consists of links is
/// menus. A page that says itself where its article is is believed when there is text in it.
/// </remarks>
internal static class MainText
{
    private const int EnoughText = 250;
    private const int MostParagraphs = 20_000;
    private const long MostText = 20_000_000;

    public static IElement Of(IElement body, CancellationToken cancellationToken)
    {
        foreach (var selector in (string[])["article", "main", "[role=main]"])
        {
            var said = body.QuerySelectorAll(selector).Take(50).Select(e => (Element: e, Length: Length(e))).Where(e => e.Length >= EnoughText).ToList();
            // A list of many articles is a page of teasers, of which none is the page.
            if (said.Count == 1 || (said.Count > 1 && said.Max(s => s.Length) > 2 * said.Sum(s => s.Length) / 3)) return said.MaxBy(s => s.Length).Element;
        }

        return Best(body, cancellationToken) ?? body;
    }

    private static IElement? Best(IElement body, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<IElement, double>();
        var seen = 0L;
        foreach (var paragraph in body.QuerySelectorAll("p, pre, blockquote, td, li").Take(MostParagraphs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PageText.IsFurniture(paragraph) || Ancestors(paragraph).Any(PageText.IsFurniture)) continue;
            var text = PageText.Flat(paragraph);
            if ((seen += text.Length) > MostText) break; // lists in lists in lists: each is read with all that is in it
            if (text.Length < 25) continue;
            var linked = paragraph.QuerySelectorAll("a").Sum(a => PageText.Flat(a).Length);
            var score = (1 + text.Count(c => c is ',' or '，' or '、') + Math.Min(text.Length / 100.0, 3)) * (1 - Math.Min(1, (double)linked / text.Length));
            if (paragraph.ParentElement is not { } parent) continue;
            scores[parent] = scores.GetValueOrDefault(parent) + score;
            if (parent.ParentElement is { } above) scores[above] = scores.GetValueOrDefault(above) + (score / 2);
        }

        if (scores.Count == 0) return null;
        var best = scores.MaxBy(s => s.Value).Key;
        // A winner with nearly nothing in it, on a page with much: better all than the wrong part.
        return Length(best) * 4 < Length(body) && Length(best) < EnoughText ? null : best;
    }

    private static IEnumerable<IElement> Ancestors(IElement element)
    {
        for (var at = element.ParentElement; at is not null; at = at.ParentElement) yield return at;
    }

    private static int Length(IElement element) => PageText.Flat(element).Length;
}
