using Platform.Core.Health;
using Platform.Core.Workflows;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

/// <summary>Under which names the calls of a kind of tool are counted.</summary>
public sealed class NamesOfTools
{
    private static readonly string[] Kinds = ["hash", "http.request"];

    [Fact]
    public void What_many_workflows_name_alike_is_asked_once_less_those_in_which_it_is_another_kind()
    {
        var names = Of(("a", "sums", "hash"), ("b", "sums", "hash"), ("c", "sums", "hash"), ("d", "sums", "http.request"));

        Assert.Equal([new ToolName("hash", "", false), new("sums", "", false), new("sums", "d", true)], names["hash"]);
        Assert.Equal([new ToolName("http.request", "", false), new("sums", "d", false)], names["http.request"]);
        Assert.Equal(["hash", "sums"], names.In("a", "hash"));
        Assert.Equal(["hash"], names.In("d", "hash"));
    }

    [Fact]
    public void A_part_that_bears_the_name_of_another_kind_is_asked_where_it_is()
    {
        var names = Of(("a", "hash", "http.request"), ("b", "hash", "hash"));

        Assert.Equal([new ToolName("hash", "", false)], names["hash"]);
        Assert.Equal([new ToolName("http.request", "", false), new("hash", "a", false)], names["http.request"]);
    }

    private static ToolNames Of(params (string Workflow, string Name, string Kind)[] parts) => ToolNames.Of(
        new PartsView([.. parts.Select(p => new WorkflowParts(p.Workflow, 1, [], [GivenConfig.Part(p.Name, $$"""{"use":"{{p.Kind}}"}""")], [], [], [], null))], parts.Length, parts.Length), Kinds);
}
