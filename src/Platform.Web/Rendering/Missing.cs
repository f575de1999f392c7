using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Web.Api;

namespace Platform.Web.Rendering;

/// <summary>What a 404 says: which thing is not there, where the address is that of one.</summary>
internal static class Missing
{
    private const string Gone = "Perhaps it was removed, or the link was cut.";

    /// <summary>What a person had typed into a form that has nowhere to go, in the answer's problem.</summary>
    public const string Typed = "typed";

    private const string OfFields = "in."; // as forms name the fields of a schema

    /// <summary>404, with a page's own words for what is missing. What was typed is shown again, for it took time.</summary>
    public static IActionResult Lacks(this PageModel page, PlatformException why)
    {
        var problem = Problems.Describe(why.Code, why.Message, why.Resolution, Problems.TraceOf(page.HttpContext));
        if (page.Request.HasFormContentType)
            problem.Extensions[Typed] = string.Join('\n', page.Request.Form.Where(f => f.Key.StartsWith(OfFields, StringComparison.Ordinal)).Select(f => $"{f.Key[OfFields.Length..]}: {f.Value}"));
        page.HttpContext.Items[typeof(ProblemDetails)] = problem;
        return page.NotFound();
    }

    /// <summary>What an address that leads to nothing was to show, and where to look for it; null when it is no thing's address.</summary>
    public static (string Detail, string Resolution)? At(PathString path) => path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["runs", _] or ["runs", _, "edit"] => ("There is no run with this id.", $"{Gone} /runs lists all that are kept."),
        ["runs", _, "fork"] => ("There is no run with this id, or it has no such step.", $"{Gone} /runs lists all that are kept."),
        ["tasks", _] => ("There is no task with this id.", $"{Gone} /tasks lists those that wait."),
        ["workflows", var name, ..] => ($"There is no workflow '{name}', or not what you look for in it.", $"{Gone} /workflows lists all."),
        ["agents", var workflow, var name] => ($"The workflow '{workflow}' has no agent '{name}'.", $"{Gone} /agents lists all."),
        ["tools", "servers", var workflow, var name] => ($"The workflow '{workflow}' has no server '{name}'.", $"{Gone} /tools lists all."),
        ["tools", var name] => ($"There is no tool '{name}'.", $"{Gone} /tools lists all."),
        ["chat", _] => ("There is no conversation with this id.", $"{Gone} /chat lists all."),
        ["errors", _] => ("No failure has this cause any more.", "What is mended and old is forgotten. /errors lists what fails now."),
        ["models", "calls", _] => ("There is no call of a model with this id.", "Old calls are deleted after a time. /models/calls lists all that are kept."),
        ["memory", ..] => ("Nothing is remembered at this address.", "Perhaps it was forgotten. /memory shows what is there."),
        ["docs", var name] => ($"There is no guide '{name}'.", "/docs lists all."),
        ["settings", ..] => ("There are no such settings.", "/settings shows what there is."),
        _ => null,
    };
}
