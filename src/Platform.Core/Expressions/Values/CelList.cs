using System.Collections;

namespace Platform.Core.Expressions;

/// <summary>
/// A list. Many lists may be views of one growing buffer: appending to the list that ends where the buffer is filled writes behind
/// it and copies nothing, so a loop that appends one item a step costs what it appends.
/// </summary>
public sealed class CelList : CelValue, IReadOnlyList<CelValue>
{
    public static readonly CelList Empty = new(new Buffer([], 0), 0, 1, 1);

    private readonly Buffer _buffer;

    private CelList(Buffer buffer, int count, int depth, long weight)
    {
        if (depth > MaxDepth) throw new CelException($"A value nests deeper than {MaxDepth} levels.");
        _buffer = buffer;
        Count = count;
        Depth = depth;
        Weight = weight;
    }

    public int Count { get; }

    public override CelKind Kind => CelKind.List;

    internal override int Depth { get; }

    internal override long Weight { get; }

    /// <summary>Whether an append would write behind the list instead of copying it.</summary>
    internal bool IsAppendable => _buffer.EndsAt(Count);

    // What lies below Count in a buffer is never written again, so reading needs no lock.
    public CelValue this[int index] =>
        (uint)index < (uint)Count ? _buffer.Items[index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {Count} items.");

    private ReadOnlySpan<CelValue> Items => _buffer.Items.AsSpan(0, Count);

    public static CelList Of(IEnumerable<CelValue> items) => Owning([.. items]);

    public static CelList Of(params ReadOnlySpan<CelValue> items) => Owning(items.ToArray());

    /// <summary>The list with more items at its end. Costs what is added, as long as each list is appended to once.</summary>
    public CelList AddRange(IReadOnlyList<CelValue> items)
    {
        if (items.Count == 0) return this;
        if (Count == 0 && items is CelList list) return list;
        var (depth, weight) = Measure(items);
        depth = Math.Max(Depth, depth);
        if (depth > MaxDepth) throw new CelException($"A value nests deeper than {MaxDepth} levels.");
        var buffer = _buffer.TryAppend(Count, items) ?? Buffer.Copy(Items, items);
        return new CelList(buffer, Count + items.Count, depth, Add(Weight, weight));
    }

    public override string ToText() => ToJson();

    public override bool Equals(CelValue? other)
    {
        if (other is not CelList list || list.Count != Count) return false;
        var mine = Items;
        var theirs = list.Items;
        for (var i = 0; i < mine.Length; i++)
            if (!mine[i].Equals(theirs[i])) return false;

        return true;
    }

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Count);
        foreach (var item in Items) hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<CelValue> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return _buffer.Items[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes the array over without a copy: the caller must not write to it again.</summary>
    internal static CelList Owning(CelValue[] items) => Owning(items, items.Length);

    internal static CelList Owning(CelValue[] items, int count)
    {
        if (count == 0) return Empty;
        var (depth, weight) = Measure(new ArraySegment<CelValue>(items, 0, count));
        return new CelList(new Buffer(items, count), count, depth, weight);
    }

    private static (int Depth, long Weight) Measure(IReadOnlyList<CelValue> items)
    {
        var depth = 0;
        var weight = 1L;
        for (var i = 0; i < items.Count; i++)
        {
            depth = Math.Max(depth, items[i].Depth);
            weight = Add(weight, items[i].Weight);
        }

        return (depth + 1, weight);
    }

    // Lists of lists that share their parts can weigh more than a long holds: it stays at the top.
    private static long Add(long a, long b) => a + b < 0 ? long.MaxValue : a + b;

    private sealed class Buffer(CelValue[] items, int filled)
    {
        private readonly Lock _lock = new();

        // Both are written under the lock; Items is read without it.
        private int _filled = filled;
        private volatile CelValue[] _items = items;

        public CelValue[] Items => _items;

        public static Buffer Copy(ReadOnlySpan<CelValue> first, IReadOnlyList<CelValue> more)
        {
            var items = new CelValue[first.Length + more.Count]; // no room to grow: most copies are never appended to
            first.CopyTo(items);
            for (var i = 0; i < more.Count; i++) items[first.Length + i] = more[i];
            return new Buffer(items, first.Length + more.Count);
        }

        public bool EndsAt(int count)
        {
            lock (_lock) return count == _filled && count > 0;
        }

        /// <summary>This buffer with the items behind <paramref name="at"/>; null when something else already stands there.</summary>
        public Buffer? TryAppend(int at, IReadOnlyList<CelValue> more)
        {
            lock (_lock)
            {
                if (at != _filled || at == 0) return null;
                var items = _items;
                if (at + more.Count > items.Length) Array.Resize(ref items, (at + more.Count) * 2);
                for (var i = 0; i < more.Count; i++) items[at + i] = more[i];
                _items = items;
                _filled = at + more.Count;
                return this;
            }
        }
    }
}
