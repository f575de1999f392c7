using System.Globalization;
using Platform.Core.Events;

namespace Platform.Cli.Following;

/// <summary>Durations, counts and money as people read them.</summary>
internal static class Say
{
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} m {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} m"),
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Many(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    /// <summary>A little is shown as little, never as nothing.</summary>
    public static string Money(decimal dollars) => dollars switch
    {
        0 => "$0",
        > 0 and < 0.000001m => "under $0.000001",
        < 0.01m => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.######}"),
        < 1m => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00##}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"${dollars:#,0.00}"),
    };

    /// <summary>What follows a failed attempt, and why.</summary>
    public static string Retrying(LlmRetrying failed) => failed.FallbackTo is null
        ? $"asks {failed.Use ?? failed.Model} again in {Duration(TimeSpan.FromMilliseconds(failed.DelayMs))} ({(failed.Kind ?? failed.Error.Code).Replace('_', ' ')}): {failed.Error.Message}"
        : $"{failed.Why ?? $"{failed.Model} failed, so '{failed.FallbackTo}' is asked"}: {failed.Error.Message}";

    /// <summary>Marked where it is not the whole truth: <c>at least</c> when prices are unknown, <c>about</c> when tokens are estimated.</summary>
    public static string Cost(decimal dollars, bool known, bool estimated) => (known, dollars) switch
    {
        (false, 0) => "unknown cost",
        (false, _) => $"at least {(estimated ? "about " : "")}{Money(dollars)}",
        _ => $"{(estimated && dollars > 0 ? "about " : "")}{Money(dollars)}",
    };

    /// <summary>Empty when it cost nothing.</summary>
    public static string Cost(NodeProgress node) => node.Cost > 0 || !node.CostKnown ? Cost(node.Cost, node.CostKnown, node.CostEstimated) : "";

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024 / 1024:0.0} GB"),
    };

    /// <summary>Text of others (a model's, a tool's, a file's) without what would steer the terminal: colours, its title, what is on the screen.</summary>
    public static string Plain(string text) =>
        text.Any(IsSteering) ? string.Concat(text.Select(c => IsSteering(c) ? ' ' : c)) : text;

    private static bool IsSteering(char c) => char.IsControl(c) && c is not ('\n' or '\t');

    /// <summary><c>37/40</c> items of a map, <c>3 times</c> of a loop; empty for a node that ran once.</summary>
    public static string Progress(NodeProgress node) => node switch
    {
        { Items: { } all } => $"{Count(node.Ended)}/{Count(all)}{(node.Waiting > 0 ? $", {Count(node.Waiting)} waiting" : "")}{(node.Failed > 0 ? $", {node.Failed} failed" : "")}",
        { IsMap: true } => $"{Count(node.Ended)} done{(node.Active + node.Waiting > 0 ? $", {Count(node.Active + node.Waiting)} open" : "")}{(node.Failed > 0 ? $", {node.Failed} failed" : "")}",
        { Visits: > 1 } => $"{node.Visits} times",
        _ => "",
    };
}
