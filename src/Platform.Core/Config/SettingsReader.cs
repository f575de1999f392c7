using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>
/// Reads the settings of one part after every <c>${{ }}</c> in them was evaluated. What does not fit is a <see cref="PlatformException"/> of
/// <see cref="ErrorCode.Validation"/> that names the setting and never its value, which may be a secret.
/// </summary>
/// <param name="of">Who has the settings: <c>Model 'main'</c>.</param>
public sealed class SettingsReader(JsonElement settings, string of)
{
    public JsonElement? Value(string key) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Null when it is not given; a number or boolean is taken as its text.</summary>
    public string? Text(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => throw Wrong(key, "text"),
    };

    public double? Number(string key, double least, double most)
    {
        if (Value(key) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || number < least || number > most)
            throw Wrong(key, $"a number from {least} to {most}");
        return number;
    }

    public int? Whole(string key, int least, int most)
    {
        if (Number(key, least, most) is not { } number) return null;
        return number == Math.Floor(number) ? (int)number : throw Wrong(key, "a whole number");
    }

    public bool? Flag(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(key, "true or false"),
    };

    public TimeSpan? Duration(string key, TimeSpan most)
    {
        if (Value(key) is null) return null;
        return Quantities.TryDuration(Text(key) ?? "", out var value) && value > TimeSpan.Zero && value <= most
            ? value
            : throw Wrong(key, $"a duration like 30s, at most {most.TotalSeconds} s");
    }

    public Uri? Address(string key)
    {
        if (Text(key) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw Wrong(key, "an address like https://host/path");
    }

    /// <summary>A text or a list of texts; empty when it is not given.</summary>
    public IReadOnlyList<string> Texts(string key) => Value(key) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(key, "a list of texts"))],
        _ => throw Wrong(key, "a text or a list of texts"),
    };

    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Value(key) is not { } value) return map;
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(key, "a map of names and texts");
        foreach (var entry in value.EnumerateObject())
        {
            if (entry.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) throw Wrong($"{key}.{entry.Name}", "text");
            map[entry.Name] = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText();
        }

        return map;
    }

    public PlatformException Wrong(string key, string allowed) =>
        new(ErrorCode.Validation, $"{of}: the setting '{key}' must be {allowed}.", $"Mend '{key}' in the workflow file, or what its expression gives.");
}
