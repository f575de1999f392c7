using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>What people get wrong, and what happens to machines: each ends with a clear error, and nothing is lost.</summary>
public sealed class BadInput : IDisposable
{
    private readonly CliProcess _cli = new() { OnSqlite = true }; // files, folders and arguments: the database is beside the point

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData("graph")]
    public async Task A_missing_file_is_named(string command)
    {
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, command, "missing.yaml");

        Assert.Equal(2, wrong.ExitCode);
        Usage.AssertTwoLines(wrong);
        Assert.Contains("missing.yaml", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_looked_for_in_the_wrong_folder_says_how_to_name_the_right_one()
    {
        var nothing = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "hello");
        Assert.Equal(1, nothing.ExitCode);
        Usage.AssertTwoLines(nothing);
        Assert.Contains("--data FOLDER or PLATFORM_HOME", nothing.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cli.Folder)); // no data folder was made for it

        _cli.Write("broken.yaml", "platform: v1\nname: broken\nstart: a\nnodes: { a: { tool: math.eval, with: { formula: 1 / 0 } } }\n");
        await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "broken.yaml");
        var other = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "hello");
        Assert.Contains(Path.Combine(_cli.Folder, ".platform"), other.Error, StringComparison.Ordinal);
        Assert.Contains("--data FOLDER or PLATFORM_HOME", other.Error, StringComparison.Ordinal);

        var list = await _cli.RunAsync(TestContext.Current.CancellationToken, "runs", "list", "--status", "failed");
        Assert.Matches(@"broken v1 .* \$0 .*divides by zero", list.Output.ToLowerInvariant());
    }

    [Fact]
    public async Task A_title_with_escape_codes_does_not_steer_the_terminal()
    {
        _cli.Write("steer.yaml", """
            platform: v1
            name: steer
            start: ask
            nodes: { ask: { human: { title: "red \e[31m and \e]0;another title\a" } } }
            """);

        var waiting = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "steer.yaml");

        Assert.Equal(3, waiting.ExitCode);
        Assert.Contains("red ", waiting.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', waiting.Error);
        Assert.DoesNotContain('\a', waiting.Error);
    }

    [Fact]
    public async Task A_folder_without_a_workflow_says_what_it_should_hold()
    {
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "empty"));

        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "empty");

        Assert.Equal(2, wrong.ExitCode);
        Usage.AssertTwoLines(wrong);
        Assert.Contains("workflow.yaml", wrong.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Files => new()
    {
        { "empty.yaml", [] },
        { "binary.yaml", [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe, 0xc3, 0x28] },
        { "image.yaml", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d] },
        { "huge.yaml", Encoding.UTF8.GetBytes("platform: v1\nname: huge\ndescription: " + new string('x', 2_000_000)) },
        { "deep.yaml", Encoding.UTF8.GetBytes("platform: v1\nname: deep\nnodes: " + new string('[', 5000) + new string(']', 5000)) },
        { "list.yaml", Encoding.UTF8.GetBytes("- 1\n- 2\n") },
        { "types.yaml", Encoding.UTF8.GetBytes("platform: v1\nname: [not, a, name]\nnodes: 7\nlimits: many\n") },
        { "tabs.yaml", Encoding.UTF8.GetBytes("platform: v1\n\tname: x\n") },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_no_workflow_is_refused_with_findings(string name, byte[] bytes)
    {
        _cli.Write(name, bytes);

        var run = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", name);
        var validate = await _cli.RunAsync(TestContext.Current.CancellationToken, "validate", name);

        Assert.True(run.ExitCode == 1, run.ToString());
        Usage.AssertTwoLines(run);
        Assert.Contains($"{name}:", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, validate.ExitCode);
    }

    [Fact]
    public async Task A_file_far_too_large_is_not_even_read()
    {
        await using (var file = File.Create(Path.Combine(_cli.Folder, "giant.yaml"))) file.SetLength(3L * 1024 * 1024 * 1024);

        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", "giant.yaml");

        Assert.Equal(2, wrong.ExitCode);
        Usage.AssertTwoLines(wrong);
    }

    [Theory]
    [InlineData("nmae=Ada", "name")]
    [InlineData("name", "NAME=VALUE")]
    [InlineData("=x", "NAME=VALUE")]
    [InlineData("@missing.json", "missing.json")]
    [InlineData("name=@missing.txt", "missing.txt")]
    [InlineData("name=", "name")]
    [InlineData("@list.json", "object")]
    [InlineData("@broken.json", "broken.json")]
    public async Task A_wrong_input_is_named_before_anything_runs(string input, string named)
    {
        _cli.Write("list.json", "[1, 2]");
        _cli.Write("broken.json", "{\"name\": ");

        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", CliProcess.Sample("hello"), "-i", input);

        Assert.True(wrong.ExitCode == 2, wrong.ToString());
        Usage.AssertTwoLines(wrong);
        Assert.Contains(named, wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amount=plenty")]
    [InlineData("amount=-1")]
    [InlineData("@wrong.json")]
    public async Task An_input_of_the_wrong_shape_is_refused_by_run_and_by_a_dry_run(string input)
    {
        _cli.Write("wrong.json", """{"amount": [1, 2]}""");

        foreach (var dry in new[] { true, false })
        {
            string[] arguments = ["run", CliProcess.Sample("approval"), "-i", input, .. dry ? ["--dry-run"] : Array.Empty<string>()];
            var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, arguments);

            Assert.True(wrong.ExitCode == 2, wrong.ToString());
            Usage.AssertTwoLines(wrong);
            Assert.Contains("amount", wrong.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_taken_port_is_told_with_another_one_to_try()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "up", "--port", $"{port}");

        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Assert.Contains($"{port}", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("--port", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/platform")] // refuses folders, even to root
    [InlineData("/dev/null")] // is no folder
    public async Task A_data_folder_that_cannot_be_written_is_told_with_the_way_to_choose_another(string folder)
    {
        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", CliProcess.Sample("hello"), "--data", folder);

        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Usage.AssertTwoLines(wrong);
        Assert.Contains("--data", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_database_s_place_that_is_no_database_is_told_and_left_alone()
    {
        var first = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", CliProcess.Sample("hello"));
        Assert.True(first.ExitCode == 0, first.ToString());
        var database = Directory.EnumerateFiles(Path.Combine(_cli.Folder, ".platform"), "*.db").Single();
        foreach (var beside in Directory.EnumerateFiles(Path.Combine(_cli.Folder, ".platform"), "*.db-*")) File.Delete(beside);
        await File.WriteAllTextAsync(database, string.Concat(Enumerable.Repeat("this is no database. ", 1000)), TestContext.Current.CancellationToken);

        var wrong = await _cli.RunAsync(TestContext.Current.CancellationToken, "run", CliProcess.Sample("hello"));

        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Usage.AssertTwoLines(wrong);
        Assert.StartsWith("this is no database", await File.ReadAllTextAsync(database, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
