using System.Globalization;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>What a command may hold, and which wait an answer is for. Pure.</summary>
public static class RunLimits
{
    private const int MostText = 200;
    private const int MostLabels = 32;

    /// <exception cref="PlatformException">Validation: what is too long or out of range.</exception>
    internal static void Check(StartRun start)
    {
        if (start.Thread is { } thread && (thread.Length == 0 || thread.Length > MostText)) throw Bad($"A thread's name has 1 to {MostText} characters.");
        if (start.IdempotencyKey is { } key && (key.Length == 0 || key.Length > MostText)) throw Bad($"An idempotency key has 1 to {MostText} characters.");
        if (start.Priority is < -100 or > 100) throw Bad("A priority is between -100 and 100.");
        if (start.Labels.Count > MostLabels || start.Labels.Any(l => l.Key.Length is 0 or > MostText || l.Value.Length > MostText))
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"A run has at most {MostLabels} labels of at most {MostText} characters."));
    }

    /// <summary>The time that a deadline names; null when it is a duration, or not given.</summary>
    /// <exception cref="PlatformException">Validation: it is neither.</exception>
    public static DateTimeOffset? DeadlineAt(string? deadline)
    {
        if (string.IsNullOrWhiteSpace(deadline) || DeadlineWithin(deadline) is not null) return null;
        return DateTimeOffset.TryParse(deadline, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw Bad($"'{deadline}' is no deadline: write a time such as 2027-01-31T18:00:00Z, or a duration such as 2h.");
    }

    /// <summary>The duration that a deadline names; null when it is a time, or not given.</summary>
    public static TimeSpan? DeadlineWithin(string? deadline) =>
        deadline is not null && Quantities.TryDuration(deadline, out var within) && within > TimeSpan.Zero ? within : null;

    /// <exception cref="PlatformException">Validation: what is too long.</exception>
    internal static void CheckEvent(string name, string? key)
    {
        if (name.Length is 0 or > MostText) throw new PlatformException(ErrorCode.Validation, $"An event's name has 1 to {MostText} characters.", "Change it and deliver again.");
        if (key is { Length: 0 or > MostText }) throw new PlatformException(ErrorCode.Validation, $"An idempotency key has 1 to {MostText} characters.", "Change it and deliver again.");
    }

    /// <summary>The open wait that is meant.</summary>
    internal static OpenInterrupt TheWait(IReadOnlyList<OpenInterrupt> open, string? taskId)
    {
        if (taskId is not null)
        {
            return open.FirstOrDefault(w => w.Task.ToString() == taskId)
                ?? throw new PlatformException(ErrorCode.Conflict, $"The run does not wait for {taskId}.", $"It waits for {Names.Quoted(open.Select(w => w.Task.ToString()))}.");
        }

        return open.Count switch
        {
            1 => open[0],
            0 => throw new PlatformException(ErrorCode.Conflict, "The run waits for nothing that could be answered.", "Look at its status."),
            _ => throw new PlatformException(
                ErrorCode.Conflict, $"The run waits for {open.Count} things.", $"Say which task is answered: {Names.Quoted(open.Select(w => w.Task.ToString()))}."),
        };
    }

    internal static PlatformException Answered(string what) =>
        new(ErrorCode.Conflict, $"'{what}' has been answered, has timed out or was cancelled meanwhile.", "Look at the run to see how it went on.");

    private static PlatformException Bad(string message) => new(ErrorCode.Validation, message, "Change it and start again.");
}
