using System.Globalization;

namespace Platform.IntegrationTests.Costs;

/// <summary>Workflows that spend without a provider: scripted models with a price.</summary>
internal static class Spending
{
    /// <summary>One call of a model; a token of the prompt costs <paramref name="input"/> dollars a million.</summary>
    /// <param name="more">Further keys of the file.</param>
    public static string Once(string name, decimal input = 1000, string reply = "Done.", string more = "", string model = "") => $$$"""
        platform: v1
        name: {{{name}}}
        inputs: { text: { type: string, default: "Say it." } }
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        models: { pen: { use: scripted/pen, default: "{{{reply}}}", price: { input: {{{input.ToString(CultureInfo.InvariantCulture)}}}, output: 0 }{{{model}}} } }
        agents: { writer: { model: pen } }
        {{{more}}}
        start: write
        nodes:
          write: { agent: writer, prompt: "${{ inputs.text }}", save: { said: "${{ output }}" } }
        """;

    /// <summary>A text of so many tokens, as they are estimated.</summary>
    public static string Tokens(int tokens) => string.Concat(Enumerable.Repeat("word", tokens));
}
