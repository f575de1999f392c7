using System.Text.Json;

namespace Platform.Core.Expressions;

/// <summary>
/// An immutable value of the expression language. Equality is CEL's: <c>1 == 1.0 == 1u</c>, lists by element, maps by entry in any
/// order, and NaN equals nothing.
/// </summary>
public abstract class CelValue : IEquatable<CelValue>
{
    /// <summary>Lists and maps nest at most this deep, so that no walk over a value can exhaust the stack and any JSON reader can read it.</summary>
    public const int MaxDepth = 60;

    public static readonly CelValue Null = new CelNull();
    public static readonly CelValue True = new CelBool(true);
    public static readonly CelValue False = new CelBool(false);

    public abstract CelKind Kind { get; }

    /// <summary>How deep lists and maps nest below and with this value; 0 for a scalar.</summary>
    internal virtual int Depth => 0;

    /// <summary>About how many characters the value's JSON has, shared parts counted each time. Evaluation pays for it; see <see cref="Evaluation"/>.</summary>
    internal virtual long Weight => 1;

    public static CelValue Of(bool value) => value ? True : False;

    public static CelValue Of(long value) => CelInt.Of(value);

    public static CelValue Of(ulong value) => new CelUint(value);

    public static CelValue Of(double value) => new CelDouble(value);

    public static CelValue Of(string value) => CelString.Of(value);

    public static CelValue Of(ReadOnlyMemory<byte> value) => new CelBytes(value);

    public static CelValue Of(DateTimeOffset value) => CelTimestamp.Of(value);

    public static CelValue Of(TimeSpan value) => CelDuration.Of(value);

    /// <summary>A number without fraction or exponent becomes an int, any other a double; an object becomes a map whose order is kept.</summary>
    /// <exception cref="CelException">The JSON nests deeper than <see cref="MaxDepth"/> or holds text that is not Unicode.</exception>
    public static CelValue FromJson(JsonElement json) => CelJson.Read(json);

    /// <inheritdoc cref="FromJson"/>
    /// <exception cref="CelException">The text is no JSON, or nests too deep.</exception>
    public static CelValue ParseJson(string json) => CelJson.Parse(json);

    /// <inheritdoc cref="ParseJson(string)"/>
    public static CelValue ParseJson(ReadOnlyMemory<byte> json) => CelJson.Parse(json);

    /// <summary>
    /// Canonical JSON: ints as they are, doubles always with a fraction or exponent (so that they are doubles again when read), bytes as
    /// base64, a timestamp in RFC 3339, a duration as <c>"1.5s"</c>, an empty optional as null, NaN and the infinities as strings.
    /// </summary>
    public void WriteTo(Utf8JsonWriter writer) => CelJson.Write(this, writer);

    public string ToJson() => CelJson.Text(this);

    /// <summary>How the value reads inside text: a string as it is, a list or map as JSON, any other as CEL's <c>string()</c> tells it.</summary>
    public abstract string ToText();

    public abstract bool Equals(CelValue? other);

    public sealed override bool Equals(object? obj) => Equals(obj as CelValue);

    public abstract override int GetHashCode();

    public sealed override string ToString() => ToText();
}
