namespace Platform.Core.Expressions;

/// <summary>Looking into maps and lists. An optional is looked through: what comes out of it is an optional again.</summary>
internal static class Fields
{
    public static CelValue Select(CelValue operand, CelValue key, string? name) => operand switch
    {
        CelMap map => Found(map, key, name) ?? new CelError($"no such key: {Told(key)}"),
        CelList list when name is null => Item(list, key),
        CelOptional { Value: null } => operand,
        CelOptional { Value: { } inner } => Optional(inner, key, name),
        _ when name is not null => new CelError($"{CelTypes.NameOf(operand)} has no fields"),
        _ => new CelError($"{CelTypes.NameOf(operand)} cannot be indexed"),
    };

    public static CelValue Optional(CelValue operand, CelValue key, string? name)
    {
        switch (operand)
        {
            case CelOptional optional:
                return optional.Value is null ? optional : Optional(optional.Value, key, name);
            case CelMap map:
                return Found(map, key, name) is { } found ? CelOptional.Some(found) : CelOptional.None;
            case CelList list when name is null && CelNumbers.TryWhole(key, out var index):
                return index >= 0 && index < list.Count ? CelOptional.Some(list[(int)index]) : CelOptional.None;
            default:
                return Select(operand, key, name);
        }
    }

    public static CelValue Has(CelValue operand, CelString key) => operand switch
    {
        CelMap map => CelValue.Of(map.ContainsKey(key)),
        CelOptional { Value: null } => CelValue.False,
        CelOptional { Value: { } inner } => Has(inner, key),
        CelError => operand,
        _ => new CelError($"{CelTypes.NameOf(operand)} has no fields"),
    };

    private static CelValue? Found(CelMap map, CelValue key, string? name)
    {
        CelValue? value;
        if (name is not null) return map.TryGet(name, out value) ? value : null;
        return map.TryGetValue(key, out value) ? value : null;
    }

    private static CelValue Item(CelList list, CelValue key)
    {
        if (!CelNumbers.TryWhole(key, out var index)) return new CelError($"the index of a list must be a whole number, not {CelTypes.NameOf(key)}");
        return index >= 0 && index < list.Count ? list[(int)index] : new CelError($"index out of bounds: {index} in a list of {list.Count}");
    }

    private static string Told(CelValue key) => key is CelString s ? $"'{(s.Value.Length <= 60 ? s.Value : s.Value[..57] + "...")}'" : CelTypes.NameOf(key) switch
    {
        "int" or "uint" or "double" or "bool" => key.ToText(),
        var other => $"a key of type {other}",
    };
}

/// <param name="path">The dotted name that the node may also stand for; null when its operand is no plain path from the scope.</param>
internal sealed class SelectNode(CelAst source, CelNode operand, string field, bool isOptional, string? path) : CelNode(source)
{
    private readonly CelValue _key = CelValue.Of(field);
    private readonly CelType? _type = path is null ? null : CelTypes.Find(path);

    public override CelValue Evaluate(Evaluation run)
    {
        if (path is not null && run.HasQualifiedNames && run.Scope.TryGet(path, out var qualified)) return qualified;
        var value = operand.Evaluate(run);
        if (value is CelMap map && !isOptional && map.TryGet(field, out var found)) return found;
        if (value is CelError) return _type ?? value;
        return Placed(isOptional ? Fields.Optional(value, _key, field) : Fields.Select(value, _key, field));
    }
}

internal sealed class HasNode(CelAst source, CelNode operand, string field) : CelNode(source)
{
    private readonly CelString _key = CelString.Of(field);

    public override CelValue Evaluate(Evaluation run) => Placed(Fields.Has(operand.Evaluate(run), _key));
}

internal sealed class IndexNode(CelAst source, CelNode operand, CelNode index, bool isOptional) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var value = operand.Evaluate(run);
        if (value is CelError) return value;
        var key = index.Evaluate(run);
        if (key is CelError) return key;
        return Placed(isOptional ? Fields.Optional(value, key, null) : Fields.Select(value, key, null));
    }
}

internal sealed class ListNode(CelAst source, CelNode[] items, bool[] optional) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var values = new CelValue[items.Length];
        var count = 0;
        for (var i = 0; i < items.Length; i++)
        {
            CelValue? value = items[i].Evaluate(run);
            if (value is CelError) return value;
            if (optional[i])
            {
                if (value is not CelOptional o) return Fail($"'?' wants an optional, not {CelTypes.NameOf(value)}");
                value = o.Value;
            }

            if (value is not null) values[count++] = value;
        }

        var list = CelList.Owning(values, count);
        run.Produce(list);
        return list;
    }
}

internal sealed class MapNode(CelAst source, CelNode[] keys, CelNode[] values, bool[] optional) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        var entries = new MapBuilder(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Evaluate(run);
            if (key is CelError) return key;
            CelValue? value = values[i].Evaluate(run);
            if (value is CelError) return value;
            if (optional[i])
            {
                if (value is not CelOptional o) return Fail($"'?' wants an optional, not {CelTypes.NameOf(value)}");
                value = o.Value;
            }

            if (entries.Add(key, value) is { } error) return Placed(error);
        }

        var map = entries.Build();
        run.Produce(map.Weight);
        return map;
    }
}

/// <summary>Collects entries and refuses a second entry of one key.</summary>
internal sealed class MapBuilder(int capacity)
{
    private readonly HashSet<CelValue> _seen = new(capacity);
    private readonly List<CelValue> _keys = new(capacity);
    private readonly List<CelValue> _values = new(capacity);

    /// <param name="value">Null where an optional entry is absent.</param>
    public CelError? Add(CelValue key, CelValue? value)
    {
        if (key is not (CelBool or CelInt or CelUint or CelString)) return new CelError($"a map's key cannot be {CelTypes.NameOf(key)}");
        if (value is null) return null;
        if (!_seen.Add(key)) return new CelError($"the key {key.ToText()} stands twice in one map");
        _keys.Add(key);
        _values.Add(value);
        return null;
    }

    public CelMap Build() => CelMap.Owning([.. _keys], [.. _values]);
}
