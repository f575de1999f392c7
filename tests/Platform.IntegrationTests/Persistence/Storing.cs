using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.State;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Persistence;

/// <summary>The hot path over a real file: leases, fences, group commit, checkpoints.</summary>
public sealed class Storing
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_stale_epoch_writes_nothing()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var (log, run) = await QueuedAsync(platform);
        var first = await log.AcquireAsync(run, Claim("first", Now));

        var second = await log.AcquireAsync(run, Claim("second", Now.AddMinutes(1)));
        var stale = await log.CommitAsync(first!, Commit(first!, new RunStarted(CelMap.Empty)));
        var good = await log.CommitAsync(second!, Commit(second!, new RunStarted(CelMap.Empty)));

        Assert.True(stale.Stale);
        Assert.False(good.Stale);
        Assert.Equal("first", second!.TakenFrom);
        Assert.Equal(["run.queued", "run.started"], (await platform.EventsAsync(run)).Select(e => e.Type));
    }

    [Fact]
    public async Task An_execution_that_has_given_its_lease_back_writes_nothing_more_though_the_epoch_is_its_own()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var (log, run) = await QueuedAsync(platform);
        var lease = await log.AcquireAsync(run, Claim("me", Now));
        var waits = await log.CommitAsync(lease!, Commit(lease!, new RunStarted(CelMap.Empty)) with { Rest = new RunRest(RunStatus.Waiting, lease!.Signal) });

        var late = await log.CommitAsync(lease!, Commit(lease!, new RunStarted(CelMap.Empty)) with { Events = [new LoggedEvent(3, Now, new RunResumed("too late"))] });

        Assert.True(waits.Rests);
        Assert.True(late.Stale);
        Assert.Equal(["run.queued", "run.started"], (await platform.EventsAsync(run)).Select(e => e.Type));
        Assert.Equal(RunStatus.Waiting, (await platform.Runs.FindAsync(RunningPlatform.Me, run, TestContext.Current.CancellationToken))!.Status);
    }

    [Fact]
    public async Task A_live_lease_is_given_to_nobody_else_and_a_dead_owners_at_once()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var (log, run) = await QueuedAsync(platform);
        await log.AcquireAsync(run, Claim("first", Now));

        var refused = await log.AcquireAsync(run, Claim("second", Now));
        var taken = await log.AcquireAsync(run, Claim("second", Now) with { IsDead = o => o == "first" });

        Assert.Null(refused);
        Assert.Equal(2, taken!.Epoch);
    }

    [Fact]
    public void An_owner_whose_process_is_gone_is_known_to_be_dead()
    {
        var mine = LeaseOwner.New();
        var parts = mine.Split('/');

        Assert.False(LeaseOwner.IsDead(mine));
        Assert.True(LeaseOwner.IsDead($"{parts[0]}/{parts[1]}/another start/{parts[3]}"));
        Assert.True(LeaseOwner.IsDead($"{parts[0]}/4194304/{parts[2]}/{parts[3]}"));
        Assert.False(LeaseOwner.IsDead($"elsewhere/{parts[1]}/{parts[2]}/{parts[3]}"));
    }

    [Fact]
    public async Task A_commit_after_one_that_failed_leaves_no_gap()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var (log, run) = await QueuedAsync(platform);
        var lease = await log.AcquireAsync(run, Claim("me", Now));

        var skipped = await log.CommitAsync(lease!, Commit(lease!, new RunResumed("too late")) with { Events = [new LoggedEvent(3, Now, new RunResumed("a gap"))] });

        Assert.True(skipped.Stale);
        Assert.Single(await platform.EventsAsync(run));
    }

    [Fact]
    public async Task A_request_that_fails_takes_nothing_with_it_and_leaves_nothing_behind()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var writer = platform.Get<IDatabaseWriter>();
        Task<int> Insert(string name, bool fails) => writer.WriteAsync(s =>
        {
            s.Execute("INSERT INTO users VALUES ($1, $2, $3, '[]', 0)", Guid.NewGuid(), OrganizationId.Local, name);
            return fails ? throw new PlatformException(ErrorCode.Conflict, "No.") : 1;
        });

        var all = Enumerable.Range(0, 50).Select(i => Insert($"user {i}", fails: i % 10 == 3)).ToList();
        var failed = 0;
        foreach (var one in all)
        {
            try
            {
                await one;
            }
            catch (PlatformException)
            {
                failed++;
            }
        }

        var stored = platform.Get<Database>().Read(s => s.All("SELECT name FROM users WHERE name LIKE 'user %'", r => r.GetString(0)));
        Assert.Equal(5, failed);
        Assert.Equal(45, stored.Count);
        Assert.DoesNotContain("user 3", stored);
        Assert.True(writer.Commits < 50, $"{writer.Commits} commits");
    }

    [Fact]
    public async Task A_checkpoint_that_is_loaded_is_the_one_that_was_told()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<(bool Grow, byte Value)>>(), changes =>
        {
            var (told, loaded) = StoreAndLoad(platform, [.. changes.Get.Select(c => (c.Grow, (int)c.Value * 40))]);
            return told.Step == loaded.Step && Text(told) == Text(loaded);
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    [Fact]
    public async Task A_list_that_grows_for_a_thousand_steps_is_stored_in_linear_space()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);

        var (told, loaded) = StoreAndLoad(platform, [.. Enumerable.Range(0, 1000).Select(_ => (true, 100))]);

        var bytes = platform.Get<Database>().Read(s => s.Number("SELECT sum(length(state)) FROM checkpoints"));
        Assert.Equal(Text(told), Text(loaded));
        Assert.InRange(bytes, 1, 300_000); // 1,000 x 100 bytes written; a copy of the state at each step would be 50 MB
    }

    private static string Text(Checkpoint at) => Encoding.UTF8.GetString(CheckpointJson.WriteFull(at));

    private static (Checkpoint Told, Checkpoint Loaded) StoreAndLoad(RunningPlatform platform, IReadOnlyList<(bool Grow, int Size)> changes)
    {
        var (log, run) = QueuedAsync(platform).GetAwaiter().GetResult();
        var lease = log.AcquireAsync(run, Claim("me", Now)).GetAwaiter().GetResult()!;
        var at = new Checkpoint
        {
            Step = 0,
            Channels = System.Collections.Immutable.ImmutableSortedDictionary<string, CelValue>.Empty.Add("log", CelList.Empty).Add("last", CelValue.Of("")),
            Due = [new DueNode("a", 1)],
        };
        var pace = new CheckpointPace(0, 0);
        var stored = new List<StoredCheckpoint> { pace.First(at) };
        foreach (var (grow, size) in changes)
        {
            var value = CelValue.Of(new string('x', size));
            var delta = CheckpointDelta.None with { };
            if (grow)
            {
                at = at with { Step = at.Step + 1, Channels = at.Channels.SetItem("log", ((CelList)at.Channels["log"]).AddRange([value])) };
                delta = delta with { Appended = new Dictionary<string, CelList> { ["log"] = CelList.Of([value]) } };
            }
            else
            {
                at = at with { Step = at.Step + 1, Channels = at.Channels.SetItem("last", value) };
                delta = delta with { Replaced = new Dictionary<string, CelValue> { ["last"] = value } };
            }

            stored.Add(pace.Next(at, delta));
        }

        log.CommitAsync(lease, new RunCommit { At = Now, LeaseUntil = Now.AddSeconds(15), Checkpoints = stored }).GetAwaiter().GetResult();
        return (at, log.LoadAsync(lease, CancellationToken.None).AsTask().GetAwaiter().GetResult().Checkpoint!);
    }

    private static LeaseClaim Claim(string owner, DateTimeOffset now) => new(owner, now, TimeSpan.FromSeconds(15), _ => false);

    private static RunCommit Commit(LeasedRun run, RunEvent told) => new()
    {
        At = Now,
        LeaseUntil = Now.AddSeconds(15),
        Events = [new LoggedEvent(run.LastSequence + 1, Now, told)],
    };

    private static async Task<(IRunLog Log, RunId Run)> QueuedAsync(RunningPlatform platform)
    {
        var run = await platform.Get<IRunStore>().CreateAsync(new NewRun
        {
            Id = RunId.New(),
            Organization = OrganizationId.Local,
            Workflow = "w",
            Version = 1,
            Inputs = "{}",
            Trigger = "test",
            By = "me",
            At = Now,
        }, claim: null);
        return (platform.Get<IRunLog>(), run.Id);
    }
}
