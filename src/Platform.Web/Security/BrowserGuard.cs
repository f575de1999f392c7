using Platform.Core.Foundation;
using Platform.Web.Api;

namespace Platform.Web.Security;

/// <summary>
/// Keeps other web sites, open in the same browser, from using this server: the host must be this machine by name, and a request that changes
/// something must come from our own pages or from no page at all (curl, the command line, an SDK).
/// </summary>
internal sealed class BrowserGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!LoopbackRule.Names(request.Host))
        {
            return Problems.WriteAsync(context, new PlatformException(
                ErrorCode.Forbidden,
                $"The request is for the host '{request.Host.Host}', which is not this machine's own name.",
                "Open the server as http://127.0.0.1 or http://localhost."));
        }

        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (reads || IsOurOwn(request)) return next(context);
        return Problems.WriteAsync(context, new PlatformException(
            ErrorCode.Forbidden,
            "A page of another web site tried to change something here, which is refused.",
            "Use the dashboard itself, or call the API from a program instead of a page."));
    }

    /// <summary>Whether it comes from our own pages, or from no page at all.</summary>
    public static bool IsOurOwn(HttpRequest request)
    {
        // Browsers send Sec-Fetch-Site and pages cannot forge it. Older ones still send Origin with every POST.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
