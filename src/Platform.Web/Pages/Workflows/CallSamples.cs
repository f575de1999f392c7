using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Web.Pages.Workflows;

/// <summary>How to start a workflow from a program or a terminal, with its own inputs.</summary>
internal sealed record CallSamples(string Curl, string Wait, string Cli)
{
    // Letters as they are: it stands in a terminal, and the page escapes it for itself.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="address">Where this server is: <c>http://127.0.0.1:5000</c>.</param>
    public static CallSamples Of(string name, JsonElement inputs, string address)
    {
        var given = inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().ToDictionary(p => p.Name, p => SampleOf(p.Value))
            : [];
        var json = JsonSerializer.Serialize(new { inputs = given }, Json).Replace("'", "\\u0027", StringComparison.Ordinal);
        var flags = string.Concat(given.Select(g => $" -i {Assigned(g.Key, TextOf(g.Value))}"));
        return new CallSamples(
            $"curl -X POST {address}/api/v1/workflows/{name}/runs \\\n  -H 'Content-Type: application/json' \\\n  -d '{json}'",
            $"curl -X POST '{address}/api/v1/workflows/{name}/runs?wait=30s' \\\n  -H 'Content-Type: application/json' \\\n  -d '{json}'",
            $"platform run {name}{flags} --watch");
    }

    /// <summary>The command line for any folder of this machine: it names the data that this server serves.</summary>
    public string CliWith(string dataFolder) => $"{Cli}{DataFlag(dataFolder)}";

    public static string DataFlag(string dataFolder) => $" --data {Quoted(Path.GetFullPath(dataFolder))}";

    private static object? SampleOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return null;
        if (schema.TryGetProperty("default", out var usual)) return usual;
        if (schema.TryGetProperty("enum", out var words) && words.ValueKind == JsonValueKind.Array && words.GetArrayLength() > 0) return words[0];
        var type = schema.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        return type switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => Array.Empty<object>(),
            "object" => new Dictionary<string, object>(),
            _ => "…",
        };
    }

    // What the command reads as the value: text is itself, all else JSON; a file is named by '@', so that a text that begins so is told by a second one.
    private static string TextOf(object? value)
    {
        var text = value switch
        {
            string plain => plain,
            JsonElement { ValueKind: JsonValueKind.String } plain => plain.GetString()!,
            _ => JsonSerializer.Serialize(value, Json),
        };
        return text.StartsWith('@') ? $"@{text}" : text;
    }

    private static string Assigned(string name, string value) => IsPlain(name) ? $"{name}={Quoted(value)}" : Quoted($"{name}={value}");

    // Source: POSIX.1-2024, Shell Command Language, 2.2.2: between single quotes all is meant as it stands, line ends too, but the quote itself.
    private static string Quoted(string text) => IsPlain(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/');
}
