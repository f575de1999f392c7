using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Web.Rendering.Trees;

/// <summary><c>&lt;json of="run.Inputs" name="Inputs" /&gt;</c>: a value as a tree that can be folded, with a button that copies the whole of it.</summary>
[HtmlTargetElement("json", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class JsonTagHelper(Icons icons) : TagHelper
{
    private const int CopiedPerNode = 40; // characters that are sent along so that they can be copied

    public JsonElement Of { get; set; }

    /// <summary>What it is, for those who hear it: <c>Outputs</c>.</summary>
    public string Name { get; set; } = "JSON";

    /// <summary>Set where the box stays while its content changes; empty otherwise.</summary>
    public string Id { get; set; } = "";

    /// <summary>Members that are drawn, those of its parts among them.</summary>
    public int Most { get; set; } = JsonTree.UsualNodes;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "jt");
        if (Id.Length > 0) output.Attributes.SetAttribute("id", Id);
        var name = WebUtility.HtmlEncode(Name);
        var isText = Of.ValueKind == JsonValueKind.String;
        var whole = isText ? Of.GetString()! : Display.Json(Of);
        if (whole.Length <= CopiedPerNode * Most)
        {
            output.Content.AppendHtml(string.Create(
                CultureInfo.InvariantCulture,
                $"<button class=\"jt-copy\" type=\"button\" data-copy title=\"Copy\" aria-label=\"Copy {name}\"><svg class=\"ico\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{icons.PathsOf("copy")}</svg></button>"));
            // A text alone is in the tree as it is.
            if (!isText) output.Content.AppendHtml($"<pre class=\"jt-raw\" hidden>{WebUtility.HtmlEncode(whole)}</pre>");
        }

        output.Content.AppendHtml($"<div class=\"jt-body\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\">{JsonTree.Draw(Of, Most)}</div>");
    }
}
