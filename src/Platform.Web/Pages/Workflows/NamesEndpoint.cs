using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;

namespace Platform.Web.Pages.Workflows;

/// <summary>Names for the box in which one workflow of many is chosen, as the options of its list.</summary>
public sealed class NamesEndpoint : IEndpointGroup
{
    private const int Most = 30;

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/suggest/workflows", ListAsync).ExcludeFromDescription();

    private static async Task<ContentHttpResult> ListAsync(Caller caller, WorkflowService workflows, CancellationToken cancellationToken, string? workflow = null)
    {
        var names = await workflows.SuggestAsync(caller, workflow, Most, cancellationToken);
        return TypedResults.Content(string.Concat(names.Select(n => $"<option value=\"{WebUtility.HtmlEncode(n)}\"></option>")), "text/html; charset=utf-8");
    }
}
