using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Docs;

/// <summary>The API to read, drawn from the very document that programs read.</summary>
internal sealed class ApiModel([FromKeyedServices("v1")] IOpenApiDocumentProvider openApi, Guides guides) : PageModel
{
    /// <summary>The product's own pages.</summary>
    public IReadOnlyList<Guide> All => guides.All;

    public string Description { get; private set; } = "";

    public string Server => $"{Request.Scheme}://{Request.Host}";

    public IReadOnlyList<ApiGroup> Groups { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (Description, Groups) = Known ??= Read(await openApi.GetOpenApiDocumentAsync(cancellationToken));
    }

    // Of one build there is one API, and writing its document takes long.
    private static (string, IReadOnlyList<ApiGroup>)? Known { get; set; }

    private static (string, IReadOnlyList<ApiGroup>) Read(OpenApiDocument document) =>
        (document.Info.Description ?? "", [.. document.Paths
            .SelectMany(p => (p.Value.Operations ?? []).Select(o => (Tag: o.Value.Tags?.FirstOrDefault()?.Name ?? "Other", Route: ApiRoute.Of(p.Key, o.Key.Method, o.Value))))
            .GroupBy(r => r.Tag, r => r.Route, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ApiGroup(g.Key, [.. g]))]);
}

internal sealed record ApiGroup(string Name, IReadOnlyList<ApiRoute> Routes);

internal sealed record ApiRoute(string Method, string Path, string Summary, IReadOnlyList<ApiParameter> Parameters, string? Body, IReadOnlyList<string> Answers)
{
    public static ApiRoute Of(string path, string method, OpenApiOperation operation) => new(
        method.ToUpperInvariant(), path, operation.Summary ?? "",
        [.. (operation.Parameters ?? []).Select(p => new ApiParameter(p.Name ?? "", p.In?.ToString().ToLowerInvariant() ?? "", TypeOf(p.Schema), p.Required))],
        operation.RequestBody?.Content is { Count: > 0 } content ? $"{string.Join(" or ", content.Keys)}\n{Describe(content.Values.First().Schema)}" : null,
        [.. operation.Responses is { } answers ? answers.Keys : Enumerable.Empty<string>()]);

    private static string TypeOf(IOpenApiSchema? schema) => schema?.Type?.ToString().ToLowerInvariant() ?? "any";

    private static string Describe(IOpenApiSchema? schema) => schema?.Properties is { Count: > 0 } properties
        ? string.Join("\n", properties.Select(p => $"  {p.Key}: {TypeOf(p.Value)}{(p.Value.Description is { } text ? $"  ({text})" : "")}"))
        : "";
}

internal sealed record ApiParameter(string Name, string In, string Type, bool Required);
