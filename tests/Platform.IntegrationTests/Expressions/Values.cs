using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>Values as JSON and as text.</summary>
public sealed class Values
{
    [Theory]
    [InlineData("1", CelKind.Int, "1")]
    [InlineData("1.0", CelKind.Double, "1.0")]
    [InlineData("1e3", CelKind.Double, "1000.0")]
    [InlineData("-0.0", CelKind.Double, "-0.0")]
    [InlineData("9223372036854775807", CelKind.Int, "9223372036854775807")]
    [InlineData("9223372036854775808", CelKind.Double, "9.223372036854776e+18")]
    [InlineData("1e300", CelKind.Double, "1e+300")]
    [InlineData("null", CelKind.Null, "null")]
    [InlineData("\"\\u00e9\"", CelKind.String, "\"é\"")]
    [InlineData("[1,2.0,[]]", CelKind.List, "[1,2.0,[]]")]
    [InlineData("""{"b":1,"a":{"c":null}}""", CelKind.Map, """{"b":1,"a":{"c":null}}""")]
    public void Json_keeps_ints_doubles_and_order(string json, CelKind kind, string written)
    {
        var value = CelValue.ParseJson(json);

        Assert.Equal(kind, value.Kind);
        Assert.Equal(written, value.ToJson());
        Assert.Equal(kind, CelValue.ParseJson(value.ToJson()).Kind);
    }

    [Theory]
    [InlineData("b'abc'", "\"YWJj\"")]
    [InlineData("timestamp('2026-01-31T08:00:00.5+02:00')", "\"2026-01-31T06:00:00.5Z\"")]
    [InlineData("duration('1m30.5s')", "\"90.5s\"")]
    [InlineData("duration('-250ms')", "\"-0.25s\"")]
    [InlineData("optional.none()", "null")]
    [InlineData("optional.of(1)", "1")]
    [InlineData("type(1)", "\"int\"")]
    [InlineData("0.0 / 0.0", "\"NaN\"")]
    [InlineData("-1.0 / 0.0", "\"-Infinity\"")]
    [InlineData("{1: true, 'a': 2u}", """{"1":true,"a":2}""")]
    public void What_json_does_not_know_becomes_text(string text, string json) => Assert.Equal(json, Cel.Run(text).ToJson());

    [Theory]
    [InlineData("'as it is'", "as it is")]
    [InlineData("1.0", "1")]
    [InlineData("1.5e20", "1.5e+20")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("[1, 'a']", "[1,\"a\"]")]
    [InlineData("{'a': [1.0]}", "{\"a\":[1.0]}")]
    public void Inside_text_a_value_reads_plainly(string text, string expected) => Assert.Equal(expected, Cel.Run(text).ToText());

    [Fact]
    public void Json_that_holds_half_a_surrogate_pair_is_refused()
    {
        Assert.Throws<CelException>(() => CelValue.ParseJson("\"\\ud800\""));
        Assert.Throws<CelException>(() => CelValue.ParseJson("{\"\\ud800\": 1}"));
        Assert.Throws<CelException>(() => CelValue.ParseJson("\"\ud800\""));
        Assert.Throws<CelException>(() => CelValue.ParseJson(new byte[] { 0x22, 0xff, 0x22 }));
    }

    [Fact]
    public void Two_lists_that_grow_from_one_do_not_see_each_other()
    {
        var root = CelList.Of(CelValue.Of(1)).AddRange([CelValue.Of(2)]);

        var left = root.AddRange([CelValue.Of(3)]);
        var right = root.AddRange([CelValue.Of(4)]);

        Assert.Equal(("[1,2]", "[1,2,3]", "[1,2,4]"), (root.ToJson(), left.ToJson(), right.ToJson()));
    }

    [Fact]
    public async Task Lists_that_grow_from_one_at_the_same_time_each_hold_their_own()
    {
        var root = CelList.Of(CelValue.Of(0)).AddRange([CelValue.Of(1)]);

        var grown = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => root.AddRange([CelValue.Of(i)]))));

        for (var i = 0; i < grown.Length; i++) Assert.Equal(CelValue.Of(i), grown[i][2]);
    }

    [Fact]
    public void A_map_keeps_its_order_when_an_entry_changes()
    {
        var map = CelMap.Of(Enumerable.Range(0, 20).Select(i => KeyValuePair.Create($"k{i}", CelValue.Of(i))));

        var changed = map.With("k3", CelValue.Of(33)).With("new", CelValue.True);

        Assert.Equal(CelValue.Of(3), map[CelValue.Of("k3")]);
        Assert.True(changed.TryGet("k3", out var value) && value.Equals(CelValue.Of(33)));
        Assert.Equal(["k2", "k3", "k4"], changed.Keys.Skip(2).Take(3).Select(k => k.ToText()));
        Assert.Equal("new", changed.Keys.Last().ToText());
    }

    [Fact]
    public void Whatever_json_is_read_is_written_and_read_again_the_same() =>
        Prop.ForAll<double, long, string>((d, l, s) =>
        {
            var number = double.IsFinite(d) ? d : 0.5;
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s ?? "")); // half a surrogate pair is no Unicode
            var value = CelMap.Of([new("d", CelValue.Of(number)), new("l", CelValue.Of(l)), new(text, CelList.Of(CelValue.Of(text), CelValue.Null))]);
            var again = CelValue.ParseJson(value.ToJson());
            return again.Equals(value) && again.ToJson() == value.ToJson() && ((CelMap)again).Zip(value).All(p => p.First.Value.Kind == p.Second.Value.Kind);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_text_is_compiled_nothing_is_thrown() =>
        Prop.ForAll<string, byte[]>((text, bytes) =>
        {
            CelExpression.Compile(text ?? "", new CelEnvironment(new Dictionary<string, CelStaticType>()));
            CelExpression.Compile(Encoding.Latin1.GetString(bytes), null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_string_literal_of_any_text_reads_as_that_text() =>
        Prop.ForAll<string>(s =>
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s ?? ""));
            var quoted = ((CelString)CelExpression.Compile("strings.quote(x)", null).Expression!
                .Evaluate(new CelScope(new Dictionary<string, CelValue> { ["x"] = CelValue.Of(text) }))).Value;
            return CelExpression.Compile(quoted, null).Expression!.Evaluate(CelScope.Empty).Equals(CelValue.Of(text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_json_document_of_the_framework_is_read_like_its_text()
    {
        using var document = JsonDocument.Parse("""{"a": [1, 1.5, "x", true, null]}""");

        Assert.Equal("""{"a":[1,1.5,"x",true,null]}""", CelValue.FromJson(document.RootElement).ToJson());
    }
}
