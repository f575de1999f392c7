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

public sealed class Anthropic(Aimock server) : ModelProviderSuite(server), IClassFixture<Aimock>
{
    protected override string Settings(string address) => $$"""{"use":"anthropic/claude-haiku-4-5","base_url":"{{address}}","api_key":"test-key"}""";
}
