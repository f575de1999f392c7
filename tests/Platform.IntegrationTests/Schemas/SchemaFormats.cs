using System.Text.Json;
using Platform.Core.Schemas;
using Xunit;

namespace Platform.IntegrationTests.Schemas;

public sealed class SchemaFormats
{
    [Theory]
    [InlineData("date-time", "1998-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00", "2020-02-29t00:00:00.123z")]
    [InlineData("date", "2024-02-29", "0000-02-29")]
    [InlineData("time", "08:30:06Z", "23:59:60Z", "08:30:06.283185+00:20")]
    [InlineData("duration", "P4DT12H30M5S", "P1W", "PT36H", "P1Y")]
    [InlineData("email", "joe.bloggs@example.com", "\"joe b\"@example.com", "te~st@[127.0.0.1]")]
    [InlineData("hostname", "www.example.com", "xn--4gbwdl.xn--wgbh1c", "a-b")]
    [InlineData("idn-hostname", "실례.테스트", "example.com")]
    [InlineData("ipv4", "192.168.0.1")]
    [InlineData("ipv6", "::1", "::ffff:192.168.0.1", "1:2:3:4:5:6:7:8")]
    [InlineData("uri", "http://foo.bar/?baz=qux#quux", "urn:oasis:names", "ldap://[2001:db8::7]/c=GB?one", "tel:+1-816")]
    [InlineData("uri-reference", "/abc", "//foo.bar", "#frag\u0061", "")]
    [InlineData("iri", "http://ƒøø.ßår/?∂éœ=πîx")]
    [InlineData("uri-template", "http://example.com/{term:1}/{+x,y*}")]
    [InlineData("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380")]
    [InlineData("json-pointer", "", "/foo/bar~0/baz~1/%a")]
    [InlineData("relative-json-pointer", "1", "0/foo", "2#")]
    [InlineData("regex", "([abc])+\\s+$", "^\\p{L}+$", "(?<year>\\d{4})")]
    [InlineData("no-such-format", "anything")]
    public void These_are_of_the_format(string format, params string[] texts) => Assert.All(texts, t => Assert.True(Fits(format, t), t));

    [Theory]
    [InlineData("date-time", "1998-12-31T23:58:60Z", "06/19/1963", "1963-06-19 08:30:06Z", "1963-06-19T08:30:06.28123+01:00Z", "1963-06-1৪T00:00:00Z")]
    [InlineData("date", "2023-02-29", "1998-1-20", "2024-13-01")]
    [InlineData("time", "24:00:00Z", "08:30:06", "22:59:60Z", "01:02:03+24:00")]
    [InlineData("duration", "PT1D", "P", "P1YT", "4DT12H", "P1Y1D", "P1D2H", "P1Y2W")]
    [InlineData("email", "2962", ".test@example.com", "te..st@example.com", "joe@", "joe@[127.0.0.300]")]
    [InlineData("hostname", "-a", "a-", "a..b", "a_b", "", "ab--cd")]
    [InlineData("ipv4", "127.0.0.0.1", "256.1.1.1", "127.0", "0x7f000001", "087.10.0.1", "127.0.0.1/8")]
    [InlineData("ipv6", "12345::", "::laptop", "1:1::1::1", "fe80::a%eth1", "::abcd:1.2.3", ":2:3:4:5:6:7:8")]
    [InlineData("uri", "//foo.bar/", "/abc", "\\\\WINDOWS", "http:// should", ":// should fail", "bar,baz:foo", "http://example.com/a b", "http://[::1/")]
    [InlineData("uri-reference", "\\\\WINDOWS", "#frag\\ment", "a b")]
    [InlineData("uri-template", "http://example.com/{term:1}/{term", "{}")]
    [InlineData("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380", "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380")]
    [InlineData("json-pointer", "a", "/foo/bar~", "/~2")]
    [InlineData("relative-json-pointer", "/foo/bar", "-1/foo", "01/a", "0##")]
    [InlineData("regex", "^(abc]", "\\a", "^\\Z", "(?#c)", "*")]
    public void These_are_not(string format, params string[] texts) => Assert.All(texts, t => Assert.False(Fits(format, t), t));

    [Theory]
    [InlineData("^🐲*$", "🐲🐲", true)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^[🐲-🐴]$", "🐳", true)]
    [InlineData("^[^a]$", "🐲", true)]
    [InlineData("^\\d$", "৪", false)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^\\s$", "\uFEFF", true)]
    [InlineData("^\\S$", "\u2003", false)]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData("^\\u{1F432}\\cJ\\x41$", "🐲\nA", true)]
    [InlineData("^\\\\*$", "\\\\\\", true)]
    [InlineData("^[\\w.-]+@[a-z]{2,}$", "a.b-c@de", true)]
    [InlineData("^(?!x)(?<c>.)\\k<c>$", "aa", true)]
    [InlineData("[]", "a", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^\\P{Lu}+$", "aB", false)]
    public void Patterns_mean_what_they_mean_in_ECMA_262(string pattern, string text, bool matches)
    {
        var compiled = JsonSchema.Compile(JsonSerializer.SerializeToElement(new { pattern }), new SchemaOptions());

        Assert.Empty(compiled.Problems);
        Assert.Equal(matches, compiled.Schema!.Validate(JsonSerializer.SerializeToElement(text)).Count == 0);
    }

    [Theory]
    [InlineData("""{"multipleOf": 0.01}""", "19.99", true)]
    [InlineData("""{"multipleOf": 0.123456789}""", "1e308", false)]
    [InlineData("""{"multipleOf": 0.5, "type": "integer"}""", "1e308", true)]
    [InlineData("""{"multipleOf": 1e-8}""", "12391239123", true)]
    [InlineData("""{"maximum": 18446744073709551615}""", "18446744073709551616", false)]
    [InlineData("""{"exclusiveMinimum": 0.1000000000000000000000000000001}""", "0.1000000000000000000000000000001", false)]
    [InlineData("""{"const": 100}""", "1.00e2", true)]
    [InlineData("""{"enum": [[1, {"a": 2.0, "b": null}]]}""", """[1.0, {"b": null, "a": 2}]""", true)]
    [InlineData("""{"const": 9007199254740993}""", "9007199254740992", false)]
    [InlineData("""{"minimum": -1e-400}""", "-1e-399", false)]
    public void Numbers_are_exact(string schema, string value, bool fits)
    {
        var compiled = JsonSchema.Compile(JsonSerializer.Deserialize<JsonElement>(schema), new SchemaOptions());

        Assert.Equal(fits, compiled.Schema!.Validate(JsonSerializer.Deserialize<JsonElement>(value)).Count == 0);
    }

    private static bool Fits(string format, string text) =>
        JsonSchema.Compile(JsonSerializer.SerializeToElement(new { format }), new SchemaOptions()).Schema!.Validate(JsonSerializer.SerializeToElement(text)).Count == 0;
}
