using System.Globalization;
using Platform.Core.Foundation;

namespace Platform.Core.State;

/// <summary>Counts what one run uses and stops it at its bounds. Shared by all tasks of the run.</summary>
/// <param name="tokens">Allowed in all; null is unbounded.</param>
/// <param name="cost">US dollars allowed in all; null is unbounded.</param>
public sealed class RunMeter(RunUsage used, long? tokens, decimal? cost)
{
    // Guards _used.
    private readonly Lock _gate = new();
    private RunUsage _used = used;

    public RunUsage Used
    {
        get
        {
            lock (_gate) return _used;
        }
    }

    /// <summary>Before a call that will spend.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.BudgetExceeded"/>: nothing is left.</exception>
    public void EnsureLeft()
    {
        var now = Used;
        if (tokens is { } most && now.Tokens >= most) throw Exceeded("tokens", Text(now.Tokens), Text(most));
        if (cost is { } dollars && now.Cost >= dollars) throw Exceeded("cost", $"${now.Cost:0.####}", $"${dollars:0.####}");
    }

    /// <summary>After a call: adds it, then stops the run when a bound is passed.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.BudgetExceeded"/>.</exception>
    public void Spend(RunUsage more)
    {
        RunUsage now;
        lock (_gate) now = _used = _used.Plus(more);
        if (tokens is { } most && now.Tokens > most) throw Exceeded("tokens", Text(now.Tokens), Text(most));
        if (cost is { } dollars && now.Cost > dollars) throw Exceeded("cost", $"${now.Cost:0.####}", $"${dollars:0.####}");
    }

    private static string Text(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static PlatformException Exceeded(string limit, string used, string allowed) => new(
        ErrorCode.BudgetExceeded,
        $"The run used {used} of {allowed} allowed ({limit}).",
        $"Raise limits.{limit} in the workflow, or make its prompts smaller.");
}
