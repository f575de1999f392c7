namespace Platform.Core.Expressions;

/// <summary>Makes the nodes of a tree: names become slots, calls find their overloads.</summary>
internal sealed class NodeBuilder
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private int _open;
    private int _made;

    /// <summary>Slots that an evaluation needs.</summary>
    public int Locals { get; private set; }

    /// <summary>Nodes made so far: what one evaluation without loops costs.</summary>
    public int Made => _made;

    public CelNode Build(CelAst ast)
    {
        _made++;
        return ast switch
        {
            LiteralAst literal => new ConstantNode(literal, literal.Value),
            IdentAst ident => _slots.TryGetValue(ident.Name, out var slot) ? new LocalNode(ident, slot) : new NameNode(ident, ident.Name.TrimStart('.')),
            SelectAst { IsTest: true } has => new HasNode(has, Build(has.Operand), has.Field),
            SelectAst select => new SelectNode(select, Build(select.Operand), select.Field, select.IsOptional, ScopePath(select)),
            IndexAst index => new IndexNode(index, Build(index.Operand), Build(index.Index), index.IsOptional),
            CallAst call => Call(call),
            UnaryAst unary => new UnaryNode(unary, unary.Operator == "-" ? Operators.Negate : Operators.Not, Build(unary.Operand)),
            BinaryAst binary => new BinaryNode(
                binary, Operators.Binary(binary.Operator) ?? throw new InvalidOperationException($"No operator {binary.Operator}."), Build(binary.Left), Build(binary.Right)),
            LogicAst logic => new LogicNode(logic, logic.IsAnd, BuildAll(logic.Operands)),
            ConditionalAst c => new ConditionalNode(c, Build(c.Condition), Build(c.Then), Build(c.Otherwise)),
            ListAst list => new ListNode(list, BuildAll(list.Items.Select(i => i.Value)), [.. list.Items.Select(i => i.IsOptional)]),
            MapAst map => new MapNode(map, BuildAll(map.Entries.Select(e => e.Key)), BuildAll(map.Entries.Select(e => e.Value)), [.. map.Entries.Select(e => e.IsOptional)]),
            ComprehensionAst comprehension => Comprehension(comprehension),
            BindAst bind => Bind(bind),
            OptionalMapAst map => OptionalMap(map),
            _ => throw new InvalidOperationException($"No node is known for {ast.GetType().Name}."),
        };
    }

    private CelNode[] BuildAll(IEnumerable<CelAst> asts) => [.. asts.Select(Build)];

    private string? ScopePath(SelectAst select)
    {
        if (CallAst.PathOf(select) is not { } path) return null;
        var root = path.TrimStart('.').Split('.')[0];
        return _slots.ContainsKey(root) && !path.StartsWith('.') ? null : path.TrimStart('.');
    }

    private CelNode Call(CallAst call)
    {
        if (call.Target is null)
        {
            return CelFunctions.Find(call.Function, isMember: false) is { } global
                ? new CallNode(call, call.Function, global, BuildAll(call.Arguments))
                : new UnknownCallNode(call, call.Function);
        }

        if (call.QualifiedName is { } name && CelFunctions.Find(name, isMember: false) is { } qualified)
            return new CallNode(call, name, qualified, BuildAll(call.Arguments));

        if (call.Function is "or" or "orValue" && call.Arguments.Count == 1)
            return new OptionalOrNode(call, Build(call.Target), Build(call.Arguments[0]), call.Function == "orValue");

        return CelFunctions.Find(call.Function, isMember: true) is { } member
            ? new CallNode(call, call.Function, member, [Build(call.Target), .. BuildAll(call.Arguments)])
            : new UnknownCallNode(call, call.Function);
    }

    private ComprehensionNode Comprehension(ComprehensionAst ast)
    {
        var range = Build(ast.Range);
        var before = _made;
        var (first, hidden) = Open(ast.First);
        var (second, hiddenSecond) = ast.Second is null ? (-1, null) : Open(ast.Second);
        var filter = ast.Filter is null ? null : Build(ast.Filter);
        var body = Build(ast.Body);
        if (ast.Second is not null) Close(ast.Second, hiddenSecond);
        Close(ast.First, hidden);
        var walk = new CelWalk(range, filter, body, _made - before, first, second);
        return ast.Kind switch
        {
            ComprehensionKind.All or ComprehensionKind.Exists => new QuantifierNode(ast, walk, ast.Kind == ComprehensionKind.All),
            ComprehensionKind.ExistsOne => new ExistsOneNode(ast, walk),
            ComprehensionKind.List => new CollectNode(ast, walk),
            _ => new CollectMapNode(ast, walk, ast.Kind == ComprehensionKind.MapEntry),
        };
    }

    private BindNode Bind(BindAst ast)
    {
        var value = Build(ast.Value);
        var (slot, hidden) = Open(ast.Name);
        var body = Build(ast.Body);
        Close(ast.Name, hidden);
        return new BindNode(ast, slot, value, body);
    }

    private OptionalMapNode OptionalMap(OptionalMapAst ast)
    {
        var target = Build(ast.Target);
        var (slot, hidden) = Open(ast.Name);
        var body = Build(ast.Body);
        Close(ast.Name, hidden);
        return new OptionalMapNode(ast, target, slot, body, ast.IsFlat);
    }

    private (int Slot, int? Hidden) Open(string name)
    {
        int? hidden = _slots.TryGetValue(name, out var outer) ? outer : null;
        var slot = _open++;
        Locals = Math.Max(Locals, _open);
        _slots[name] = slot;
        return (slot, hidden);
    }

    private void Close(string name, int? hidden)
    {
        _open--;
        if (hidden is { } outer) _slots[name] = outer;
        else _slots.Remove(name);
    }
}
