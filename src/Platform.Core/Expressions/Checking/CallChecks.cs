using Platform.Core.Foundation;

namespace Platform.Core.Expressions;

/// <summary>Calls: is there such a function, and does it take these arguments?</summary>
internal static class CallChecks
{
    private static readonly HashSet<string> Namespaces = [.. CelFunctions.GlobalNames.Where(n => n.Contains('.', StringComparison.Ordinal)).Select(n => n.Split('.')[0])];

    /// <summary>Whether the call reads like one of a namespace's functions: <c>math.sgn(1)</c>.</summary>
    public static bool IsNamespace(CallAst call) => call.Target is IdentAst { Name: var name } && Namespaces.Contains(name);

    public static void Unknown(CallAst call, ProblemList problems)
    {
        var (message, suggestion) = call.Target is null ? UnknownGlobal(call.Function) : UnknownMember(call);
        problems.Add(call.NameStart, call.Function.Length, CelProblemKind.UnknownName, message, suggestion);
    }

    public static CelStaticType Overloads(CallAst call, string name, CelOverload[] overloads, IReadOnlyList<CelStaticType> arguments, ProblemList problems)
    {
        CelStaticType? result = null;
        foreach (var overload in overloads)
            if (Fits(overload, arguments)) result = result is null ? overload.Result : CelStaticType.Join(result, overload.Result);

        if (result is not null) return result;
        var given = string.Join(", ", arguments.Skip(overloads[0].IsMember ? 1 : 0));
        var on = overloads[0].IsMember ? $" of {arguments[0]}" : "";
        problems.Add(
            call.NameStart, call.Function.Length, CelProblemKind.Type,
            $"'{name}'{on} does not take ({given}); it is {string.Join(" or ", overloads.Take(6).Select(o => o.ToString()))}.");
        return overloads.Select(o => o.Result).Aggregate(CelStaticType.Join);
    }

    public static CelStaticType Or(CallAst call, CelStaticType target, CelStaticType other, ProblemList problems)
    {
        if (!target.IsDyn && target.Kind != CelStaticKind.Optional)
            problems.Add(call.NameStart, call.Function.Length, CelProblemKind.Type, $"'{call.Function}' wants an optional before it; this is {target}.");
        else if (call.Function == "or" && !other.IsDyn && other.Kind != CelStaticKind.Optional)
            problems.Add(call.Arguments[0], CelProblemKind.Type, $"'or' wants an optional; for a plain value write orValue().", "orValue");

        if (target.Kind != CelStaticKind.Optional) return CelStaticType.Dyn;
        return CelStaticType.Join(call.Function == "or" ? target : target.Item, other);
    }

    private static bool Fits(CelOverload overload, IReadOnlyList<CelStaticType> arguments)
    {
        if (!overload.TakesCount(arguments.Count)) return false;
        for (var i = 0; i < arguments.Count; i++)
            if (!Fits(overload.ParameterAt(i), arguments[i])) return false;

        return true;
    }

    private static bool Fits(CelStaticType parameter, CelStaticType argument)
    {
        if (parameter.IsDyn || argument.IsDyn) return true;
        if (parameter.Kind == CelStaticKind.Map) return argument.Kind is CelStaticKind.Map or CelStaticKind.Object;
        if (parameter.Kind != argument.Kind) return false;
        return parameter.Kind is not (CelStaticKind.List or CelStaticKind.Optional) || Fits(parameter.Item, argument.Item);
    }

    private static (string Message, string? Suggestion) UnknownGlobal(string name)
    {
        if (CelFunctions.Find(name, isMember: true) is not null || CelMacros.MemberNames.Contains(name))
            return ($"'{name}' is written behind its value: value.{name}(...).", $"value.{name}");

        var nearest = Names.Nearest(name, CelFunctions.GlobalNames);
        return ($"There is no function '{name}'{Meant(nearest)}.", nearest);
    }

    private static (string Message, string? Suggestion) UnknownMember(CallAst call)
    {
        if (IsNamespace(call) && call.QualifiedName is { } qualified)
        {
            if (qualified == "cel.bind") return ("'cel.bind' takes a name, a value and a body: cel.bind(x, 1 + 2, x * x).", null);
            var nearestQualified = Names.Nearest(qualified, CelFunctions.GlobalNames);
            return ($"There is no function '{qualified}'{Meant(nearestQualified)}.", nearestQualified);
        }

        if (CelFunctions.Find(call.Function, isMember: false) is not null)
            return ($"'{call.Function}' takes its value in brackets: {call.Function}(value).", $"{call.Function}(value)");

        var isMacro = CelMacros.MemberNames.Contains(call.Function);
        if (isMacro) return ($"'{call.Function}' does not take {call.Arguments.Count} arguments.", null);
        var nearest = Names.Nearest(call.Function, CelFunctions.MemberNames);
        return ($"There is no function '{call.Function}' of a value{Meant(nearest)}.", nearest);
    }

    private static string Meant(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'";
}
