using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.State;

public enum InterruptKind
{
    Human,
    Timer,
    Event,
    Child,
    Breakpoint,
}

/// <summary>What a task waits for. It costs a row in the database and nothing else.</summary>
public sealed record Interrupt
{
    public required InterruptKind Kind { get; init; }

    /// <summary>When the wait ends by itself; null when only an answer ends it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// By kind. Human: <c>{title, description, form, assign, values}</c>, and for a call that somebody must allow
    /// <c>approval: {tool, agent, why, arguments}</c>. Event: <c>{name, match, reads}</c>, the
    /// condition and what it reads besides the event. Child: <c>{workflow, inputs}</c>.
    /// Breakpoint: <c>{place}</c>. Timer: empty.
    /// </summary>
    public CelMap Data { get; init; } = CelMap.Empty;

    public static Interrupt Until(DateTimeOffset at) => new() { Kind = InterruptKind.Timer, DueAt = at };
}

public enum AnswerKind
{
    /// <summary>A person, an event, a child run or an operator answered with a value.</summary>
    Answered,

    /// <summary><see cref="Interrupt.DueAt"/> passed.</summary>
    TimedOut,

    /// <summary>What was waited for failed; the value is <c>{code, message}</c>.</summary>
    Failed,
}

/// <summary>What ended a wait.</summary>
public sealed record Answer(AnswerKind Kind, CelValue Value)
{
    /// <summary>Who answered; null when nobody did, or when it is not told.</summary>
    public string? By { get; init; }

    public DateTimeOffset? At { get; init; }
}

/// <summary>A task that waits, and what for.</summary>
/// <param name="Task">One of its calls, when it waits for several things at once.</param>
public sealed record WaitingTask(TaskId Task, Interrupt Interrupt);

/// <summary>What one call of a task waits for, or waited for.</summary>
/// <param name="Answer">Null as long as nobody has answered.</param>
public sealed record CallWait(Interrupt Interrupt, Answer? Answer);
