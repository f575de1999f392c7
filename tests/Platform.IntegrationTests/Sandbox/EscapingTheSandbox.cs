using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Sandbox;

/// <summary>Ways out of a sandbox, tried through the door that agents and workflows use.</summary>
public sealed class EscapingTheSandbox(EscapeRoom room) : IClassFixture<EscapeRoom>
{
    public static TheoryData<string> Gentle() => [.. GentleEscapes.All.Select(e => e.ToString())];

    public static TheoryData<string> Outside() => [.. GentleEscapes.All.Where(e => e.WorksOutside).Select(e => e.ToString())];

    public static TheoryData<string> Violent() => [.. ViolentEscapes.All.Select(e => e.ToString())];

    [Theory]
    [MemberData(nameof(Gentle))]
    public void Code_that_tries_is_refused_and_goes_on(string name)
    {
        var escape = GentleEscapes.All.Single(e => e.ToString() == name);

        var told = room.Told(escape);

        Assert.False(told.StartsWith("ESCAPED", StringComparison.Ordinal), told);
        Assert.Contains(escape.Held, told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void The_same_succeeds_outside_so_that_the_sandbox_is_what_refuses_it(string name)
    {
        var told = room.ToldOutside(GentleEscapes.All.Single(e => e.ToString() == name));

        Assert.StartsWith("ESCAPED", told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Violent))]
    public void Code_that_goes_too_far_spoils_nothing_but_its_own_result(string name)
    {
        var escape = ViolentEscapes.All.Single(e => e.ToString() == name);

        var end = room.EndOf(escape);

        Assert.DoesNotContain("ESCAPED", end, StringComparison.Ordinal);
        if (escape.OwnResult is null) Assert.Matches("^(code_failed|limit_exceeded|timeout|forbidden): ", end);
        if (escape.OwnResult is { Length: > 0 } own) Assert.Equal(own, end);
        else Assert.Contains(escape.Held, end, StringComparison.Ordinal);
    }

    [Fact]
    public Task Nothing_that_was_left_behind_still_runs() => Waiting.UntilAsync(() => EscapeRoom.LeftBehind.Count == 0); // the kernel buries the last of them when it comes to it

    [Fact]
    public void At_least_a_hundred_ways_are_tried_and_none_twice()
    {
        var all = GentleEscapes.All.Concat(ViolentEscapes.All).Select(e => e.ToString()).ToList();

        Assert.True(all.Count >= 100, $"{all.Count}");
        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
    }
}
