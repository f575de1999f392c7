using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>The public conformance suite of the language: <c>../shared/conformance/cel.jsonl</c>, or the file that <c>PLATFORM_CEL_CASES</c> names.</summary>
public sealed class CelConformance(ITestOutputHelper output)
{
    private const double Wanted = 0.99;

    // Cases that contradict what we decided, by name, with the reason.
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal);

    [Fact]
    public void At_least_99_of_100_cases_of_the_public_suite_pass()
    {
        var cases = ConformanceCase.ReadAll();
        var failed = cases.Where(c => !LeftOut.ContainsKey(c.Name)).Select(c => (Case: c, Why: Fault(c))).Where(f => f.Why is not null).ToList();
        var left = cases.Where(c => LeftOut.ContainsKey(c.Name)).ToList();
        var passed = cases.Count - left.Count - failed.Count;

        Tell($"{passed} of {cases.Count} pass");
        foreach (var c in left) Tell($"left out: {c.Name}: {LeftOut[c.Name]}");
        foreach (var (c, why) in failed) Tell($"failed: {c.Name}: {c.Text}: {why}");

        Assert.True(passed >= cases.Count * Wanted, $"Only {passed} of {cases.Count} cases pass.");
    }

    private void Tell(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }

    /// <summary>Null when the case passes.</summary>
    private static string? Fault(ConformanceCase c)
    {
        var compiled = CelExpression.Compile(c.Text, null);
        if (compiled.Expression is null) return c.Expected is null ? null : compiled.Problems[0].Message;
        try
        {
            var value = compiled.Expression.Evaluate(c.Scope);
            if (c.Expected is null) return $"gives {value.ToJson()} where an error is due";
            return AreSame(value, c.Expected) ? null : $"gives {value.Kind} {value.ToJson()}, not {c.Expected.Kind} {c.Expected.ToJson()}";
        }
        catch (CelException e)
        {
            return c.Expected is null ? null : e.Message;
        }
    }

    // Equal in the language is not enough: 1 and 1.0 are equal, and the suite tells them apart.
    private static bool AreSame(CelValue value, CelValue expected) => (value, expected) switch
    {
        (CelList a, CelList b) => a.Count == b.Count && a.Zip(b).All(pair => AreSame(pair.First, pair.Second)),
        (CelMap a, CelMap b) => a.Count == b.Count && b.All(e => a.TryGetValue(e.Key, out var mine) && AreSame(mine, e.Value)),
        (CelDouble a, CelDouble b) => a.Value.Equals(b.Value),
        _ => value.Kind == expected.Kind && value.Equals(expected),
    };
}
