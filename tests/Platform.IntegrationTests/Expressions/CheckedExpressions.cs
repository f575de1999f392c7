using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>What is told before anything runs: at its word, with what is allowed and what was meant.</summary>
public sealed class CheckedExpressions
{
    private static readonly CelStaticType State = CelStaticType.ObjectOf(
        new Dictionary<string, CelStaticType>
        {
            ["draft"] = CelStaticType.String,
            ["round"] = CelStaticType.Int,
            ["score"] = CelStaticType.Double,
            ["verdicts"] = CelStaticType.ListOf(CelStaticType.String),
            ["open"] = CelStaticType.ObjectOf(new Dictionary<string, CelStaticType> { ["known"] = CelStaticType.Int }, open: true),
            ["any"] = CelStaticType.Dyn,
        },
        open: false);

    private static readonly (string, CelStaticType)[] Names = [("state", State), ("inputs", CelStaticType.AnyMap)];

    [Fact]
    public void An_unknown_name_lists_the_names_in_scope_and_suggests_the_nearest()
    {
        var problem = Cel.Problem("size(stat.draft) > 1", Names);

        Assert.Equal((CelProblemKind.UnknownName, 5, 4, "state"), (problem.Kind, problem.Start, problem.Length, problem.Suggestion));
        Assert.Contains("'inputs' and 'state'", problem.Message);
    }

    [Fact]
    public void An_unknown_field_of_a_closed_object_lists_its_fields_and_suggests_the_nearest()
    {
        var problem = Cel.Problem("state.draf == ''", Names);

        Assert.Equal((CelProblemKind.UnknownField, 6, 4, "draft"), (problem.Kind, problem.Start, problem.Length, problem.Suggestion));
        Assert.Contains("'verdicts'", problem.Message);
    }

    [Theory]
    [InlineData("state['draf']", 6, 6)]
    [InlineData("has(state.draf)", 10, 4)]
    [InlineData("state.?draf.orValue('')", 7, 4)]
    public void An_unknown_field_is_found_however_it_is_written(string text, int start, int length)
    {
        var problem = Cel.Problem(text, Names);

        Assert.Equal((CelProblemKind.UnknownField, start, length, "draft"), (problem.Kind, problem.Start, problem.Length, problem.Suggestion));
    }

    [Theory]
    [InlineData("siez(state.draft)", "size", 0, 4)]
    [InlineData("state.draft.tirm()", "trim", 12, 4)]
    [InlineData("math.greatst(1, 2)", "math.greatest", 5, 7)]
    [InlineData("trim(state.draft)", "value.trim", 0, 4)]
    [InlineData("state.draft.string()", "string(value)", 12, 6)]
    public void An_unknown_function_suggests_the_nearest(string text, string suggestion, int start, int length)
    {
        var problem = Cel.Problem(text, Names);

        Assert.Equal((CelProblemKind.UnknownName, suggestion, start, length), (problem.Kind, problem.Suggestion, problem.Start, problem.Length));
    }

    [Theory]
    [InlineData("state.draft == 3", 12, 2)]
    [InlineData("state.draft < 3", 12, 1)]
    [InlineData("state.draft + state.round", 12, 1)]
    [InlineData("state.round % 2.0", 12, 1)]
    [InlineData("3 in state.verdicts", 2, 2)]
    [InlineData("'a' in state.draft", 4, 2)]
    [InlineData("state.round && true", 0, 11)]
    [InlineData("state.draft ? 1 : 2", 0, 11)]
    [InlineData("!state.round", 0, 12)]
    [InlineData("-state.draft", 0, 12)]
    [InlineData("state.round[0]", 0, 14)]
    [InlineData("state.round.x", 12, 1)]
    [InlineData("state.verdicts['a']", 15, 3)]
    [InlineData("state.draft.substring('a')", 12, 9)]
    [InlineData("state.draft.substring()", 12, 9)]
    [InlineData("size(3)", 0, 4)]
    [InlineData("state.verdicts.all(v, v)", 22, 1)]
    [InlineData("state.verdicts.all(v, v > 3)", 24, 1)]
    [InlineData("state.round.all(v, true)", 0, 11)]
    [InlineData("cel.bind(x, state.draft, x * 2)", 27, 1)]
    [InlineData("{'a': 1, 'a': 2}", 9, 3)]
    public void A_provable_mistake_of_types_is_told_at_its_place(string text, int start, int length)
    {
        var problem = Cel.Problem(text, Names);

        Assert.Equal((CelProblemKind.Type, start, length), (problem.Kind, problem.Start, problem.Length));
    }

    [Theory]
    [InlineData("state.any < 3 && state.any.x.y['z'] == 'a' || state.any")]
    [InlineData("state.open.unknown + 1 > 2")]
    [InlineData("inputs.topic + 'x' == inputs['n']")]
    [InlineData("state.draft == null || state.round != null")]
    [InlineData("state.round + state.score * 2 > 1u")]
    [InlineData("state.verdicts.filter(v, v == 'ok').size() * 2 >= state.verdicts.size()")]
    [InlineData("type(state.round) == int && google.protobuf.Timestamp == type(timestamp(0))")]
    [InlineData("state.?draft.orValue('none') + state.verdicts[?0].optMap(v, v.trim()).orValue('')")]
    [InlineData("timestamp('2026-01-01T00:00:00Z') - timestamp(0) > duration('1h')")]
    [InlineData("[1, 'a', null].map(x, x)[0] + 1 == 2 && {'a': 1}.a == 1")]
    public void What_may_be_right_is_no_problem(string text) => Assert.Empty(Cel.Problems(text, Names));

    [Fact]
    public void All_problems_of_an_expression_are_told_at_once_in_order()
    {
        var problems = Cel.Problems("stat.x == 1 || state.draf || siez(2) || 'a' < 1", Names);

        Assert.Equal([0, 21, 29, 44], problems.Select(p => p.Start));
    }

    [Theory]
    [InlineData("1 +", 3, "Expected a value, found the end.")]
    [InlineData("state.draft = 'a'", 12, "'=='")]
    [InlineData("a & b", 2, "'&&'")]
    [InlineData("(1 + 2", 6, "Expected ')'")]
    [InlineData("[1 2]", 3, "Expected ',' or ']'")]
    [InlineData("f(1 2)", 4, "Expected ')'")]
    [InlineData("a b", 2, "Expected an operator or the end, found 'b'.")]
    [InlineData("'abc", 0, "has no end")]
    [InlineData("'a\\qb'", 2, "no escape")]
    [InlineData("9223372036854775808", 0, "too big")]
    [InlineData("a ? b", 5, "Expected ':'")]
    [InlineData("for + 1", 0, "reserved")]
    [InlineData("[1].all(1, true)", 8, "plain name")]
    [InlineData("", 0, "Expected a value")]
    public void A_mistake_of_syntax_says_where_and_what_was_expected(string text, int start, string part)
    {
        var problem = Cel.Problem(text, Names);

        Assert.Equal((CelProblemKind.Syntax, start), (problem.Kind, problem.Start));
        Assert.Contains(part, problem.Message);
    }

    [Theory]
    [InlineData("state.round + 1", "int")]
    [InlineData("state.round + 0.5", "double")]
    [InlineData("state.verdicts[0]", "string")]
    [InlineData("state.verdicts.map(v, v.size())", "list(int)")]
    [InlineData("state.any.x", "any")]
    [InlineData("state.round > 1 ? 'a' : 2", "any")]
    [InlineData("state.verdicts.all(v, v == 'ok')", "bool")]
    public void The_type_of_the_result_is_known_where_it_can_be(string text, string type) =>
        Assert.Equal(type, Cel.Checked(text, Names).ResultType.ToString());
}
