using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>Our one extension: an int and a double go together.</summary>
public sealed class MixedArithmetic
{
    [Theory]
    [InlineData("1 + 0.5", 1.5)]
    [InlineData("0.5 + 1", 1.5)]
    [InlineData("3 - 0.5", 2.5)]
    [InlineData("2 * 1.5", 3.0)]
    [InlineData("3 / 2.0", 1.5)]
    [InlineData("7.0 / 2", 3.5)]
    [InlineData("1 / 0.0", double.PositiveInfinity)]
    public void An_int_and_a_double_give_a_double(string text, double expected)
    {
        var value = Assert.IsType<CelDouble>(Cel.Run(text));

        Assert.Equal(expected, value.Value);
    }

    [Fact]
    public void Two_ints_divide_to_an_int_as_the_specification_says() => Assert.Equal(CelKind.Int, Cel.Run("7 / 2").Kind);

    [Theory]
    [InlineData("1 + 1u")]
    [InlineData("1u * 1.5")]
    [InlineData("5 % 2.0")]
    [InlineData("'a' + 1")]
    public void Nothing_else_is_mixed(string text) => Assert.Contains("no such overload", Cel.Failure(text).Message);

    [Theory]
    [InlineData("9223372036854775807 + 1")]
    [InlineData("-9223372036854775808 - 1")]
    [InlineData("9223372036854775807 * 2")]
    [InlineData("-9223372036854775808 * -1")]
    [InlineData("-9223372036854775808 / -1")]
    [InlineData("-9223372036854775808 % -1")]
    [InlineData("18446744073709551615u + 1u")]
    public void An_overflow_is_an_error_and_never_a_wrong_number(string text) => Assert.Contains("overflow", Cel.Failure(text).Message);

    [Theory]
    [InlineData("1 == 1.0 && 1.0 == 1u && 1u == 1", true)]
    [InlineData("1 < 1.5 && 1.5 < 2u && 2u < 3", true)]
    [InlineData("[1, 2.0] == [1.0, 2u]", true)]
    [InlineData("{1: 'a'} == {1u: 'a'}", true)]
    [InlineData("1 == '1'", false)]
    [InlineData("0.0 / 0.0 < 1.0 || 0.0 / 0.0 >= 1.0", false)]
    public void Numbers_compare_across_their_kinds(string text, bool expected) => Assert.Equal(CelValue.Of(expected), Cel.Run(text));
}
