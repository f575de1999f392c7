namespace Platform.Core.Expressions;

/// <summary>Reads arguments whose kinds the overload has already checked.</summary>
internal static class Arguments
{
    public static string Text(this CelValue[] arguments, int index) => ((CelString)arguments[index]).Value;

    public static long Int(this CelValue[] arguments, int index) => ((CelInt)arguments[index]).Value;
}
