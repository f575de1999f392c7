using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Platform.Web.Live.Parts;
using ActionContext = Microsoft.AspNetCore.Mvc.ActionContext;

namespace Platform.Web.Rendering;

/// <summary>A partial as text, so that a stream sends the very markup that the page draws.</summary>
public sealed class Fragments(IRazorViewEngine engine, ITempDataProvider tempData)
{
    /// <summary>The same for many readers at once: of no request, and without what is one reader's own.</summary>
    public async Task<string> RenderSharedAsync<T>(IServiceProvider services, string path, T model) =>
        PartDrawer.WithoutTokens(await RenderAsync(new DefaultHttpContext { RequestServices = services }, path, model));

    public async Task<string> RenderAsync<T>(HttpContext context, string path, T model)
    {
        var found = engine.GetView(null, path, isMainPage: false);
        if (!found.Success) throw new InvalidOperationException($"There is no partial {path}.");

        var action = new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await using var writer = new StringWriter();
        var view = new ViewContext(action, found.View, data, new TempDataDictionary(context, tempData), writer, new HtmlHelperOptions());
        await found.View.RenderAsync(view);
        return writer.ToString();
    }
}
