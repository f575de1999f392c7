using Platform.Core.Foundation;

namespace Platform.Web.Api;

/// <summary>The routes of one resource. Found by its interface; one file each.</summary>
public interface IEndpointGroup
{
    void Map(IEndpointRouteBuilder app);
}

internal static class EndpointGroups
{
    /// <summary>Maps every group of this assembly, in the order of their names.</summary>
    public static void MapEndpointGroups(this IEndpointRouteBuilder app)
    {
        foreach (var type in Catalog.Of<IEndpointGroup>(typeof(IEndpointGroup).Assembly))
        {
            var group = (IEndpointGroup)ActivatorUtilities.CreateInstance(app.ServiceProvider, type);
            group.Map(app);
        }
    }

    /// <summary>A list whose filters are one record: bound at run time, because what is generated for such a record does not say which filter cannot be read.</summary>
#pragma warning disable RDG002 // that nothing is generated for it is the purpose
    public static RouteHandlerBuilder MapList(this IEndpointRouteBuilder app, Delegate handler) => app.MapGet("/", handler);
#pragma warning restore RDG002
}
