using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Core.Models;

/// <summary>Values as the text that a model reads and writes.</summary>
public static class Texts
{
    // What goes to a model is read by it and not put into a page: 'ä' stays 'ä'.
    internal static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Text as it is, all else as JSON; nothing is empty.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Undefined } => "",
        _ => Json(value),
    };

    public static string Json(object? value) => JsonSerializer.Serialize(value, Relaxed);
}
