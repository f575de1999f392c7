using Platform.Core.Foundation;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>How often live parts are drawn.</summary>
public sealed class Pacing
{
    [Fact]
    public void A_few_are_done_at_once_and_those_that_follow_at_the_pace()
    {
        var pace = new Pace(perSecond: 0.1, atOnce: 3);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TimeSpan.Zero, pace.Until(1));
            pace.Take(1);
        }

        Assert.InRange(pace.Until(1).TotalSeconds, 5, 10);
        Assert.Equal(TimeSpan.Zero, pace.Until(0));
    }

    [Fact]
    public void A_debt_is_paid_off_before_the_next()
    {
        var pace = new Pace(perSecond: 10, atOnce: 100);

        pace.Take(200);

        Assert.InRange(pace.Until(0).TotalSeconds, 5, 10);
    }
}
