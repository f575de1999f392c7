using Platform.Core.Chat;
using Platform.Core.Chat.Composer.Reciting;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Chat;

/// <summary>Why a draft could not be saved or run.</summary>
/// <param name="Replaces">The version that may be followed all the same; null when that is no way out.</param>
/// <param name="FreeName">Under which it can be saved beside the one that is there; null when the name is not what is wrong.</param>
/// <param name="Action">What was wanted: <c>Save</c> or <c>Run</c>.</param>
internal sealed record PanelProblem(string Text, int? Replaces, string? FreeName, string Action);

/// <summary>One draft as it is shown beside its conversation.</summary>
/// <param name="Current">Number of the current draft of the branch; null when there is none.</param>
/// <param name="Last">The end of the branch.</param>
internal sealed record DraftPanel(ConversationView Conversation, ChatPlace Place, ConversationDraft? Draft, int? Current, Guid? Last, string? Asked)
{
    public IReadOnlyList<Finding> Findings { get; private init; } = [];

    public string? Svg { get; private init; }

    public int Nodes { get; private init; }

    /// <summary>What the draft does, a line for each step; empty when it has mistakes.</summary>
    public IReadOnlyList<Recited> Words { get; private init; } = [];

    /// <summary>Secrets that it needs and that are not set: it can be saved, and a run of it fails where it needs one.</summary>
    public IReadOnlyList<SecretNeed> Missing { get; private init; } = [];

    /// <summary>What whoever made the draft told that it may not do as it was meant, and what was left out.</summary>
    public IReadOnlyList<string> Doubts { get; private init; } = [];

    public IReadOnlyList<DiffHunk> Diff { get; private init; } = [];

    public PanelProblem? Problem { get; init; }

    public bool IsCurrent => Draft?.Number == Current;

    public string Tab => Place.Tab is "words" or "yaml" or "changes" or "findings" or "edit" ? Place.Tab : "picture";

    /// <summary>The picture fills the window.</summary>
    public bool IsLarge => Place.View == "large" && Tab == "picture";

    public bool IsSplit => Place.View == "split";

    /// <summary>The address of another part of the panel; what was just saved is told once.</summary>
    public string To(string? tab = null, int? draft = null, string? view = null) =>
        (Place with { Tab = tab ?? Place.Tab, Draft = draft ?? Place.Draft, View = view is null ? Place.View : view.Length == 0 ? null : view, Pane = "draft", Saved = null }).Address(Conversation.Id);

    /// <summary>The address of the panel as it is.</summary>
    public string Here => (Place with { Saved = null }).Address(Conversation.Id);

    public static async Task<DraftPanel> ReadAsync(
        ChatService chat, WorkflowService workflows, SecretNeeds secrets, Caller caller, ConversationView conversation, TurnPath path, ChatPlace place, CancellationToken cancellationToken)
    {
        var current = path.Last is { } last ? (path.Turns is [.., { } end] && end.Id == last ? end : await chat.TurnAsync(caller, conversation.Id, last, cancellationToken))?.Draft : null;
        if ((place.Draft ?? current) is not { } number) return new DraftPanel(conversation, place, null, current, path.Last, null);
        var draft = await chat.DraftAsync(caller, conversation.Id, number, cancellationToken)
            ?? throw new PlatformException(ErrorCode.NotFound, $"There is no draft {number} in this conversation.", "Choose one of its drafts.");
        var made = path.Turns.FirstOrDefault(t => t.Id == draft.Turn) ?? await chat.TurnAsync(caller, conversation.Id, draft.Turn, cancellationToken);
        var compiled = workflows.Validate(draft.Text, "draft.yaml");
        return new DraftPanel(conversation, place, draft, current, path.Last, made?.Asked)
        {
            Findings = compiled.Findings,
            Doubts = made?.Notes.Doubts ?? [],
            Svg = compiled.Value is { } graph ? GraphPicture.Draw(graph, new Dictionary<string, NodeLook>(StringComparer.Ordinal)) : null,
            Nodes = compiled.Value?.Nodes.Count ?? 0,
            Missing = compiled.Value is { } needy ? secrets.Missing(caller, needy, draft.Text) : [],
            Words = place.Tab == "words" && compiled.Value is { } read ? Recital.Of(read).Lines : [],
            Diff = place.Tab == "changes" ? await chat.DiffAsync(caller, conversation.Id, number, null, cancellationToken) : [],
        };
    }
}
