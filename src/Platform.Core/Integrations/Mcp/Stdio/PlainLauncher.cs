using System.Diagnostics;
using Platform.Core.Foundation;

namespace Platform.Core.Integrations.Mcp.Stdio;

/// <summary>Starts a server as a process of the platform's own user. No shell takes part: the words are the program's arguments as they are.</summary>
public sealed class PlainLauncher : IServerLauncher
{
    public IServerProcess Start(ServerLaunch launch)
    {
        var program = Path.IsPathFullyQualified(launch.Program) ? launch.Program : FindByPath(launch.Program)
            ?? throw Failed(launch, $"there is no program '{launch.Program}' on the PATH of the platform", "Install it, or allow its full path.");
        if (OperatingSystem.IsWindows() && Path.GetExtension(program).ToLowerInvariant() is not ".exe")
            throw Failed(launch, $"'{program}' would be read by a shell", "Allow the program itself, such as node.exe with the path of the server's script.");
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = launch.WorkFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var argument in launch.Arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment) start.Environment[name] = value;
        try
        {
            return new PlainProcess(Process.Start(start)!, launch);
        }
        catch (Exception wrong) when (wrong is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            throw Failed(launch, $"'{program}' cannot be started: {wrong.Message}", "Check that the platform's user may run it.");
        }
    }

    // By ourselves: .NET would look into the folder we are in before it looks at PATH.
    private static string? FindByPath(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static PlatformException Failed(ServerLaunch launch, string why, string resolution) =>
        new(ErrorCode.ToolFailed, $"The server '{launch.Server}' was not started: {why}.", resolution);
}
