using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class SqlQueries : IClassFixture<SqlQueries.Shop>
{
    private readonly GivenTools _tools = new();
    private readonly Shop _shop;

    public SqlQueries(Shop shop)
    {
        _shop = shop;
        SqliteRuntime.Prepare();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_tools.Files.Root, "shop.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "create table orders (id integer primary key, who text, total real, paid int); insert into orders values (1, 'Ann', 12.5, 1), (2, 'Bo', 99, 0), (3, null, 7, 1); create view paid as select * from orders where paid = 1";
        command.ExecuteNonQuery();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Reading => """{"file":"shop.db"}""";

    private static string Writing => """{"file":"shop.db","write":true}""";

    [Theory]
    [InlineData("""{"sql":"select id, who from orders where total > @least order by id; -- done","params":{"least":10} }""", """[{"id":1,"who":"Ann"},{"id":2,"who":"Bo"}]""")]
    [InlineData("""{"sql":"select id from paid where id in (select value from json_each($1))","params":[[1,2]]}""", """[{"id":1}]""")]
    [InlineData("""{"sql":"select who as a, ? as a, null as n, 1.5 as f, x'00ff' as b from orders where id = ?","params":["it's; drop table orders",3]}""", """[{"a":null,"a_2":"it's; drop table orders","n":null,"f":1.5,"b":"AP8="}]""")]
    [InlineData("""{"sql":"pragma table_info(paid)","limit":1}""", """[{"cid":0,"name":"id","type":"INTEGER","notnull":0,"dflt_value":null,"pk":0}]""")]
    public async Task A_file_is_asked_with_its_values_apart(string arguments, string rows)
    {
        var result = await _tools.CallAsync("sql.query", arguments, Cancelled, Reading);

        Assert.Equal(rows, result.GetProperty("rows").GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, result.GetProperty("changed").ValueKind);
    }

    [Fact]
    public async Task Rows_are_changed_only_where_the_settings_say_so()
    {
        const string paid = """{"sql":"update orders set paid = 1 where paid = 0 returning id"}""";
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(paid, Reading));

        var changed = await _tools.CallAsync("sql.query", paid, Cancelled, Writing);
        await _tools.CallAsync("sql.query", """{"sql":"create table notes (text)"}""", Cancelled, Writing);

        Assert.Equal((1, """[{"id":2}]"""), (changed.GetProperty("changed").GetInt32(), changed.GetProperty("rows").GetRawText()));
        Assert.Equal("3", (await _tools.CallAsync("sql.query", """{"sql":"select count(*) as n from paid"}""", Cancelled, Reading)).GetProperty("rows")[0].GetProperty("n").GetRawText());
    }

    [Theory]
    [InlineData("attach database '/tmp/x.db' as x", ErrorCode.Forbidden)]
    [InlineData("attach database ':memory:' as x", ErrorCode.Forbidden)]
    [InlineData("vacuum into '/tmp/platform-stolen.db'", ErrorCode.Forbidden)]
    [InlineData("select load_extension('/tmp/x.so')", ErrorCode.ToolFailed)]
    [InlineData("select writefile('/tmp/x', 'x')", ErrorCode.ToolFailed)]
    [InlineData("pragma journal_mode = wal", ErrorCode.Forbidden)]
    [InlineData("pragma query_only = off", ErrorCode.Forbidden)]
    [InlineData("pragma temp_store_directory = '/tmp'", ErrorCode.Forbidden)]
    [InlineData("create temp table t (x)", ErrorCode.Forbidden)]
    [InlineData("create virtual table t using fts5(x)", ErrorCode.Forbidden)]
    [InlineData("create trigger t after insert on orders begin delete from orders; end", ErrorCode.Forbidden)]
    [InlineData("begin", ErrorCode.Forbidden)]
    [InlineData("update sqlite_master set sql = 'x'", ErrorCode.ToolFailed)]
    [InlineData("select 1; delete from orders", ErrorCode.Validation)]
    [InlineData("select 1; selec", ErrorCode.Validation)]
    [InlineData("-- nothing", ErrorCode.Validation)]
    [InlineData("select :missing", ErrorCode.Validation)]
    [InlineData("select zeroblob(100000000)", ErrorCode.LimitExceeded)]
    [InlineData("with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n", ErrorCode.Timeout)]
    [InlineData("with recursive n(i) as (select 1 union all select i + 1 from n limit 1000) select printf('%1000000d', i) as t from n order by t desc", ErrorCode.LimitExceeded)]
    public async Task No_statement_reaches_further(string sql, ErrorCode code)
    {
        var arguments = JsonSerializer.Serialize(new { sql });

        var timeout = code == ErrorCode.Timeout ? "300ms" : "50s";
        var writing = await CodeAsync(arguments, $$"""{"file":"shop.db","write":true,"timeout":"{{timeout}}"}""");
        var reading = await CodeAsync(arguments, $$"""{"file":"shop.db","timeout":"{{timeout}}"}""");

        Assert.Equal((code, true), (writing, reading == code || reading is ErrorCode.Forbidden or ErrorCode.ToolFailed));
        Assert.False(File.Exists("/tmp/platform-stolen.db"));
    }

    [Fact]
    public async Task No_file_outside_the_folder_is_opened()
    {
        var outside = Path.Combine(Directory.CreateTempSubdirectory("platform-outside").FullName, "own.db");
        File.Copy(Path.Combine(_tools.Files.Root, "shop.db"), outside);
        File.CreateSymbolicLink(Path.Combine(_tools.Files.Root, "link.db"), outside);
        _tools.Put("notes.txt", "this is no database, and is long enough to be read as one by someone who does not look");

        foreach (var (file, code) in ((string, ErrorCode)[])[(outside, ErrorCode.Forbidden), ("../own.db", ErrorCode.Forbidden), ("link.db", ErrorCode.Forbidden), ("file:shop.db?mode=rwc", ErrorCode.NotFound),
                     (":memory:", ErrorCode.NotFound), ("none.db", ErrorCode.NotFound), ("notes.txt", ErrorCode.ToolFailed)])
            Assert.Equal((file, code), (file, await CodeAsync(JsonSerializer.Serialize(new { sql = "select 1 from sqlite_master", file }), "{}")));
    }

    [Fact]
    public async Task Rows_are_bounded_in_number_and_size()
    {
        const string many = "with recursive n(i) as (select 1 union all select i + 1 from n limit 20000) select i from n";

        var cut = await _tools.CallAsync("sql.query", JsonSerializer.Serialize(new { sql = many, limit = 5 }), Cancelled, Reading);

        Assert.Equal((5, true), (cut.GetProperty("count").GetInt32(), cut.GetProperty("truncated").GetBoolean()));
        Assert.Equal(ErrorCode.LimitExceeded, await CodeAsync("""{"sql":"select hex(zeroblob(1500000)) union all select hex(zeroblob(1500001))"}""", Reading));
    }

    [Theory]
    [InlineData("""{"sql":"select id, who, total, at, tags, doc, paid from orders where who = @who and id = any(@ids) and at < @before","params":{"who":"Ann","ids":[1,2],"before":"2026-02-01"} }""",
        """[{"id":1,"who":"Ann","total":12.50,"at":"2026-01-02","tags":"{a,b}","doc":{"n":1},"paid":true}]""")]
    [InlineData("""{"sql":"select $1::text || ':who' as a, ':who' as b, $q$@who$q$ as c -- @who","params":["x"]}""", """[{"a":"x:who","b":":who","c":"@who"}]""")]
    [InlineData("""{"sql":"select count(*) from orders;"}""", """[{"count":2}]""")]
    [InlineData("""{"sql":"select generate_series(1, 1000000) as i","limit":2}""", """[{"i":1},{"i":2}]""")]
    public async Task A_server_is_asked_with_its_values_apart(string arguments, string rows)
    {
        var result = await _tools.CallAsync("sql.query", arguments, Cancelled, _shop.Settings());

        Assert.Equal(rows, result.GetProperty("rows").GetRawText());
    }

    [Theory]
    [InlineData("delete from orders", ErrorCode.Forbidden)]
    [InlineData("select nextval('numbers')", ErrorCode.Forbidden)]
    [InlineData("create table x (y int)", ErrorCode.Forbidden)]
    [InlineData("with gone as (delete from orders returning *) select * from gone", ErrorCode.Forbidden)]
    [InlineData("set transaction read write", ErrorCode.ToolFailed)]
    [InlineData("select set_config('transaction_read_only', 'off', false)", ErrorCode.ToolFailed)]
    [InlineData("do $$ begin commit; delete from orders; end $$", ErrorCode.ToolFailed)]
    [InlineData("commit; delete from orders", ErrorCode.Validation)]
    [InlineData("select 1; select 2", ErrorCode.Validation)]
    [InlineData("select pg_sleep(20)", ErrorCode.Timeout)]
    [InlineData("select repeat('x', 50000000)", ErrorCode.LimitExceeded)]
    [InlineData("select pg_read_file('/etc/passwd')", ErrorCode.Forbidden)]
    [InlineData("copy orders to '/tmp/platform-stolen.csv'", ErrorCode.Forbidden)]
    [InlineData("copy orders to program 'id > /tmp/platform-stolen.csv'", ErrorCode.Forbidden)]
    [InlineData("copy orders to stdout", ErrorCode.ToolFailed)]
    [InlineData("selec", ErrorCode.ToolFailed)]
    public async Task A_server_is_only_read(string sql, ErrorCode code)
    {
        Assert.Equal(code, await CodeAsync(JsonSerializer.Serialize(new { sql }), _shop.Settings(more: code == ErrorCode.Timeout ? ""","timeout":"500ms" """ : "")));
        Assert.Equal(2, _shop.Count());
    }

    [Fact]
    public async Task A_server_is_changed_where_the_settings_say_so()
    {
        var settings = _shop.Settings(more: ""","write":true""");

        var made = await _tools.CallAsync("sql.query", """{"sql":"insert into notes (text) values ($1) returning id","params":["a"]}""", Cancelled, settings);
        var gone = await _tools.CallAsync("sql.query", """{"sql":"delete from notes"}""", Cancelled, settings);

        Assert.Equal((1, 1), (made.GetProperty("changed").GetInt32(), gone.GetProperty("changed").GetInt32()));
    }

    [Fact]
    public async Task A_role_or_a_database_that_is_too_much_is_refused()
    {
        const string ask = """{"sql":"select 1"}""";

        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(ask, _shop.Settings(user: "platform")));
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(ask, _shop.Settings(database: "own")));
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(ask, """{"database":"postgres://reader@192.168.1.1/shop"}"""));
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(ask, """{"database":"postgres://reader@169.254.169.254/shop"}"""));
        foreach (var address in (string[])["Host=/var/run/postgresql;Username=a", "Host=a,b;Username=a", "Host=127.0.0.1;Username=a;Passfile=/etc/passwd", "postgres://a@127.0.0.1/x?sslrootcert=/etc/passwd", "mysql://a@b/c", "nonsense"])
            Assert.Equal((address, ErrorCode.Validation), (address, await CodeAsync(ask, JsonSerializer.Serialize(new { database = address }))));
        var secret = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("sql.query", ask, Cancelled, """{"database":"postgres://ann:hush-hush@127.0.0.1:1/shop"}"""));
        Assert.Equal(ErrorCode.Unavailable, secret.Code);
        Assert.DoesNotContain("hush", secret.Message + secret.Resolution, StringComparison.Ordinal);
    }

    private async Task<ErrorCode> CodeAsync(string arguments, string settings)
    {
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("sql.query", arguments, Cancelled, settings));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
        return error.Code;
    }

    /// <summary>A PostgreSQL of its own that listens on this machine, with a role that may read and write a shop.</summary>
    public sealed class Shop : IDisposable
    {
        private readonly PostgresCluster _cluster;
        private readonly int _port = FreePort();

        public Shop()
        {
            _cluster = PostgresCluster.Start("listen_addresses = '127.0.0.1'", $"port = {_port}");
            Execute("postgres", "create role reader login; create database shop; create database own");
            Execute("shop", """
                create table orders (id int, who text, total numeric(9,2), at date, tags text[], doc jsonb, paid bool); create sequence numbers; create table notes (id serial, text text);
                insert into orders values (1, 'Ann', 12.5, '2026-01-02', '{a,b}', '{"n":1}', true), (2, 'Bo', 99, '2026-03-04', '{}', 'null', false);
                grant all on orders, notes, numbers, notes_id_seq to reader
                """);
            Execute("own", "create table workflow_versions (); create table event_batches (); create table checkpoints (); create table journal (); create table runs ()");
        }

        public string Settings(string user = "reader", string database = "shop", string more = "") =>
            $$"""{"database":"postgres://{{user}}@127.0.0.1:{{_port}}/{{database}}"{{more}}}""";

        public long Count()
        {
            using var connection = Open("shop");
            using var command = new NpgsqlCommand("select count(*) from orders", connection);
            return (long)command.ExecuteScalar()!;
        }

        public void Dispose() => _cluster.Dispose();

        private void Execute(string database, string sql)
        {
            using var connection = Open(database);
            foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                using var command = new NpgsqlCommand(statement, connection);
                command.ExecuteNonQuery();
            }
        }

        private NpgsqlConnection Open(string database)
        {
            var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username=platform;Database={database};Pooling=false");
            connection.Open();
            return connection;
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
