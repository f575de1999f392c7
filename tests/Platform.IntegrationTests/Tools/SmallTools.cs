using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Tools;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class SmallTools
{
    private const string Store = """{"store":{"book":[{"title":"A","price":8},{"title":"B","price":12,"isbn":"1"},{"title":"C","price":22}],"bike":{"price":399}}}""";

    private readonly GivenTools _tools = new(new StoppedClock());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("$.store.book[*].title", """["A","B","C"]""")]
    [InlineData("$..price", "[399,8,12,22]")]
    [InlineData("$.store.book[-1].title", """["C"]""")]
    [InlineData("$.store.book[0:2].title", """["A","B"]""")]
    [InlineData("$.store.book[::-1].title", """["C","B","A"]""")]
    [InlineData("$.store.book[0,2]['title']", """["A","C"]""")]
    [InlineData("$.store.book[?@.price < 10].title", """["A"]""")]
    [InlineData("$.store.book[?@.isbn].title", """["B"]""")]
    [InlineData("$.store.book[?!@.isbn && @.price >= 22].title", """["C"]""")]
    [InlineData("$.store.book[?(@.title == 'A' || @.title == \"C\")].price", "[8,22]")]
    [InlineData("$.store.book[?@.price == $.store.book[1].price].title", """["B"]""")]
    [InlineData("$.store[?length(@) == 3][0].title", """["A"]""")]
    [InlineData("$.nothing.here", "[]")]
    [InlineData("/store/book/1/title", """["B"]""")]
    public async Task A_path_picks_values(string path, string matches)
    {
        var result = await _tools.CallAsync("json.query", JsonSerializer.Serialize(new { data = GivenTools.Json(Store), path }), Cancelled);

        var found = result.GetProperty("matches");
        if (path == "$..price") Assert.Equal([8, 12, 22, 399], found.EnumerateArray().Select(m => m.GetInt32()).Order());
        else Assert.Equal(matches, found.GetRawText());
    }

    [Theory]
    [InlineData("""{"sort_by":"n"}""", "[1,2,3]")]
    [InlineData("""{"sort_by":"n","descending":true,"limit":2}""", "[3,2]")]
    [InlineData("""{"limit":1}""", "[2]")]
    public async Task Matches_can_be_sorted_and_cut(string how, string numbers)
    {
        var arguments = JsonSerializer.Deserialize<Dictionary<string, object>>(how)!;
        arguments["data"] = new[] { new { n = 2 }, new { n = 3 }, new { n = 1 } };
        arguments["path"] = "$[*]";

        var result = await _tools.CallAsync("json.query", JsonSerializer.Serialize(arguments), Cancelled);

        Assert.Equal(numbers, JsonSerializer.Serialize(result.GetProperty("matches").EnumerateArray().Select(m => m.GetProperty("n").GetInt32())));
    }

    [Theory]
    [InlineData("$.")]
    [InlineData("$[")]
    [InlineData("$[?@.a ==]")]
    [InlineData("$.a]")]
    [InlineData("nothing")]
    [InlineData("$[?((((((((((((((((((((((((((((((((((((((((@.a))))))))))))))))))))))))))))))))))))))))]")]
    public async Task A_path_that_is_none_is_refused_with_the_place(string path)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("json.query", JsonSerializer.Serialize(new { data = 1, path }), Cancelled));

        Assert.Equal(ErrorCode.Validation, error.Code);
    }

    [Theory]
    [InlineData("""{"text":"A b. C d! e f? G","by":"sentence"}""", """["A b.","C d! e f?","G"]""")]
    [InlineData("""{"text":"one\n\n\ntwo\nthree","by":"paragraph"}""", """["one","two\nthree"]""")]
    [InlineData("""{"text":"one\r\ntwo\n\n","by":"line"}""", """["one","two"]""")]
    [InlineData("""{"text":"abcdefghij","by":"size","size":4,"overlap":1}""", """["abcd","defg","ghij"]""")]
    [InlineData("""{"text":"aa\nbb\ncc","by":"line","size":5}""", """["aa\nbb","cc"]""")]
    public async Task A_text_is_cut(string arguments, string parts) =>
        Assert.Equal(parts, (await _tools.CallAsync("text.split", arguments, Cancelled)).GetRawText());

    [Fact]
    public async Task The_time_is_told_in_a_time_zone()
    {
        var now = await _tools.CallAsync("time.now", """{"timezone":"Europe/Paris","format":"HH:mm"}""", Cancelled);

        Assert.Equal("2026-07-14T14:00:00+02:00", now.GetProperty("iso").GetString());
        Assert.Equal("14:00", now.GetProperty("text").GetString());
        Assert.Equal("Tuesday", now.GetProperty("weekday").GetString());
    }

    [Theory]
    [InlineData("time.now", """{"zone":"x"}""", "zone")]
    [InlineData("text.split", """{"text":5}""", "text")]
    [InlineData("file.read", "{}", "path")]
    [InlineData("csv.read", """{"path":"a","limit":0}""", "limit")]
    [InlineData("csv.write", """{"path":"a","rows":[1]}""", "rows.0")]
    [InlineData("http.request", """{"url":"http://x","method":"BREW"}""", "method")]
    public async Task A_bad_argument_is_named_before_anything_happens(string tool, string arguments, string said)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync(tool, arguments, Cancelled));

        Assert.Equal(ErrorCode.Validation, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_or_gives_too_much_or_throws_is_an_error()
    {
        var runner = new ToolRunner(_tools.Redactor, TimeProvider.System);
        var never = new BoundTool("never", AIFunctionFactory.Create(() => new TaskCompletionSource().Task, "never"), TimeSpan.FromMilliseconds(50));
        var much = new BoundTool("much", AIFunctionFactory.Create(() => new string('x', 2_000_000), "much"), TimeSpan.FromSeconds(5));
        var broken = new BoundTool("broken", AIFunctionFactory.Create(string () => throw new InvalidOperationException("boom"), "broken"), TimeSpan.FromSeconds(5));

        Assert.Equal(ErrorCode.Timeout, await CodeAsync(never));
        Assert.Equal(ErrorCode.LimitExceeded, await CodeAsync(much));
        Assert.Equal(ErrorCode.ToolFailed, await CodeAsync(broken));

        async Task<ErrorCode> CodeAsync(BoundTool tool) =>
            (await Assert.ThrowsAsync<PlatformException>(() => runner.CallAsync(tool, GivenTools.Json("{}"), _tools.Context, Cancelled))).Code;
    }

    [Fact]
    public async Task A_secret_in_a_result_is_replaced()
    {
        _tools.Redactor.Learn("TOKEN", "hush-hush-42");
        _tools.Put("a.txt", "the token is hush-hush-42");

        var result = await _tools.CallAsync("file.read", """{"path":"a.txt"}""", Cancelled);

        Assert.Equal("the token is [secret TOKEN]", result.GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("""{"use":"http.reqest"}""", "WF083", "http.request")]
    [InlineData("""{"use":"http.request","alow":["x"]}""", "WF080", "allow")]
    [InlineData("""{"use":"http.request","headers":{"A":"b"}}""", "WF084", null)]
    [InlineData("""{"use":"time.now","timeout":"soon"}""", "WF081", null)]
    public void A_mistake_in_a_named_tool_has_its_code(string json, string code, string? suggestion)
    {
        var finding = Assert.Single(GivenConfig.Check(found => GivenTools.Catalog().Check([GivenConfig.Part("crm", json)], found)));

        Assert.Equal((code, suggestion), (finding.Code, finding.Suggestion));
    }

    [Theory]
    [InlineData("""{"pth":"a"}""", "WF086 WF087")]
    [InlineData("""{"path":5}""", "WF085")]
    [InlineData("""{"path":"${{ inputs.file }}"}""", "")]
    public void The_arguments_of_a_node_are_checked_as_far_as_the_file_tells(string with, string codes)
    {
        var kind = GivenTools.Catalog().Find("file.read")!;
        var map = GivenConfig.Map(with);

        var found = GivenConfig.Check(f => ToolArgumentsCheck.Check(kind.Key, kind.ArgumentsSchema, map, map.At, f));

        Assert.Equal(codes, string.Join(' ', found.Select(f => f.Code)));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 14, 12, 0, 0, TimeSpan.Zero);
    }
}
