using System.Security.Cryptography;
using System.Text;
using Platform.Core.Expressions;

namespace Platform.Core.State;

/// <summary>What a replay must be told of a task, for it cannot be computed again: what the world answered. Tasks that only compute have no record.</summary>
public sealed record TaskRecord
{
    /// <summary>A hash of what the task asked: arguments, prompt, question; null when it came to no question.</summary>
    public string? Asked { get; init; }

    /// <summary>The action's own result, before <c>save</c>; null when it failed, or when it follows from <see cref="Answer"/>.</summary>
    public CelValue? Output { get; init; }

    /// <summary>A target that overrides <c>next</c>; null otherwise.</summary>
    public string? GoTo { get; init; }

    public bool SavesNothing { get; init; }

    /// <summary>Writes of the action itself.</summary>
    public IReadOnlyList<ChannelWrite> Writes { get; init; } = [];

    /// <summary>The time that the task saw; null when it looks at no clock.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>What ended its wait; null when it did not wait.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The calls that it waits for, and what each waits for; empty when it waits as a whole or has ended.</summary>
    public IReadOnlyList<(int Call, InterruptKind Kind)> Waits { get; init; } = [];

    /// <summary>The calls whose answers it took up.</summary>
    public IReadOnlyList<int> Answered { get; init; } = [];

    /// <summary>Of the canonical JSON: sixteen hexadecimal digits, enough to tell two questions apart.</summary>
    public static string HashOf(CelValue asked) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToJson())).AsSpan(0, 8));
}

/// <summary>What expressions saw of the execution, where a later one may see something else.</summary>
/// <param name="Env">The environment variables that the file names.</param>
public sealed record FrameRecord(int Attempt, CelMap Env);
