using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Web.Live.Parts;

namespace Platform.Web.Rendering;

/// <summary><c>&lt;took from="run.StartedAt" until="run.EndedAt" /&gt;</c>: how long it took, or a clock that runs while it has not ended.</summary>
[HtmlTargetElement("took", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TookTagHelper(TimeProvider time) : TagHelper
{
    /// <summary>Null draws a dash.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? Until { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!; // Set before it is drawn.

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (From is not { } from)
        {
            output.Content.SetContent("–");
            return;
        }

        if (Until is null) output.Attributes.SetAttribute("data-since", from.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
        output.Content.SetContent(Until is null && PartDrawer.IsLive(View.HttpContext) ? "…" : Display.Duration((Until ?? time.GetUtcNow()) - from));
    }
}
