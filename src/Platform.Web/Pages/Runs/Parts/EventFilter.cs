using System.Globalization;
using Platform.Core.Events;

namespace Platform.Web.Pages.Runs.Parts;

/// <summary>Which events are shown; all of it stands in the address.</summary>
/// <param name="After">From this number on, oldest first; null shows the newest first.</param>
/// <param name="Before">Newest first, below this number; null for the newest of all.</param>
/// <param name="Type"><c>task.failed</c>, or a family: <c>task</c>; null for all.</param>
/// <param name="Of">A node; null for all.</param>
internal sealed record EventFilter(long? After, long? Before, string? Type, string? Of)
{
    public bool Fits(RunEvent told) =>
        (Of is null || told.Node == Of) && (Type is null || (EventJson.TypeOf(told) is var type && (type == Type || (type.StartsWith(Type, StringComparison.Ordinal) && type[Type.Length] == '.'))));

    public bool IsPicky => Type is not null || Of is not null;

    public static EventFilter From(IQueryCollection query) => new(Number(query["from"]), Number(query["before"]), Text(query["type"]), Text(query["of"]));

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
