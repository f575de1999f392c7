using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Platform.Web.Rendering;

/// <summary>Puts a page into the menu.</summary>
/// <param name="order">From top to bottom; each hundred is a group of its own: watch, build, set up.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MenuAttribute(string title, int order, string path, string icon) : Attribute
{
    public string Title { get; } = title;

    public int Order { get; } = order;

    public string Path { get; } = path;

    public string Icon { get; } = icon;
}

/// <summary>The menu links to the pages that exist, because the pages make it.</summary>
internal static class Menu
{
    public static IReadOnlyList<MenuAttribute> Entries { get; } =
        [.. typeof(Menu).Assembly.GetTypes()
            .Where(t => t.IsAssignableTo(typeof(PageModel)))
            .Select(t => t.GetCustomAttribute<MenuAttribute>())
            .OfType<MenuAttribute>()
            .OrderBy(m => m.Order)];

    public static IEnumerable<IGrouping<int, MenuAttribute>> Groups => Entries.GroupBy(e => e.Order / 100);

    public static bool IsHere(this MenuAttribute entry, PathString path) =>
        entry.Path == "/" ? path == "/" : path.StartsWithSegments(entry.Path);
}
