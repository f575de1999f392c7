using System.Collections.Concurrent;
using Platform.Core.Foundation;
using Platform.Core.Runs.Execution;

namespace Platform.Core.Integrations.Mcp;

/// <summary>
/// The sessions that are open, each for one run: no two runs share a server's process, its connection or what it remembers. They are closed when the run
/// ends or waits; one that goes on begins anew.
/// </summary>
public sealed class McpSessions(McpConnector connector, TimeProvider time) : IRunGuest, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(RunId Run, string Key), McpSession> _open = new();
    private readonly ConcurrentDictionary<Task, bool> _closing = new();

    /// <summary>How many are open; for tests and the health of the process.</summary>
    public int Count => _open.Count;

    internal McpSession Of(RunId run, McpSettings settings) => _open.GetOrAdd((run, $"{settings.Part.Organization} {settings.Key}"), _ => new McpSession(settings, connector, time));

    /// <summary>A session that belongs to no run; whoever asked for it disposes it.</summary>
    internal McpSession Single(McpSettings settings) => new(settings, connector, time);

    public void Leave(RunId run)
    {
        if (_open.IsEmpty) return;
        foreach (var key in _open.Keys.Where(k => k.Run == run))
        {
            if (!_open.TryRemove(key, out var session)) continue;
            var closing = Task.Run(() => session.DisposeAsync().AsTask());
            _closing[closing] = true;
            _ = closing.ContinueWith(done => _closing.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _open.Keys.Select(k => k.Run).Distinct().ToList()) Leave(run);
        await Task.WhenAll(_closing.Keys);
    }
}
