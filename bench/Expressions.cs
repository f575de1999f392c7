using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Core.Expressions;

namespace Platform.Bench;

/// <summary>The expression language: compiling and evaluating what stands in nearly every node.</summary>
public sealed class Expressions : IBenchmark
{
    private const string Text = "state.verdicts.exists(v, v.confidence < inputs.threshold) && inputs.reviews > 0";
    private static readonly TimeSpan For = TimeSpan.FromSeconds(2);

    public string Name => "cel";

    public int Order => 60;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var verdicts = CelList.Of(Enumerable.Range(0, 10).Select(i => (CelValue)CelMap.Of([new("confidence", CelValue.Of(0.5 + i * 0.01))])));
        var scope = new CelScope(new Dictionary<string, CelValue>(StringComparer.Ordinal)
        {
            ["state"] = CelMap.Of([new("verdicts", verdicts)]),
            ["inputs"] = CelMap.Of([new("threshold", CelValue.Of(0.1)), new("reviews", CelValue.Of(3L))]),
        });
        yield return Measure("cel.compile", () => CelExpression.Compile(Text, null));
        var compiled = CelExpression.Compile(Text, null).Expression!;
        yield return Measure("cel.evaluate_exists_over_10", () => compiled.Evaluate(scope));
    }

    private static Measurement Measure(string name, Func<object> work)
    {
        for (var i = 0; i < 1000; i++) work();
        var count = 0L;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < For; count++) work();
        return new Measurement(name, count / clock.Elapsed.TotalSeconds, "1/s", count);
    }
}
