using Platform.Web.Live;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>When those who watch give the engine a rest.</summary>
public sealed class BusyEngines
{
    private readonly Busyness _engine = new();
    private TimeSpan _now = TimeSpan.FromSeconds(10);
    private long _commits = 1_000;

    [Fact]
    public void An_engine_that_does_little_is_not_busy()
    {
        Assert.False(After(milliseconds: 0, commits: 0));
        Assert.False(After(milliseconds: 1_000, commits: 90));
    }

    [Fact]
    public void Commits_of_before_the_first_look_do_not_count() => Assert.False(After(milliseconds: 0, commits: 50_000));

    [Fact]
    public void An_engine_that_readers_slow_down_stays_busy_until_it_is_still()
    {
        After(milliseconds: 0, commits: 0);
        Assert.True(After(milliseconds: 50, commits: 500));

        Assert.True(After(milliseconds: 100, commits: 0)); // too soon to say
        Assert.True(After(milliseconds: 500, commits: 40)); // slow, and not still
        Assert.False(After(milliseconds: 600, commits: 1));
    }

    private bool After(int milliseconds, int commits)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        _commits += commits;
        return _engine.At(_now, _commits);
    }
}
