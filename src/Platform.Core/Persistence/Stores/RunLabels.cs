namespace Platform.Core.Persistence.Stores;

/// <summary>Labels as they are found. Pure.</summary>
internal static class RunLabels
{
    /// <summary>Each label as <c>key</c> and as <c>key=value</c>.</summary>
    public static IEnumerable<string> Of(IReadOnlyDictionary<string, string> labels) =>
        labels.SelectMany(l => new[] { l.Key, $"{l.Key}={l.Value}" }).Distinct(StringComparer.Ordinal);
}
