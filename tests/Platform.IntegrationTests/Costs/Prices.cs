using System.Net;
using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.Prices;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>What models cost, and who says so.</summary>
public sealed class Prices
{
    private const string Scripted = """{ "as_of": "2026-03-01", "scripted": { "pen": { "input": 500, "output": 0 } } }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Cached_and_reasoning_tokens_have_their_own_price_where_one_is_given()
    {
        var usage = new ModelUsage(Input: 1_000_000, Output: 1_000_000, Cached: 400_000, Reasoning: 250_000, Estimated: false);

        Assert.Equal(0.6m * 2 + 0.4m * 0.5m + 0.75m * 8 + 0.25m * 20, usage.CostAt(new ModelPrice(2, 8, 0.5m, 20)));
        Assert.Equal(2 + 8, usage.CostAt(new ModelPrice(2, 8)));
        Assert.Null(usage.CostAt(null));
    }

    [Theory]
    [InlineData("""{ "openai": {} }""", "'as_of' must be the day")]
    [InlineData("""{ "as_of": "today" }""", "'as_of' must be the day")]
    [InlineData("""{ "as_of": "2026-03-01", "openai": { "gpt-9": { "input": 1 } } }""", "'openai/gpt-9' lacks 'output'.")]
    [InlineData("""{ "as_of": "2026-03-01", "openai": { "gpt-9": { "input": -1, "output": 2 } } }""", "'openai/gpt-9': 'input' must be a number from 0 to 1000000, not -1.")]
    [InlineData("""{ "as_of": "2026-03-01", "openai": { "gpt-9": { "input": "1", "output": 2 } } }""", "not \"1\".")]
    [InlineData("""{ "as_of": "2026-03-01", "openai": { "gpt-9": { "input": 1, "output": 2, "outptu": 3 } } }""", "unknown word 'outptu'")]
    [InlineData("""{ "as_of": "2026-03-01", "openai": 3 }""", "'openai' must be an object")]
    [InlineData("""{ "as_of": "2026-03-01", "replace": 1 }""", "'replace' must be true or false.")]
    [InlineData("[]", "it must be an object")]
    [InlineData("{ \"as_of\":\n \"2026-03-01\"", "it is not JSON, at line 2")]
    public void A_table_that_is_wrong_says_where_and_how(string table, string says)
    {
        var wrong = Assert.Throws<PlatformException>(() => PriceTable.Read(table, "prices.json"));

        Assert.Equal(ErrorCode.Validation, wrong.Code);
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_table_says_is_read_again_from_its_own_text()
    {
        var table = PriceTable.Read("""{ "as_of": "2026-03-01", "replace": true, "a": { "b/c": { "input": 0.15, "output": 2, "cached": 0.1, "reasoning": 3 }, "*": { "input": 0, "output": 0 } } }""", "x");

        var again = PriceTable.Read(table.ToJson(), "y");

        Assert.Equal((table.AsOf, table.Replaces), (again.AsOf, again.Replaces));
        Assert.Equal(table.Prices, again.Prices);
        Assert.Equal(new ModelPrice(0.15m, 2, 0.1m, 3), again.Of("a", "b/c"));
        Assert.Equal(new ModelPrice(0, 0), again.Of("a", "anything"));
        Assert.Null(again.Of("b", "c"));
    }

    [Fact]
    public async Task The_organisations_table_goes_before_the_file_and_the_file_before_what_is_built_in()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var book = platform.Get<PriceBook>();
        ModelPrice? Now(string model) => book.Of(OrganizationId.Local, "openai", model, () => ModelPrices.Of("openai", model));
        Directory.CreateDirectory(platform.Folder);
        await File.WriteAllTextAsync(Path.Combine(platform.Folder, "prices.json"), """{ "as_of": "2026-02-01", "openai": { "gpt-4o": { "input": 7, "output": 7 }, "own": { "input": 8, "output": 8 } } }""", Token);

        await book.SaveAsync(RunningPlatform.Me, """{ "as_of": "2026-03-01", "openai": { "gpt-4o": { "input": 9, "output": 9 } } }""", "test");
        Assert.Equal((9, 8, 2m), (Now("gpt-4o")!.Input, Now("own")!.Input, Now("gpt-4.1")!.Input));

        await book.SaveAsync(RunningPlatform.Me, """{ "as_of": "2026-03-01", "replace": true, "openai": { "own": { "input": 1, "output": 1 } } }""", "test");
        Assert.Equal((null, 1), (Now("gpt-4o")?.Input, Now("own")!.Input));

        await book.ClearAsync(RunningPlatform.Me);
        Assert.Equal((7, 8), (Now("gpt-4o")!.Input, Now("own")!.Input));
    }

    [Fact]
    public async Task Another_organisation_does_not_see_it()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var book = platform.Get<PriceBook>();

        await book.SaveAsync(RunningPlatform.Me with { Organization = new OrganizationId(Guid.NewGuid()) }, Scripted, "test");

        Assert.DoesNotContain(book.Show(RunningPlatform.Me).Items, p => p.Use == "scripted/pen");
    }

    [Fact]
    public async Task The_command_imports_a_table_shows_it_and_a_run_costs_by_it()
    {
        using var cli = new CliProcess();
        var table = cli.Write("mine.json", Scripted);
        var flow = cli.Write("spend.yaml", Spending.Once("spend").Replace(", price: { input: 1000, output: 0 }", "", StringComparison.Ordinal));

        var imported = await cli.RunAsync(Token, "prices", "import", table);
        var shown = await cli.RunAsync(Token, "prices", "show", "pen");
        var run = await cli.RunAsync(Token, "run", flow, "-i", $"text={Spending.Tokens(10)}", "--json");
        var bad = await cli.RunAsync(Token, "prices", "import", cli.Write("bad.json", "{}"));

        Assert.True(imported.ExitCode == 0 && imported.Error.Contains("1 prices of 2026-03-01", StringComparison.Ordinal), imported.ToString());
        Assert.Matches(@"scripted/pen\s+\$500\s+\$0\s+organization\s+2026-03-01", shown.Output);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(bad.ExitCode == 1 && bad.Error.Contains("bad.json is no price table: 'as_of'", StringComparison.Ordinal), bad.ToString());
        var listed = (await cli.RunAsync(Token, "runs", "show", "last", "--json")).Json();
        Assert.Equal(0.005m, listed.GetProperty("cost").GetDecimal());
        Assert.True(listed.GetProperty("costKnown").GetBoolean());
        Assert.True(listed.GetProperty("costEstimated").GetBoolean());
        Assert.Contains("about $0.005", (await cli.RunAsync(Token, "runs", "show", "last")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_in_the_data_folder_stops_no_run_and_is_told()
    {
        using var cli = new CliProcess();
        cli.Write(".platform/prices.json", "{ broken");
        var flow = cli.Write("spend.yaml", Spending.Once("spend"));

        var run = await cli.RunAsync(Token, "run", flow);
        var shown = await cli.RunAsync(Token, "prices", "show");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("prices.json in the data folder is not used", shown.Error, StringComparison.Ordinal);
    }
}

[Collection(WebCollection.Name)]
public sealed class PriceRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prices_are_put_shown_and_taken_away_and_a_wrong_table_is_refused()
    {
        using var wrong = await PutAsync("""{ "as_of": "2026-03-01", "acme": { "m": { "input": 1 } } }""");
        using var put = await PutAsync("""{ "as_of": "2026-03-01", "acme": { "m": { "input": 1, "output": 2, "reasoning": 3 } } }""");
        var shown = await web.GetJsonAsync("/api/v1/prices", Stop);
        using var gone = await web.Client.DeleteAsync("/api/v1/prices", Stop);
        var after = await web.GetJsonAsync("/api/v1/prices", Stop);

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("lacks", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var mine = Assert.Single(shown.GetProperty("items").EnumerateArray(), p => p.GetProperty("use").GetString() == "acme/m");
        Assert.Equal((3, "organization"), (mine.GetProperty("reasoning").GetInt32(), mine.GetProperty("source").GetString()));
        Assert.Contains(shown.GetProperty("items").EnumerateArray(), p => p.GetProperty("source").GetString() == "built-in");
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.DoesNotContain(after.GetProperty("items").EnumerateArray(), p => p.GetProperty("use").GetString() == "acme/m");
    }

    private Task<HttpResponseMessage> PutAsync(string table) => web.Client.PutAsync("/api/v1/prices", new StringContent(table, Encoding.UTF8, "application/json"), Stop);
}
