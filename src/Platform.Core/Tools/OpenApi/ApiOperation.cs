using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Tools.OpenApi;

/// <param name="Argument">Its name among the arguments of the tool: its own, or with where it stands when two have one.</param>
/// <param name="In"><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
/// <param name="AsJson">Whether its value is written as JSON, as its <c>content</c> says.</param>
internal sealed record ApiParameter(string Argument, string Name, string In, bool Required, string Style, bool Explode, bool AllowReserved, bool AsJson);

/// <param name="MediaType"><c>application/json</c>, <c>application/x-www-form-urlencoded</c> or <c>text/plain</c>.</param>
internal sealed record ApiBody(string MediaType, bool Required);

/// <summary>One operation as a tool: its arguments, and how they are sent.</summary>
/// <param name="Name">The <c>operationId</c> in letters, digits, <c>_</c> and <c>-</c>; else made of method and path: <c>get_orders_id</c>.</param>
internal sealed record ApiOperation(
    string Name, string Method, string Path, string Description, JsonElement Schema, IReadOnlyList<ApiParameter> Parameters, ApiBody? Body)
{
    private const int LongestName = 64;
    private const int LongestDescription = 1000;

    private static readonly HashSet<string> NotOurs = new(StringComparer.OrdinalIgnoreCase) { "Accept", "Content-Type", "Authorization" };

    /// <summary>Alternatives, each a list of schemes that are needed together; none when nothing is needed.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Security { get; private init; } = [];

    /// <summary>Addresses as the document writes them, the operation's own first.</summary>
    public IReadOnlyList<string> Servers { get; private init; } = [];

    public static string NameOf(string? id, string method, string path)
    {
        var written = string.IsNullOrWhiteSpace(id) ? $"{method}{path}" : id;
        var clean = new string([.. written.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_')]);
        while (clean.Contains("__", StringComparison.Ordinal)) clean = clean.Replace("__", "_", StringComparison.Ordinal);
        clean = clean.Trim('_');
        return clean.Length == 0 ? method : clean.Length <= LongestName ? clean : clean[..LongestName];
    }

    public static ApiOperation Read(ApiDocument document, string name, string method, string path, JsonElement item, JsonElement operation)
    {
        var schemas = new ApiSchemas(document);
        var properties = new JsonObject();
        var required = new JsonArray();
        var parameters = ReadParameters(document, item, operation, path, schemas, properties, required);
        var body = ReadBody(document, operation, schemas, properties, required);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
        return new ApiOperation(name, method.ToUpperInvariant(), path, Described(operation, method, path), JsonSerializer.SerializeToElement(schema), parameters, body)
        {
            Security = [.. ApiDocument.Items(ApiDocument.Member(operation, "security") ?? ApiDocument.Member(document.Root, "security")).Select(s => (IReadOnlyList<string>)[.. ApiDocument.Entries(s).Select(e => e.Name)])],
            Servers = [.. new[] { operation, item, document.Root }.Select(o => ApiDocument.Items(ApiDocument.Member(o, "servers")).Select(Server).FirstOrDefault()).OfType<string>()],
        };
    }

    private static List<ApiParameter> ReadParameters(ApiDocument document, JsonElement item, JsonElement operation, string path, ApiSchemas schemas, JsonObject properties, JsonArray required)
    {
        var read = new List<ApiParameter>();
        // Those of the operation come first: they stand in the place of the path's of the same name.
        var all = ApiDocument.Items(ApiDocument.Member(operation, "parameters")).Concat(ApiDocument.Items(ApiDocument.Member(item, "parameters"))).Select(document.Resolve);
        foreach (var given in all.DistinctBy(p => (ApiDocument.Text(p, "name"), ApiDocument.Text(p, "in"))))
        {
            if (ApiDocument.Text(given, "name") is not { Length: > 0 } name || ApiDocument.Text(given, "in") is not ("path" or "query" or "header" or "cookie")) continue;
            var place = ApiDocument.Text(given, "in")!;
            if (place == "header" && NotOurs.Contains(name)) continue;
            if (place == "path" && !path.Contains($"{{{name}}}", StringComparison.Ordinal)) continue;
            var content = ApiDocument.Entries(ApiDocument.Member(given, "content")).Select(c => (JsonElement?)c.Value).FirstOrDefault();
            var schema = schemas.Of(ApiDocument.Member(content ?? given, "schema"));
            if (ApiDocument.Text(given, "description") is { } description && schema["description"] is null) schema["description"] = Short(description);
            var style = ApiDocument.Text(given, "style") ?? (place is "path" or "header" ? "simple" : "form");
            var argument = properties.ContainsKey(name) ? $"{place}_{name}" : name;
            var needed = place == "path" || ApiDocument.Member(given, "required") is { ValueKind: JsonValueKind.True };
            properties[argument] = schema;
            if (needed) required.Add(argument);
            var explode = ApiDocument.Member(given, "explode") is { } said ? said.ValueKind == JsonValueKind.True : style == "form";
            read.Add(new ApiParameter(argument, name, place, needed, style, explode, ApiDocument.Member(given, "allowReserved") is { ValueKind: JsonValueKind.True }, content is not null));
        }

        return read;
    }

    private static ApiBody? ReadBody(ApiDocument document, JsonElement operation, ApiSchemas schemas, JsonObject properties, JsonArray required)
    {
        if (ApiDocument.Member(operation, "requestBody") is not { } given) return null;
        var body = document.Resolve(given);
        var types = ApiDocument.Entries(ApiDocument.Member(body, "content")).ToList();
        var chosen = types.Find(t => IsJson(t.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } json ? json
            : types.Find(t => t.Name.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: not JsonValueKind.Undefined } form ? form
            : types.Find(t => t.Name.StartsWith("text/", StringComparison.OrdinalIgnoreCase));
        if (chosen.Value.ValueKind == JsonValueKind.Undefined) return null; // files and streams are not sent
        var needed = ApiDocument.Member(body, "required") is { ValueKind: JsonValueKind.True };
        var schema = schemas.Of(ApiDocument.Member(chosen.Value, "schema"));
        if (ApiDocument.Text(body, "description") is { } description && schema["description"] is null) schema["description"] = Short(description);
        // `body` belongs to the body; a parameter of that name has its place in front.
        if (properties.ContainsKey("body")) return null;
        properties["body"] = schema;
        if (needed) required.Add("body");
        return new ApiBody(IsJson(chosen.Name) ? chosen.Name : chosen.Name.Split(';')[0].Trim(), needed);
    }

    public static bool IsJson(string mediaType)
    {
        var bare = mediaType.Split(';')[0].Trim();
        return bare.Equals("application/json", StringComparison.OrdinalIgnoreCase) || bare.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    // Variables stand for what they default to.
    private static string? Server(JsonElement server)
    {
        if (ApiDocument.Text(server, "url") is not { } url) return null;
        foreach (var variable in ApiDocument.Entries(ApiDocument.Member(server, "variables")))
            url = url.Replace($"{{{variable.Name}}}", ApiDocument.Text(variable.Value, "default") ?? "", StringComparison.Ordinal);
        return url;
    }

    private static string Described(JsonElement operation, string method, string path)
    {
        var (summary, description) = (ApiDocument.Text(operation, "summary"), ApiDocument.Text(operation, "description"));
        var said = string.Join(' ', new[] { summary, description == summary ? null : description }.Where(t => !string.IsNullOrWhiteSpace(t)));
        return Short(said.Length > 0 ? said : $"{method.ToUpperInvariant()} {path}");
    }

    private static string Short(string text) => text.Length <= LongestDescription ? text.Trim() : $"{text[..LongestDescription].Trim()}…";
}
