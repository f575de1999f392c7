using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Platform.Web.Rendering;

/// <summary>Puts a page into the menu.</summary>
/// <param name="order">From left to right.</param>
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

    public static bool IsHere(this MenuAttribute entry, PathString path) =>
        entry.Path == "/" ? path == "/" : path.StartsWithSegments(entry.Path);
}
