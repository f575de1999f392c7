using System.Text;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Workflows;

/// <summary>Named definitions, their versions and their files.</summary>
public sealed class Saving
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_text_is_the_same_version_and_another_text_the_next()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var other = LifeOfARun.Hello.Replace("Hello ", "Good day ", StringComparison.Ordinal);

        var first = await platform.SaveAsync(LifeOfARun.Hello);
        var again = await platform.SaveAsync(LifeOfARun.Hello);
        var second = await platform.SaveAsync(other);
        var back = await platform.SaveAsync(LifeOfARun.Hello);

        Assert.Equal((1, 1, 2, 1), (first.Number, again.Number, second.Number, back.Number));
        Assert.Equal(1, (await platform.Workflows.FindAsync(RunningPlatform.Me, "hello", null, Token))!.Number);
        Assert.Equal(other, (await platform.Workflows.FindAsync(RunningPlatform.Me, "hello", 2, Token))!.Text);
        Assert.Equal([(2, false), (1, true)], (await platform.Workflows.VersionsAsync(RunningPlatform.Me, "hello", Token)).Select(v => (v.Number, v.Current)));
    }

    [Fact]
    public async Task A_text_with_errors_is_not_saved()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);

        var refused = await platform.Workflows.SaveAsync(RunningPlatform.Me, "platform: v1\nname: broken\nstart: nowhere\n", "broken.yaml", Token);

        Assert.False(refused.Ok);
        Assert.Null(await platform.Workflows.FindAsync(RunningPlatform.Me, "broken", null, Token));
    }

    [Fact]
    public async Task A_file_is_saved_with_the_children_that_lie_beside_it_also_when_they_call_each_other()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var folder = Directory.CreateTempSubdirectory("platform-files-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "ping.yaml"), "platform: v1\nname: ping\nstart: a\nnodes:\n  a: { workflow: pong }\n", Token);
        Directory.CreateDirectory(Path.Combine(folder, "pong"));
        await File.WriteAllTextAsync(Path.Combine(folder, "pong", "workflow.yaml"), "platform: v1\nname: pong\nstart: a\nnodes:\n  a: { workflow: missing }\n", Token);

        var saved = await platform.Workflows.SaveFromFileAsync(RunningPlatform.Me, Path.Combine(folder, "ping.yaml"), Token);

        Assert.True(saved.Ok, string.Join('\n', saved.Findings));
        Assert.NotNull(await platform.Workflows.FindAsync(RunningPlatform.Me, "pong", null, Token));
        Assert.Equal("WF120", Assert.Single(saved.Findings, f => f.Message.Contains("missing", StringComparison.Ordinal)).Code);
    }

    [Fact]
    public async Task A_deleted_workflow_is_gone_from_the_lists_but_its_runs_stay()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(LifeOfARun.Hello);
        var run = await platform.EndOfAsync((await platform.StartRunAsync("hello", new { name = "Ada" })).Id);

        await platform.Workflows.DeleteAsync(RunningPlatform.Me, "hello", Token);

        Assert.Empty((await platform.Workflows.ListAsync(RunningPlatform.Me, new(), Token)).Items);
        Assert.NotNull(await platform.Runs.FindAsync(RunningPlatform.Me, run.Id, Token));
        await Assert.ThrowsAsync<PlatformException>(() => platform.Workflows.DeleteAsync(RunningPlatform.Me, "hello", Token));
    }

    [Fact]
    public async Task A_workflow_with_unfinished_runs_is_not_deleted()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync(LifeOfARun.Approval);
        await platform.StartRunAsync("approval");

        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.Workflows.DeleteAsync(RunningPlatform.Me, "approval", Token));

        Assert.Equal(ErrorCode.Conflict, refused.Code);
    }

    [Fact]
    public async Task An_upload_lies_under_its_content_and_a_harmless_name()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var files = platform.Get<Core.Workflows.WorkFiles>();

        var stored = await files.UploadAsync(RunningPlatform.Me, "hello", "../../etc/pass wd.txt", new MemoryStream(Encoding.UTF8.GetBytes("abc")), Token);
        using var opened = new StreamReader(files.Open(RunningPlatform.Me, "hello", stored.Path));

        Assert.Equal("uploads/ba7816bf8f01-pass_wd.txt", stored.Path);
        Assert.Equal("abc", await opened.ReadToEndAsync(Token));
        Assert.Equal(stored.Path, Assert.Single(files.List(RunningPlatform.Me, "hello")).Path);
        Assert.Throws<PlatformException>(() => files.Open(RunningPlatform.Me, "hello", "../../platform.db"));
    }
}
