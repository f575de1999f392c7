namespace Platform.Core.Expressions;

/// <summary>
/// A walk over a list or a map. With one name it binds a list's elements or a map's keys, with two the index or key and the value.
/// </summary>
/// <param name="Filter">Null when every item counts.</param>
/// <param name="Cost">Nodes within the loop: what one round spends.</param>
/// <param name="First">Slot of the first name.</param>
/// <param name="Second">Slot of the second name; -1 when there is none.</param>
internal sealed record CelWalk(CelNode Range, CelNode? Filter, CelNode Body, int Cost, int First, int Second);

internal abstract class ComprehensionNode(CelAst source, CelWalk walk) : CelNode(source)
{
    private readonly int _second = walk.Second;

    protected int First { get; } = walk.First;

    protected CelNode Body { get; } = walk.Body;

    public sealed override CelValue Evaluate(Evaluation run)
    {
        var over = walk.Range.Evaluate(run);
        return over switch
        {
            CelError => over,
            CelList or CelMap => Walk(run, over),
            _ => Fail($"{CelTypes.NameOf(over)} cannot be walked; it must be a list or a map"),
        };
    }

    protected abstract CelValue Walk(Evaluation run, CelValue over);

    protected static int CountOf(CelValue over) => over is CelList list ? list.Count : ((CelMap)over).Count;

    protected void Bind(Evaluation run, CelValue over, int index)
    {
        run.Spend(walk.Cost);
        if (over is CelList list)
        {
            run.Locals[First] = _second < 0 ? list[index] : CelValue.Of(index);
            if (_second >= 0) run.Locals[_second] = list[index];
        }
        else
        {
            var map = (CelMap)over;
            run.Locals[First] = map.KeyAt(index);
            if (_second >= 0) run.Locals[_second] = map.ValueAt(index);
        }
    }

    /// <summary>A bool, or the error that the filter ended with.</summary>
    protected CelValue IsKept(Evaluation run)
    {
        if (walk.Filter is null) return CelValue.True;
        var condition = walk.Filter.Evaluate(run);
        return condition is CelBool or CelError ? condition : NotBool(condition);
    }

    protected CelError NotBool(CelValue value) => Fail($"the condition gives {CelTypes.NameOf(value)}; it must give a bool");
}

/// <summary><c>all</c> and <c>exists</c>: like a chain of <c>&amp;&amp;</c> or <c>||</c>, the value that decides wins over any error.</summary>
internal sealed class QuantifierNode(CelAst source, CelWalk walk, bool isAll) : ComprehensionNode(source, walk)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        CelValue? failed = null;
        var count = CountOf(over);
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            var value = Body.Evaluate(run);
            if (value is CelBool b)
            {
                if (b.Value != isAll) return b;
            }
            else
            {
                failed ??= value is CelError ? value : NotBool(value);
            }
        }

        return failed ?? CelValue.Of(isAll);
    }
}

/// <summary><c>exists_one</c>: walks to the end, and any error is the answer.</summary>
internal sealed class ExistsOneNode(CelAst source, CelWalk walk) : ComprehensionNode(source, walk)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        var found = 0;
        var count = CountOf(over);
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            var value = Body.Evaluate(run);
            if (value is not CelBool b) return value is CelError ? value : NotBool(value);
            if (b.Value) found++;
        }

        return CelValue.Of(found == 1);
    }
}

/// <summary><c>map</c>, <c>filter</c> and <c>transformList</c>.</summary>
internal sealed class CollectNode(CelAst source, CelWalk walk) : ComprehensionNode(source, walk)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        var count = CountOf(over);
        var items = new CelValue[count];
        var filled = 0;
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            var kept = IsKept(run);
            if (kept is not CelBool b) return kept;
            if (!b.Value) continue;

            var value = Body.Evaluate(run);
            if (value is CelError) return value;
            items[filled++] = value;
        }

        var list = CelList.Owning(items, filled);
        run.Produce(list);
        return list;
    }
}

/// <summary><c>transformMap</c>, which keeps the keys, and <c>transformMapEntry</c>, whose body gives the entries as maps.</summary>
internal sealed class CollectMapNode(CelAst source, CelWalk walk, bool areEntries) : ComprehensionNode(source, walk)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        var count = CountOf(over);
        var entries = new MapBuilder(count);
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            var kept = IsKept(run);
            if (kept is not CelBool b) return kept;
            if (!b.Value) continue;

            var value = Body.Evaluate(run);
            if (value is CelError) return value;
            var error = areEntries ? AddAll(entries, value) : entries.Add(run.Locals[First], value);
            if (error is not null) return Placed(error);
        }

        var map = entries.Build();
        run.Produce(map.Weight);
        return map;
    }

    private static CelError? AddAll(MapBuilder entries, CelValue value)
    {
        if (value is not CelMap map) return new CelError($"the body of 'transformMapEntry' gives {CelTypes.NameOf(value)}; it must give a map");
        for (var i = 0; i < map.Count; i++)
            if (entries.Add(map.KeyAt(i), map.ValueAt(i)) is { } error) return error;

        return null;
    }
}

/// <summary><c>cel.bind</c>.</summary>
internal sealed class BindNode(CelAst source, int slot, CelNode value, CelNode body) : CelNode(source)
{
    public override CelValue Evaluate(Evaluation run)
    {
        // An error is bound too: it is the answer only if the body looks at it.
        run.Locals[slot] = value.Evaluate(run);
        return body.Evaluate(run);
    }
}
