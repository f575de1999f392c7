namespace Platform.Core.Expressions;

/// <summary>
/// A walk over a list or a map. With one name it binds a list's elements or a map's keys, with two the index or key and the value.
/// </summary>
/// <param name="cost">Nodes within the loop: what one round spends.</param>
/// <param name="first">Slot of the first name.</param>
/// <param name="second">Slot of the second name; -1 when there is none.</param>
internal abstract class ComprehensionNode(CelAst source, CelNode range, int cost, int first, int second) : CelNode(source)
{
    public sealed override CelValue Evaluate(Evaluation run)
    {
        var over = range.Evaluate(run);
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
        run.Spend(cost);
        if (over is CelList list)
        {
            run.Locals[first] = second < 0 ? list[index] : CelValue.Of(index);
            if (second >= 0) run.Locals[second] = list[index];
        }
        else
        {
            var map = (CelMap)over;
            run.Locals[first] = map.KeyAt(index);
            if (second >= 0) run.Locals[second] = map.ValueAt(index);
        }
    }

    protected CelError NotBool(CelValue value) => Fail($"the condition gives {CelTypes.NameOf(value)}; it must give a bool");
}

/// <summary><c>all</c> and <c>exists</c>: like a chain of <c>&amp;&amp;</c> or <c>||</c>, the value that decides wins over any error.</summary>
internal sealed class QuantifierNode(CelAst source, bool isAll, CelNode range, CelNode body, int cost, int first, int second)
    : ComprehensionNode(source, range, cost, first, second)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        CelValue? failed = null;
        var count = CountOf(over);
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            var value = body.Evaluate(run);
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
internal sealed class ExistsOneNode(CelAst source, CelNode range, CelNode body, int cost, int first, int second)
    : ComprehensionNode(source, range, cost, first, second)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        var found = 0;
        var count = CountOf(over);
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            var value = body.Evaluate(run);
            if (value is not CelBool b) return value is CelError ? value : NotBool(value);
            if (b.Value) found++;
        }

        return CelValue.Of(found == 1);
    }
}

/// <summary><c>map</c>, <c>filter</c> and <c>transformList</c>.</summary>
internal sealed class CollectNode(CelAst source, CelNode range, CelNode? filter, CelNode body, int cost, int first, int second)
    : ComprehensionNode(source, range, cost, first, second)
{
    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        var count = CountOf(over);
        var items = new CelValue[count];
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            if (filter is not null)
            {
                var condition = filter.Evaluate(run);
                if (condition is not CelBool b) return condition is CelError ? condition : NotBool(condition);
                if (!b.Value) continue;
            }

            var value = body.Evaluate(run);
            if (value is CelError) return value;
            items[kept++] = value;
        }

        var list = CelList.Owning(items, kept);
        run.Produce(list.Weight);
        return list;
    }
}

/// <summary><c>transformMap</c>, which keeps the keys, and <c>transformMapEntry</c>, whose body gives the entries as maps.</summary>
internal sealed class CollectMapNode(CelAst source, bool areEntries, CelNode range, CelNode? filter, CelNode body, int cost, int first, int second)
    : ComprehensionNode(source, range, cost, first, second)
{
    private readonly int _first = first;

    protected override CelValue Walk(Evaluation run, CelValue over)
    {
        var count = CountOf(over);
        var entries = new MapBuilder(count);
        for (var i = 0; i < count; i++)
        {
            Bind(run, over, i);
            if (filter is not null)
            {
                var condition = filter.Evaluate(run);
                if (condition is not CelBool b) return condition is CelError ? condition : NotBool(condition);
                if (!b.Value) continue;
            }

            var value = body.Evaluate(run);
            if (value is CelError) return value;
            var error = areEntries ? AddAll(entries, value) : entries.Add(run.Locals[_first], value);
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
