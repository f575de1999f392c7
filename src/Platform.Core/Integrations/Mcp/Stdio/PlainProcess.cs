using System.Diagnostics;
using System.Runtime.InteropServices;
using Platform.Core.Foundation;

namespace Platform.Core.Integrations.Mcp.Stdio;

/// <summary>A plain process. Its end is asked for by closing its input, and made when it does not listen.</summary>
internal sealed class PlainProcess : IServerProcess
{
    private const int KeptWords = 2000;
    private const int SigKill = 9;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Process _process;
    private readonly BoundedLines _output;
    private readonly bool _ownSession;
    private readonly string _privateFolder;
    private readonly Lock _gate = new();
    private readonly int _id;
    private string _errors = ""; // guarded by _gate

    public PlainProcess(Process process, ServerLaunch launch, bool ownSession)
    {
        (_process, _ownSession, _privateFolder, _id) = (process, ownSession, launch.PrivateFolder, process.Id);
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

    // Children first as they are known now, then all that stayed in its session, whoever their parent is by now.
    private void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended meanwhile.
        }

        if (_ownSession) _ = NativeKill(-_id, SigKill);
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

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);
}
