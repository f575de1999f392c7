using Platform.Core.Expressions;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>A breakpoint is an interrupt of the node as a whole, under the id its single task would have.</summary>
internal static class Breakpoints
{
    public static Interrupt At(string place) => new()
    {
        Kind = InterruptKind.Breakpoint,
        Data = CelMap.Of([new("place", CelValue.Of(place))]),
    };

    public static bool IsAfter(Interrupt interrupt) =>
        interrupt.Kind == InterruptKind.Breakpoint && interrupt.Data.TryGet("place", out var place) && place is CelString { Value: "after" };
}
