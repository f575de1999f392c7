using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.Cli.Inputs;
using Platform.IntegrationTests.Support;
using Platform.Web.Pages.Workflows;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>A run begins with what its form shows, to the letter; so it does with what is shown for a terminal.</summary>
[Collection(WebCollection.Name)]
public sealed partial class RunForms(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Order(string name) => $$$"""
        platform: v1
        name: {{{name}}}
        inputs:
          customer: { type: string, default: Ada Lovelace }
          order: { type: string, default: "3 x tea\n\n1 x 'pot' <b>\n" }
          begins: { type: string, default: "\n\nafter two ends" }
          remark: { type: string }
        state: { order: { type: string, default: "" } }
        outputs: { order: "${{ state.order }}" }
        start: take
        nodes:
          take: { set: { order: "${{ inputs.order }}" } }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Line_ends_of_a_text_reach_the_run(bool script)
    {
        var name = script ? "form-lines" : "form-lines-plain";
        await web.SaveAsync(Order(name), Stop);
        await using var window = await browser.OpenAsync(web.Address, script: script);
        var page = window.Page;
        await page.GotoAsync($"/workflows/{name}");
        Assert.Equal("INPUT", await page.GetByLabel("customer").EvaluateAsync<string>("e => e.tagName"));
        await Expect(page.GetByLabel("order")).ToHaveValueAsync("3 x tea\n\n1 x 'pot' <b>\n");

        var remark = page.GetByLabel("remark");
        await remark.FillAsync("one");
        await remark.PressAsync("Enter");
        await remark.PressSequentiallyAsync("two");
        if (script) await remark.PressAsync("Control+Enter");
        else await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(RunPage());

        var inputs = (await web.GetJsonAsync($"/api/v1{new Uri(page.Url).AbsolutePath}", Stop)).GetProperty("inputs");
        Assert.Equal("3 x tea\n\n1 x 'pot' <b>\n", inputs.GetProperty("order").GetString());
        Assert.Equal("\n\nafter two ends", inputs.GetProperty("begins").GetString());
        Assert.Equal("one\ntwo", inputs.GetProperty("remark").GetString());
    }

    [Fact]
    public async Task While_the_server_is_away_a_form_stays_and_says_so()
    {
        await web.SaveAsync(Order("form-away"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/workflows/form-away");
        var (run, told) = (page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }), page.Locator("#start [data-unsent]"));
        await page.GetByLabel("remark").FillAsync("a long thought");

        await page.Context.SetOfflineAsync(true);
        await run.ClickAsync();
        await Expect(told).ToContainTextAsync("cannot be reached");
        await Expect(told).ToHaveAttributeAsync("role", "alert");
        await run.ClickAsync();
        await Expect(told).ToHaveCountAsync(1);
        await page.Context.SetOfflineAsync(false);
        await Expect(told).ToContainTextAsync("can be sent now");
        await Expect(page.GetByLabel("remark")).ToHaveValueAsync("a long thought");
        await run.ClickAsync();

        await Expect(page).ToHaveURLAsync(RunPage());
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
    }

    [Fact]
    public async Task What_is_shown_for_a_terminal_gives_the_defaults_to_the_letter()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "No shell.");
        var defaults = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["order"] = "3 x tea\n\n1 x 'pot'\n",
            ["markup"] = "<b> & \"q\" $HOME `id` \\n !x",
            ["letters"] = "Grüße, 東京 😀",
            ["file"] = "@home",
            ["none"] = "",
            ["dash"] = "-x",
            ["count"] = 3,
            ["rate"] = 0.5,
            ["on"] = true,
            ["list"] = new[] { "it's", "<two>" },
        });
        var schema = JsonSerializer.SerializeToElement(new { properties = defaults.EnumerateObject().ToDictionary(d => d.Name, d => new { type = TypeOf(d.Value), @default = d.Value }) });
        var samples = CallSamples.Of("shown", schema, "http://127.0.0.1:5000");

        var words = await InAShellAsync("platform", samples.Cli);
        var curl = await InAShellAsync("curl", samples.Curl);

        var anywhere = await InAShellAsync("platform", samples.CliWith("/var/lib/my data's"));
        Assert.Equal([.. words, "--data", "/var/lib/my data's"], anywhere);
        Assert.Equal(["run", "shown"], words[..2]);
        Assert.Equal("--watch", words[^1]);
        Assert.All(words[2..^1].Chunk(2), pair => Assert.Equal("-i", pair[0]));
        var read = InputArguments.Read(words[2..^1].Chunk(2).Select(pair => pair[1]), schema);
        Assert.True(JsonElement.DeepEquals(defaults, JsonSerializer.SerializeToElement(read.Values)), read.Values.ToJsonString());
        Assert.True(JsonElement.DeepEquals(defaults, JsonSerializer.Deserialize<JsonElement>(curl[^1]).GetProperty("inputs")), curl[^1]);
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "array",
        _ => "boolean",
    };

    /// <summary>The arguments that a command gets.</summary>
    private static async Task<string[]> InAShellAsync(string command, string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"{command}() {{ printf '%s\\0' \"$@\"; }}\n{line}"]) { RedirectStandardOutput = true })!;
        var said = await shell.StandardOutput.ReadToEndAsync(Stop);
        await shell.WaitForExitAsync(Stop);
        return said.Split('\0')[..^1];
    }

    [GeneratedRegex("/runs/[0-9a-f-]+(#start)?$")]
    private static partial Regex RunPage();
}
