using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

public sealed class CheckingModels
{
    [Theory]
    [InlineData("""{"use":"opnai/gpt-4o"}""", "WF063", "openai/gpt-4o")]
    [InlineData("""{"use":"builtin/clasifier","examples":"a.csv"}""", "WF063", "builtin/classifier")]
    [InlineData("""{}""", "WF063", null)]
    [InlineData("""{"use":"openai"}""", "WF064", null)]
    [InlineData("""{"use":"openai/gpt-4o","temprature":0.2}""", "WF060", "temperature")]
    [InlineData("""{"use":"openai/gpt-4o","temperature":3}""", "WF061", null)]
    [InlineData("""{"use":"openai/gpt-4o","max_tokens":"many"}""", "WF061", null)]
    [InlineData("""{"use":"openai/gpt-4o","timeout":"5 parsecs"}""", "WF061", null)]
    [InlineData("""{"use":"openai/gpt-4o","base_url":"nowhere"}""", "WF061", null)]
    [InlineData("""{"use":"openai/gpt-4o","fallback":["main"]}""", "WF067", null)]
    [InlineData("""{"use":"openai/gpt-4o","fallback":["spar"]}""", "WF068", "spare")]
    [InlineData("""{"use":"openai/gpt-4o","price":{"input":1}}""", "WF062", null)]
    [InlineData("""{"use":"opnrouter/meta/llama"}""", "WF063", "openrouter/meta/llama")]
    [InlineData("""{"use":"azure/d"}""", "WF062", null)]
    [InlineData("""{"use":"google/"}""", "WF064", null)]
    [InlineData("""{"use":"google/g","reasoning_efort":"low"}""", "WF060", "reasoning_effort")]
    [InlineData("""{"use":"openai/o","reasoning_effort":"extreme"}""", "WF061", null)]
    [InlineData("""{"use":"openai/o","api":"response"}""", "WF061", "responses")]
    [InlineData("""{"use":"openai/o","api":"responses","seed":1}""", "WF061", null)]
    [InlineData("""{"use":"openai/o","reasoning_summary":"auto"}""", "WF061", null)]
    [InlineData("""{"use":"openai/o","extra":{"messages":[]}}""", "WF061", null)]
    [InlineData("""{"use":"openai/o","top_k":3}""", "WF060", "top_p")]
    [InlineData("""{"use":"groq/m","structured":"strict"}""", "WF061", null)]
    [InlineData("""{"use":"anthropic/c","seed":1}""", "WF061", null)]
    [InlineData("""{"use":"anthropic/c","reasoning_tokens":100}""", "WF061", null)]
    [InlineData("""{"use":"builtin/classifier"}""", "WF062", null)]
    [InlineData("""{"use":"builtin/classifier","examples":"a.csv","method":"bayess"}""", "WF061", "bayes")]
    [InlineData("""{"use":"builtin/extractive","answer":"sumary"}""", "WF061", "summary")]
    [InlineData("""{"use":"scripted/a"}""", "WF066", null)]
    [InlineData("""{"use":"scripted/a","rules":[{"match":"(","reply":"x"}]}""", "WF065", null)]
    [InlineData("""{"use":"scripted/a","rules":[{"match":"x"}]}""", "WF065", null)]
    [InlineData("""{"use":"scripted/a","rules":[{"reply":"x","on":"usr"}]}""", "WF061", "user")]
    public void A_mistake_has_its_code_and_what_was_probably_meant(string json, string code, string? suggestion)
    {
        var spare = GivenConfig.Part("spare", """{"use":"scripted/spare","default":"x"}""");

        var finding = Assert.Single(GivenConfig.Check(found => GivenModels.Catalog().Check([GivenConfig.Part("main", json), spare], found)));

        Assert.Equal((code, suggestion), (finding.Code, finding.Suggestion));
    }

    [Theory]
    [InlineData("""{"use":"openai/gpt-4o","temperature":"${{ inputs.heat }}","api_key":"${{ secrets.KEY }}","base_url":"${{ env.URL }}"}""")]
    [InlineData("""{"use":"scripted/a","rules":"${{ inputs.rules }}"}""")]
    [InlineData("""{"use":"builtin/classifier","examples":"${{ inputs.examples }}"}""")]
    public void What_an_expression_gives_is_not_judged_before_it_runs(string json) =>
        Assert.Empty(GivenConfig.Check(found => GivenModels.Catalog().Check([GivenConfig.Part("main", json)], found)));

    [Fact]
    public void Prices_are_known_by_name_and_by_dated_name_and_never_guessed()
    {
        Assert.Equal(new ModelPrice(1, 5, 0.1m, CacheWrite: 1.25m), ModelPrices.Of("anthropic", "claude-haiku-4-5"));
        Assert.Equal(ModelPrices.Of("openai", "gpt-4o"), ModelPrices.Of("openai", "gpt-4o-2024-08-06"));
        Assert.Null(ModelPrices.Of("openai", "gpt-99"));
        Assert.Null(ModelPrices.Of("nobody", "gpt-4o"));
    }

    [Fact]
    public async Task A_missing_key_is_named_and_nothing_is_sent()
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(
            GivenModels.Call("hi", GivenModels.Settings("""{"use":"openai/gpt-4o"}""")), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.Validation, error.Code);
        Assert.Contains("OPENAI_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains("builtin", error.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_the_program_does_not_bring_is_named()
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(
            GivenModels.Call("hi", GivenModels.Settings("""{"use":"host/nobody"}""")), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.Validation, error.Code);
        Assert.Contains("'nobody'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, ErrorCode.Unavailable, null, true)]
    [InlineData(3, ErrorCode.Unavailable, null, false)]
    [InlineData(1, ErrorCode.ModelFailed, null, false)]
    [InlineData(1, ErrorCode.RateLimited, 30, true)]
    [InlineData(1, ErrorCode.RateLimited, 600, false)]
    public void A_call_is_made_again_only_when_that_may_help(int attempt, ErrorCode code, int? retryAfter, bool again)
    {
        var error = new PlatformException(code, "x") { RetryAfter = retryAfter is { } s ? TimeSpan.FromSeconds(s) : null };

        var (delay, because) = ModelRetries.After(attempt, ModelRetries.Usual, error, jitter: 0.5);

        Assert.Equal(again, delay is not null);
        Assert.Equal(again, because.Length == 0);
        if (again && retryAfter is { } asked) Assert.True(delay >= TimeSpan.FromSeconds(asked));
    }
}
