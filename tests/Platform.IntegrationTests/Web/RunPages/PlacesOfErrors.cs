using Platform.Core.Graph;
using Platform.IntegrationTests.Support;
using Platform.Web.Pages.Runs.Spans;
using Xunit;

namespace Platform.IntegrationTests.Web.RunPages;

/// <summary>What an error says leads to the word in the YAML that it is about.</summary>
public sealed class PlacesOfErrors
{
    private const string Text = """
        platform: v1
        name: places
        state: { small: { type: string, maxLength: 3, default: "" }, n: { type: integer, default: 1 } }
        outputs: { half: "${{ 7 > 3 ? string(10 / state.n) : 'x' }}" }
        models: { main: { use: openai/gpt-4o-mini } }
        tools: { calc: { use: math.eval } }
        agents: { clerk: { model: main, tools: [calc] } }
        start: run
        nodes:
          run:
            timeout: 5s
            code:
              language: python
              source: |
                def f(x):
                    return 1 / x
                f(0)
            next: save
          save: { set: { small: abcd, n: "${{ 1 + 10 / state.n }}" }, next: sum }
          sum: { tool: calc, with: { formula: "1 /" }, next: ask }
          ask: { agent: clerk, prompt: Go }
        limits: { steps: 20 }
        """;

    private static readonly CompiledGraph Graph = Compiling.Compile(Text).Value!;

    [Theory]
    [InlineData(null, "The run passed its limit of 20 (steps).", null, "steps: 20")]
    [InlineData(null, "outputs.half: division by zero in `10 / state.n` (column 17)", null, "10 / state.n) :")]
    [InlineData("run", "ZeroDivisionError: division by zero (main.py, line 2)", null, "return 1 / x")]
    [InlineData("run", "'run' did not end within 5 s.", null, "timeout: 5s")]
    [InlineData("save", "What 'save' saves does not fit the channel 'small': at most 3.", null, "small: abcd")]
    [InlineData("save", "division by zero in `10 / state.n` (column 6)", null, "10 / state.n }}")]
    [InlineData("sum", "Argument 'formula' must be a formula.", null, "formula: ")]
    [InlineData("sum", "It went wrong.", null, "tool: calc, with")]
    [InlineData("ask", "Model 'main' has no key for OpenAI.", null, "openai/gpt")]
    [InlineData("ask", "The formula divides by zero.", "calc", "math.eval")]
    public void It_is_the_place_of_what_it_names(string? node, string message, string? tool, string word)
    {
        var at = Places.OfError(Graph, node, message, tool);

        Assert.NotNull(at);
        Assert.StartsWith(word, Text.Split('\n')[at.Value.Line - 1][(at.Value.Column - 1)..], StringComparison.Ordinal);
    }
}
