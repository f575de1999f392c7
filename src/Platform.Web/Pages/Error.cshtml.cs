using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages;

/// <summary>404 and 500 in the house style: what happened, what to do, under which number the log knows it.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public int Status { get; private set; }

    public string Title { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public string Resolution { get; private set; } = "";

    /// <summary>What was typed into the form that led here; empty when nothing was.</summary>
    public string Typed { get; private set; } = "";

    public string TraceId { get; private set; } = "";

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        TraceId = Problems.TraceOf(HttpContext);
        Status = Response.StatusCode >= 400 ? Response.StatusCode : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
        var problem = HttpContext.Items[typeof(ProblemDetails)] as ProblemDetails;
        Typed = problem?.Extensions.TryGetValue(Missing.Typed, out var typed) == true ? typed as string ?? "" : "";
        (Title, Detail, Resolution) = problem is not null && Status != StatusCodes.Status404NotFound
            ? (problem.Title ?? "", problem.Detail ?? "", problem.Extensions["resolution"]?.ToString() ?? "")
            : Worded(problem);
    }

    /// <summary>It may be gone in a moment: the page looks again by itself.</summary>
    public bool ComesBack => Status == StatusCodes.Status503ServiceUnavailable && HttpMethods.IsGet(Request.Method);

    private (string, string, string) Worded(ProblemDetails? problem) => Status switch
    {
        404 => ("There is nothing here", problem?.Detail ?? "No page has this address.", problem?.Extensions["resolution"]?.ToString() ?? "Perhaps it was removed, or the link was cut."),
        400 => ("The request could not be read", "The form was too old or not complete.", "Go back, load the page again and send it once more."),
        403 => ("This is not allowed", "The request was refused.", "Use the dashboard's own pages."),
        405 => ("That cannot be done here", "This address does not take that kind of request.", "Start from the overview."),
        413 => ("That is too large", "What was sent is larger than the server takes.", "Send a smaller file, or put it where the workflow can fetch it."),
        429 => ("Too much at once", "More was asked than is let through in a short time.", "Wait a minute, then try again."),
        503 => ("Not available now", "Something that the server needs does not answer.", "Wait a moment and try again."),
        _ => ("Something went wrong", "That should not have happened.", "Try again; if it stays, look for the trace id in the server's log."),
    };
}
