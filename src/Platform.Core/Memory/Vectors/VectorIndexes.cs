using System.Collections.Concurrent;
using Platform.Core.Foundation;

namespace Platform.Core.Memory.Vectors;

/// <summary>
/// The indexes that this process holds: made when a namespace is searched first, brought up to date before each search by what was stored since, and dropped, those used longest ago
/// first, when they pass the bound together.
/// </summary>
internal sealed class VectorIndexes(IMemoryStore store, MemoryOptions options) : IDisposable
{
    private const int RowsAtOnce = 2000;
    private const int FewRemovals = 64;
    private const long Megabyte = 1024 * 1024;

    private readonly ConcurrentDictionary<(long Space, string Model), Held> _held = [];
    private long _clock;

    /// <summary>The index as it stands after all that is stored now.</summary>
    public async ValueTask<VectorIndex> ReadyAsync(OrganizationId organization, MemorySpace space, string model, int dimensions, CancellationToken cancellationToken)
    {
        var held = _held.GetOrAdd((space.Number, model), _ => new Held(new VectorIndex(dimensions, options.ExactEntries)));
        held.Used = Interlocked.Increment(ref _clock);
        if (held.Index.Sequence >= space.Sequence && held.Index.Removed == space.Removed) return held.Index;
        await held.Filling.WaitAsync(cancellationToken);
        try
        {
            await FillAsync(organization, held.Index, space, model, cancellationToken);
        }
        finally
        {
            held.Filling.Release();
        }

        Bound(held);
        return held.Index;
    }

    /// <summary>What is forgotten is gone from here too, at once.</summary>
    public void Remove(long space, long number)
    {
        foreach (var held in _held.Where(h => h.Key.Space == space)) held.Value.Index.Remove([number]);
    }

    /// <summary>All of them: whose they were is not known here.</summary>
    public void Clear() => _held.Clear();

    public long Size => _held.Values.Sum(h => h.Index.Size);

    public void Dispose()
    {
        foreach (var held in _held.Values) held.Dispose();
        _held.Clear();
    }

    private async Task FillAsync(OrganizationId organization, VectorIndex index, MemorySpace space, string model, CancellationToken cancellationToken)
    {
        for (var wasEmpty = index.Count == 0; index.Sequence < space.Sequence;)
        {
            var some = await store.VectorsAsync(organization, space.Number, model, index.Sequence, RowsAtOnce, cancellationToken);
            index.Add(some);
            index.Sequence = some.Count < RowsAtOnce ? Math.Max(space.Sequence, some.Count > 0 ? some[^1].Sequence : 0) : some[^1].Sequence;
            if (wasEmpty) index.Removed = space.Removed; // it began after them
        }

        // A few that are gone are left out when the entries are read; of many, too few of the nearest would be left.
        if (space.Removed - index.Removed <= FewRemovals + (index.Count / 100)) return;
        index.Retain((await store.NumbersAsync(organization, space.Number, model, cancellationToken)).ToHashSet());
        index.Removed = space.Removed;
    }

    private void Bound(Held mine)
    {
        while (_held.Count > 1 && Size > options.IndexMegabytes * Megabyte)
        {
            var oldest = _held.Where(h => h.Value != mine).MinBy(h => h.Value.Used);
            if (oldest.Value is null || !_held.TryRemove(oldest.Key, out _)) return; // not disposed: somebody may be searching it
        }
    }

    private sealed class Held(VectorIndex index) : IDisposable
    {
        public VectorIndex Index { get; } = index;

        public SemaphoreSlim Filling { get; } = new(1, 1);

        public long Used { get; set; }

        public void Dispose()
        {
            Filling.Dispose();
            Index.Dispose();
        }
    }
}
