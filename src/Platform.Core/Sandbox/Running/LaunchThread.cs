using System.Collections.Concurrent;
using System.Diagnostics;

namespace Platform.Core.Sandbox.Running;

/// <summary>
/// Starts processes, all from one thread that lives as long as this object. The kernel ends a sandbox when the <em>thread</em> that started it is gone
/// (<c>prctl(2)</c>, PR_SET_PDEATHSIG), and threads of the pool come and go.
/// </summary>
internal sealed class LaunchThread : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _due = new(boundedCapacity: 1024);
    private readonly Thread _thread;

    public LaunchThread()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "sandbox launcher" };
        _thread.Start();
    }

    public Task<Process> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _due.Add((start, started), cancellationToken);
        return started.Task;
    }

    public void Dispose()
    {
        _due.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(5));
        _due.Dispose();
    }

    private void Work()
    {
        foreach (var (start, started) in _due.GetConsumingEnumerable())
        {
            try
            {
                OpenFiles.KeepFromChildren();
                started.SetResult(Process.Start(start) ?? throw new InvalidOperationException("No process was started."));
            }
            // Whatever it is, it is for who asked; the thread goes on.
            catch (Exception failed)
            {
                started.SetException(failed);
            }
        }
    }
}
