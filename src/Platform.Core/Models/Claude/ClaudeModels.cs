using System.Text.RegularExpressions;

namespace Platform.Core.Models.Claude;

/// <summary>What models can by their names. A name that says nothing is taken for a new one. Pure.</summary>
/// <remarks>Source: Anthropic's documentation, "Structured outputs", "Extended thinking" and "Adaptive thinking".</remarks>
internal static partial class ClaudeModels
{
    /// <summary>Whether the service can hold the answer to a schema; older models refuse the question.</summary>
    public static bool KeepToSchemas(string model) => !BeforeSchemas().IsMatch(model);

    /// <summary>Whether the model decides itself how much it thinks; older ones are told in tokens.</summary>
    public static bool ThinkAsTheyLike(string model) => !BeforeAdaptive().IsMatch(model);

    // claude-3-5-haiku, claude-sonnet-4, claude-opus-4-20250514, claude-2.1.
    [GeneratedRegex(@"^claude-(instant|[123]([.-]|$)|(opus|sonnet)-4(-0|-2\d{7})?$)", RegexOptions.NonBacktracking)]
    private static partial Regex BeforeSchemas();

    // The same, and those of 4.1 and 4.5.
    [GeneratedRegex(@"^claude-(instant|[123]([.-]|$)|(opus|sonnet|haiku)-4(-[015])?(-2\d{7})?$)", RegexOptions.NonBacktracking)]
    private static partial Regex BeforeAdaptive();
}
