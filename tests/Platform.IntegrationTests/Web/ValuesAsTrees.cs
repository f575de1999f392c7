using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Web.Rendering.Trees;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>A JSON value as a tree in a page.</summary>
public sealed class ValuesAsTrees
{
    [Fact]
    public void Everything_that_was_written_is_text_and_secrets_are_marked()
    {
        var html = Draw(new { name = "<b>Ada</b>", token = "Bearer [secret CRM]", tags = new[] { "vip", "<i>" } });

        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Ada", html, StringComparison.Ordinal);
        Assert.Contains("<mark class=\"jt-secret\" title=\"A secret: never shown\">[secret CRM]</mark>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_large_value_a_part_is_drawn_in_groups_and_the_rest_is_counted()
    {
        var html = Draw(Enumerable.Range(0, 5_000).Select(i => new { id = i, text = new string('x', 80) }), most: 400);

        Assert.InRange(Regex.Count(html, "jt-(leaf|node)"), 300, 500);
        Assert.Contains("<span class=\"jt-sum\">100 … 199</span>", html, StringComparison.Ordinal);
        Assert.Matches("and 4,[0-9]{3} more", html);
        Assert.Equal(Regex.Count(html, "<details"), Regex.Count(html, "</details>"));
        Assert.Equal(Regex.Count(html, "<div"), Regex.Count(html, "</div>"));
    }

    [Fact]
    public void Long_texts_are_folded_and_pictures_are_named_instead_of_spelled()
    {
        var html = Draw(new { letter = string.Concat(Enumerable.Repeat("a line of it\n", 200)), photo = "data:image/png;base64," + new string('A', 4_000) });

        Assert.Contains("2,600 characters", html, StringComparison.Ordinal);
        Assert.Contains("image/png, 2.9 KB", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "jt-long"));
    }

    [Fact]
    public void A_value_that_is_nested_too_deep_ends_with_a_word()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a key that makes it long enough to be a branch of its own\":", 60)) + "1" + new string('}', 60);

        var html = JsonTree.Draw(JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 100 }).RootElement);

        Assert.Contains("deeper than is drawn here", html, StringComparison.Ordinal);
    }

    private static string Draw<T>(T value, int most = JsonTree.UsualNodes) => JsonTree.Draw(JsonSerializer.SerializeToElement(value), most);
}
