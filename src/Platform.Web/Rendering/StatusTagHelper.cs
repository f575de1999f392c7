using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Web.Rendering;

/// <summary><c>&lt;status of="running" /&gt;</c>: a status is a word and an icon in its colour, the same everywhere.</summary>
[HtmlTargetElement("status", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusTagHelper(Icons icons) : TagHelper
{
    private static readonly Dictionary<string, string> IconOf = new(StringComparer.Ordinal)
    {
        ["queued"] = "circle-dashed",
        ["running"] = "loader-2",
        ["retrying"] = "refresh",
        ["waiting"] = "hourglass",
        ["paused"] = "player-pause",
        ["open"] = "hourglass",
        ["claimed"] = "user-check",
        ["succeeded"] = "circle-check",
        ["finished"] = "circle-check",
        ["answered"] = "circle-check",
        ["completed"] = "circle-check",
        ["failed"] = "circle-x",
        ["expired"] = "clock",
        ["cancelled"] = "ban",
        ["skipped"] = "player-skip-forward",
    };

    /// <summary>A status as a person reads it: <c>waiting</c>.</summary>
    public string Of { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var status = Of.ToLowerInvariant();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"st st-{status}");
        output.Content.SetHtmlContent($"<svg class=\"ico\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{icons.PathsOf(IconOf.GetValueOrDefault(status, "circle-dashed"))}</svg>");
        output.Content.Append(status);
    }
}
