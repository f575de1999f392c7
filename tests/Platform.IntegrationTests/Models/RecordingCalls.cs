using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>Calls are kept in a file and played from it, without a provider and without a key.</summary>
public sealed class RecordingCalls : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-recordings-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_recorded_is_played_with_tools_usage_and_reason_and_asks_nobody()
    {
        await using var server = new RudeServer(RudeServer.Begin() +
            """data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Let me look.","tool_calls":[{"index":0,"id":"call_7","type":"function","function":{"name":"look","arguments":"{\"at\": 3}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":11,"completion_tokens":5,"total_tokens":16}}""" + "\n\ndata: [DONE]\n\n");
        var live = await GivenModels.Router().CallAsync(Call("Where is it?", Model(server.Address, "\"record\":\"calls.jsonl\"")), Cancelled);
        var heard = new Heard();

        var played = await GivenModels.Router().CallAsync(Call("Where is it?", Played()) with { Listener = heard }, Cancelled);

        Assert.Equal(("provider", "replay", 1), (live.Source, played.Source, server.Requests));
        Assert.Equal((live.Response.Text, live.Response.FinishReason, live.Usage), (played.Response.Text, played.Response.FinishReason, played.Usage));
        var call = Assert.Single(played.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal(("call_7", "look", "3"), (call.CallId, call.Name, Texts.Of(call.Arguments!["at"])));
        Assert.Equal(0, played.Cost);
        Assert.Equal("Let me look.", string.Concat(heard.Pieces));
        Assert.DoesNotContain("very-secret", await File.ReadAllTextAsync(Path.Combine(_folder, "calls.jsonl"), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_requests_of_one_run_are_answered_in_their_order_and_each_run_begins_anew()
    {
        await using var server = new RudeServer((stream, request, cancellationToken) => RudeServer.SayAsync(stream, RudeServer.Good($"Answer {request}"), cancellationToken));
        var record = Call("Again", Model(server.Address, "\"record\":\"calls.jsonl\""));
        for (var i = 0; i < 2; i++) await GivenModels.Router().CallAsync(record, Cancelled);
        var router = GivenModels.Router();
        var said = new List<string>();

        foreach (var run in new[] { "a", "a", "b", "a" }) said.Add((await router.CallAsync(Call("Again", Played()) with { Run = run }, Cancelled)).Response.Text);

        Assert.Equal(["Answer 1", "Answer 2", "Answer 1", "Answer 2"], said);
    }

    [Fact]
    public async Task A_request_that_nothing_matches_names_the_nearest_and_what_differs()
    {
        await using var server = new RudeServer(RudeServer.Good("Yes."));
        var record = Model(server.Address, "\"record\":\"calls.jsonl\"");
        await GivenModels.Router().CallAsync(Call("Something else entirely", record), Cancelled);
        await GivenModels.Router().CallAsync(Call("Is the sky blue?", record), Cancelled);

        var words = await FailAsync(Call("Is the sky red?", Played()));
        var parameters = await FailAsync(Call("Is the sky blue?", Played("\"temperature\":0.5")));
        var tools = await FailAsync(Call("Is the sky blue?", Played()) with { Tools = [] });

        Assert.Contains("The nearest is line 2: message 1 (user) differs at character 12: 'Is the sky red?' was 'Is the sky blue?'", words.Message, StringComparison.Ordinal);
        Assert.Contains("line 2: temperature is 0.5 and was not set.", parameters.Message, StringComparison.Ordinal);
        Assert.Contains("its tools are none and the recording's look", tools.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorCode.ModelFailed, "invalid_request"), (words.Code, words.Kind));
    }

    [Theory]
    [InlineData(null, "is not in the workflow's folder")]
    [InlineData("", "holds no call")]
    [InlineData("{\"v\":1}\n", "Line 1 of the recording")]
    [InlineData("\u0000\u0001", "Line 1 of the recording")]
    public async Task A_recording_that_cannot_be_used_says_why(string? content, string says)
    {
        if (content is not null) await File.WriteAllTextAsync(Path.Combine(_folder, "calls.jsonl"), content, Cancelled);

        var error = await FailAsync(Call("x", Played()));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_calls_at_once_make_whole_lines()
    {
        await using var server = new RudeServer(RudeServer.Good("Yes."));
        var router = GivenModels.Router();
        var model = Model(server.Address, "\"record\":\"deep/calls.jsonl\"");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => router.CallAsync(Call($"Question {i}", model), Cancelled)));

        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "deep", "calls.jsonl"), Cancelled);
        Assert.Equal(20, lines.Length);
        Assert.All(lines, l => Assert.Equal(1, JsonDocument.Parse(l).RootElement.GetProperty("v").GetInt32()));
    }

    private static Task<PlatformException> FailAsync(ModelCall call) => Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(call, Cancelled));

    private static ModelCall Call(string text, ModelSettings model) => GivenModels.Call(text, model) with
    {
        Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", JsonDocument.Parse("""{"type":"object","properties":{"at":{"type":"integer"}}}""").RootElement)],
    };

    private ModelSettings Model(string address, string more) =>
        GivenModels.Settings($$"""{"use":"openai/m","base_url":"{{address}}/v1","api_key":"very-secret",{{more}}}""", folder: _folder);

    private ModelSettings Played(string more = "\"retries\":2") => GivenModels.Settings($$"""{"use":"openai/m","replay":"calls.jsonl",{{more}}}""", folder: _folder);
}
