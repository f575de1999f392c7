using Microsoft.AspNetCore.WebUtilities;

namespace Platform.Web.Rendering;

/// <summary>The days that a page tells of, in its address as <c>?days=</c>: today, UTC, and the days before.</summary>
/// <param name="Path">The page's address with its other filters.</param>
public sealed record Period(int Days, string Path)
{
    public const int Usual = 7;

    public static readonly IReadOnlyList<(int Days, string Name)> All = [(1, "Today"), (7, "7 days"), (30, "30 days"), (90, "90 days")];

    /// <summary>What is no period is the usual one.</summary>
    public static Period Of(int? days, string path, params ReadOnlySpan<(string Key, string? Value)> others)
    {
        foreach (var (key, value) in others)
            if (!string.IsNullOrEmpty(value)) path = QueryHelpers.AddQueryString(path, key, value);
        return new Period(All.Any(p => p.Days == days) ? days!.Value : Usual, path);
    }

    public string Name => Days == 1 ? "today" : $"in {Days} days";

    public string Address(int days) => days == Usual ? Path : QueryHelpers.AddQueryString(Path, "days", $"{days}");
}
