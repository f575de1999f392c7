using System.Diagnostics;
using System.Text;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

/// <summary>The validator answers on any bytes: with findings or a graph, never with an exception, and soon.</summary>
public sealed class AnyBytes
{
    // A day on a slow machine still ends; what hangs or grows does not.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static readonly string[] Pieces =
    [
        "${{ ", " }}", "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "\t", "&a ", "*a", "<<: ", "!!str ", "!x ", "|", ">-\n", "'", "\"", "#", "%", "@", "---\n", "...\n", "? ", ",",
        "\\", "\\uD800", "\uFEFF", "\0", "\u2028", "é", "\U0001F600", "state.x", "\"#/types/T\"", "1e999", "0x", "-", ".inf", "~", "nodes", "next", "needs", "map", "$ref", "merge",
    ];

    [Fact]
    public void Random_bytes_are_answered()
    {
        var random = new Random(20260501);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                for (var k = 0; k < bytes.Length; k++) bytes[k] = (byte)(bytes[k] % 96 + 32);

            Answer(bytes);
        }
    }

    [Fact]
    public void Mutated_workflows_are_answered()
    {
        var random = new Random(7);
        var seeds = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Platform.IntegrationTests", "Config", "Findings"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).Append(TheExampleOfTheLanguage.Text()).Append(TheExampleOfTheLanguage.Text()).ToList();
        for (var i = 0; i < 4000; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Count)]);
            for (var changes = random.Next(1, 6); changes > 0; changes--) Change(text, random);
            Answer(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    [Fact]
    public void Every_beginning_of_the_example_is_answered()
    {
        var text = TheExampleOfTheLanguage.Text();
        for (var length = 0; length < text.Length; length += 3) Answer(Encoding.UTF8.GetBytes(text[..length]));
    }

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData("{", 1_000_000)]
    [InlineData("{a: ", 250_000)]
    [InlineData("- ", 500_000)]
    [InlineData("? ", 500_000)]
    [InlineData("&a [", 200_000)]
    [InlineData("a:\n ", 200_000)]
    [InlineData("\"", 1_000_000)]
    [InlineData("'", 1_000_000)]
    [InlineData("#", 1_000_000)]
    [InlineData("\n", 1_000_000)]
    [InlineData("x", 1_000_000)]
    [InlineData("x ", 500_000)]
    [InlineData("a: b\n", 200_000)]
    [InlineData("[],", 300_000)]
    [InlineData("%A b\n", 200_000)]
    [InlineData("!a ", 300_000)]
    [InlineData("---\n", 250_000)]
    [InlineData("\t", 1_000_000)]
    [InlineData("|\n ", 300_000)]
    public void A_megabyte_of_one_thing_is_answered(string piece, int times) =>
        Answer(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, times))));

    [Theory]
    [InlineData("${{ ", 200_000)]
    [InlineData("${{ (", 200_000)]
    [InlineData("${{ [", 200_000)]
    [InlineData("${{ 1 }}", 100_000)]
    [InlineData("${{ state.x }} ", 60_000)]
    public void A_megabyte_of_expressions_is_answered(string piece, int times) =>
        Answer(Encoding.UTF8.GetBytes($"platform: v1\nname: a\nstart: a\nnodes:\n  a:\n    set:\n      x: '{string.Concat(Enumerable.Repeat(piece, times))}'\n"));

    [Theory]
    [InlineData("nodes", "n{0}: {{ next: m{0} }}")]
    [InlineData("nodes", "n{0}: {{ needs: [n{1}, m{0}] }}")]
    [InlineData("nodes", "n{0}: {{ next: n{1} }}")]
    [InlineData("nodes", "n{0}: {{ needs: [n{1}] }}")]
    [InlineData("nodes", "n{0}: {{ next: [{{ when: a, to: n{1} }}, {{ to: n{2} }}] }}")]
    [InlineData("nodes", "n{0}: {{ set: {{ x{0}: '${{{{ state.y{0} }}}}' }} }}")]
    [InlineData("state", "n{0}: {{ default: 1, merge: x{0} }}")]
    [InlineData("inputs", "n{0}: {{ $ref: '#/types/t{0}' }}")]
    [InlineData("models", "n{0}: {{ use: openai/x, fallback: n{1} }}")]
    [InlineData("tools", "n{0}: {{ use: tool{0} }}")]
    [InlineData("agents", "n{0}: {{ model: m{0}, tools: [t{0}] }}")]
    [InlineData("outputs", "n{0}: '${{{{ inputs.a{0} }}}}'")]
    public void The_same_mistake_many_thousand_times_is_answered(string section, string entry)
    {
        var text = new StringBuilder("platform: v1\nname: big\nstart: n0\n" + section + ":\n");
        for (var i = 0; text.Length < 300_000; i++) text.Append("  ").AppendFormat(System.Globalization.CultureInfo.InvariantCulture, entry, i, i + 1, i / 2).Append('\n');

        Answer(Encoding.UTF8.GetBytes(text.ToString()));
    }

    [Fact]
    public void Aliases_that_double_at_each_step_are_refused()
    {
        var bomb = new StringBuilder("platform: v1\nname: bomb\nl0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 40; i++) bomb.Append($"l{i}: &l{i} [*l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}]\n");

        var findings = Answer(Encoding.UTF8.GetBytes(bomb.ToString()));

        Assert.Single(findings, f => f.Code == "WF012" && f.Message.Contains("100,000", StringComparison.Ordinal));
    }

    [Fact]
    public void Merge_keys_that_double_at_each_step_are_refused()
    {
        var bomb = new StringBuilder("m0: &m0 { a: 1 }\n");
        for (var i = 1; i < 60; i++) bomb.Append($"m{i}: &m{i} {{ <<: [*m{i - 1}, *m{i - 1}, *m{i - 1}], k{i}: 1 }}\n");

        Assert.Contains(Answer(Encoding.UTF8.GetBytes(bomb.ToString())), f => f.Code == "WF012");
    }

    [Fact]
    public void A_long_key_over_many_values_does_not_fill_the_memory_with_paths()
    {
        var key = new string('k', 100_000);
        var before = GC.GetTotalAllocatedBytes();

        Answer(Encoding.UTF8.GetBytes($"{key}:\n  {key}:\n    {key}: [{string.Join(',', Enumerable.Repeat('x', 90_000))}]\n"));

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_000_000_000);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "UTF-16")]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0xC3, 0x28 }, "UTF-8")]
    [InlineData(new byte[] { 0x61, 0x3A, 0x00 }, "zero byte")]
    [InlineData(new byte[0], "empty")]
    public void What_is_no_text_is_told_so(byte[] bytes, string said)
    {
        var finding = Assert.Single(Answer(bytes));

        Assert.Equal("WF001", finding.Code);
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_file()
    {
        var text = "\uFEFFplatform: v1\nname: marked\nstart: a\nnodes: { a: }\n";

        Assert.Empty(Answer(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void More_than_a_megabyte_is_refused() =>
        Assert.Contains("1 MB", Assert.Single(Answer(new byte[1024 * 1024 + 1])).Message, StringComparison.Ordinal);

    private static IReadOnlyList<Finding> Answer(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        IReadOnlyList<Finding> findings;
        try
        {
            findings = Compiling.Compiler.Compile(bytes, "any.yaml", null).Findings;
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"Thrown on {Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, 6000)))}", thrown);
        }

        Assert.True(watch.Elapsed < Bound, $"{watch.Elapsed} for {Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 80)))}");
        Assert.All(findings, f => Assert.True(f.At is { Line: >= 1, Column: >= 1 }));
        return findings;
    }

    private static void Change(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(5))
        {
            case 0:
                text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 1 when at < text.Length:
                text.Remove(at, Math.Min(text.Length - at, random.Next(1, 12)));
                break;
            case 2 when at < text.Length:
                text[at] = (char)random.Next(1, 0x300);
                break;
            case 3:
                text.Insert(at, text.ToString(text.Length / 3, Math.Min(40, text.Length / 3)));
                break;
            default:
                text.Length = Math.Max(1, at);
                break;
        }
    }
}
