using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Core.Changes;
using Platform.Web.Api;

namespace Platform.Web.Live.Sockets;

/// <summary>What happened to a thing of a topic.</summary>
/// <param name="Sequence">Rises by one; begins anew, and higher, with each start of the server.</param>
/// <param name="Type"><c>human_task.opened</c>, <c>workflow.saved</c>.</param>
internal sealed record TopicEvent(long Sequence, string Type, DateTimeOffset At, JsonElement Data)
{
    /// <summary>What came before can not be told any more: what follows is everything as it is now.</summary>
    public bool IsReset { get; init; }
}

/// <summary>What there is of a topic, and how its changes are called.</summary>
internal interface ITopicSource
{
    Topics Topics { get; }

    /// <summary>All there is, by id. What the API shows of each; one that shows the same has not changed.</summary>
    Task<IReadOnlyDictionary<string, JsonElement>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>One that is there no more, as it is now.</summary>
    Task<JsonElement> GoneAsync(string id, CancellationToken cancellationToken);

    /// <param name="before">Null for a new one.</param>
    /// <param name="now">Null for one that is there no more.</param>
    string TypeOf(JsonElement? before, JsonElement? now);
}

/// <summary>
/// One topic as a sequence: it compares what there is with what there was when something of its kind changed, once for all who follow it. Who comes back soon
/// goes on where they were; who comes back late is told everything as it is now.
/// </summary>
internal sealed class TopicBoard(ITopicSource source, ChangeFeed feed, TimeProvider time)
{
    private const int MostKept = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);

    private readonly SemaphoreSlim _turn = new(1, 1); // one looks at a time

    // Written by who has the turn, under the gate; read under it.
    private readonly Lock _gate = new();
    private readonly List<TopicEvent> _events = [];
    private IReadOnlyDictionary<string, JsonElement> _known = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
    private long _sequence = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000; // below 2^53, so that every language can hold it
    private bool _looked;

    /// <param name="after">The last sequence that the follower has; null for everything as it is now.</param>
    public async IAsyncEnumerable<TopicEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = feed.Watch(source.Topics); // before the first look, so that nothing falls between
        for (var place = after; ;)
        {
            await LookAsync(cancellationToken);
            foreach (var told in Since(place))
            {
                place = told.Sequence;
                yield return told;
            }

            place ??= Now;
            await watch.NextAsync(cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private long Now
    {
        get
        {
            lock (_gate) return _sequence;
        }
    }

    private List<TopicEvent> Since(long? place)
    {
        lock (_gate)
        {
            var oldest = _sequence - _events.Count;
            if (place is { } after && after >= oldest && after <= _sequence) return _events.Slice((int)(after - oldest), (int)(_sequence - after));
            var now = time.GetUtcNow();
            var all = _known.Values.Select(v => new TopicEvent(_sequence, source.TypeOf(null, v), now, v)).ToList();
            if (place is not null) all.Insert(0, new TopicEvent(_sequence, "reset", now, default) { IsReset = true });
            return all;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = await source.ReadAsync(cancellationToken);
            var told = new List<(string Type, JsonElement Data)>();
            foreach (var (id, view) in now)
            {
                var before = _known.TryGetValue(id, out var known) ? known : (JsonElement?)null;
                if (before is not { } same || !JsonElement.DeepEquals(same, view)) told.Add((source.TypeOf(before, view), view));
            }

            foreach (var (id, before) in _known.Where(k => !now.ContainsKey(k.Key))) told.Add((source.TypeOf(before, null), await source.GoneAsync(id, cancellationToken)));
            lock (_gate)
            {
                if (_looked) foreach (var (type, data) in told) _events.Add(new TopicEvent(++_sequence, type, time.GetUtcNow(), data));
                if (_events.Count > MostKept) _events.RemoveRange(0, _events.Count - MostKept);
                (_known, _looked) = (now, true);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>As the API writes it.</summary>
    public static JsonElement Shown<T>(T view) => JsonSerializer.SerializeToElement(view, ApiJson.Options);
}
