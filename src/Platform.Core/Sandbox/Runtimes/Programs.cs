using System.ComponentModel;
using System.Diagnostics;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static string? Find(string name) => FindAll(name).FirstOrDefault();

    /// <summary>In the order of PATH; then where services have it, whose PATH is often short.</summary>
    public static IEnumerable<string> FindAll(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(["/usr/local/bin", "/usr/bin", "/bin"])
            .Where(Path.IsPathRooted).Select(f => Path.Combine(f, name)).Where(File.Exists).Distinct(StringComparer.Ordinal);

    /// <summary>What a program prints; empty when it does not start, fails or takes over ten seconds.</summary>
    public static async Task<string> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Started(program, arguments);
        if (process is null) return "";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            // Both, or the one that nobody reads fills its pipe and the program waits for ever.
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var said = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await errors;
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? said : "";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "";
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static Process? Started(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
