using System.Globalization;
using Platform.Core.Foundation;

namespace Platform.Core.State;

/// <summary>Counts what one run uses and stops it at its bounds. Shared by all tasks of the run.</summary>
/// <param name="tokens">Allowed in all; null is unbounded.</param>
/// <param name="cost">US dollars allowed in all; null is unbounded.</param>
public sealed class RunMeter(RunUsage used, long? tokens, decimal? cost)
{
    // Guards the next two.
    private readonly Lock _gate = new();
    private RunUsage _used = used;
    private RunUsage _planned = new(); // what calls in flight use at least

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

    /// <summary>Before a call of which is known what it uses at least; <see cref="Unplan"/> follows when it has ended.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.BudgetExceeded"/>: the call would pass a bound.</exception>
    public void Plan(RunUsage least, string model)
    {
        lock (_gate)
        {
            var (sofar, with) = (_used.Plus(_planned), _used.Plus(_planned).Plus(least));
            // Whatever is asked, at least a token is answered.
            if (tokens is { } most && with.Tokens >= most) throw WouldPass("tokens", model, Text(sofar.Tokens), Text(most), $"takes at least {Text(least.Tokens + 1)}");
            if (cost is { } dollars && with.Cost > dollars) throw WouldPass("cost", model, $"${sofar.Cost:0.######}", $"${dollars:0.######}", $"costs at least ${least.Cost:0.######}");
            _planned = _planned.Plus(least);
        }
    }

    public void Unplan(RunUsage least)
    {
        lock (_gate) _planned = _planned.Plus(new RunUsage(-least.InputTokens, -least.OutputTokens, Cost: -least.Cost));
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

    private static PlatformException WouldPass(string limit, string model, string used, string allowed, string least) => new(
        ErrorCode.BudgetExceeded,
        $"The run used {used} of {allowed} allowed ({limit}), and the next call of model '{model}' {least}; it was not made.",
        $"Raise limits.{limit} in the workflow, or make its prompts smaller.");

    private static PlatformException Exceeded(string limit, string used, string allowed) => new(
        ErrorCode.BudgetExceeded,
        $"The run used {used} of {allowed} allowed ({limit}).",
        $"Raise limits.{limit} in the workflow, or make its prompts smaller.");
}
