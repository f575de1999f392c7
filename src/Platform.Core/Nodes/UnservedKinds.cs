namespace Platform.Core.Nodes;

/// <summary>
/// Kinds of tools that the language knows and this release does not serve: a file that names one is valid and warned about, and the node fails with a
/// clear sentence when it is reached. A kind leaves this list with the file that implements it.
/// </summary>
internal static class UnservedKinds
{
    private static readonly HashSet<string> Tools = new(StringComparer.Ordinal)
    {
    };

    public static bool IsTool(string use) => Tools.Contains(use);
}
