using Platform.Core.Graph;
using Platform.Core.Models;

namespace Platform.Core.Chat.Composer;

/// <summary>One turn of a conversation.</summary>
/// <param name="Text">What the person said, in plain English.</param>
/// <param name="Draft">The workflow file as it stands; null when there is none yet.</param>
public sealed record ComposerRequest(string Text, string? Draft)
{
    /// <summary>The workflow file before its last change, which tells what "it" is; null when there was none.</summary>
    public string? Before { get; init; }

    /// <summary>What was doubtful of the draft when it was made.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}

/// <param name="Text">A short answer in plain text.</param>
/// <param name="Draft">The new file, which compiles without errors; null when nothing was changed.</param>
/// <param name="Understood">What was built or changed, a line each.</param>
/// <param name="NotUnderstood">What was passed over, in the person's own words.</param>
public sealed record ComposerReply(string Text, string? Draft, IReadOnlyList<string> Understood, IReadOnlyList<string> NotUnderstood)
{
    /// <summary>Requests that the person may make instead; the text lists them too.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>What whoever runs the new draft should have read: what it may not do as it was meant, what was left out, what must be set. The text tells it too, but for what an earlier one told.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}

/// <summary>What may be named in a workflow, and the compiler that judges every draft.</summary>
/// <param name="Tools">Kinds of tools: <c>web.fetch</c>.</param>
/// <param name="Nodes">Kinds of nodes: <c>agent</c>.</param>
/// <param name="Providers">What may stand before the slash of a model: <c>openai</c>.</param>
/// <param name="Workflows">Names of the saved workflows, for children.</param>
public sealed record ComposerParts(
    GraphCompiler Compiler,
    IReadOnlyCollection<string> Tools,
    IReadOnlyCollection<string> Nodes,
    IReadOnlyCollection<string> Providers,
    IReadOnlyCollection<string> Workflows)
{
    /// <summary>What each kind of tool is for; a kind without a line is named alone.</summary>
    public IReadOnlyDictionary<string, string> ToolPurposes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>From the catalogs of this platform.</summary>
    /// <param name="kinds">What the compiler knows of tools and models.</param>
    public static ComposerParts From(GraphCompiler compiler, IPartKinds kinds, ModelCatalog models, IReadOnlyCollection<string> workflows) => new(
        compiler, [.. kinds.ToolKeys], [.. compiler.Words.Actions], [.. models.Kinds], workflows);
}
