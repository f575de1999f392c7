using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Platform.Core.Foundation;
using Platform.Core.Tools.Ids;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class TextAndNumbers
{
    private readonly GivenTools _tools = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.1 + 0.2", "0.3", true)]
    [InlineData("1/3*3", "1", true)]
    [InlineData("-2^2", "-4", true)]
    [InlineData("2^3^2", "512", true)]
    [InlineData("2**10 - 10 % 4", "1022", true)]
    [InlineData("7 % -3 + -7 % 3", "0", true)]
    [InlineData("round(2.5) + round(-2.5, 0) + round(1234.565, 2) - round(1250, -2)", "-65.43", true)]
    [InlineData("floor(-1.5) * ceil(-1.5) + trunc(-1.9)", "1", true)]
    [InlineData("sqrt(144) + abs(-1) + sign(-9)", "12", true)]
    [InlineData("max(1, 3, 2) - min(prices) + sum(prices) / count(prices)", "4.5", true)]
    [InlineData("median(prices) + avg(prices)", "5", true)]
    [InlineData("2^200", "1606938044258990275541962092341162602522202993782792835301376", true)]
    [InlineData("1/3", "0.333333333333333333333333333333", false)]
    [InlineData("1e-3 × 1000 ÷ 4", "0.25", true)]
    [InlineData("factorial(20) - gcd(12, 18)", "2432902008176639994", true)]
    [InlineData("round(pi, 4)", "3.1416", false)]
    [InlineData("((1.005 * rate) - .005)", "1.5025", true)]
    public async Task A_formula_is_computed_as_people_compute(string formula, string text, bool exact)
    {
        var result = await _tools.CallAsync("math.eval", JsonSerializer.Serialize(new { formula, values = new { rate = 1.5, prices = new[] { 1, 2, 3, 4 } } }), Cancelled);

        Assert.Equal((text, exact), (result.GetProperty("text").GetString(), result.GetProperty("exact").GetBoolean()));
    }

    [Theory]
    [InlineData("1/0", "divides by zero")]
    [InlineData("sqrt(-1)", "no value")]
    [InlineData("1 +", "ends where a number should be (character 4)")]
    [InlineData("(1", "lacks a ')'")]
    [InlineData("1 2", "has '2' where an operator")]
    [InlineData("price * 2", "names 'price', which has no value")]
    [InlineData("system(1)", "calls 'system', which is no function")]
    [InlineData("prices + 1", "uses the list 'prices'")]
    [InlineData("1.2.3", "no number")]
    [InlineData("9e999999999", "thousand digits")]
    [InlineData("9^9^9^9^9", "too large")]
    [InlineData("round(1, 2, 3)", "takes 1 or 2 numbers")]
    public async Task A_formula_that_is_none_says_what_and_where(string formula, string said)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("math.eval", JsonSerializer.Serialize(new { formula, values = new { prices = new[] { 1, 2 } } }), Cancelled));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"order 17, order 23","pattern":"order (?<n>\\d+)"}""", """{"matches":[{"text":"order 17","index":0,"groups":{"n":"17"}},{"text":"order 23","index":10,"groups":{"n":"23"}}],"matched":true,"count":2}""")]
    [InlineData("""{"text":"a1b22","pattern":"(\\d)(x)?","limit":1}""", """{"matches":[{"text":"1","index":1,"groups":{"1":"1","2":null}}],"matched":true,"count":1}""")]
    [InlineData("""{"text":"Ann Lee","pattern":"(\\w+) (?<last>\\w+)","do":"replace","replacement":"${last}, $1 $$ $0 $ $_"}""", """{"text":"Lee, Ann $ Ann Lee $ $_","matched":true,"count":1}""")]
    [InlineData("""{"text":"a, b;c","pattern":"[,;] *","do":"split"}""", """{"parts":["a","b","c"],"matched":true,"count":2}""")]
    [InlineData("""{"text":"A\nb","pattern":"^B$","flags":"im"}""", """{"matches":[{"text":"b","index":2,"groups":{}}],"matched":true,"count":1}""")]
    public async Task A_pattern_finds_replaces_and_splits(string arguments, string result) =>
        Assert.Equal(JsonSerializer.Serialize(GivenTools.Json(result)), JsonSerializer.Serialize(await _tools.CallAsync("text.regex", arguments, Cancelled)));

    [Theory]
    [InlineData(@"(a)\1", "cannot do")]
    [InlineData("(?=a)", "cannot do")]
    [InlineData("(?<!a)b", "cannot do")]
    [InlineData("(?>a+)", "cannot do")]
    [InlineData("(((a{99}){99}){99}){99}", "too large")]
    [InlineData("(a", "at character")]
    [InlineData("[z-a]", "at character")]
    public async Task A_pattern_that_cannot_be_served_is_told_why(string pattern, string said)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("text.regex", JsonSerializer.Serialize(new { text = "aaaa", pattern }), Cancelled));

        Assert.Equal(ErrorCode.Validation, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    // Each hangs an engine that goes back, or fills the memory.
    [Theory]
    [InlineData("(a+)+$", "find", "")]
    [InlineData("(.*)*x", "find", "")]
    [InlineData("a.*b|a", "replace", "$0$0$0$0$0$0$0$0$0$0")]
    [InlineData("(a*)", "replace", "$1$1$1$1$1$1$1$1$1$1")]
    [InlineData("", "replace", "x")]
    public async Task No_pattern_hangs(string pattern, string @do, string replacement)
    {
        var watch = Stopwatch.StartNew();
        var arguments = JsonSerializer.Serialize(new { text = new string('a', 200_000) + "!", pattern, @do, replacement });

        var error = await Record.ExceptionAsync(() => _tools.CallAsync("text.regex", arguments, Cancelled));

        Assert.True(error is null or PlatformException { Code: ErrorCode.LimitExceeded or ErrorCode.Validation }, error?.ToString());
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("Dear {{name}}, {{customer.city}}!", "none", "Dear A&B, Paris!")]
    [InlineData("{{name}} {{{name}}} {{& name}}", "html", "A&amp;B A&B A&B")]
    [InlineData("{ \"who\": {{name}}, \"all\": {{items}} }", "json", """{ "who": "A\u0026B", "all": [1,2] }""")]
    [InlineData("?q={{name}}", "url", "?q=A%26B")]
    [InlineData("{{#items}}<{{.}}>{{/items}}{{^items}}none{{/items}}{{^nothing}}nothing{{/nothing}}", "none", "<1><2>nothing")]
    [InlineData("{{#customer}}{{city}} {{name}}{{/customer}}{{#yes}}yes{{/yes}}{{#no}}no{{/no}}{{#blank}}blank{{/blank}}", "none", "Paris A&Byes")]
    [InlineData("a\n  {{#items}}\n- {{.}}\n  {{/items}}\n{{! a remark }}\nb", "none", "a\n- 1\n- 2\nb")]
    public async Task A_template_is_filled(string template, string escape, string text)
    {
        const string data = """{ "name": "A&B", "customer": { "city": "Paris" }, "items": [1, 2], "yes": true, "no": false, "blank": "" }""";

        var result = await _tools.CallAsync("text.template", $$"""{ "template": {{JsonSerializer.Serialize(template)}}, "escape": "{{escape}}", "data": {{data}} }""", Cancelled);

        Assert.Equal(text, result.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{{name", "has no end")]
    [InlineData("{{#a}}", "'a' is not closed")]
    [InlineData("{{#a}}{{/b}}", "closes 'b'")]
    [InlineData("{{/a}}", "closes 'a'")]
    [InlineData("{{> part}}", "not served")]
    [InlineData("{{a b}}", "name is 'a b'")]
    [InlineData("one\n{{nobody}}", "has no 'nobody'")]
    public async Task A_template_that_is_none_says_where(string template, string said)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("text.template", JsonSerializer.Serialize(new { template, data = new { a = 1 } }), Cancelled));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_cannot_fill_the_memory()
    {
        var list = Enumerable.Range(0, 1000).ToArray();
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("text.template",
            JsonSerializer.Serialize(new { template = "{{#a}}{{#b}}{{#c}}x{{/c}}{{/b}}{{/a}}", data = new { a = list, b = list, c = list } }), Cancelled));

        Assert.Equal(ErrorCode.LimitExceeded, error.Code);
    }

    [Fact]
    public void Whatever_is_written_a_pattern_a_template_and_a_formula_end_in_a_result_or_a_sentence()
    {
        var signs = Gen.Elements("a", "b", "1", "(", ")", "[", "]", "{", "}", "{{", "}}", "{{{", "#", "/", "^", "*", "+", "?", "|", "\\", "$", ".", ",", "-", "<", ">", ":", "!", "e", "9", " ", "\n", "\ud800", "sum", "sqrt", "é");
        var texts = Gen.ArrayOf(signs).Select(string.Concat).ToArbitrary();

        Prop.ForAll(texts, text =>
        {
            foreach (var (tool, arguments) in ((string, object)[])
                     [("text.regex", new { text = "aab 12", pattern = text }), ("text.regex", new { text = "aab 12", pattern = ".", @do = "replace", replacement = text }),
                      ("text.template", new { template = text, data = new { a = 1, b = new[] { 1 } } }), ("math.eval", new { formula = text, values = new { a = 2, b = new[] { 1.5 } } })])
            {
                var error = Record.ExceptionAsync(() => _tools.CallAsync(tool, JsonSerializer.Serialize(arguments), Cancelled)).AsTask().GetAwaiter().GetResult();
                Assert.True(error is null or PlatformException, $"{tool} of {text}: {error}");
                Assert.False(error is PlatformException { Code: ErrorCode.Internal or ErrorCode.Timeout }, $"{tool} of {text}: {error}");
            }
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public async Task Ids_are_the_same_for_the_same_task_and_no_others()
    {
        var tools = new GivenTools(new StoppedClock());
        foreach (var (kind, shape) in ((string, string)[])[("uuid7", "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"), ("uuid4", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
                     ("ulid", "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"), ("nanoid", "^[A-Za-z0-9_-]{21}$")])
        {
            var arguments = $$"""{"kind":"{{kind}}","count":1000}""";
            var ids = Ids(await tools.CallAsync("id.new", arguments, Cancelled));

            Assert.Equal(ids, Ids(await tools.CallAsync("id.new", arguments, Cancelled)));
            Assert.Equal(1000, ids.Distinct().Count());
            Assert.All(ids, id => Assert.Matches(shape, id));
            if (kind is "uuid7" or "ulid") Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
            Assert.Empty(ids.Intersect(Ids(await tools.CallAsync("id.new", $$"""{"kind":"{{kind}}","count":1000,"fresh":true}""", Cancelled))));
        }

        // The time is that of the run whose id the task's begins with, whenever it runs again.
        var (organization, task) = (OrganizationId.Local, "019c0000-0000-7000-8000-000000000001/3/order");
        Assert.StartsWith("019c0000-0000-7", IdSource.Of(organization, task, DateTimeOffset.UnixEpoch).Make("uuid7", 0, 21), StringComparison.Ordinal);
        Assert.NotEqual(IdSource.Of(organization, task, default).Make("uuid7", 0, 21), IdSource.Of(new OrganizationId(Guid.NewGuid()), task, default).Make("uuid7", 0, 21));

        static string[] Ids(JsonElement result) => [.. result.GetProperty("ids").EnumerateArray().Select(i => i.GetString()!)];
    }

    [Theory]
    [InlineData("""{"text":"hello"}""", "{}", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "sha256", false)]
    [InlineData("""{"path":"a.txt","algorithm":"weak-md5"}""", "{}", "5d41402abc4b2a76b9719d911017c592", "weak-md5", true)]
    [InlineData("""{"text":"hello","algorithm":"sha256"}""", """{"key":"k"}""", "e7d0a1a4e6b1f9d2", "hmac-sha256", false)]
    [InlineData("""{"text":"","encoding":"base64"}""", "{}", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "sha256", false)]
    public async Task A_hash_is_that_of_the_text_or_the_file(string arguments, string settings, string hash, string algorithm, bool weak)
    {
        _tools.Put("a.txt", "hello");
        if (settings != "{}") hash = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("k"u8, "hello"u8));

        var result = await _tools.CallAsync("hash", arguments, Cancelled, settings);

        Assert.Equal((hash, algorithm, weak), (result.GetProperty("hash").GetString(), result.GetProperty("algorithm").GetString(), result.GetProperty("weak").GetBoolean()));
    }

    [Fact]
    public async Task A_folder_is_listed_in_order_and_links_are_not()
    {
        _tools.Put("b.csv", "1");
        _tools.Put("out/a.csv", "22");
        _tools.Put("out/deep/c.md", "333");
        File.CreateSymbolicLink(Path.Combine(_tools.Files.Root, "passwd"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(_tools.Files.Root, "etc"), "/etc");

        Assert.Equal("b.csv out/a.csv out/deep/c.md", await ListAsync("{}"));
        Assert.Equal("b.csv out/a.csv", await ListAsync("""{"pattern":"*.csv"}"""));
        Assert.Equal("out/a.csv", await ListAsync("""{"path":"out","recursive":false}"""));
        Assert.Equal("out/deep/c.md", await ListAsync("""{"pattern":"out/*.md"}"""));
        Assert.Equal("b.csv …", await ListAsync("""{"limit":1}"""));
        foreach (var path in (string[])["..", "/etc", "etc", "out/../.."])
            Assert.Equal(ErrorCode.Forbidden, (await Assert.ThrowsAsync<PlatformException>(() => ListAsync($$"""{"path":"{{path}}"}"""))).Code);

        async Task<string> ListAsync(string arguments)
        {
            var result = await _tools.CallAsync("file.list", arguments, Cancelled);
            return string.Join(' ', result.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("path").GetString())) + (result.GetProperty("truncated").GetBoolean() ? " …" : "");
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 14, 12, 0, 0, TimeSpan.Zero);
    }
}
