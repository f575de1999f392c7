using System.Diagnostics.CodeAnalysis;

namespace Platform.Core.Expressions;

/// <summary>The values that an expression's names stand for.</summary>
public interface ICelScope
{
    bool TryGet(string name, [NotNullWhen(true)] out CelValue? value);
}

/// <summary>A scope over a dictionary; what it does not know it asks its parent for.</summary>
public sealed class CelScope(IReadOnlyDictionary<string, CelValue> values, ICelScope? parent = null) : ICelScope
{
    public static readonly CelScope Empty = new(new Dictionary<string, CelValue>(StringComparer.Ordinal));

    /// <summary>Whether a name holds a dot, as CEL's qualified names do: then <c>a.b.c</c> is first looked for as one name.</summary>
    internal bool HasQualifiedNames { get; } = HasDot(values) || parent is CelScope { HasQualifiedNames: true };

    public bool TryGet(string name, [NotNullWhen(true)] out CelValue? value)
    {
        if (values.TryGetValue(name, out value)) return true;
        if (parent is not null) return parent.TryGet(name, out value);
        value = null;
        return false;
    }

    private static bool HasDot(IReadOnlyDictionary<string, CelValue> values)
    {
        foreach (var name in values.Keys)
            if (name.Contains('.', StringComparison.Ordinal)) return true;

        return false;
    }
}
