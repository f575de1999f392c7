namespace Platform.Core.Config;

/// <summary>The settings of a tool or an agent that say what it may do without a person, and how often. Their shape; the expressions are the compiler's.</summary>
public static class PolicySettings
{
    public const string Approve = "approve";

    public const string Limits = "limits";

    public const string Always = "always";

    public const string Never = "never";

    public const int MostCalls = 1_000_000;

    /// <summary>Its calls of the last minute are remembered one by one.</summary>
    public const int MostPerMinute = 1_000;

    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(365);

    private static readonly string[] LongKeys = ["when", "assign", "timeout"];

    /// <summary>One policy: <c>always</c>, <c>never</c>, one expression, or <c>{ when, assign, timeout }</c>.</summary>
    public static void CheckApprove(SettingsCheck of, string key, ConfigValue? value)
    {
        switch (value)
        {
            case null: break;
            case ConfigMap map:
                of.Within(map, key).Keys(LongKeys).Duration("timeout", LongestWait).Text("assign");
                CheckWhen(of, $"{key}.when", map["when"]);
                break;
            default: CheckWhen(of, key, value); break;
        }
    }

    /// <param name="keys">Which limits there are: <c>calls</c>, <c>per_minute</c>.</param>
    public static void CheckLimits(SettingsCheck of, params IReadOnlyCollection<string> keys)
    {
        switch (of.Settings[Limits])
        {
            case null: break;
            case ConfigMap map:
                of.Within(map, Limits).Keys(keys).Whole("calls", 1, MostCalls).Whole("per_minute", 1, MostPerMinute);
                break;
            case { } other: of.Wrong(other, Limits, "a map like { calls: 20 }"); break;
        }
    }

    private static void CheckWhen(SettingsCheck of, string key, ConfigValue? value)
    {
        if (value is null or ConfigScalar { Text: Always or Never } || SettingsCheck.IsExpression(value)) return;
        of.Wrong(value, key, $"'{Always}', '{Never}' or one expression over 'arguments'", value is ConfigScalar said ? Foundation.Names.Nearest(said.Text, [Always, Never]) : null);
    }
}
