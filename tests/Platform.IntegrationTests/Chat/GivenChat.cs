using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.IntegrationTests.Support;

namespace Platform.IntegrationTests.Chat;

/// <summary>What models say in conversations.</summary>
internal static class GivenChat
{
    public const string Good = """
        platform: v1
        name: greeter
        inputs: { who: { type: string, default: you } }
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        start: greet
        nodes:
          greet: { set: { said: "Hello, ${{ inputs.who }}" } }

        """;

    /// <summary>A node that nothing defines.</summary>
    public static readonly string Bad = Good.Replace("start: greet", "start: great", StringComparison.Ordinal);

    public static string Named(string name) => Good.Replace("name: greeter", $"name: {name}", StringComparison.Ordinal);

    public static string With(string said, string yaml) => $"{said}\n```yaml\n{yaml}```\n";

    /// <summary>A workflow whose model answers in conversations.</summary>
    public static string Host(string name, string address) => $$"""
        platform: v1
        name: {{name}}
        models: { main: { use: openai/m, base_url: "{{address}}/v1", api_key: k, retries: 0, price: { input: 1, output: 2 } } }
        agents: { one: { model: main } }
        start: ask
        nodes: { ask: { agent: one, prompt: Hi } }
        """;

    public static ProtocolServer Says(this ProtocolServer server, string text) => server.By(async response =>
    {
        await PieceAsync(response, text);
        await EndAsync(response);
    });

    public static ProtocolServer Fails(this ProtocolServer server, int status) => server.By(response =>
    {
        response.StatusCode = status;
        return response.WriteAsync("{\"error\":{\"message\":\"not now\"}}");
    });

    public static async Task PieceAsync(HttpResponse response, string text)
    {
        if (!response.HasStarted) response.ContentType = "text/event-stream";
        await response.WriteAsync($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(text)}}}}}]}}\n\n");
        await response.Body.FlushAsync();
    }

    public static Task EndAsync(HttpResponse response) => response.WriteAsync(
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":200}}\n\ndata: [DONE]\n\n");
}
