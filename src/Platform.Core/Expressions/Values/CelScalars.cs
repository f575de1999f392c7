using System.Globalization;

namespace Platform.Core.Expressions;

public sealed class CelNull : CelValue
{
    internal CelNull()
    {
    }

    public override CelKind Kind => CelKind.Null;

    public override string ToText() => "null";

    public override bool Equals(CelValue? other) => other is CelNull;

    public override int GetHashCode() => 0;
}

public sealed class CelBool : CelValue
{
    internal CelBool(bool value) => Value = value;

    public bool Value { get; }

    public override CelKind Kind => CelKind.Bool;

    public override string ToText() => Value ? "true" : "false";

    public override bool Equals(CelValue? other) => other is CelBool b && b.Value == Value;

    public override int GetHashCode() => Value ? 1 : 2;
}

public sealed class CelInt : CelValue
{
    // Counters and indexes are nearly always small: these are made once.
    private const int SmallestKept = -128;
    private static readonly CelInt[] Kept = [.. Enumerable.Range(SmallestKept, 1152).Select(i => new CelInt(i))];

    private CelInt(long value) => Value = value;

    public long Value { get; }

    public override CelKind Kind => CelKind.Int;

    public static new CelInt Of(long value) =>
        value >= SmallestKept && value < SmallestKept + Kept.Length ? Kept[(int)(value - SmallestKept)] : new CelInt(value);

    public override string ToText() => Value.ToString(CultureInfo.InvariantCulture);

    public override bool Equals(CelValue? other) => other is CelInt i ? i.Value == Value : CelNumbers.AreEqual(this, other);

    // Numbers of different kinds may be equal, so they hash as the double that they are nearest to.
    public override int GetHashCode() => ((double)Value).GetHashCode();
}

public sealed class CelUint(ulong value) : CelValue
{
    public ulong Value { get; } = value;

    public override CelKind Kind => CelKind.Uint;

    public override string ToText() => Value.ToString(CultureInfo.InvariantCulture);

    public override bool Equals(CelValue? other) => other is CelUint u ? u.Value == Value : CelNumbers.AreEqual(this, other);

    public override int GetHashCode() => ((double)Value).GetHashCode();
}

public sealed class CelDouble(double value) : CelValue
{
    public double Value { get; } = value;

    public override CelKind Kind => CelKind.Double;

    public override string ToText() => CelNumbers.Text(Value);

    public override bool Equals(CelValue? other) => CelNumbers.AreEqual(this, other);

    public override int GetHashCode() => Value == 0 ? 0.0.GetHashCode() : Value.GetHashCode(); // -0.0 == 0.0
}

/// <summary>Text as a sequence of Unicode code points.</summary>
public sealed class CelString : CelValue
{
    public static readonly CelString Empty = new("");

    // -1 until somebody asked. A race writes the same number twice.
    private int _size = -1;

    private CelString(string value) => Value = value;

    public string Value { get; }

    public override CelKind Kind => CelKind.String;

    internal override long Weight => Value.Length + 1;

    /// <summary>In code points.</summary>
    public int Size => _size >= 0 ? _size : _size = CodePoints.Count(Value);

    public static new CelString Of(string value) => value.Length == 0 ? Empty : new CelString(value);

    public override string ToText() => Value;

    public override bool Equals(CelValue? other) => other is CelString s && string.Equals(s.Value, Value, StringComparison.Ordinal);

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);
}

public sealed class CelBytes(ReadOnlyMemory<byte> value) : CelValue
{
    public ReadOnlyMemory<byte> Value { get; } = value;

    public override CelKind Kind => CelKind.Bytes;

    internal override long Weight => Value.Length + 1;

    public override string ToText() => Convert.ToBase64String(Value.Span);

    public override bool Equals(CelValue? other) => other is CelBytes b && b.Value.Span.SequenceEqual(Value.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }
}

/// <summary>A type as a value: what <c>type(1)</c> gives.</summary>
public sealed class CelType(string name) : CelValue
{
    public string Value { get; } = name;

    public override CelKind Kind => CelKind.Type;

    public override string ToText() => Value;

    public override bool Equals(CelValue? other) => other is CelType t && string.Equals(t.Value, Value, StringComparison.Ordinal);

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);
}

/// <summary>A value that may be absent: what <c>map.?key</c> gives.</summary>
public sealed class CelOptional : CelValue
{
    public static readonly CelOptional None = new(null);

    private CelOptional(CelValue? value) => Value = value;

    /// <summary>Null when the optional is empty.</summary>
    public CelValue? Value { get; }

    public override CelKind Kind => CelKind.Optional;

    internal override int Depth => Value is null ? 0 : Value.Depth + 1;

    internal override long Weight => 1 + (Value?.Weight ?? 0);

    public static CelOptional Some(CelValue value) => value.Depth < MaxDepth
        ? new CelOptional(value)
        : throw new CelException($"A value nests deeper than {MaxDepth} levels.");

    public override string ToText() => Value is null ? "null" : Value.ToText();

    public override bool Equals(CelValue? other) => other is CelOptional o && (Value is null ? o.Value is null : Value.Equals(o.Value));

    public override int GetHashCode() => Value is null ? 3 : HashCode.Combine(3, Value);
}
