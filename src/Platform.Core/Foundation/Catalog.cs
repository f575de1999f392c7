using System.Reflection;

namespace Platform.Core.Foundation;

/// <summary>
/// The one rule by which things are found: every public sealed class of an assembly that implements the interface.
/// A new node kind, tool or provider is a file; there is no list to extend.
/// </summary>
public static class Catalog
{
    /// <summary>The implementing types by name, so that their order is the same on every machine.</summary>
    /// <remarks>Only what is public is looked at: to load what is not, and whatever that is derived from, takes longer than a short command may last.</remarks>
    public static IReadOnlyList<Type> Of<TInterface>(Assembly assembly) =>
        [.. assembly.GetExportedTypes()
            .Where(t => t is { IsClass: true, IsSealed: true, IsPublic: true, IsAbstract: false } && typeof(TInterface).IsAssignableFrom(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)];
}
