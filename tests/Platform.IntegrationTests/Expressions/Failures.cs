using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>What a person reads when an expression fails while it runs.</summary>
public sealed class Failures
{
    [Fact]
    public void A_failure_says_what_failed_and_where()
    {
        var failure = Cel.Failure("1 + state.x.foo", ("state", """{"x": {}}"""));

        Assert.Equal("no such key: 'foo' in `state.x.foo` (column 5)", failure.Message);
        Assert.Equal(4, failure.Start);
    }

    [Fact]
    public void A_failure_in_a_text_of_many_lines_names_the_line() =>
        Assert.Contains("(line 2, column 3)", Cel.Failure("true &&\n  1 / 0 > 1").Message);

    [Theory]
    [InlineData("missing", "no such name: 'missing'")]
    [InlineData("siez(1)", "no such function: 'siez'")]
    [InlineData("[1][5]", "index out of bounds: 5 in a list of 1")]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("'a'.substring(3)", "index out of range: 3 in a text of 1")]
    [InlineData("int('x')", "'x' is no int")]
    [InlineData("1 ? 2 : 3", "must be a bool")]
    [InlineData("'a'.matches('(')", "no pattern")]
    [InlineData("'a'.matches('(?=a)')", "no pattern")]
    [InlineData("timestamp('yesterday')", "no timestamp")]
    [InlineData("duration('soon')", "no duration")]
    [InlineData("{1.5: 2}", "a map's key cannot be double")]
    [InlineData("optional.none().value()", "empty")]
    [InlineData("'%d'.format(['a'])", "'%d' cannot show string")]
    [InlineData("null.x", "null has no fields")]
    public void Each_failure_names_the_cause(string text, string part) => Assert.Contains(part, Cel.Failure(text).Message);

    [Theory]
    [InlineData("1 / 0 > 1 || true", true)]
    [InlineData("missing && false", false)]
    [InlineData("[0, 1].exists(x, 1 / x == 1)", true)]
    [InlineData("[0, 1].all(x, 1 / x == 2)", false)]
    public void The_side_that_decides_wins_over_a_failure(string text, bool expected) => Assert.Equal(CelValue.Of(expected), Cel.Run(text));
}
