using System.Diagnostics;
using System.Globalization;
using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Integrations.Mcp.Stdio;

/// <summary>A plain process. Its end is asked for by closing its input, and made when it does not listen.</summary>
internal sealed class PlainProcess : IServerProcess
{
    private const int KeptWords = 2000;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Process _process;
    private readonly BoundedLines _output;
    private readonly string _privateFolder;
    private readonly Lock _gate = new();
    private string _errors = ""; // guarded by _gate

    public PlainProcess(Process process, ServerLaunch launch)
    {
        (_process, _privateFolder) = (process, launch.PrivateFolder);
        _output = new BoundedLines(process.StandardOutput.BaseStream, launch.Server, launch.MaxMessageBytes);
        _ = ReadErrorsAsync(process.StandardError);
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _output;

    public PlatformException? Fault => _output.Fault;

    public string LastWords
    {
        get
        {
            string said;
            lock (_gate) said = _errors.Trim();
            var ended = HasExited() ? $"exit code {_process.ExitCode}" : "";
            return string.Join(": ", new[] { ended, said }.Where(p => p.Length > 0));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            using var late = new CancellationTokenSource(Grace);
            await _process.WaitForExitAsync(late.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It goes on without its input, or is gone: what is left of it ends below.
        }

        Kill();
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            // The kernel holds it, as in a read of a dead network drive; nobody can do more.
        }

        _process.Dispose();
        DeletePrivateFolder();
    }

    private bool HasExited()
    {
        try
        {
            return _process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false; // disposed
        }
    }

    private void Kill()
    {
        Kill(_process);
        foreach (var left in Left())
            using (left) Kill(left);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended meanwhile.
        }
    }

    // What it started and left behind is nobody's child by now, but bears the home that only this server was given.
    private List<Process> Left()
    {
        var found = new List<Process>();
        if (!OperatingSystem.IsLinux()) return found;
        var mark = Encoding.UTF8.GetBytes($"={_privateFolder}\0");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                if (File.ReadAllBytes($"{folder}/environ").AsSpan().IndexOf(mark) >= 0) found.Add(Process.GetProcessById(id));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // It is gone, or another user's.
            }
        }

        return found;
    }

    private void DeletePrivateFolder()
    {
        try
        {
            if (Directory.Exists(_privateFolder)) Directory.Delete(_privateFolder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that is still held; the system's own cleaning of temporary files takes it.
        }
    }

    // Read to its end whatever comes, for a full pipe would stop the server; only the last of it is kept.
    private async Task ReadErrorsAsync(StreamReader errors)
    {
        var piece = new char[1024];
        try
        {
            for (int read; (read = await errors.ReadAsync(piece)) > 0;)
            {
                lock (_gate)
                {
                    _errors += new string([.. piece.Take(read).Select(c => char.IsControl(c) && c is not '\n' ? ' ' : c)]);
                    if (_errors.Length > KeptWords) _errors = _errors[^KeptWords..];
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was ended while it spoke.
        }
    }
}
