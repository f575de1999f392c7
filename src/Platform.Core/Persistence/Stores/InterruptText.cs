using Platform.Core.Expressions;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>Interrupts and answers as their columns hold them.</summary>
internal static class InterruptText
{
    public static string Of(InterruptKind kind) => kind.ToString().ToLowerInvariant();

    public static InterruptKind Kind(string stored) => Enum.Parse<InterruptKind>(stored, ignoreCase: true);

    public static string Of(AnswerKind kind) => kind switch
    {
        AnswerKind.Answered => "answered",
        AnswerKind.TimedOut => "timed_out",
        AnswerKind.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    public static Answer Answer(string kind, string? value) => new(
        kind switch { "timed_out" => AnswerKind.TimedOut, "failed" => AnswerKind.Failed, _ => AnswerKind.Answered },
        value is null ? CelValue.Null : CelValue.ParseJson(value));

    /// <summary>A text of what was asked; null when it has none.</summary>
    public static string? Text(Interrupt interrupt, string key) =>
        interrupt.Data.TryGet(key, out var value) && value is CelString text ? text.Value : null;
}
