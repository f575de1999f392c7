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
}
