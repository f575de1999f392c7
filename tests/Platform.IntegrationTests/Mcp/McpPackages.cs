using System.Diagnostics;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary>The official suite and public servers, installed once from <c>tests/mcp</c>. Where Node is missing its tests are skipped on a person's machine and fail under <c>CI=true</c>.</summary>
internal static class McpPackages
{
    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "mcp");

    public static string OddServer { get; } = Path.Combine(Folder, "odd-server.mjs");

    public static string Package(string path) => Path.Combine(Folder, "node_modules", "@modelcontextprotocol", path);

    /// <summary>To be called first in each test.</summary>
    public static async Task NeededAsync()
    {
        if (await Missing.Value is not { } missing) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
    }

    public static async Task<(int Code, string Said)> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static async Task<string?> InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return null;
        try
        {
            return (await RunAsync("npm", ["ci", "--no-audit", "--no-fund"])).Code == 0 ? null : "npm ci failed in tests/mcp";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }
}
