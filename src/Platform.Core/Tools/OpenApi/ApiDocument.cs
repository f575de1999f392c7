using System.Text;
using System.Text.Json;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.OpenApi;

/// <summary>An OpenAPI document of version 3.0 or 3.1, as JSON or YAML. Nothing that it names elsewhere is fetched.</summary>
/// <remarks>Sources: spec.openapis.org/oas/v3.0.4 and v3.1.1; RFC 6901 (JSON pointers).</remarks>
internal sealed class ApiDocument
{
    private const int MostRefs = 32;
    private const int MostOperations = 2000;

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private ApiDocument(JsonElement root, string shown, Uri? from)
    {
        Root = root;
        From = from;
        Operations = Read(shown);
    }

    public JsonElement Root { get; }

    /// <summary>Where it came from, against which its servers are relative; null for a file.</summary>
    public Uri? From { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <param name="shown">As people know it: its address or path.</param>
    /// <exception cref="PlatformException">Validation: it is none; says what is missing.</exception>
    public static ApiDocument Parse(byte[] bytes, string shown, Uri? from)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var root = text.AsSpan().TrimStart() is ['{', ..] ? Json(text, shown) : Yaml(text, shown);
        if (root.ValueKind != JsonValueKind.Object) throw Wrong(shown, "it is no object");
        var version = Text(root, "openapi");
        if (version is null || !(version.StartsWith("3.0", StringComparison.Ordinal) || version.StartsWith("3.1", StringComparison.Ordinal)))
            throw Wrong(shown, Text(root, "swagger") is { } old ? $"it is of Swagger {old}, and 3.0 and 3.1 are read; converters make one of the other" : $"its 'openapi' is '{version ?? "missing"}', and 3.0 and 3.1 are read");
        if (Member(root, "paths") is not { ValueKind: JsonValueKind.Object }) throw Wrong(shown, "it has no 'paths'");
        return new ApiDocument(root, shown, from);
    }

    /// <summary>What a <c>$ref</c> stands for, as far as it points into this document; a circle or a stranger is an empty object.</summary>
    public JsonElement Resolve(JsonElement value)
    {
        for (var i = 0; i < MostRefs; i++)
        {
            if (Text(value, "$ref") is not { } target) return value;
            if (!target.StartsWith("#/", StringComparison.Ordinal) || At(target) is not { } found) return Empty;
            value = found;
        }

        return Empty;
    }

    public static JsonElement? Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static IEnumerable<JsonElement> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Entries(JsonElement? map) => map is { ValueKind: JsonValueKind.Object } all ? all.EnumerateObject() : [];

    private static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement.Clone();

    private JsonElement? At(string pointer)
    {
        var at = Root;
        foreach (var part in pointer[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < at.GetArrayLength()) at = at[index];
            else if (Member(at, name) is { } next) at = next;
            else return null;
        }

        return at;
    }

    private List<ApiOperation> Read(string shown)
    {
        var operations = new List<ApiOperation>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Entries(Member(Root, "paths")).Where(p => p.Name.StartsWith('/')))
        {
            var item = Resolve(path.Value);
            foreach (var method in Methods)
            {
                if (Member(item, method) is not { ValueKind: JsonValueKind.Object } operation) continue;
                if (operations.Count == MostOperations) throw Wrong(shown, $"it has more than {MostOperations} operations");
                var made = ApiOperation.NameOf(Text(operation, "operationId"), method, path.Name);
                var name = names.Add(made) ? made : Enumerable.Range(2, MostOperations).Select(i => $"{made}_{i}").First(names.Add);
                operations.Add(ApiOperation.Read(this, name, method, path.Name, item, operation));
            }
        }

        return operations.Count > 0 ? operations : throw Wrong(shown, "it has no operation");
    }

    private static JsonElement Json(string text, string shown)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 200, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Wrong(shown, $"it is no JSON (line {e.LineNumber + 1}, column {e.BytePositionInLine + 1})");
        }
    }

    private static JsonElement Yaml(string text, string shown)
    {
        var found = new Findings();
        if (YamlReader.Read(text, shown, found) is { } map && !found.HasErrors) return map.ToJson();
        var first = found.Sorted().FirstOrDefault(f => f.Severity == Severity.Error);
        throw Wrong(shown, first is null ? "it is neither JSON nor YAML" : $"its YAML cannot be read in line {first.At.Line}, column {first.At.Column}: {first.Message}");
    }

    private static PlatformException Wrong(string shown, string what) => new(ErrorCode.Validation, $"'{shown}' cannot be used as an OpenAPI document: {what}.", "Give a document of OpenAPI 3.0 or 3.1.");
}
