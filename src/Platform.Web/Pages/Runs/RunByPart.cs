using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Web.Api;

namespace Platform.Web.Pages.Runs;

/// <summary>The eight letters by which pages call a run lead to the runs whose ids end so.</summary>
public sealed class RunByPart : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app) => app.MapGet("/runs/{part:length(8)}", Find).ExcludeFromDescription();

    private static Results<RedirectHttpResult, NotFound> Find(string part) =>
        part.All(char.IsAsciiHexDigit) ? TypedResults.LocalRedirect($"/runs?search={part}") : TypedResults.NotFound();
}
