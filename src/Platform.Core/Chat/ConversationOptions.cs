using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Chat;

/// <summary>Section <c>Platform:Chat</c>.</summary>
public sealed class ConversationOptions
{
    public const string Section = "Platform:Chat";

    /// <summary>The model that answers when a conversation names none: <c>openai/gpt-4.1-mini</c>, or <c>builtin</c>. Default: the first that can be used.</summary>
    public string? Model { get; init; }

    /// <summary>The address of <see cref="Model"/>, for a server that speaks as its provider does. Default: the provider's own.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Drafts that a model may propose in one turn until one has no mistakes. Default 4.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 4;

    /// <summary>Characters of earlier turns that a model is sent; what is older is summed up. Default 24,000.</summary>
    [Range(1000, 1_000_000)]
    public int History { get; init; } = 24_000;

    /// <summary>Answers that one process writes at once; more wait. Default 16.</summary>
    [Range(1, 256)]
    public int Parallel { get; init; } = 16;
}
