using System.Diagnostics;
using System.Text;
using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>Thousands of damaged expressions: each is compiled or refused, evaluated or failed, and soon.</summary>
public sealed class Fuzz
{
    private const int Rounds = 20_000;
    private const int Seed = 20260731; // fixed, so that a failure is found again

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20); // a second at most when the machine has nothing else to do

    private static readonly string[] Pieces =
    [
        "[", "]", "(", ")", "{", "}", "?", ":", ",", ".", "..", "'", "\"", "\"\"\"", "\\", "`", "0x", "1e9", "9223372036854775807", "-", "!", "&&", "||", "in",
        "null", "b'\\xff'", "r'", "\ud83d", "\ude00", "é", "\0", "//", "\n", "x", ".map(x, x)", ".all(a, b, true)", "[1,2,3]", "{'a': 1}", ".?a", "[?0]",
        "optional.of(", "math.", "cel.bind(x, ", "duration('1h')", "timestamp(0)", ".format([1])", ".matches('(a+)+$')", "* 1000000", "+ [x, x]", ".split('')",
    ];

    [Fact]
    public void A_damaged_expression_never_throws_anything_but_its_own_exception_and_never_takes_long()
    {
        var cases = ConformanceCase.ReadAll();
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Damage(cases[random.Next(cases.Count)].Text, cases[random.Next(cases.Count)].Text, random);
            var clock = Stopwatch.StartNew();

            var failure = Run(text, cases[random.Next(cases.Count)].Scope);

            Assert.True(failure is null, $"{text}: {failure}");
            Assert.True(clock.Elapsed < Soon, $"{text}: {clock.Elapsed}");
        }
    }

    private static Exception? Run(string text, ICelScope scope)
    {
        try
        {
            CelExpression.Compile(text, new CelEnvironment(new Dictionary<string, CelStaticType> { ["x"] = CelStaticType.AnyList }));
            var value = CelExpression.Compile(text, null).Expression?.Evaluate(scope);
            _ = value?.ToJson() + value?.ToText() + value?.GetHashCode();
            return null;
        }
        catch (CelException)
        {
            return null;
        }
        catch (Exception e) // the very thing that this test looks for
        {
            return e;
        }
    }

    private static string Damage(string text, string other, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(damaged.Length + 1);
            switch (random.Next(5))
            {
                case 0 when at < damaged.Length:
                    damaged.Remove(at, Math.Min(random.Next(1, 6), damaged.Length - at));
                    break;
                case 1:
                    damaged.Insert(at, other);
                    break;
                case 2 when at < damaged.Length:
                    damaged[at] = (char)random.Next(1, 0x2100);
                    break;
                default:
                    damaged.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return damaged.ToString();
    }
}
