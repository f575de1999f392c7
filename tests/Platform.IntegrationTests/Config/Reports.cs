using System.Text.Json;
using Platform.Core.Config;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

public sealed class Reports
{
    private const string Text = "platform: v1\nname: case\nstart: a\nnodes:\n  a: { next: b%, whne: 1 }\n  b:\n";

    private static readonly FindingReport Report = FindingReport.Of(Compiling.Compile(Text, "my flow.yaml").Findings, "my flow.yaml", Text);

    [Fact]
    public void Text_shows_the_line_with_a_caret_under_the_word_and_counts_at_the_end()
    {
        var text = Report.ToText();

        Assert.Contains(" 5 |   a: { next: b%, whne: 1 }\n   |                  ^^^^\n    did you mean when?\n", text, StringComparison.Ordinal);
        Assert.EndsWith("2 errors.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains('\u001b', Report.ToText(TextColour.Ansi));
    }

    [Fact]
    public void A_caret_keeps_the_tabs_of_its_line_and_a_control_character_never_reaches_the_terminal()
    {
        var text = "platform: v1\nname: case\nstart: a\nnodes: { a: { \"\\e[31m\": 1 } }\n";

        var shown = FindingReport.Of(Compiling.Compile(text, "w").Findings, "w", text).ToText();

        Assert.DoesNotContain('\u001b', shown);
    }

    [Fact]
    public void Json_says_whether_it_is_valid_and_where_each_finding_lies()
    {
        using var json = JsonDocument.Parse(Report.ToJson());

        Assert.False(json.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(2, json.RootElement.GetProperty("errorCount").GetInt32());
        var second = json.RootElement.GetProperty("findings")[1];
        Assert.Equal("WF005", second.GetProperty("code").GetString());
        Assert.Equal("when", second.GetProperty("suggestion").GetString());
        Assert.Equal("/nodes/a/whne", second.GetProperty("path").GetString());
        Assert.Equal(18, second.GetProperty("range").GetProperty("start").GetProperty("column").GetInt32());
        Assert.Equal("  a: { next: b%, whne: 1 }", second.GetProperty("snippet").GetString());
    }

    [Fact]
    public void Sarif_has_a_region_and_an_address_for_each_finding()
    {
        using var sarif = JsonDocument.Parse(Report.ToSarif());

        var result = sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[1];
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal("my%20flow.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(5, place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Fact]
    public void A_GitHub_annotation_escapes_what_would_end_it() =>
        Assert.Contains("::error file=my flow.yaml,line=5,endLine=5,col=14,endColumn=16,title=WF021::No node is named 'b%25'", Report.ToGitHub(), StringComparison.Ordinal);
}
