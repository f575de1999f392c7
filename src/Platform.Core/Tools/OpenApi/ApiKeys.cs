using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.OpenApi;

/// <summary>How a call says who asks: the document's security schemes, and for each the secret that the file's <c>auth</c> gives.</summary>
/// <param name="given">By the scheme's name in the document: a text, or <c>{ user, password }</c>.</param>
internal sealed class ApiKeys(ApiDocument document, JsonElement? given)
{
    public bool IsEmpty => given is not { ValueKind: JsonValueKind.Object } map || !map.EnumerateObject().Any();

    /// <summary>Adds what the first alternative needs that is given whole.</summary>
    /// <exception cref="PlatformException">Validation: something is needed and nothing given.</exception>
    public void Add(ApiOperation operation, List<string> query, List<(string, string)> headers, List<string> cookies)
    {
        if (operation.Security.Count == 0) return;
        var fitting = operation.Security.Where(s => s.All(name => Value(name) is not null)).MaxBy(s => s.Count);
        if (fitting is null)
        {
            var needed = string.Join(" or ", operation.Security.Select(s => string.Join(" with ", s.Select(n => $"'{n}'"))));
            throw new PlatformException(ErrorCode.Validation, $"'{operation.Name}' needs {needed}, for which no secret is set.", "Set it in the tool: auth: { NAME: ${{ secrets.KEY }} }.");
        }

        foreach (var name in fitting) Add(name, query, headers, cookies);
    }

    private void Add(string name, List<string> query, List<(string, string)> headers, List<string> cookies)
    {
        var scheme = document.Resolve(ApiDocument.Member(ApiDocument.Member(ApiDocument.Member(document.Root, "components") ?? default, "securitySchemes") ?? default, name) ?? default);
        var secret = Value(name)!;
        switch (ApiDocument.Text(scheme, "type"), ApiDocument.Text(scheme, "in"), ApiDocument.Text(scheme, "scheme")?.ToLowerInvariant())
        {
            case ("apiKey", "query", _): query.Add($"{Uri.EscapeDataString(Name(scheme))}={Uri.EscapeDataString(secret)}"); break;
            case ("apiKey", "cookie", _): cookies.Add($"{Uri.EscapeDataString(Name(scheme))}={Uri.EscapeDataString(secret)}"); break;
            case ("apiKey", _, _): headers.Add((Name(scheme), secret)); break;
            case ("http", _, "basic"): headers.Add(("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}")); break;
            default: headers.Add(("Authorization", $"Bearer {secret}")); break; // bearer; and tokens of OAuth and OpenID, which are had elsewhere
        }
    }

    private static string Name(JsonElement scheme) => ApiDocument.Text(scheme, "name") ?? "X-Api-Key";

    private string? Value(string name)
    {
        if (given is not { ValueKind: JsonValueKind.Object } map || ApiDocument.Member(map, name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        return ApiDocument.Text(value, "user") is { } user ? $"{user}:{ApiDocument.Text(value, "password")}" : null;
    }
}
