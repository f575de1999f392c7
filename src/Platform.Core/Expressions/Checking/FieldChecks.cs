using Platform.Core.Foundation;

namespace Platform.Core.Expressions;

/// <summary>What can be looked into, and what comes out.</summary>
internal static class FieldChecks
{
    public static CelStaticType Select(CelStaticType operand, string field, int start, int length, ProblemList problems)
    {
        switch (operand.Kind)
        {
            case CelStaticKind.Dyn:
                return operand;
            case CelStaticKind.Map:
                return operand.Item;
            case CelStaticKind.Optional:
                var inner = Select(operand.Item, field, start, length, problems);
                return inner.Kind == CelStaticKind.Optional ? inner : CelStaticType.OptionalOf(inner);
            case CelStaticKind.Object:
                if (operand.Fields.TryGetValue(field, out var known)) return known;
                if (!operand.IsOpen)
                {
                    problems.Add(
                        start, length, CelProblemKind.UnknownField,
                        $"There is no field '{field}'; fields are {Names.Quoted(operand.Fields.Keys.Order(StringComparer.Ordinal))}.",
                        Names.Nearest(field, operand.Fields.Keys));
                }

                return CelStaticType.Dyn;
            default:
                problems.Add(start, length, CelProblemKind.Type, $"{Told(operand)} has no fields, so '.{field}' finds nothing.");
                return CelStaticType.Dyn;
        }
    }

    public static CelStaticType Index(CelStaticType operand, CelAst index, CelStaticType key, IndexAst ast, ProblemList problems)
    {
        switch (operand.Kind)
        {
            case CelStaticKind.Dyn:
                return operand;
            case CelStaticKind.Optional:
                var inner = Index(operand.Item, index, key, ast, problems);
                return inner.Kind == CelStaticKind.Optional ? inner : CelStaticType.OptionalOf(inner);
            case CelStaticKind.List:
                if (!key.IsDyn && !key.IsNumber) problems.Add(index, CelProblemKind.Type, $"A list is indexed with an int; this is {key}.");
                return operand.Item;
            case CelStaticKind.Map:
                if (!OperatorChecks.MayBeEqual(operand.Key, key)) problems.Add(index, CelProblemKind.Type, $"The keys of this map are {operand.Key}; this is {key}.");
                return operand.Item;
            case CelStaticKind.Object:
                if (index is LiteralAst { Value: CelString name }) return Select(operand, name.Value, index.Start, index.Length, problems);
                if (!key.IsDyn && key.Kind != CelStaticKind.String) problems.Add(index, CelProblemKind.Type, $"An object is indexed with a string; this is {key}.");
                return CelStaticType.Dyn;
            default:
                problems.Add(ast, CelProblemKind.Type, $"{Told(operand)} cannot be indexed; lists and maps can.");
                return CelStaticType.Dyn;
        }
    }

    /// <summary>What a comprehension binds; the key is null for a list.</summary>
    public static (CelStaticType? Key, CelStaticType Value) Walked(CelStaticType range, ComprehensionAst ast, ProblemList problems)
    {
        switch (range.Kind)
        {
            case CelStaticKind.List:
                return (null, range.Item);
            case CelStaticKind.Map:
                return (range.Key, range.Item);
            case CelStaticKind.Object:
                return (CelStaticType.String, CelStaticType.Dyn);
            case CelStaticKind.Dyn:
                return (CelStaticType.Dyn, CelStaticType.Dyn);
            default:
                problems.Add(ast.Range, CelProblemKind.Type, $"Only lists and maps can be walked; this is {range}.");
                return (CelStaticType.Dyn, CelStaticType.Dyn);
        }
    }

    /// <summary>The one name of a comprehension is a list's item or a map's key.</summary>
    public static CelStaticType Single(CelStaticType? key, CelStaticType value) => key ?? value;

    private static string Told(CelStaticType type)
    {
        var name = type.ToString();
        return name[0] is 'a' or 'e' or 'i' or 'o' ? $"An {name}" : $"A {name}";
    }
}
