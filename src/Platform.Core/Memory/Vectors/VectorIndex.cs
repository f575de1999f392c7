using System.Runtime.InteropServices;

namespace Platform.Core.Memory.Vectors;

/// <summary>
/// The vectors of one namespace and one model in memory. A few are kept as they are, so a search is exact; many by eight bits a number, so that a hundred thousand are looked
/// through in a few milliseconds, and whoever searches compares the best of them again by what is stored. Used by several threads.
/// </summary>
/// <remarks>
/// Source: scalar quantisation with a second look, as in Jégou, Douze, Schmid, "Searching in one billion vectors: re-rank with source coding", ICASSP 2011. A scan is used and no graph:
/// it needs no building, forgets at once, and finds what a filter leaves.
/// </remarks>
internal sealed class VectorIndex(int dimensions, int exact) : IDisposable
{
    private const int RowsInPage = 1024;

    // Guards all that follows; held over no await.
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly int _width = (dimensions + DotProducts.Block - 1) / DotProducts.Block * DotProducts.Block;
    private readonly List<sbyte[]> _pages = [];
    private readonly List<float> _scales = [];
    private readonly List<long> _numbers = [];
    private readonly List<long> _until = [];
    private readonly Dictionary<long, int> _slots = [];
    private List<float[]>? _whole = [];

    /// <summary>How far it has read; whoever fills it keeps the order.</summary>
    public long Sequence { get; set; }

    /// <summary>How many removals it has heard of.</summary>
    public long Removed { get; set; }

    public int Dimensions { get; } = dimensions;

    public bool IsExact
    {
        get
        {
            using var _ = Reading();
            return _whole is not null;
        }
    }

    public int Count
    {
        get
        {
            using var _ = Reading();
            return _numbers.Count;
        }
    }

    /// <summary>Bytes, about.</summary>
    public long Size
    {
        get
        {
            using var _ = Reading();
            return (_whole is null ? (long)_pages.Count * RowsInPage * _width : (long)_whole.Count * Dimensions * sizeof(float)) + (_numbers.Count * 52L);
        }
    }

    /// <summary>Adds them, or puts them in the place of those of the same number. Vectors of another length are passed over.</summary>
    public void Add(IReadOnlyList<StoredVector> vectors)
    {
        _gate.EnterWriteLock();
        try
        {
            foreach (var vector in vectors)
                if (vector.Vector.Length == Dimensions) Put(vector);
            if (_whole is { } whole && whole.Count > exact) Shrink(whole);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    public void Remove(IReadOnlyList<long> numbers)
    {
        _gate.EnterWriteLock();
        try
        {
            foreach (var number in numbers)
                if (_slots.TryGetValue(number, out var slot)) RemoveAt(slot);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    /// <summary>Only these stay.</summary>
    public void Retain(IReadOnlySet<long> numbers)
    {
        List<long> gone;
        using (Reading()) gone = [.. _numbers.Where(n => !numbers.Contains(n))];
        Remove(gone);
    }

    /// <summary>The numbers of the nearest that have not expired, nearest first.</summary>
    /// <param name="question">Of length 1.</param>
    public IReadOnlyList<(long Number, float Similarity)> Nearest(float[] question, int take, DateTimeOffset now)
    {
        var best = new PriorityQueue<int, float>(take + 1);
        var at = now.ToUnixTimeMilliseconds();
        using var reading = Reading();
        if (_whole is { } whole) Scan(whole, question, best, take, at);
        else ScanPages(question, best, take, at);
        var found = new List<(long, float)>(best.Count);
        while (best.TryDequeue(out var slot, out var similarity)) found.Add((_numbers[slot], similarity));
        found.Reverse();
        return found;
    }

    public void Dispose() => _gate.Dispose();

    private void Scan(List<float[]> whole, float[] question, PriorityQueue<int, float> best, int take, long now)
    {
        for (var slot = 0; slot < whole.Count; slot++)
            if (_until[slot] > now) Keep(best, take, slot, DotProducts.Of(whole[slot], question));
    }

    private void ScanPages(float[] question, PriorityQueue<int, float> best, int take, long now)
    {
        var bytes = new sbyte[_width];
        var scale = Quantise(question, bytes);
        var wide = Array.ConvertAll(bytes, b => (short)b);
        var least = float.NegativeInfinity;
        for (var slot = 0; slot < _numbers.Count; slot++)
        {
            var similarity = DotProducts.Of(_pages[slot / RowsInPage].AsSpan(slot % RowsInPage * _width, _width), wide) * (scale * _scales[slot]);
            if (similarity <= least || _until[slot] <= now) continue;
            Keep(best, take, slot, similarity);
            if (best.Count == take) best.TryPeek(out _, out least);
        }
    }

    private static void Keep(PriorityQueue<int, float> best, int take, int slot, float similarity)
    {
        if (best.Count < take) best.Enqueue(slot, similarity);
        else best.EnqueueDequeue(slot, similarity);
    }

    private void Put(StoredVector vector)
    {
        if (!_slots.TryGetValue(vector.Number, out var slot))
        {
            slot = _numbers.Count;
            _slots.Add(vector.Number, slot);
            _numbers.Add(vector.Number);
            _until.Add(0);
            _scales.Add(0);
            _whole?.Add(vector.Vector);
        }

        _until[slot] = vector.ExpiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        if (_whole is { } whole) whole[slot] = vector.Vector;
        else Write(slot, vector.Vector);
    }

    private void Write(int slot, float[] vector)
    {
        if (slot / RowsInPage == _pages.Count) _pages.Add(new sbyte[RowsInPage * _width]);
        _scales[slot] = Quantise(vector, Row(slot));
    }

    private void Shrink(List<float[]> whole)
    {
        for (var slot = 0; slot < whole.Count; slot++) Write(slot, whole[slot]);
        _whole = null;
    }

    // The last takes the empty place.
    private void RemoveAt(int slot)
    {
        var last = _numbers.Count - 1;
        _slots.Remove(_numbers[slot]);
        if (slot != last)
        {
            _slots[_numbers[last]] = slot;
            (_numbers[slot], _until[slot], _scales[slot]) = (_numbers[last], _until[last], _scales[last]);
            if (_whole is { } some) some[slot] = some[last];
            else Row(last).CopyTo(Row(slot));
        }

        if (_whole is null) Row(last).Clear(); // what is forgotten is not kept here either
        _numbers.RemoveAt(last);
        _until.RemoveAt(last);
        _scales.RemoveAt(last);
        _whole?.RemoveAt(last);
    }

    private Span<sbyte> Row(int slot) => _pages[slot / RowsInPage].AsSpan(slot % RowsInPage * _width, _width);

    /// <summary>What one step of the bytes is worth.</summary>
    private static float Quantise(ReadOnlySpan<float> vector, Span<sbyte> to)
    {
        var most = 0f;
        foreach (var number in vector) most = MathF.Max(most, MathF.Abs(number));
        to.Clear();
        if (most == 0) return 0;
        for (var i = 0; i < vector.Length; i++) to[i] = (sbyte)MathF.Round(vector[i] / most * sbyte.MaxValue);
        return most / sbyte.MaxValue;
    }

    private ReadGate Reading()
    {
        _gate.EnterReadLock();
        return new ReadGate(_gate);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct ReadGate(ReaderWriterLockSlim gate) : IDisposable
    {
        public void Dispose() => gate.ExitReadLock();
    }
}
