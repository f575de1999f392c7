using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Web.Live.Parts;

namespace Platform.Web.Rendering;

/// <summary><c>&lt;when at="run.CreatedAt" /&gt;</c>: how long ago, with the exact time on hover. The page's script keeps it up to date.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WhenTagHelper(TimeProvider time) : TagHelper
{
    /// <summary>Null draws a dash.</summary>
    public DateTimeOffset? At { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!; // Set before it is drawn.

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (At is not { } at)
        {
            output.TagName = "span";
            output.Content.SetContent("–");
            return;
        }

        output.TagName = "time";
        output.Attributes.SetAttribute("datetime", at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
        output.Attributes.SetAttribute("title", Display.Exact(at));
        output.Content.SetContent(PartDrawer.IsLive(View.HttpContext) ? Display.Exact(at) : Display.Relative(at, time.GetUtcNow()));
    }
}
