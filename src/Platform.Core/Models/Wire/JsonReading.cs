using System.Globalization;
using System.Text.Json;

namespace Platform.Core.Models.Wire;

/// <summary>Reads what others wrote: what is missing, null or of another kind is null, and nothing throws.</summary>
internal static class JsonReading
{
    public static JsonElement? At(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? found : null;

    public static JsonElement? At(this JsonElement value, string first, string second) => value.At(first)?.At(second);

    /// <summary>Null when it is no text.</summary>
    public static string? Text(this JsonElement value, string name) => value.At(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Text that is worth telling: not empty.</summary>
    public static string? Words(this JsonElement value, string name) => value.Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number, or the text of one: not every server keeps them apart.</summary>
    public static long? Number(this JsonElement value, string name) => value.At(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var found) && Math.Abs(found) < long.MaxValue => (long)found,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var found) => found,
        _ => null,
    };

    public static long? Number(this JsonElement value, string first, string second) => value.At(first)?.Number(second);

    /// <summary>Empty when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement value, string name) =>
        value.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
