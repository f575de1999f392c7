using System.Diagnostics;
using System.Runtime.InteropServices;
using Platform.Cli.Output;

namespace Platform.Cli.Hosting;

/// <summary>The web app as a process of its own: it shares nothing with this one but the terminal and the data folder.</summary>
internal static class WebProcess
{
    private const int Terminate = 15;

    /// <summary>Starts it and stays until it ends; a wish to stop is passed on, and so is its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Func<Process, CancellationToken, Task> beside, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotnetHost()) { UseShellExecute = false };
        start.ArgumentList.Add(Find());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["PLATFORM_STARTED_BY"] = $"{Environment.ProcessId}"; // when this process is killed, the app ends too
        using var process = Process.Start(start) ?? throw new CliException("The web app could not be started.", "Check that .NET is installed: platform doctor.");
        await using var forward = cancellationToken.Register(() => Stop(process));
        using var ended = new CancellationTokenSource();
        var companion = beside(process, ended.Token);
        // Not cancelled: the app ends by itself once it was told to, and its exit code is ours.
        await process.WaitForExitAsync(CancellationToken.None);
        await ended.CancelAsync();
        await companion;
        return process.ExitCode;
    }

    /// <summary>Beside the command line where it was built or installed, else in the layout of the repository.</summary>
    private static string Find()
    {
        var here = AppContext.BaseDirectory;
        var installed = Path.Combine(here, "web", "Platform.Web.dll");
        if (File.Exists(installed)) return installed;
        // src/Platform.Cli/bin/Debug/net10.0/ and src/Platform.Web/bin/Debug/net10.0/ have the same tail.
        var parts = here.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        if (parts.Length > 4)
        {
            parts[^4] = "Platform.Web";
            var built = Path.Combine(string.Join(Path.DirectorySeparatorChar, parts), "Platform.Web.dll");
            if (File.Exists(built)) return built;
        }

        throw new CliException("The web app is not there.", "Build it: 'dotnet build src/Platform.Web' in the repository.", code: "not_found");
    }

    private static string DotnetHost() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private static void Stop(Process process)
    {
        if (process.HasExited) return;
        // Ctrl+C reaches the whole group by itself; SIGTERM came to this process alone. Saying it twice does no harm.
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Kill(process.Id, Terminate);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
