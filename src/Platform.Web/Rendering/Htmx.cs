using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Platform.Web.Rendering;

/// <summary>One address, two answers: the whole page, or to HTMX the part that changed.</summary>
internal static class Htmx
{
    public static bool WantsPart(this HttpRequest request) =>
        request.Headers.ContainsKey("HX-Request") && !request.Headers.ContainsKey("HX-History-Restore-Request");

    public static IActionResult PageOrPart<T>(this PageModel page, string part, T model)
    {
        // The browser's cache must not hand out the part when a person asks for the page.
        page.Response.Headers.Vary = "HX-Request";
        if (!page.Request.WantsPart()) return page.Page();
        page.Response.Headers.CacheControl = "no-cache, no-store";
        return page.Partial(part, model);
    }

    /// <summary>The page again with what was typed and what is wrong with it.</summary>
    /// <remarks>With 200: a browser tells each answer from 400 on as an error of the page in its console, and a form that was filled wrongly is none. Programs have the API.</remarks>
    public static IActionResult Unfit(this PageModel page) => page.Page();
}
