using System.Collections.Concurrent;

namespace Platform.Core.Changes;

/// <summary>
/// Kinds of things that change: <c>runs</c>, <c>tasks</c>, <c>workflows</c> … as a set. A name that nobody said before is a new kind, so that a new table needs
/// no line here. There are at most 63; later ones share the last place and are heard too often, never too seldom.
/// </summary>
public readonly record struct Topics(ulong Bits)
{
    private const int Most = 63;

    private static readonly ConcurrentDictionary<string, int> Places = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    public static readonly Topics None;

    /// <summary>Whatever may have changed.</summary>
    public static readonly Topics All = new(ulong.MaxValue);

    public bool IsNone => Bits == 0;

    /// <summary>The names, apart by spaces or commas.</summary>
    public static Topics Of(string names)
    {
        var bits = 0UL;
        foreach (var name in names.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) bits |= 1UL << PlaceOf(name);
        return new Topics(bits);
    }

    public bool Touches(Topics other) => (Bits & other.Bits) != 0;

    public Topics With(Topics other) => new(Bits | other.Bits);

    /// <summary>The names in order, apart by spaces; <c>*</c> for all.</summary>
    public override string ToString()
    {
        if (Bits == ulong.MaxValue) return "*";
        var bits = Bits;
        return string.Join(' ', Places.Where(p => (bits & (1UL << p.Value)) != 0).Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>What <see cref="ToString"/> wrote, in this process or another.</summary>
    public static Topics Parse(string text) => text == "*" ? All : Of(text);

    private static int PlaceOf(string name)
    {
        if (Places.TryGetValue(name, out var place)) return place;
        lock (Gate) return Places.GetOrAdd(name, _ => Math.Min(Places.Count, Most));
    }
}
