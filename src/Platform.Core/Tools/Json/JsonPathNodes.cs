namespace Platform.Core.Tools.Json;

/// <param name="Deep">Looks into every value below too (<c>..</c>).</param>
internal sealed record PathSegment(IReadOnlyList<PathSelector> Selectors, bool Deep);

internal abstract record PathSelector;

internal sealed record NameSelector(string Name) : PathSelector;

internal sealed record WildcardSelector : PathSelector;

/// <param name="Index">From the end when negative.</param>
internal sealed record IndexSelector(long Index) : PathSelector;

internal sealed record SliceSelector(long? Start, long? End, long Step) : PathSelector;

internal sealed record FilterSelector(PathCondition Condition) : PathSelector;

internal abstract record PathCondition;

internal sealed record EitherCondition(PathCondition Left, PathCondition Right) : PathCondition;

internal sealed record BothCondition(PathCondition Left, PathCondition Right) : PathCondition;

internal sealed record NotCondition(PathCondition Inner) : PathCondition;

internal sealed record ExistsCondition(QueryOperand Query) : PathCondition;

internal sealed record CompareCondition(PathOperand Left, string Sign, PathOperand Right) : PathCondition;

internal abstract record PathOperand;

internal sealed record QueryOperand(IReadOnlyList<PathSegment> Segments, bool FromRoot) : PathOperand;

internal enum PathFunction
{
    Length,
    Count,
}

internal sealed record FunctionOperand(PathFunction Function, QueryOperand Query) : PathOperand;

internal sealed record TextOperand(string Text) : PathOperand;

internal sealed record NumberOperand(double Number) : PathOperand;

internal sealed record FlagOperand(bool Value) : PathOperand;

internal sealed record NullOperand : PathOperand;
