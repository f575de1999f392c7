namespace Platform.Core.Expressions;

/// <summary>All functions by name. A family is a file with a list of overloads; it is named here once.</summary>
internal static class CelFunctions
{
    private static readonly Dictionary<string, CelOverload[]> Globals;
    private static readonly Dictionary<string, CelOverload[]> Members;

    static CelFunctions()
    {
        CelOverload[] all =
        [
            .. ConversionFunctions.All,
            .. TextFunctions.All,
            .. StringFunctions.All,
            .. MathFunctions.All,
            .. TimeFunctions.All,
            .. EncoderFunctions.All,
            .. OptionalFunctions.All,
        ];
        Globals = ByName(all.Where(o => !o.IsMember));
        Members = ByName(all.Where(o => o.IsMember));
    }

    public static IEnumerable<string> GlobalNames => Globals.Keys.Concat(["has", "cel.bind"]);

    public static IEnumerable<string> MemberNames => Members.Keys.Concat(CelMacros.MemberNames).Concat(["or", "orValue"]);

    /// <summary>Null when nothing bears the name.</summary>
    public static CelOverload[]? Find(string name, bool isMember) => (isMember ? Members : Globals).GetValueOrDefault(name);

    private static Dictionary<string, CelOverload[]> ByName(IEnumerable<CelOverload> overloads) =>
        overloads.GroupBy(o => o.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
}
