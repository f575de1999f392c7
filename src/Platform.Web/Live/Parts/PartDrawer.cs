using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Platform.Web.Live.Parts;

/// <summary>
/// Draws the part that a page answers at an address, within the process: the request goes the same way as one from a browser, so whatever page has an address
/// can be kept live without a line of its own.
/// </summary>
internal sealed partial class PartDrawer(IServiceScopeFactory scopes)
{
    private const int Longest = 2 * 1024 * 1024; // characters
    private static readonly object Mark = new();

    private RequestDelegate? _pipeline;

    /// <summary>Where the way of a request begins; set once, when the server is built.</summary>
    public RequestDelegate Begin(RequestDelegate next) => _pipeline = next;

    /// <summary>What is drawn for many must say the same for all and at any time: no token, and no time that passed.</summary>
    public static bool IsLive(HttpContext context) => context.Items.ContainsKey(Mark);

    /// <summary>Only pages are drawn, for they alone ask no more than who looks at them may see.</summary>
    public static Task Guard(HttpContext context, RequestDelegate next)
    {
        if (!IsLive(context) || context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Null when there is no such page, or it answers with something else than a part.</summary>
    /// <param name="address"><c>/runs?status=failed</c>.</param>
    public async Task<string?> DrawAsync(string address, HostString host, CancellationToken cancellationToken)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        await using var scope = scopes.CreateAsyncScope();
        await using var body = new MemoryStream();
        var features = new FeatureCollection();
        var request = new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Scheme = "http",
            Path = Uri.UnescapeDataString(mark < 0 ? address : address[..mark]),
            QueryString = mark < 0 ? "" : address[mark..],
        };
        request.Headers.Host = host.Value;
        request.Headers["HX-Request"] = "true";
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        var context = new DefaultHttpContext(features) { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        context.Items[Mark] = true;
        await _pipeline!(context);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        var isPart = context.Response.StatusCode == StatusCodes.Status200OK && context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
        if (!isPart || body.Length > Longest) return null;
        return WithoutTokens(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
    }

    /// <summary>A form's token is its reader's own: the page puts it in again.</summary>
    public static string WithoutTokens(string html) => Token().Replace(html, "$1");

    [GeneratedRegex("""(<input name="__RequestVerificationToken" type="hidden" value=")[^"]*""")]
    private static partial Regex Token();
}
