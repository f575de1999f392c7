using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Web.Rendering;

/// <summary><c>&lt;icon name="clock" /&gt;</c>; with <c>label</c> it is read aloud, without it is decoration.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper(Icons icons) : TagHelper
{
    public string Name { get; set; } = "";

    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        var more = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", more is null ? "ico" : $"ico {more}");
        output.Attributes.SetAttribute("viewBox", "0 0 24 24");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        output.Content.SetHtmlContent(icons.PathsOf(Name));
    }
}
