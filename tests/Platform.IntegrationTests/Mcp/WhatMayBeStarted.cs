using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Mcp;

/// <summary>A workflow is anyone's text: it starts what an administrator has named, word for word, and nothing else.</summary>
public sealed class WhatMayBeStarted : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-mcp-test-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("npx|-y|server|data", true)]
    [InlineData("npx|-y|server|./deep/data", true)]
    [InlineData("fixed", true)]
    [InlineData("fixed-program|-x", true)]
    [InlineData("open", false)] // a name stands for a command only when nothing of it is open
    [InlineData("npx|-y|server", false)]
    [InlineData("npx|-y|server|data|more", false)]
    [InlineData("npx|-c|touch /tmp/x|data", false)]
    [InlineData("NPX|-y|server|data", false)]
    [InlineData("npx|-y|server|../outside", false)]
    [InlineData("npx|-y|server|/etc", false)]
    [InlineData("npx|-y|server|--root=/", false)]
    [InlineData("npx|-y|server|link", false)]
    [InlineData("greeter|--eval=1", false)]
    [InlineData("greeter|-e", false)]
    [InlineData("greeter|a b; rm -rf $(x)", true)] // one word, which no shell reads
    [InlineData("sh|-c|id", false)]
    [InlineData("", false)]
    public void A_command_is_started_only_as_it_was_allowed(string words, bool allowed)
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), "/etc");

        var thrown = Record.Exception(() => Commands().Find("it", words.Split('|'), Env(), Files));

        Assert.Equal(allowed, thrown is null);
        if (thrown is null) return;
        var refused = Assert.IsType<PlatformException>(thrown);
        Assert.Equal(ErrorCode.Forbidden, refused.Code);
        Assert.Contains("platform mcp allow it -- ", refused.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_reaches_a_program_only_when_it_was_declared_and_never_over_the_administrators_own()
    {
        var found = Commands().Find("it", ["greeter", "x"], Env(("TOKEN", "t"), ("MODE", "mine")), Files);
        var refused = Assert.Throws<PlatformException>(() => Commands().Find("it", ["greeter", "x"], Env(("NODE_OPTIONS", "--require ./evil.js")), Files));

        Assert.Equal(("t", "fixed"), (found.Env["TOKEN"], found.Env["MODE"]));
        Assert.Contains("NODE_OPTIONS", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", "-c", "id")]
    [InlineData("/bin/bash", "x")]
    [InlineData("env", "node")]
    [InlineData("./server", "x")]
    [InlineData("{value}")]
    [InlineData("")]
    public async Task Shells_and_programs_that_depend_on_the_folder_cannot_be_allowed(params string[] run)
    {
        var refused = await Assert.ThrowsAsync<PlatformException>(() => Commands().AllowAsync("it", new AllowedCommand { Run = run }, Stop));

        Assert.Equal(ErrorCode.Validation, refused.Code);
    }

    [Fact]
    public async Task What_was_allowed_is_kept_for_the_owner_of_the_folder_alone_and_can_be_taken_back()
    {
        await Commands().AllowAsync("mine", new AllowedCommand { Run = ["my-server", "{value}"], Accepts = ["KEY"] }, Stop);
        var kept = Commands().List().Single(c => c.Name == "mine");

        Assert.Equal(("my-server {value}", "KEY", "mcp.json"), (string.Join(' ', kept.Command.Run), string.Join(' ', kept.Command.Accepts), kept.Source));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeptIn));
        Assert.NotNull(Commands().Find("it", ["my-server", "x"], Env(), Files));
        Assert.True(await Commands().DenyAsync("mine", Stop));
        Assert.Throws<PlatformException>(() => Commands().Find("it", ["my-server", "x"], Env(), Files));
        await File.WriteAllTextAsync(KeptIn, "{ not json", Stop);
        Assert.Equal(ErrorCode.Forbidden, Assert.Throws<PlatformException>(() => Commands().Find("it", ["fixed"], Env(), Files)).Code);
    }

    [Theory]
    [InlineData("", "WF082")]
    [InlineData("command: [x], url: \"https://a.example/mcp\"", "WF081")]
    [InlineData("url: \"https://a.example/mcp\", env: { A: b }", "WF080")]
    [InlineData("command: [x], headers: { A: b }", "WF080")]
    [InlineData("url: \"ftp://a.example\"", "WF081")]
    [InlineData("command: [x], shell: true", "WF080")]
    public void A_mistake_in_a_server_has_its_code(string settings, string code)
    {
        var text = $"platform: v1\nname: w\ntools: {{ it: {{ use: mcp{(settings.Length > 0 ? ", " : "")}{settings} }} }}\nstart: a\nnodes: {{ a: {{ tool: it.x }} }}\n";

        var told = Compiling.Compile(text).Findings;

        Assert.Equal([code], told.Select(f => f.Code));
    }

    [Fact]
    public void A_node_names_a_tool_of_a_server_and_not_the_server()
    {
        var told = Compiling.Compile("platform: v1\nname: w\ntools: { it: { use: mcp, command: [x] } }\nstart: a\nnodes: { a: { tool: it } }\n").Findings;

        Assert.Equal(["WF108"], told.Select(f => f.Code));
    }

    private string KeptIn => Path.Combine(_folder.FullName, "mcp.json");

    private WorkFolder Files => new(_folder.FullName);

    private McpCommands Commands() => new(Options.Create(new McpOptions
    {
        Commands =
        {
            ["open"] = new AllowedCommand { Run = ["npx", "-y", "server", "{folder}"] },
            ["fixed"] = new AllowedCommand { Run = ["fixed-program", "-x"] },
            ["greeting"] = new AllowedCommand { Run = ["greeter", "{value}"], Env = { ["MODE"] = "fixed" }, Accepts = ["TOKEN", "MODE"] },
        },
    }), KeptIn);

    private static Dictionary<string, string> Env(params (string Name, string Value)[] given) => given.ToDictionary(g => g.Name, g => g.Value);
}
