using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Sandbox;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Sandbox;

/// <summary>One platform for all of them; each test has workflows of its own.</summary>
public sealed class CodePlatform : IAsyncLifetime
{
    internal RunningPlatform Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Platform = await RunningPlatform.StartAsync(change: s => s.AddSingleton(Options.Create(new SandboxOptions { Warm = 1 })));

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}

public sealed class RunningCode(CodePlatform given) : IClassFixture<CodePlatform>
{
    private RunningPlatform Platform => given.Platform;

    [Theory]
    [InlineData("python", "result = inputs['n'] + 1", "42")]
    [InlineData("python", "def main(inputs): return {'n': inputs['n'], 'none': None, 'set': {1}}", """{"n":41,"none":null,"set":[1]}""")]
    [InlineData("python", "import asyncio\nasync def main(inputs):\n    await asyncio.sleep(0)\n    return inputs['n']", "41")]
    [InlineData("python", "import sys\nresult = 'left'\nsys.exit()", "\"left\"")]
    [InlineData("python", "import dataclasses, datetime\n@dataclasses.dataclass\nclass P:\n    day: datetime.date\nresult = P(datetime.date(2026, 1, 2))", """{"day":"2026-01-02"}""")]
    [InlineData("python", "print('no result')", "null")]
    [InlineData("javascript", "const result = inputs.n + 1;", "42")]
    [InlineData("javascript", "function main({ n }) { return { n, none: undefined, map: new Map([['a', 1]]) }; } // the end", """{"n":41,"map":{"a":1}}""")]
    [InlineData("javascript", "async function main(inputs) { const { readFile } = await import('fs/promises'); return typeof readFile; }", "\"function\"")]
    [InlineData("javascript", "return await Promise.resolve(inputs.n);", "41")]
    [InlineData("javascript", "console.log('no result')", "null")]
    public async Task The_result_is_what_main_returns_or_the_variable_result_holds(string language, string source, string expected)
    {
        var (run, told) = await RunAsync(language, source, "inputs: { n: 41 }");

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal(expected, run.Outputs!.Value.GetProperty("r").GetRawText());
        Assert.Equal(source.Contains("no result", StringComparison.Ordinal) ? "no result\n" : "", told.Result!.Value.GetProperty("logs").GetString());
    }

    [Theory]
    [InlineData("python", "def f(n):\n    return 1 / n\n\ndef main(inputs):\n    print('before')\n    return f(0)", "ZeroDivisionError: division by zero (main.py, line 2)")]
    [InlineData("python", "import json\njson.loads('{')", "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) (main.py, line 2)")]
    [InlineData("python", "print('never')\nif True\n    pass", "The code cannot be read: SyntaxError: expected ':' (main.py, line 2).")]
    [InlineData("javascript", "console.log('before');\nconst f = n => n.a.b;\nfunction main() { return f({}); }", "TypeError: Cannot read properties of undefined (reading 'b') (main.js, line 2)")]
    [InlineData("javascript", "console.log('never');\nconst a = ;", "The code cannot be read: SyntaxError: Unexpected token ';' (main.js, line 2).")]
    [InlineData("javascript", "setTimeout(() => { throw new Error('later'); }, 1);\nawait new Promise(() => {});", "Error: later (main.js, line 1)")]
    [InlineData("javascript", "throw 'a word'", "a word")]
    public async Task An_error_of_the_code_names_its_line_and_a_syntax_error_runs_nothing(string language, string source, string message)
    {
        var (run, told) = await RunAsync(language, source);

        Assert.Equal(("code_failed", message), (run.Error!.Code, run.Error.Message));
        var logs = told.Result!.Value.GetProperty("logs").GetString()!;
        Assert.Equal(source.Contains("before", StringComparison.Ordinal), logs.StartsWith("before", StringComparison.Ordinal));
        Assert.DoesNotContain("never\n", logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_handled_like_any_error_also_too_much_memory_and_time()
    {
        await Platform.SaveAsync("""
            platform: v1
            name: handled
            state: { said: { type: array, merge: append } }
            outputs: { said: "${{ state.said }}" }
            start: memory
            nodes:
              memory:
                code: { language: python, source: "result = len(bytearray(400000000))", memory: 64MB }
                on_error: { to: note }
                next: end
              note: { set: { said: "${{ [error.code + ': ' + error.message] }}" }, next: time }
              time:
                code: { language: javascript, source: "for (;;);", timeout: 300ms }
                on_error: { to: again }
              again: { set: { said: "${{ [error.code + ': ' + error.message] }}" } }
            """);

        var run = await Platform.EndOfAsync((await Platform.StartRunAsync("handled")).Id);

        Assert.Equal(
            ["code_failed: The code needed more than 64 MB of memory.", "timeout: The code did not end within 0.3 s, and was killed."],
            run.Outputs!.Value.GetProperty("said").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task Code_reads_the_files_it_is_given_and_what_it_is_to_keep_is_kept()
    {
        Put("files", "in/words.txt", "a b c");
        var (run, told) = await RunAsync("python", """
            import os
            words = open('in/words.txt').read().split()
            os.makedirs('out/deep')
            for w in words: open(f'out/deep/{w}.txt', 'w').write(w * 3)
            open('out/left.txt', 'w').write('x')
            try: open('in/words.txt', 'w')
            except PermissionError: result = os.path.exists('/work/secret.txt')
            """, """files: [in/words.txt], keep: ["out/**/?.txt"]""", "files");

        Assert.Equal("false", run.Outputs!.Value.GetProperty("r").GetRawText());
        Assert.Equal(["out/deep/a.txt", "out/deep/b.txt", "out/deep/c.txt"], told.Result!.Value.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("path").GetString()));
        Assert.Equal("bbb", await File.ReadAllTextAsync(PathOf("files", "out/deep/b.txt"), RunningPlatform.Token));
        Assert.False(File.Exists(PathOf("files", "out/left.txt")));
        Assert.Equal("a b c", await File.ReadAllTextAsync(PathOf("files", "in/words.txt"), RunningPlatform.Token));
    }

    [Theory]
    [InlineData("../secrets/loot.txt", "forbidden")]
    [InlineData("/etc/passwd", "forbidden")]
    [InlineData("missing.txt", "not_found")]
    public async Task Files_of_others_cannot_be_asked_for(string file, string code)
    {
        Put("secrets", "loot.txt", "loot");

        var (run, _) = await RunAsync("python", "result = 1", $"files: [\"{file}\"]");

        Assert.Equal(code, run.Error!.Code);
    }

    [Fact]
    public async Task What_one_piece_of_code_leaves_the_next_one_never_sees_and_what_others_put_in_its_folder_is_not_run()
    {
        foreach (var name in new[] { "sitecustomize.py", "usercustomize.py", "json.py", "os.py" }) Put("poisoned", name, "raise SystemExit('poison')");
        Put("poisoned", "node_modules/fs-extra/index.js", "throw new Error('poison')");
        Put("poisoned", "package.json", """{ "type": "module", "main": "node_modules/fs-extra/index.js" }""");
        const string Leave = "import os\nresult = sorted(os.listdir('/work') + os.listdir('/tmp') + os.listdir('/dev/shm'))\nfor f in ('/work/a', '/tmp/b', '/dev/shm/c'): open(f, 'w').write('x')";

        var (first, _) = await RunAsync("python", Leave, workflow: "leaving");
        var (second, _) = await RunAsync("python", Leave, workflow: "leaving");
        var (python, _) = await RunAsync("python", "import json, sys\nresult = [json.dumps(1), 'sitecustomize' in sys.modules and 'poison']", "files: [sitecustomize.py, usercustomize.py, json.py, os.py]", "poisoned");
        var (node, _) = await RunAsync("javascript", "let said; try { require('fs-extra'); } catch (e) { said = e.code; } return [said, require('./data.json').a];", "files: [node_modules/fs-extra/index.js, package.json, data.json]", "poisoned", ("data.json", """{ "a": 1 }"""));

        Assert.Equal(("[]", "[]"), (Result(first), Result(second)));
        Assert.Equal("""["1",false]""", Result(python));
        Assert.Equal("""["MODULE_NOT_FOUND",1]""", Result(node));
    }

    [Fact, NeedsQuiet]
    public async Task A_cancelled_run_kills_its_code_at_once()
    {
        await Platform.SaveAsync("""
            platform: v1
            name: endless
            start: a
            nodes:
              a: { code: { language: python, source: "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen('/proc/self/comm', 'w').write('pf-endless')\nwhile True: pass", timeout: 5m } }
            """);
        var run = await Platform.StartRunAsync("endless");
        await Waiting.UntilAsync(() => Running("pf-endless") == 1);

        var clock = Stopwatch.StartNew();
        await Platform.Runs.CancelAsync(RunningPlatform.Me, run.Id, RunningPlatform.Token);
        await Waiting.UntilAsync(() => Running("pf-endless") == 0);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}"); // a tenth of a second when the machine has nothing else to do
        Assert.Equal(RunStatus.Cancelled, (await Platform.EndOfAsync(run.Id)).Status);
    }

    [Fact]
    public async Task A_secret_that_the_code_was_given_by_a_roundabout_way_is_not_told()
    {
        Platform.Get<Redactor>().Learn("TOKEN", "hunter-22");

        var (_, told) = await RunAsync("python", "print('it is ' + inputs['a'] + inputs['b'])\nresult = inputs['a'] + inputs['b']", "inputs: { a: hunter, b: \"-22\" }");

        Assert.Equal("it is [secret TOKEN]\n", told.Result!.Value.GetProperty("logs").GetString());
        Assert.Equal("[secret TOKEN]", told.Result!.Value.GetProperty("result").GetString());
    }

    [Fact]
    public async Task Where_nothing_can_shut_it_in_code_does_not_run_and_the_error_names_what_to_install()
    {
        await using var bare = await RunningPlatform.StartAsync(change: s => s.AddSingleton(Options.Create(new SandboxOptions { Runtime = SandboxChoice.None })));
        await bare.SaveAsync(Yaml("bare", "python", "result = 1", ""));

        var run = await bare.EndOfAsync((await bare.StartRunAsync("bare")).Id);

        Assert.Equal("sandbox_failed", run.Error!.Code);
        Assert.Contains("bubblewrap", run.Error.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_operator_allows_is_refused_before_anything_runs()
    {
        var (run, _) = await RunAsync("python", "result = 1", "memory: 100GB");

        Assert.Equal("validation", run.Error!.Code);
        Assert.Contains("LargestMemoryMb", run.Error.Resolution, StringComparison.Ordinal);
    }

    private async Task<(RunView Run, ToolFinished Told)> RunAsync(string language, string source, string more = "", string? workflow = null, params (string Path, string Text)[] files)
    {
        var name = workflow ?? $"code-{Guid.NewGuid():n}"[..20];
        foreach (var (path, text) in files) Put(name, path, text);
        await Platform.SaveAsync(Yaml(name, language, source, more));
        var run = await Platform.EndOfAsync((await Platform.StartRunAsync(name)).Id);
        var told = (await Platform.EventsAsync(run.Id)).Select(e => e.Event).OfType<ToolFinished>().Single();
        return (run, told);
    }

    private static string Yaml(string name, string language, string source, string more) => $$$"""
        platform: v1
        name: {{{name}}}
        state: { r: {} }
        outputs: { r: "${{ state.r }}" }
        start: a
        nodes:
          a:
            code: { language: {{{language}}}, source: {{{JsonSerializer.Serialize(source)}}}{{{(more.Length > 0 ? $", {more}" : "")}}} }
            save: { r: "${{ output }}" }
        """;

    private static string Result(RunView run)
    {
        Assert.True(run.Outputs is not null, run.Error?.ToString()); // whole: a difference of strings shows its beginning only
        return run.Outputs!.Value.GetProperty("r").GetRawText();
    }

    private string PathOf(string workflow, string path) => Path.Combine(Platform.Folder, "files", OrganizationId.Local.ToString(), workflow, path);

    private void Put(string workflow, string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(workflow, path))!);
        File.WriteAllText(PathOf(workflow, path), text);
    }

    private static int Running(string command) => Process.GetProcesses().Count(p => p.ProcessName == command);
}
