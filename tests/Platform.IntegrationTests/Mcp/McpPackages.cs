using Platform.IntegrationTests.Support;

namespace Platform.IntegrationTests.Mcp;

/// <summary>The official suite and public servers, installed once from <c>tests/mcp</c>.</summary>
internal static class McpPackages
{
    private static readonly NodePackages Packages = new("mcp");

    public static string Folder => Packages.Folder;

    public static string OddServer { get; } = Path.Combine(Folder, "odd-server.mjs");

    public static string Package(string path) => Packages.File(Path.Combine("@modelcontextprotocol", path));

    /// <summary>To be called first in each test.</summary>
    public static Task NeededAsync() => Packages.NeededAsync();

    public static Task<(int Code, string Said)> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null) =>
        Packages.RunAsync(program, arguments, variables);
}
