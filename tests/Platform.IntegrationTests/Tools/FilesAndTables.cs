using System.Text.Json;
using Platform.Core.Foundation;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class FilesAndTables
{
    private readonly GivenTools _tools = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_can_be_read()
    {
        await _tools.CallAsync("file.write", """{"path":"out/note.txt","content":"Grüße"}""", Cancelled);

        var read = await _tools.CallAsync("file.read", """{"path":"out/note.txt"}""", Cancelled);

        Assert.Equal("Grüße", read.GetProperty("content").GetString());
        Assert.Equal(7, read.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task A_value_is_written_as_JSON_and_read_as_a_value()
    {
        await _tools.CallAsync("file.write", """{"path":"a.json","content":{"n":1}}""", Cancelled);

        var read = await _tools.CallAsync("file.read", """{"path":"a.json"}""", Cancelled);

        Assert.Equal(1, read.GetProperty("json").GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Tasks_that_append_at_once_lose_no_line()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _tools.CallAsync("file.write", $$"""{"path":"log.txt","content":"line {{i}}","mode":"append"}""", Cancelled)));

        Assert.Equal(20, _tools.Written("log.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
    }

    [Fact]
    public async Task Rows_are_numbered_from_one_under_the_name_that_is_asked_for()
    {
        await _tools.CallAsync("file.write", """{"path":"n.csv","content":"text\na\nb\n"}""", Cancelled);

        var rows = await _tools.CallAsync("csv.read", """{"path":"n.csv","row_number":"id"}""", Cancelled);
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("csv.read", """{"path":"n.csv","row_number":"text"}""", Cancelled));

        Assert.Equal("""[{"id":1,"text":"a"},{"id":2,"text":"b"}]""", rows.GetRawText());
        Assert.Contains("'text'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    public async Task Nothing_outside_the_folder_is_reached(string path)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("file.read", JsonSerializer.Serialize(new { path }), Cancelled));

        Assert.Equal(ErrorCode.Forbidden, error.Code);
    }

    [Fact]
    public async Task A_table_is_read_as_rows_of_texts()
    {
        _tools.Put("t.csv", "id,text\n1,\"a, \"\"b\"\"\nc\"\n2,\n");

        var rows = await _tools.CallAsync("csv.read", """{"path":"t.csv"}""", Cancelled);

        Assert.Equal("""[{"id":"1","text":"a, \u0022b\u0022\nc"},{"id":"2","text":""}]""", rows.GetRawText());
    }

    [Fact]
    public async Task A_table_can_be_read_in_part()
    {
        _tools.Put("t.csv", "id;text;more\n1;a;x\n2;b;y\n3;c;z\n");

        var rows = await _tools.CallAsync("csv.read", """{"path":"t.csv","delimiter":";","limit":2,"columns":["more","id"]}""", Cancelled);

        Assert.Equal("""[{"more":"x","id":"1"},{"more":"y","id":"2"}]""", rows.GetRawText());
    }

    [Theory]
    [InlineData("id,text\n1,a\n2\n", "row 3 has 1 fields")]
    [InlineData("id,text\n1,\"a\n", "row")]
    [InlineData("", "no header")]
    [InlineData("id,id\n1,2\n", "'id' twice")]
    public async Task A_broken_row_is_named_by_its_number(string content, string said)
    {
        _tools.Put("t.csv", content);

        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("csv.read", """{"path":"t.csv"}""", Cancelled));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_written_reads_back_the_same()
    {
        const string Rows = """[{"a":"x,y","b":"1"},{"a":"say \u0022hi\u0022","b":"line\nbreak"}]""";
        await _tools.CallAsync("csv.write", $$"""{"path":"o.csv","rows":{{Rows}}}""", Cancelled);

        var read = await _tools.CallAsync("csv.read", """{"path":"o.csv"}""", Cancelled);

        Assert.Equal(Rows, read.GetRawText());
    }

    [Fact]
    public async Task Formulas_are_guarded_only_when_asked_for()
    {
        await _tools.CallAsync("csv.write", """{"path":"plain.csv","rows":[{"a":"=1+1","n":-5}]}""", Cancelled);
        await _tools.CallAsync("csv.write", """{"path":"safe.csv","rows":[{"a":"=1+1","n":-5}],"safe":true}""", Cancelled);

        Assert.Equal("a,n\r\n=1+1,-5\r\n", _tools.Written("plain.csv"));
        Assert.Equal("a,n\r\n'=1+1,-5\r\n", _tools.Written("safe.csv"));
    }
}
