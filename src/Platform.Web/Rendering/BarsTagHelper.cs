using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Web.Rendering;

/// <summary>
/// <c>&lt;bars values="…" bad="…" label="Calls by day" /&gt;</c>: a bar for each value, its bad part in red. Drawn by the server, read aloud by its label, and with no
/// style of its own. Small, for a cell of a table; a picture with axes is a plot.
/// </summary>
[HtmlTargetElement("bars", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BarsTagHelper : TagHelper
{
    private const int Step = 10;
    private const int Height = 40;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<double> Values { get; set; } = [];

    /// <summary>Of each value the part that went wrong; empty when nothing can.</summary>
    public IReadOnlyList<double> Bad { get; set; } = [];

    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "bars");
        output.Attributes.SetAttribute("viewBox", $"0 0 {Math.Max(1, Values.Count) * Step} {Height}");
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Draw());
    }

    private string Draw()
    {
        var most = Values.Count == 0 ? 0 : Values.Max();
        var svg = new StringBuilder($"<title>{System.Net.WebUtility.HtmlEncode(Label)}; the most {most:#,0}</title>");
        for (var i = 0; i < Values.Count; i++)
        {
            var bad = i < Bad.Count ? Math.Min(Bad[i], Values[i]) : 0;
            var (all, red) = (HeightOf(Values[i], most), HeightOf(bad, most));
            Rect(svg, all > 0 ? "bars-all" : "bars-none", i, Height - Math.Max(all, 1), Math.Max(all, 1));
            if (red > 0) Rect(svg, "bars-bad", i, Height - red, red);
        }

        return svg.ToString();
    }

    // What is there can be seen, however small beside the others.
    private static double HeightOf(double value, double most) => value <= 0 || most <= 0 ? 0 : Math.Max(3, value / most * (Height - 2));

    private static void Rect(StringBuilder svg, string name, int at, double y, double height) =>
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{name}\" x=\"{(at * Step) + 1}\" y=\"{y:0.##}\" width=\"{Step - 2}\" height=\"{height:0.##}\" />");
}
