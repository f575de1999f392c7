using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Expressions;

/// <summary>
/// A map that keeps the order in which its entries came. Keys are bools, ints, uints and strings; <c>1</c> and <c>1u</c> are the same key.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Every value's type is named Cel and its kind.")]
public sealed class CelMap : CelValue, IReadOnlyDictionary<CelValue, CelValue>
{
    // Below this many entries a walk over the keys is faster than a hash.
    private const int Small = 8;

    public static readonly CelMap Empty = new([], []);

    private readonly CelValue[] _keys;
    private readonly CelValue[] _values;

    // Made by the first who looks into a big map; a race makes it twice and both are right.
    private Dictionary<CelValue, int>? _index;
    private Dictionary<string, int>? _names;

    private CelMap(CelValue[] keys, CelValue[] values)
    {
        var (deepest, weight) = (0, 1L);
        for (var i = 0; i < values.Length; i++)
        {
            deepest = Math.Max(deepest, values[i].Depth);
            weight += keys[i].Weight + values[i].Weight;
            if (weight < 0) weight = long.MaxValue / 2; // shared parts can weigh more than a long holds
        }

        (Depth, Weight) = (deepest + 1, weight);
        if (Depth > MaxDepth) throw new CelException($"A value nests deeper than {MaxDepth} levels.");
        _keys = keys;
        _values = values;
    }

    public int Count => _keys.Length;

    public IEnumerable<CelValue> Keys => _keys;

    public IEnumerable<CelValue> Values => _values;

    public override CelKind Kind => CelKind.Map;

    internal override int Depth { get; }

    internal override long Weight { get; }

    public CelValue this[CelValue key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no such key: {key}");

    /// <summary>Of two entries with one key the later wins, at the place of the earlier.</summary>
    public static CelMap Of(IEnumerable<KeyValuePair<string, CelValue>> entries) =>
        OfKeys(entries.Select(e => KeyValuePair.Create(Of(e.Key), e.Value)));

    /// <inheritdoc cref="Of(IEnumerable{KeyValuePair{string, CelValue}})"/>
    public static CelMap OfKeys(IEnumerable<KeyValuePair<CelValue, CelValue>> entries)
    {
        var places = new Dictionary<CelValue, int>();
        var (keys, values) = (new List<CelValue>(), new List<CelValue>());
        foreach (var (key, value) in entries)
        {
            if (places.TryAdd(key, keys.Count))
            {
                keys.Add(key);
                values.Add(value);
            }
            else
            {
                values[places[key]] = value;
            }
        }

        return Owning([.. keys], [.. values]);
    }

    public bool TryGet(string key, [NotNullWhen(true)] out CelValue? value)
    {
        var at = Find(key);
        value = at < 0 ? null : _values[at];
        return at >= 0;
    }

    public bool TryGetValue(CelValue key, [MaybeNullWhen(false)] out CelValue value)
    {
        var at = Find(key);
        value = at < 0 ? null : _values[at];
        return at >= 0;
    }

    public bool ContainsKey(CelValue key) => Find(key) >= 0;

    /// <summary>The map with this entry: at its old place when the key was there, else at the end.</summary>
    public CelMap With(string key, CelValue value)
    {
        var at = Find(key);
        if (at < 0) return new CelMap([.. _keys, Of(key)], [.. _values, value]);
        var values = (CelValue[])_values.Clone();
        values[at] = value;
        return new CelMap(_keys, values) { _index = _index, _names = _names };
    }

    public override string ToText() => ToJson();

    public override bool Equals(CelValue? other)
    {
        if (other is not CelMap map || map.Count != Count) return false;
        for (var i = 0; i < _keys.Length; i++)
            if (!map.TryGetValue(_keys[i], out var theirs) || !_values[i].Equals(theirs)) return false;

        return true;
    }

    public override int GetHashCode()
    {
        var hash = Count; // order does not count, so the entries are summed
        for (var i = 0; i < _keys.Length; i++) hash += HashCode.Combine(_keys[i], _values[i]);
        return hash;
    }

    public IEnumerator<KeyValuePair<CelValue, CelValue>> GetEnumerator()
    {
        for (var i = 0; i < _keys.Length; i++) yield return KeyValuePair.Create(_keys[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal CelValue KeyAt(int index) => _keys[index];

    internal CelValue ValueAt(int index) => _values[index];

    /// <summary>Takes the arrays over without a copy; the keys must differ.</summary>
    internal static CelMap Owning(CelValue[] keys, CelValue[] values) => keys.Length == 0 ? Empty : new CelMap(keys, values);

    private int Find(string key)
    {
        if (_keys.Length <= Small)
        {
            for (var i = 0; i < _keys.Length; i++)
                if (_keys[i] is CelString s && string.Equals(s.Value, key, StringComparison.Ordinal)) return i;

            return -1;
        }

        return (_names ??= NameIndex()).GetValueOrDefault(key, -1);
    }

    private int Find(CelValue key)
    {
        if (key is CelString name) return Find(name.Value);
        if (key is not (CelBool or CelInt or CelUint or CelDouble)) return -1;
        if (_keys.Length <= Small)
        {
            for (var i = 0; i < _keys.Length; i++)
                if (_keys[i].Equals(key)) return i;

            return -1;
        }

        return (_index ??= KeyIndex()).GetValueOrDefault(key, -1);
    }

    private Dictionary<string, int> NameIndex()
    {
        var index = new Dictionary<string, int>(_keys.Length, StringComparer.Ordinal);
        for (var i = 0; i < _keys.Length; i++)
            if (_keys[i] is CelString s) index[s.Value] = i;

        return index;
    }

    private Dictionary<CelValue, int> KeyIndex()
    {
        var index = new Dictionary<CelValue, int>(_keys.Length);
        for (var i = 0; i < _keys.Length; i++)
            if (_keys[i] is not CelString) index[_keys[i]] = i;

        return index;
    }
}
