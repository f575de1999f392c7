namespace Platform.Core.Costs.Usage;

/// <summary>What is called.</summary>
public enum UsageKind
{
    Tool,
    Model,
    Agent,
}

public static class UsageKinds
{
    public static string Text(this UsageKind kind) => kind switch { UsageKind.Tool => "tool", UsageKind.Model => "model", UsageKind.Agent => "agent", _ => throw new ArgumentOutOfRangeException(nameof(kind)) };
}

/// <param name="Name">A tool by its name in the file, a model by what it uses (<c>openai/gpt-5</c>), an agent by its name in the file.</param>
/// <param name="Workflow">Empty for all; an agent belongs to one.</param>
/// <param name="Less">These calls are taken away from those of the group's other keys.</param>
public readonly record struct UsageKey(string Name, string Workflow = "", bool Less = false);

/// <summary>Calls of one thing over a period.</summary>
/// <param name="Calls">Attempts, with those that failed.</param>
/// <param name="P50Ms">Half of the calls took no longer, in milliseconds, within 10 %; null without calls, as the next.</param>
/// <param name="Cost">US dollars that are known.</param>
/// <param name="Unpriced">Calls of which the price is unknown.</param>
/// <param name="Daily">Of each day of the period, oldest first.</param>
public sealed record UsageView(
    long Calls, long Failed, double? P50Ms, double? P95Ms, long InputTokens, long OutputTokens, decimal Cost, long Unpriced, IReadOnlyList<UsageDay> Daily)
{
    public double ErrorRate => Calls == 0 ? 0 : Failed / (double)Calls;
}

public readonly record struct UsageDay(DateOnly Day, long Calls, long Failed);
