using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>Which names an expression takes from its scope.</summary>
public sealed class References
{
    [Theory]
    [InlineData("state.verdicts.size()", "state/verdicts")]
    [InlineData("state[\"verdicts\"][0].text", "state/verdicts")]
    [InlineData("a.b['c'].?d", "a/b/c/d")]
    [InlineData("has(state.x.y)", "state/x/y")]
    [InlineData("state.list.map(s, s.name + inputs.suffix)", "state/list", "inputs/suffix")]
    [InlineData("cel.bind(t, state.total, t.x > limit)", "state/total", "limit")]
    [InlineData("x.all(x, x > y)", "x", "y")]
    [InlineData("state[inputs.key]", "state", "inputs/key")]
    [InlineData("math.greatest(a, b) > base64", "a", "b", "base64")]
    [InlineData("type(x) == int", "x")]
    [InlineData("[1, 2].map(i, i)")]
    public void The_paths_are_those_of_the_scope_alone(string text, params string[] expected)
    {
        var paths = CelExpression.Compile(text, null).Expression!.References.Select(r => string.Join('/', r.Path)).ToList();

        Assert.Equal(expected.Order(StringComparer.Ordinal), paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_reference_knows_its_place()
    {
        var reference = Assert.Single(CelExpression.Compile("1 + state.a.b.size()", null).Expression!.References);

        Assert.Equal((4, "state.a.b".Length), (reference.Start, reference.Length));
    }

    [Fact]
    public void A_name_behind_a_dot_is_never_a_local_one()
    {
        var shadowed = CelExpression.Compile("[1].map(x, .x)", null).Expression!;

        Assert.Equal(["x"], Assert.Single(shadowed.References).Path);
        Assert.Equal("[7]", shadowed.Evaluate(new CelScope(new Dictionary<string, CelValue> { ["x"] = CelValue.Of(7) })).ToJson());
    }
}
