using Platform.Core.Foundation;

namespace Platform.Core.Expressions;

/// <summary>
/// Finds what is provably wrong before anything runs, and which names are used. Typing is gradual: what is not known is never wrong,
/// and after a problem the walk goes on as if nothing were known of that piece.
/// </summary>
/// <param name="environment">Null: names are not checked and nothing is known of them.</param>
internal sealed class CelChecker(CelEnvironment? environment)
{
    private readonly Dictionary<string, CelStaticType> _locals = new(StringComparer.Ordinal);
    private readonly ProblemList _problems = new();
    private readonly List<CelReference> _references = [];

    public IReadOnlyList<CelProblem> Problems => environment is null ? [] : _problems.InOrder;

    public IReadOnlyList<CelReference> References => _references;

    public CelStaticType Check(CelAst ast) => Check(ast, isWithinPath: false);

    private CelStaticType Check(CelAst ast, bool isWithinPath) => ast switch
    {
        LiteralAst literal => OfValue(literal.Value),
        IdentAst ident => Ident(ident, isWithinPath),
        SelectAst select => Select(select, isWithinPath),
        IndexAst index => Index(index, isWithinPath),
        CallAst call => Call(call),
        UnaryAst unary => OperatorChecks.Unary(unary, Check(unary.Operand), _problems),
        BinaryAst binary => OperatorChecks.Binary(binary, Check(binary.Left), Check(binary.Right), _problems),
        LogicAst logic => Logic(logic),
        ConditionalAst conditional => Conditional(conditional),
        ListAst list => List(list),
        MapAst map => Map(map),
        ComprehensionAst comprehension => Comprehension(comprehension),
        BindAst bind => Within(bind.Name, Check(bind.Value), () => Check(bind.Body)),
        OptionalMapAst map => OptionalMap(map),
        _ => CelStaticType.Dyn,
    };

    private CelStaticType Ident(IdentAst ident, bool isWithinPath)
    {
        if (_locals.TryGetValue(ident.Name, out var local)) return local;
        var name = ident.Name.TrimStart('.');
        if (environment is not null && environment.Variables.TryGetValue(name, out var known))
        {
            if (!isWithinPath) _references.Add(new CelReference([name], ident.Start, ident.Length));
            return known;
        }

        if (CelTypes.Find(name) is not null) return CelStaticType.Type;
        if (!isWithinPath) _references.Add(new CelReference([name], ident.Start, ident.Length));
        if (environment is null) return CelStaticType.Dyn;
        var scope = environment.Variables.Keys.Concat(_locals.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        _problems.Add(ident, CelProblemKind.UnknownName, $"Nothing is named '{name}' here; names are {Names.Quoted(scope)}.", Names.Nearest(name, scope));
        return CelStaticType.Dyn;
    }

    private CelStaticType Select(SelectAst select, bool isWithinPath)
    {
        var path = Reference(select, isWithinPath);
        if (!select.IsTest && CallAst.PathOf(select) is { } dotted && CelTypes.Find(dotted) is not null && environment?.Variables.ContainsKey(path?[0] ?? "") != true)
            return CelStaticType.Type;

        var operand = Check(select.Operand, isWithinPath: path is not null);
        var length = select.IsTest ? select.Field.Length : select.End - select.FieldStart;
        var field = FieldChecks.Select(operand, select.Field, select.FieldStart, length, _problems);
        if (select.IsTest) return CelStaticType.Bool;
        return select.IsOptional && field.Kind != CelStaticKind.Optional ? CelStaticType.OptionalOf(field) : field;
    }

    private CelStaticType Index(IndexAst index, bool isWithinPath)
    {
        var path = Reference(index, isWithinPath);
        var operand = Check(index.Operand, isWithinPath: path is not null);
        var item = FieldChecks.Index(operand, index.Index, Check(index.Index), index, _problems);
        return index.IsOptional && item.Kind != CelStaticKind.Optional ? CelStaticType.OptionalOf(item) : item;
    }

    /// <summary>The path of constant fields from a name of the scope; null when this is none. The longest such path is told as a reference.</summary>
    private List<string>? Reference(CelAst ast, bool isWithinPath)
    {
        var path = Path(ast);
        var (start, end) = ast is SelectAst { IsTest: true } has ? (has.Operand.Start, has.FieldStart + has.Field.Length) : (ast.Start, ast.End);
        var isType = path is not null && CallAst.PathOf(ast) is { } dotted && CelTypes.Find(dotted) is not null;
        if (path is not null && !isWithinPath && !isType) _references.Add(new CelReference(path, start, end - start));
        return path;
    }

    private List<string>? Path(CelAst ast)
    {
        switch (ast)
        {
            case IdentAst ident when !_locals.ContainsKey(ident.Name):
                return [ident.Name.TrimStart('.')];
            case SelectAst select when Path(select.Operand) is { } path:
                path.Add(select.Field);
                return path;
            case IndexAst { Index: LiteralAst { Value: CelString name } } index when Path(index.Operand) is { } path:
                path.Add(name.Value);
                return path;
            default:
                return null;
        }
    }

    private CelStaticType Call(CallAst call)
    {
        if (call.QualifiedName is { } qualified && CelFunctions.Find(qualified, isMember: false) is { } overloads)
            return CallChecks.Overloads(call, qualified, overloads, CheckAll(call.Arguments), _problems);

        var target = call.Target is null ? null : CheckTarget(call);
        var arguments = CheckAll(call.Arguments);
        if (call.Target is not null && call.Function is "or" or "orValue" && arguments.Count == 1) return CallChecks.Or(call, target!, arguments[0], _problems);
        if (CelFunctions.Find(call.Function, isMember: target is not null) is not { } found)
        {
            CallChecks.Unknown(call, _problems);
            return CelStaticType.Dyn;
        }

        return CallChecks.Overloads(call, call.Function, found, target is null ? arguments : [target, .. arguments], _problems);
    }

    // 'math.sgn(1)' is a misspelt function, not a missing name 'math'.
    private CelStaticType CheckTarget(CallAst call) =>
        CallChecks.IsNamespace(call) && environment?.Variables.ContainsKey(CallAst.PathOf(call.Target!)!) != true ? CelStaticType.Dyn : Check(call.Target!);

    private List<CelStaticType> CheckAll(IEnumerable<CelAst> asts) => [.. asts.Select(Check)];

    private CelStaticType Logic(LogicAst logic)
    {
        foreach (var operand in logic.Operands) WantBool(operand, $"'{(logic.IsAnd ? "&&" : "||")}' joins bools");
        return CelStaticType.Bool;
    }

    private CelStaticType Conditional(ConditionalAst conditional)
    {
        WantBool(conditional.Condition, "The condition of '?:' must be a bool");
        return CelStaticType.Join(Check(conditional.Then), Check(conditional.Otherwise));
    }

    private void WantBool(CelAst ast, string want)
    {
        var type = Check(ast);
        if (!type.IsDyn && type.Kind != CelStaticKind.Bool) _problems.Add(ast, CelProblemKind.Type, $"{want}; this is {type}.");
    }

    private CelStaticType List(ListAst list)
    {
        CelStaticType? item = null;
        foreach (var (value, isOptional) in list.Items)
        {
            var type = isOptional ? Unwrapped(value) : Check(value);
            item = item is null ? type : CelStaticType.Join(item, type);
        }

        return CelStaticType.ListOf(item ?? CelStaticType.Dyn);
    }

    private CelStaticType Map(MapAst map)
    {
        var fields = new Dictionary<string, CelStaticType>(StringComparer.Ordinal);
        CelStaticType? keys = null, values = null;
        foreach (var (key, value, isOptional) in map.Entries)
        {
            var keyType = Check(key);
            if (keyType.Kind is not (CelStaticKind.Dyn or CelStaticKind.Bool or CelStaticKind.Int or CelStaticKind.Uint or CelStaticKind.String))
                _problems.Add(key, CelProblemKind.Type, $"A map's key is a string, an int, a uint or a bool; this is {keyType}.");

            var valueType = isOptional ? Unwrapped(value) : Check(value);
            if (key is LiteralAst { Value: CelString name } && !fields.TryAdd(name.Value, valueType))
                _problems.Add(key, CelProblemKind.Type, $"The key '{name.Value}' stands twice in one map.");

            keys = keys is null ? keyType : CelStaticType.Join(keys, keyType);
            values = values is null ? valueType : CelStaticType.Join(values, valueType);
        }

        return fields.Count == map.Entries.Count && fields.Count > 0
            ? CelStaticType.ObjectOf(fields, open: map.Entries.Any(e => e.IsOptional))
            : CelStaticType.MapOf(keys ?? CelStaticType.Dyn, values ?? CelStaticType.Dyn);
    }

    private CelStaticType Unwrapped(CelAst ast)
    {
        var type = Check(ast);
        if (type.Kind == CelStaticKind.Optional) return type.Item;
        if (!type.IsDyn) _problems.Add(ast, CelProblemKind.Type, $"'?' wants an optional; this is {type}.");
        return CelStaticType.Dyn;
    }

    private CelStaticType Comprehension(ComprehensionAst ast)
    {
        var (key, value) = FieldChecks.Walked(Check(ast.Range), ast, _problems);
        var first = ast.Second is null ? FieldChecks.Single(key, value) : key ?? CelStaticType.Int;
        return Within(ast.First, first, () => ast.Second is null ? Body(ast, first) : Within(ast.Second, value, () => Body(ast, first)));
    }

    private CelStaticType Body(ComprehensionAst ast, CelStaticType key)
    {
        if (ast.Filter is not null) WantBool(ast.Filter, "The condition must be a bool");
        switch (ast.Kind)
        {
            case ComprehensionKind.List:
                return CelStaticType.ListOf(Check(ast.Body));
            case ComprehensionKind.Map:
                return CelStaticType.MapOf(key, Check(ast.Body));
            case ComprehensionKind.MapEntry:
                Check(ast.Body);
                return CelStaticType.AnyMap;
            default:
                WantBool(ast.Body, "The condition must be a bool");
                return CelStaticType.Bool;
        }
    }

    private CelStaticType OptionalMap(OptionalMapAst ast)
    {
        var target = Check(ast.Target);
        if (!target.IsDyn && target.Kind != CelStaticKind.Optional)
            _problems.Add(ast.Target, CelProblemKind.Type, $"'{(ast.IsFlat ? "optFlatMap" : "optMap")}' wants an optional; this is {target}.");

        var item = target.Kind == CelStaticKind.Optional ? target.Item : CelStaticType.Dyn;
        var body = Within(ast.Name, item, () => Check(ast.Body));
        if (!ast.IsFlat) return CelStaticType.OptionalOf(body);
        return body.Kind == CelStaticKind.Optional ? body : CelStaticType.OptionalOf(CelStaticType.Dyn);
    }

    private CelStaticType Within(string name, CelStaticType type, Func<CelStaticType> check)
    {
        var isHiding = _locals.TryGetValue(name, out var hidden);
        _locals[name] = type;
        var result = check();
        if (isHiding) _locals[name] = hidden!;
        else _locals.Remove(name);
        return result;
    }

    private static CelStaticType OfValue(CelValue value) => value.Kind switch
    {
        CelKind.Null => CelStaticType.Null,
        CelKind.Bool => CelStaticType.Bool,
        CelKind.Int => CelStaticType.Int,
        CelKind.Uint => CelStaticType.Uint,
        CelKind.Double => CelStaticType.Double,
        CelKind.String => CelStaticType.String,
        CelKind.Bytes => CelStaticType.Bytes,
        _ => CelStaticType.Dyn,
    };
}
