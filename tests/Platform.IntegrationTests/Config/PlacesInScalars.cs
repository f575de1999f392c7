using Platform.Core.Config;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;
using Xunit;

namespace Platform.IntegrationTests.Config;

/// <summary>A finding inside an expression points at its word, however the text was written in YAML.</summary>
public sealed class PlacesInScalars
{
    [Theory]
    [InlineData("a: one WORD two", 1, 8)]
    [InlineData("a: 'one WORD two'", 1, 9)]
    [InlineData("a: 'it''s WORD'", 1, 11)]
    [InlineData("a: \"one WORD\"", 1, 9)]
    [InlineData("a: \"\\ttab \\u00e9 \\x41 WORD\"", 1, 23)]
    [InlineData("a: \"\\U0001F600 WORD\"", 1, 16)]
    [InlineData("a: \"line\\nWORD\"", 1, 11)]
    [InlineData("a: \"one\n   WORD two\"", 2, 4)]
    [InlineData("a: \"one \\\n   WORD two\"", 2, 4)]
    [InlineData("a: \"one\n\n\n  \\  WORD\"", 4, 6)]
    [InlineData("a: 'one\n\n  WORD'", 3, 3)]
    [InlineData("a: one\n  two\n  WORD", 3, 3)]
    [InlineData("a: |\n  one\n  WORD\n", 3, 3)]
    [InlineData("a: |2-\n    one\n  WORD\n", 3, 3)]
    [InlineData("a: >-\n  one\n  two\n\n  three WORD\n", 5, 9)]
    [InlineData("a: >\n  one\n    more\n  WORD\n", 4, 3)]
    [InlineData("a: |\r\n  one\r\n  WORD\r\n", 3, 3)]
    [InlineData("b: 1\r\na: 'é😀 WORD'", 2, 9)]
    [InlineData("a: &x !!str 'one WORD'", 1, 18)]
    [InlineData("- x\n- { a: [b, \"c WORD\"] }", 2, 15)]
    public void The_word_is_found_where_it_stands(string yaml, int line, int column)
    {
        var scalar = Scalars(Read(yaml)).Single(s => s.Text.Contains("WORD", StringComparison.Ordinal));

        var at = scalar.PlaceOf(scalar.Text.IndexOf("WORD", StringComparison.Ordinal), 4);

        Assert.Equal((line, column, line, column + 4), (at.Line, at.Column, at.EndLine, at.EndColumn));
    }

    [Fact]
    public void Every_letter_of_any_block_of_text_is_found_where_it_stands()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 8)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => "ab  c\\'#"[random.Next(8)]))).ToList();
            lines[0] = "x" + lines[0];
            var header = new[] { "|", "|-", "|+", ">", ">-", ">+" }[random.Next(6)];
            var yaml = $"a: {header}\n{string.Concat(lines.Select(l => $"  {l}\n"))}";
            var source = yaml.Split('\n');
            var scalar = Assert.Single(Scalars(Read(yaml)));

            for (var i = 0; i < scalar.Text.Length; i++)
            {
                if (char.IsWhiteSpace(scalar.Text[i])) continue;
                var at = scalar.PlaceOf(i, 1);
                Assert.True(source[at.Line - 1][at.Column - 1] == scalar.Text[i], $"{i} of {scalar.Text} in {yaml}");
            }
        }
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("~", "null")]
    [InlineData("007", "7")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("+5", "5")]
    [InlineData("1.0", "1.0")]
    [InlineData("1e3", "1000.0")]
    [InlineData(".5", "0.5")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("0b1", "\"0b1\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("!!float 5", "5.0")]
    public void A_scalar_has_the_type_of_YAML_1_2(string yaml, string json) =>
        Assert.Equal(json, ((ConfigMap)Read($"a: {yaml}"))["a"]!.ToJson().GetRawText());

    [Fact]
    public void A_merged_key_never_wins_over_one_that_is_written()
    {
        var root = (ConfigMap)Read("base: &b { x: 1, y: 1, z: 1 }\nmore: &m { y: 2, w: 2 }\na: { <<: [*m, *b], z: 3 }\n");

        Assert.Equal("""{"z":3,"y":2,"w":2,"x":1}""", root["a"]!.ToJson().GetRawText());
        Assert.Equal("/a/y", ((ConfigMap)root["a"]!)["y"]!.Path);
    }

    private static ConfigValue Read(string yaml)
    {
        var found = new Findings();
        var text = yaml.StartsWith("- ", StringComparison.Ordinal) ? "root:\n" + yaml : yaml;
        var root = YamlReader.Read(text, "w.yaml", found);
        Assert.True(root is not null, string.Join('\n', found.Sorted()));
        return yaml == text ? root : new YamlExpansion(new SourceText(yaml, "w.yaml"), found).Expand(new YamlTree(new SourceText(yaml, "w.yaml"), found).Read()!);
    }

    private static IEnumerable<ConfigScalar> Scalars(ConfigValue value) => value switch
    {
        ConfigScalar scalar => [scalar],
        ConfigList list => list.Items.SelectMany(Scalars),
        ConfigMap map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };
}
