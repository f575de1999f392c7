using System.Diagnostics;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary>Servers as programs, real ones and one that breaks every rule.</summary>
[Collection(McpCollection.Name)]
public sealed class ServersThatAreStarted(McpPlatform mcp)
{
    [Fact]
    public async Task A_public_server_reads_the_files_of_the_workflow_for_a_node()
    {
        var run = await mcp.CallAsync(
            $"command: [node, '{McpPackages.Package("server-filesystem/dist/index.js")}', ./data]",
            ("write_file", "{ path: hello.txt, content: written by a server }"), ("list_allowed_directories", "{}"));

        var folder = McpPlatform.Got(run, 1).GetProperty("content").GetString()!;
        Assert.Contains(run.Workflow, folder, StringComparison.Ordinal);
        Assert.EndsWith("/data", folder.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_prompts_images_and_structured_results_of_a_public_server_can_be_used()
    {
        var run = await mcp.CallAsync(
            $"command: [node, '{McpPackages.Package("server-everything/dist/index.js")}', stdio]",
            ("get-structured-content", "{ location: Chicago }"), ("get-tiny-image", "{}"), ("list_resources", "{}"),
            ("read_resource", "{ uri: \"demo://resource/static/document/features.md\" }"), ("get_prompt", "{ name: simple-prompt }"), ("list_prompts", "{}"));

        Assert.Equal(JsonValueKind.Number, McpPlatform.Got(run).GetProperty("temperature").ValueKind);
        Assert.Equal("image/png", McpPlatform.Got(run, 1).GetProperty("files")[0].GetProperty("type").GetString());
        Assert.True(McpPlatform.Got(run, 2).GetProperty("resources").GetArrayLength() > 0);
        Assert.Contains("#", McpPlatform.Got(run, 3).GetString(), StringComparison.Ordinal);
        Assert.Equal("user", McpPlatform.Got(run, 4).GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Contains("simple-prompt", McpPlatform.Got(run, 5).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_gets_a_clean_environment_and_only_what_was_declared()
    {
        var run = await mcp.CallAsync($$"""command: {{McpPlatform.Odd("plain")}}, env: { TOKEN: "t-123", FIXED: "by the workflow" }""", ("env", "{}"));

        using var seen = JsonDocument.Parse(McpPlatform.Got(run).GetString()!);
        var env = seen.RootElement.GetProperty("env").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()!);
        Assert.Equal(["FIXED", "HOME", "LANG", "PATH", "TMPDIR", "TOKEN"], env.Keys.Order());
        Assert.Equal(("t-123", "by the administrator"), (env["TOKEN"], env["FIXED"]));
        Assert.Contains($"/{run.Workflow}", seen.RootElement.GetProperty("cwd").GetString(), StringComparison.Ordinal);
        await Waiting.UntilAsync(() => !Directory.Exists(env["HOME"]));
    }

    [Fact]
    public async Task Each_run_has_its_own_process_which_ends_with_it()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => mcp.CallAsync($"command: {McpPlatform.Odd("stubborn")}", ("who", "{}"), ("who", "{}"), ("child", "{}"))));

        var said = runs.Select(r => (First: McpPlatform.Got(r).GetString()!.Split(' '), Second: McpPlatform.Got(r, 1).GetString()!.Split(' '), Child: McpPlatform.Got(r, 2).GetString()!)).ToList();
        Assert.All(said, s => Assert.Equal((s.First[0], "1", "2"), (s.Second[0], s.First[1], s.Second[1])));
        Assert.NotEqual(said[0].First[0], said[1].First[0]);
        foreach (var process in said.SelectMany(s => new[] { s.First[0], s.Child })) await Waiting.UntilAsync(() => !IsAlive(process)); // the end of a process is seen by looking
    }

    [Theory]
    [InlineData("plain", "hang", ErrorCode.Timeout, "did not finish within 0.5 s")]
    [InlineData("plain", "die", ErrorCode.Unavailable, "exit code 3: I give up")]
    [InlineData("plain", "huge", ErrorCode.LimitExceeded, "more than 2,048 KB")]
    [InlineData("plain", "fails", ErrorCode.ToolFailed, "the folder is on fire")]
    [InlineData("plain", "gone", ErrorCode.ToolFailed, "Unknown tool: gone")]
    [InlineData("plain", "hwo", ErrorCode.NotFound, "'it.who'")]
    [InlineData("schemas", "lies", ErrorCode.ToolFailed, "its own schema does not allow")]
    [InlineData("exits", "who", ErrorCode.Unavailable, "no such licence")]
    [InlineData("silent", "who", ErrorCode.Timeout, "did not answer the greeting")]
    public async Task What_a_server_does_wrong_is_one_sentence_and_a_code(string how, string tool, ErrorCode code, string words)
    {
        // Short where nothing comes: what does come may take a busy machine long.
        var run = await mcp.CallAsync($"command: {McpPlatform.Odd(how)}, timeout: {(tool == "hang" ? "500ms" : "60s")}, start_timeout: {(how == "silent" ? "1s" : "60s")}", (tool, "{}"));

        McpPlatform.FailedWith(run, code, words);
    }

    [Fact]
    public async Task Noise_odd_schemas_and_questions_of_a_server_stop_nobody()
    {
        var noise = await mcp.CallAsync($"command: {McpPlatform.Odd("floods")}", ("noise", "{}"), ("asks", "{}"), ("image", "{}"));
        var schemas = await mcp.CallAsync($"command: {McpPlatform.Odd("schemas")}", ("lies", "{ any: thing }"));

        Assert.Equal("through the noise", McpPlatform.Got(noise).GetString());
        Assert.Equal("refused: -32601 -32601", McpPlatform.Got(noise, 1).GetString()); // neither our model nor our people are a server's to ask
        Assert.Equal(8, McpPlatform.Got(noise, 2).GetProperty("files")[0].GetProperty("bytes").GetInt32());
        Assert.Equal("tool_failed", schemas.Error!.Code);
    }

    [Fact]
    public async Task A_secret_that_a_server_blurts_out_as_it_dies_is_not_shown()
    {
        Environment.SetEnvironmentVariable("PLATFORM_SECRET_MCP_BLURTED", "sk-blurted-123456");

        var run = await mcp.CallAsync($"command: {McpPlatform.Odd("plain")}, env: {{ TOKEN: \"${{{{ secrets.MCP_BLURTED }}}}\" }}", ("tells", "{}"));

        McpPlatform.FailedWith(run, ErrorCode.Unavailable, "exit code 4: my token is");
        Assert.DoesNotContain("sk-blurted", run.Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-blurted", string.Join('\n', (await mcp.Running.EventsAsync(run.Id)).Select(e => e.Event.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_died_is_started_again_for_the_next_call()
    {
        await McpPackages.NeededAsync();
        await mcp.Running.SaveAsync($$$"""
            platform: v1
            name: dies-once
            tools: { it: { use: mcp, command: {{{McpPlatform.Odd("plain")}}} } }
            state: { said: { default: "" } }
            outputs: { said: "${{ state.said }}" }
            start: first
            nodes:
              first: { tool: it.die, on_error: continue, next: second }
              second: { tool: it.who, save: { said: "${{ output }}" } }
            """);

        var run = await mcp.Running.EndOfAsync((await mcp.Running.StartRunAsync("dies-once")).Id);

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.EndsWith(" 1", run.Outputs!.Value.GetProperty("said").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_has_the_tools_of_a_server_and_hears_when_they_change()
    {
        await McpPackages.NeededAsync();
        await mcp.Running.SaveAsync($$$"""
            platform: v1
            name: agent-of-servers
            tools: { it: { use: mcp, command: {{{McpPlatform.Odd("changing")}}} } }
            models:
              m:
                use: scripted/m
                rules:
                  - { match: go, on: user, call: { tool: it_change, with: {} } }
                  - { match: changed, on: tool, call: { tool: it_late, with: {} } }
                  - { match: late but there, on: tool, reply: done }
            agents: { helper: { model: m, tools: [it] } }
            state: { said: { default: "" } }
            outputs: { said: "${{ state.said }}" }
            start: a
            nodes: { a: { agent: helper, prompt: go, save: { said: "${{ output }}" } } }
            """);

        var run = await mcp.Running.EndOfAsync((await mcp.Running.StartRunAsync("agent-of-servers")).Id);

        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Error}");
        Assert.Equal("done", run.Outputs!.Value.GetProperty("said").GetString());
        var called = (await mcp.Running.EventsAsync(run.Id)).Select(e => e.Event).OfType<ToolFinished>().ToList();
        Assert.Equal(["it.change", "it.late"], called.Select(c => c.Tool));
        Assert.All(called, c => Assert.Null(c.Error));
    }

    [Fact]
    public async Task An_agent_is_told_to_choose_when_a_server_offers_a_thousand_tools_and_may_name_one()
    {
        await McpPackages.NeededAsync();
        foreach (var (name, tools) in new[] { ("all-of-many", "it"), ("one-of-many", "it.tool_777") })
        {
            await mcp.Running.SaveAsync($$$"""
                platform: v1
                name: {{{name}}}
                tools: { it: { use: mcp, command: {{{McpPlatform.Odd("many")}}} } }
                models: { m: { use: scripted/m, default: fine } }
                agents: { helper: { model: m, tools: [{{{tools}}}] } }
                start: a
                nodes: { a: { agent: helper, prompt: go } }
                """);
        }

        var all = await mcp.Running.EndOfAsync((await mcp.Running.StartRunAsync("all-of-many")).Id);
        var one = await mcp.Running.EndOfAsync((await mcp.Running.StartRunAsync("one-of-many")).Id);

        McpPlatform.FailedWith(all, ErrorCode.LimitExceeded, "1,000 tools", "it.tool_0");
        Assert.Equal(RunStatus.Succeeded, one.Status);
    }

    private static bool IsAlive(string process)
    {
        try
        {
            using var found = Process.GetProcessById(int.Parse(process, System.Globalization.CultureInfo.InvariantCulture));
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
