using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.OpenApi;

/// <summary>What is sent for a call. Pure: an operation and its arguments in, the parts of a request out.</summary>
/// <param name="Url">Whole, with its query.</param>
/// <param name="Body">Null when there is none.</param>
internal sealed record ApiRequest(Uri Url, IReadOnlyList<(string Name, string Value)> Headers, string? Body, string MediaType)
{
    private const string Reserved = ":/?#[]@!$&'()*+,;=";

    /// <param name="server">Paths are below it.</param>
    /// <exception cref="PlatformException">Validation: a value that would lead to another path.</exception>
    public static ApiRequest Of(ApiOperation operation, Uri server, ToolCall call, ApiKeys keys)
    {
        var path = operation.Path;
        var query = new List<string>();
        var headers = new List<(string, string)>();
        var cookies = new List<string>();
        foreach (var parameter in operation.Parameters)
        {
            if (call.Argument(parameter.Argument) is not { } value) continue;
            switch (parameter.In)
            {
                case "path": path = path.Replace($"{{{parameter.Name}}}", InPath(parameter, value), StringComparison.Ordinal); break;
                case "query": query.AddRange(InQuery(parameter, value)); break;
                case "header": headers.Add((parameter.Name, Joined(parameter, value, ",", Plain))); break;
                default: cookies.AddRange(InQuery(parameter, value)); break;
            }
        }

        // A value of ".." would be another operation, with the tool's own keys.
        if (path.Split('/').FirstOrDefault(s => Uri.UnescapeDataString(s) is "." or "..") is not null)
            throw new PlatformException(ErrorCode.Validation, "An argument of the path is '.' or '..'.", "Give the name or number of a thing.");
        if (path.Contains('{', StringComparison.Ordinal)) throw new PlatformException(ErrorCode.Validation, $"'{operation.Path}' lacks an argument of its path.", "Give all of them.");
        keys.Add(operation, query, headers, cookies);
        if (cookies.Count > 0) headers.Add(("Cookie", string.Join("; ", cookies)));
        var url = new UriBuilder(new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + path)) { Query = string.Join('&', query) };
        var (body, type) = Content(operation, call.Argument("body"));
        return new ApiRequest(url.Uri, headers, body, type);
    }

    private static (string? Body, string Type) Content(ApiOperation operation, JsonElement? value)
    {
        if (operation.Body is not { } body || value is not { } given) return (null, "");
        if (ApiOperation.IsJson(body.MediaType)) return (given.GetRawText(), body.MediaType);
        if (!body.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) return (Plain(given), body.MediaType);
        if (given.ValueKind != JsonValueKind.Object) throw new PlatformException(ErrorCode.Validation, "A form takes its body as a map.", "Give { field: value }.");
        var fields = given.EnumerateObject().SelectMany(f => InQuery(new ApiParameter(f.Name, f.Name, "query", false, "form", Explode: true, false, AsJson: f.Value.ValueKind == JsonValueKind.Object), f.Value));
        return (string.Join('&', fields), body.MediaType);
    }

    private static string InPath(ApiParameter parameter, JsonElement value)
    {
        var text = parameter.Style switch
        {
            "label" => "." + Joined(parameter, value, parameter.Explode ? "." : ",", Escaped),
            "matrix" when value.ValueKind == JsonValueKind.Object && parameter.Explode => ";" + Joined(parameter, value, ";", Escaped),
            "matrix" when value.ValueKind == JsonValueKind.Array && parameter.Explode => string.Concat(value.EnumerateArray().Select(v => $";{parameter.Name}={Escaped(v)}")),
            "matrix" => $";{parameter.Name}={Joined(parameter, value, ",", Escaped)}",
            _ => Joined(parameter, value, ",", Escaped),
        };
        return text.Length > 0 ? text : throw new PlatformException(ErrorCode.Validation, $"The argument '{parameter.Argument}' is empty, and stands in the path.", "Give it a value.");
    }

    private static IEnumerable<string> InQuery(ApiParameter parameter, JsonElement value)
    {
        var name = Uri.EscapeDataString(parameter.Name);
        string Write(JsonElement v) => parameter.AllowReserved ? EscapedButReserved(Plain(v)) : Escaped(v);
        if (parameter.AsJson) return [$"{name}={Uri.EscapeDataString(value.GetRawText())}"];
        var between = parameter.Style switch { "spaceDelimited" => "%20", "pipeDelimited" => "%7C", _ => "," };
        return value.ValueKind switch
        {
            JsonValueKind.Object when parameter.Style == "deepObject" => Deep(name, value),
            JsonValueKind.Object when parameter.Explode => value.EnumerateObject().Select(p => $"{Uri.EscapeDataString(p.Name)}={Write(p.Value)}"),
            JsonValueKind.Array when parameter.Explode => value.EnumerateArray().Select(v => $"{name}={Write(v)}"),
            _ => [$"{name}={Joined(parameter, value, between, Write)}"],
        };
    }

    // filter[a][b]=1: one level by the specification, more as those who use it write it.
    private static IEnumerable<string> Deep(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Deep($"{name}[{Uri.EscapeDataString(p.Name)}]", p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(v => Deep(name, v)),
        _ => [$"{name}={Escaped(value)}"],
    };

    private static string Joined(ApiParameter parameter, JsonElement value, string between, Func<JsonElement, string> write) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(between, value.EnumerateArray().Select(write)),
        JsonValueKind.Object => string.Join(between, value.EnumerateObject().Select(p => $"{Uri.EscapeDataString(p.Name)}{(parameter.Explode ? "=" : between)}{write(p.Value)}")),
        _ => write(value),
    };

    private static string Escaped(JsonElement value) => Uri.EscapeDataString(Plain(value));

    private static string EscapedButReserved(string text)
    {
        var written = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            written.Append(rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal) && rune.Value is not ('#' or '&') ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return written.ToString();
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
