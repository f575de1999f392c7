using System.Collections.Immutable;
using Platform.Core.Changes;
using Platform.Core.Security;

namespace Platform.Web.Live.Parts;

/// <summary>The parts that somebody looks at, each once, and who hears of changes. One watcher of the platform's feed, however many look.</summary>
internal sealed class LiveParts(ChangeFeed feed, PartDrawer drawer, ILogger<LiveParts> logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    // Guards all below.
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Who, string Host, string Address), LivePart> _parts = [];
    private ImmutableArray<LiveReader> _readers = [];
    private ChangeWatch? _watch;

    /// <summary>Who has the same rights sees the same drawing.</summary>
    public LivePart Join(Caller caller, HostString host, string address, Topics topics, LiveReader reader)
    {
        lock (_gate)
        {
            BeginLocked();
            var key = (KeyOf(caller), host.Value ?? "", address);
            if (!_parts.TryGetValue(key, out var part)) _parts[key] = part = new LivePart(address, host, drawer, logger);
            part.Join(reader, topics);
            return part;
        }
    }

    public void Leave(Caller caller, HostString host, LivePart part, LiveReader reader)
    {
        lock (_gate)
        {
            if (part.Leave(reader)) _parts.Remove((KeyOf(caller), host.Value ?? "", part.Address));
            EndLocked();
        }
    }

    /// <summary>Hears what changes, without a part.</summary>
    public void Join(LiveReader reader)
    {
        lock (_gate)
        {
            BeginLocked();
            _readers = _readers.Add(reader);
        }
    }

    public void Leave(LiveReader reader)
    {
        lock (_gate)
        {
            _readers = _readers.Remove(reader);
            EndLocked();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping.Cancel();
            _watch?.Dispose();
            _watch = null;
        }

        _stopping.Dispose();
    }

    private static string KeyOf(Caller caller) => $"{caller.Organization.Value:N}/{caller.Name}";

    private void BeginLocked()
    {
        if (_watch is not null || _stopping.IsCancellationRequested) return;
        _watch = feed.Watch(Topics.All);
        _ = Task.Run(() => PumpAsync(_watch, _stopping.Token)); // ends with the watch
    }

    private void EndLocked()
    {
        if (_parts.Count > 0 || _readers.Length > 0) return;
        _watch?.Dispose();
        _watch = null;
    }

    private async Task PumpAsync(ChangeWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var changed = await watch.NextAsync(cancellationToken);
                List<LivePart> parts;
                ImmutableArray<LiveReader> readers;
                lock (_gate)
                {
                    if (_watch != watch) return;
                    (parts, readers) = ([.. _parts.Values], _readers);
                }

                foreach (var part in parts) part.Hear(changed);
                foreach (var reader in readers) reader.Hear(changed);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody looks any more, or the server stops.
        }
    }
}
