namespace Platform.Core.Expressions;

/// <summary>Calls that are no functions: they bind names, so they are expanded while the text is read.</summary>
internal static class CelMacros
{
    /// <summary>The names of the member macros, for suggestions.</summary>
    public static readonly string[] MemberNames =
        ["all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap", "transformMapEntry", "optMap", "optFlatMap"];

    /// <summary>The expansion; null when the call is no macro.</summary>
    public static CelAst? Expand(CallAst call) => call.Target is null ? ExpandGlobal(call) : ExpandMember(call, call.Target);

    private static SelectAst? ExpandGlobal(CallAst call)
    {
        if (call.Function != "has") return null;
        if (call.Arguments.Count != 1) throw new CelSyntaxException(call.Start, call.Length, "has() asks for one field: has(value.field).");
        return call.Arguments[0] is SelectAst { IsTest: false } select
            ? new SelectAst(call.Start, call.End, select.Operand, select.Field, select.FieldStart, select.IsOptional, isTest: true)
            : throw new CelSyntaxException(call.Arguments[0].Start, call.Arguments[0].Length, "has() asks for a field: has(value.field).");
    }

    private static CelAst? ExpandMember(CallAst call, CelAst target)
    {
        var count = call.Arguments.Count;
        return (call.Function, count) switch
        {
            ("bind", 3) when target is IdentAst { Name: "cel" } => new BindAst(call.Start, call.End, Name(call, 0), call.Arguments[1], call.Arguments[2]),
            ("all", 2 or 3) => Comprehension(call, target, ComprehensionKind.All, names: count - 1),
            ("exists", 2 or 3) => Comprehension(call, target, ComprehensionKind.Exists, names: count - 1),
            ("exists_one" or "existsOne", 2 or 3) => Comprehension(call, target, ComprehensionKind.ExistsOne, names: count - 1),
            ("map", 2 or 3) => Comprehension(call, target, ComprehensionKind.List, names: 1),
            ("filter", 2) => new ComprehensionAst(
                call.End, ComprehensionKind.List, target, Name(call, 0), null, call.Arguments[1], call.Arguments[0]),
            ("transformList", 3 or 4) => Comprehension(call, target, ComprehensionKind.List, names: 2),
            ("transformMap", 3 or 4) => Comprehension(call, target, ComprehensionKind.Map, names: 2),
            ("transformMapEntry", 3 or 4) => Comprehension(call, target, ComprehensionKind.MapEntry, names: 2),
            ("optMap", 2) => new OptionalMapAst(call.End, target, Name(call, 0), call.Arguments[1], isFlat: false),
            ("optFlatMap", 2) => new OptionalMapAst(call.End, target, Name(call, 0), call.Arguments[1], isFlat: true),
            _ => null,
        };
    }

    private static ComprehensionAst Comprehension(CallAst call, CelAst target, ComprehensionKind kind, int names)
    {
        var first = Name(call, 0);
        var second = names == 2 ? Name(call, 1) : null;
        if (second == first)
            throw new CelSyntaxException(call.Arguments[1].Start, call.Arguments[1].Length, $"The two names of '{call.Function}' must differ.");

        var filter = call.Arguments.Count == names + 2 ? call.Arguments[names] : null;
        return new ComprehensionAst(call.End, kind, target, first, second, filter, call.Arguments[^1]);
    }

    private static string Name(CallAst call, int index) => call.Arguments[index] is IdentAst ident && !ident.Name.StartsWith('.')
        ? ident.Name
        : throw new CelSyntaxException(
            call.Arguments[index].Start, call.Arguments[index].Length, $"Argument {index + 1} of '{call.Function}' must be a plain name.");
}
