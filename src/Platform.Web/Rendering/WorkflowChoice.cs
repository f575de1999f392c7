namespace Platform.Web.Rendering;

/// <summary>The field in which a list is narrowed to one workflow: a choice among a few, a box that suggests names when there are many.</summary>
/// <param name="First">The first names, one more than are shown as a choice when there are many.</param>
/// <param name="Chosen">Null or empty for any.</param>
internal sealed record WorkflowChoice(IReadOnlyList<string> First, string? Chosen)
{
    /// <summary>So many names are asked for.</summary>
    public const int Asked = Most + 1;

    private const int Most = 60;

    public bool AreMany => First.Count > Most;
}
