using System.Diagnostics;
using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>No expression exhausts the stack, the memory or anybody's patience.</summary>
public sealed class Bounds
{
    // Seconds at most when the machine has nothing else to do; what is unbounded takes hours.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public static TheoryData<string> DeepTexts =>
    [
        new string('(', 60_000), new string('[', 60_000), new string('-', 60_000), new string('!', 60_000), new string('{', 60_000),
        "x" + Times(".a", 30_000), "x" + Times("[0]", 20_000), "1" + Times("+1", 30_000), "1" + Times(" in 1", 10_000),
        Times("a?b:", 15_000) + "c", Times("-(", 20_000) + "1", Times("x.map(x, ", 5_000), Times("cel.bind(x, 1, ", 4_000), Times("f(", 30_000),
        Times("(1" + Times("+1", 300), 95) + Times(")", 95), "x" + Times(".f()", 15_000), "true" + Times(" && true", 8_000) + " &&", "'" + new string('a', 70_000) + "'",
    ];

    [Theory]
    [MemberData(nameof(DeepTexts), DisableDiscoveryEnumeration = true)]
    public void A_text_that_nests_too_deep_or_is_too_long_is_refused_with_a_problem(string text)
    {
        var compiled = CelExpression.Compile(text, null);

        Assert.Null(compiled.Expression);
        Assert.Single(compiled.Problems);
    }

    [Fact]
    public void Chains_of_a_sane_length_are_read()
    {
        Assert.Equal(CelValue.Of(301), Cel.Run("1" + Times("+1", 300)));
        Assert.Equal(CelValue.True, Cel.Run("true" + Times(" && true", 5_000)));
        Assert.Equal(CelValue.Of(7), Cel.Run(Times("(", 90) + "7" + Times(")", 90)));
    }

    public static TheoryData<string> Heavy =>
    [
        "('%'.split('')" + Times(" + 'aaaaaaaaaa'.split('')", 300) + ").map(x, 1).all(x, x == 1)",
        Grown("'aaaaaaaaaa'.split('')", 6, "a.all(x, a.all(y, a.all(z, a == a)))"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 6, "a.all(x, a == a + a)"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 12, "a"),
        Grown("'aaaaaaaaaa'", 12, "a"),
        Grown("'aaaaaaaaaa'", 6, "a.contains(a.substring(1000).replace('a', 'ab', 10) + a.substring(2000))"),
        Grown("'aaaaaaaaaé'", 5, "'aaaaaaaaaa'.split('').all(x, 'bbbbbbbbbbbbbbbbbbb'.split('').all(y, a.charAt(1) == 'a'))"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 5, "a.map(x, a + [x])"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 5, "a.map(x, [x] + a)"),
        Grown("'aaaaaaaaaa'", 5, "a.split('').all(x, a.matches('((a*)*)*b'))"),
        Grown("'aaaaaaaaaa'", 5, "a.matches('(a{1,30}){1,30}(b|a?){30}c')"),
        Grown("'aaaaaaaaaa'", 4, "a.split('').all(x, i, 'a'.matches(a + string(i)))"),
        "'aaaa'.matches('((((a{1000}){1000}){1000}){1000}){1000}')",
        Grown("['a','a','a','a','a','a','a','a','a','a']", 5, "a.transformList(i, x, i > 0 && timestamp(0).getHours('No/Such' + string(i)) < 0 || true, x)"),
        $"'{Times("%.1000f", 4_000)}'.format([1e-300{Times(",1e-300", 3_999)}])",
        Grown("[1.7e308,1,1,1,1,1,1,1,1,1]", 4, "('%.1000f' + 'x').format(a) + a.map(x, '%.1000f'.format([1e-300])).join()"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 5, "a.all(x, {'a': a} == {'a': a})"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 5, "a.all(x, !(a in {1: 2})) && a.all(x, a in [a, a])"),
        Grown("[1,1,1,1,1,1,1,1,1,1]", 5, "a.all(x, math.greatest(a) == 1)"),
    ];

    [Theory]
    [MemberData(nameof(Heavy), DisableDiscoveryEnumeration = true)]
    public void What_takes_too_much_work_or_room_ends_soon(string text)
    {
        var compiled = CelExpression.Compile(text, null);
        Assert.Empty(compiled.Problems);
        var clock = Stopwatch.StartNew();

        var thrown = Record.Exception(() => compiled.Expression!.Evaluate(CelScope.Empty));

        Assert.True(thrown is null or CelException, $"{thrown}");
        Assert.True(clock.Elapsed < Soon, $"took {clock.Elapsed}");
    }

    [Fact]
    public void Nothing_swallows_the_end_of_the_purse()
    {
        var failure = Cel.Failure(Grown("'aaaaaaaaaa'.split('')", 6, "a.all(x, a.all(y, a.all(z, true))) || true"));

        Assert.Contains("more than", failure.Message);
    }

    [Fact]
    public void Values_nest_at_most_sixty_deep()
    {
        var deep = CelValue.Of(1);
        for (var i = 0; i < CelValue.MaxDepth; i++) deep = CelList.Of(deep);

        Assert.Throws<CelException>(() => CelList.Of(deep));
        Assert.Throws<CelException>(() => CelMap.Empty.With("a", deep));
        Assert.Throws<CelException>(() => CelList.Empty.AddRange([deep]));
        Assert.Equal(deep, CelValue.ParseJson(deep.ToJson()));
        Assert.Throws<CelException>(() => CelValue.ParseJson($"[{deep.ToJson()}]"));
        Assert.Throws<CelException>(() => CelValue.ParseJson(new string('[', 100_000)));
    }

    [Fact]
    public void A_hundred_thousand_appends_do_not_copy_the_list_each_time()
    {
        const int Steps = 100_000;
        var append = CelExpression.Compile("items + [n]", null).Expression!;
        CelValue items = CelList.Empty;
        var clock = Stopwatch.StartNew();

        for (var n = 0; n < Steps; n++) items = append.Evaluate(new CelScope(new Dictionary<string, CelValue> { ["items"] = items, ["n"] = CelValue.Of(n) }));

        Assert.Equal(Steps, ((CelList)items).Count);
        Assert.True(clock.Elapsed < Soon, $"took {clock.Elapsed}");
    }

    /// <summary>The seed made ten times longer, so many times; the result is named <c>a</c>.</summary>
    private static string Grown(string seed, int tenfold, string body)
    {
        var text = $"cel.bind(a, {seed}, ";
        for (var i = 1; i < tenfold; i++) text += "cel.bind(a, a + a + a + a + a + a + a + a + a + a, ";
        return text + body + Times(")", tenfold);
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
