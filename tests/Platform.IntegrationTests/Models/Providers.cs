using System.Text.Json;
using Platform.Core.Models.Claude;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

public sealed class OpenAi(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"openai/gpt-4.1-mini","base_url":"{{address}}/v1","api_key":"test-key","max_tokens":100}""";
}

public sealed class Ollama(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"ollama/llama3.2","base_url":"{{address}}/v1"}""";
}

public sealed class OpenAiResponses(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"openai/gpt-4.1-mini","api":"responses","base_url":"{{address}}/v1","api_key":"test-key","max_tokens":100}""";
}

public sealed class AzureDeployments(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"azure/my-gpt","base_url":"{{address}}","api_version":"2024-10-21","api_key":"test-key"}""";
}

public sealed class AzureOfToday(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"azure/my-gpt","base_url":"{{address}}/openai/v1","api":"responses","api_key":"test-key"}""";
}

public sealed class Google(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"google/gemini-2.5-flash","base_url":"{{address}}","api_key":"test-key","max_tokens":100}""";
}

public sealed class OpenRouter(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"openrouter/meta-llama/llama-3.3-70b-instruct","base_url":"{{address}}/v1","api_key":"test-key","seed":7}""";
}

public sealed class Anthropic(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    private readonly Aimock _server = server;

    protected override string Settings(string address) => $$"""{"use":"anthropic/claude-haiku-4-5","base_url":"{{address}}","api_key":"test-key","temperature":0.2}""";

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object"}}}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"number","minimum":0}}}""", false)]
    [InlineData("""{"$ref":"#/$defs/A"}""", false)]
    [InlineData("true", false)]
    public void Only_a_schema_that_means_the_same_there_goes_out(string schema, bool fits) =>
        Assert.Equal(fits, ClaudeSchema.Fits(JsonDocument.Parse(schema).RootElement));

    [Fact]
    public async Task The_settings_of_sampling_reach_the_service()
    {
        _server.Needed();
        await GivenModels.Router().CallAsync(GivenModels.Call("Say hello", GivenModels.Settings(Settings(_server.Address))), TestContext.Current.CancellationToken);

        using var http = new HttpClient();
        var journal = await http.GetStringAsync(new Uri($"{_server.Address}/__aimock/journal"), TestContext.Current.CancellationToken);

        Assert.Contains("\"temperature\":0.2", journal, StringComparison.Ordinal);
    }
}
