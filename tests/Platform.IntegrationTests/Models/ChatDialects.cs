using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.Providers;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>What servers of chat completions write that OpenAI's does not, and what each of them is asked.</summary>
public sealed class ChatDialects
{
    private const string Done = """{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> EveryPreset() => new(Presets.All.Select(p => (p.Key, new Uri(p.Address).AbsolutePath)));

    [Theory]
    [MemberData(nameof(EveryPreset))]
    public async Task Every_preset_speaks_below_its_own_path_with_its_key(string key, string path)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("Hello"), Done, "[DONE]");

        var reply = await AskAsync(server, $$"""{"use":"{{key}}/some/model:1b","base_url":"{{server.Address}}","api_key":"k-1","max_tokens":9,"seed":7}""");

        Assert.Equal("Hello", reply.Response.Text);
        Assert.Equal($"{path}/chat/completions", server.Last.Path);
        Assert.Equal("Bearer k-1", server.Last.Headers["authorization"]);
        Assert.Equal(("some/model:1b", "9", ""), (server.Last.At("model"), server.Last.At("max_tokens"), server.Last.At("max_completion_tokens")));
        Assert.Equal("7", server.Last.At(key == "mistral" ? "random_seed" : "seed"));
        Assert.Equal(key == "mistral" ? "" : "true", server.Last.At("stream_options.include_usage")); // Mistral refuses the question and tells it anyway
    }

    [Fact]
    public async Task Every_setting_reaches_the_server_and_what_is_extra_too()
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("Hello"), Done);

        await AskAsync(server, $$$"""
            {"use":"vllm/m","base_url":"{{{server.Address}}}/v1","temperature":0.2,"top_p":0.9,"top_k":40,"stop":["END","."],"frequency_penalty":0.5,
             "presence_penalty":-0.5,"reasoning_effort":"minimal","extra":{"min_p":0.05,"chat_template_kwargs":{"enable_thinking":false}} }
            """);

        var asked = server.Last;
        Assert.Equal(("0.2", "0.9", "40"), (asked.At("temperature"), asked.At("top_p"), asked.At("top_k")));
        Assert.Equal(("""["END","."]""", "0.5", "-0.5", "minimal"), (asked.At("stop"), asked.At("frequency_penalty"), asked.At("presence_penalty"), asked.At("reasoning_effort")));
        Assert.Equal(("0.05", "false"), (asked.At("min_p"), asked.At("chat_template_kwargs.enable_thinking")));
        Assert.False(asked.Headers.ContainsKey("authorization")); // a server of one's own asks for no key
    }

    [Theory]
    [InlineData("""{"reasoning_content":"First I "}""", """{"reasoning_content":"think."}""")]
    [InlineData("""{"reasoning":"First I "}""", """{"reasoning":"think."}""")]
    [InlineData("""{"content":"<thi"}""", """{"content":"nk>First I think.</th"}""", """{"content":"ink>\n"}""")]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"First I think."}]}]}""")]
    public async Task What_is_thought_is_told_apart_from_the_answer(params string[] deltas)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream([.. deltas.Select(Delta), Piece("It is "), Piece("<b>four</b>."), Done]);
        var heard = new Heard();

        var reply = await AskAsync(server, $$"""{"use":"vllm/m","base_url":"{{server.Address}}/v1"}""", heard);

        Assert.Equal("It is <b>four</b>.", reply.Response.Text);
        Assert.Equal("It is <b>four</b>.", string.Concat(heard.Pieces));
        Assert.Equal("First I think.", string.Concat(heard.Thoughts));
    }

    [Theory]
    [InlineData("<", "b>bold</b>")]
    [InlineData("  <think", "ing about it>")]
    [InlineData("a <think> in the middle")]
    public async Task An_answer_that_only_looks_like_a_thought_stays_one(params string[] pieces)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream([.. pieces.Select(Piece), Done]);

        Assert.Equal(string.Concat(pieces), (await AskAsync(server, $$"""{"use":"vllm/m","base_url":"{{server.Address}}/v1"}""")).Response.Text);
    }

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":9,"prompt_tokens_details":{"cached_tokens":64,"cache_write_tokens":30},"completion_tokens_details":{"reasoning_tokens":5}}}""", 30)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":9,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36,"completion_tokens_details":{"reasoning_tokens":5}}}""", 0)]
    [InlineData("""{"choices":[],"x_groq":{"usage":{"prompt_tokens":100,"completion_tokens":9,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":5}}}}""", 0)]
    public async Task Tokens_are_counted_by_kind(string usage, long written)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("Hi"), Done, usage);

        var reply = await AskAsync(server, $$"""{"use":"deepseek/deepseek-chat","base_url":"{{server.Address}}","api_key":"k"}""");

        Assert.Equal(new ModelUsage(100, 9, 64, 5, Estimated: false) { CacheWrites = written }, reply.Usage);
    }

    [Theory]
    [InlineData("""[{"id":"a","function":{"name":"one","arguments":"{\"n\":"}}]""", """[{"function":{"arguments":"1}"}}]""", """[{"id":"b","function":{"name":"two","arguments":"{}"}}]""")]
    [InlineData("""[{"index":0,"id":"a","function":{"name":"one","arguments":{"n":1}}}]""", """[{"index":0,"id":"b","function":{"name":"two","arguments":""}}]""")]
    [InlineData("""[{"index":0,"id":"a","function":{"name":"one"}},{"index":1,"id":"b","function":{"name":"two"}}]""", """[{"index":1,"function":{"arguments":"{}"}},{"index":0,"function":{"arguments":"{\"n\":1}"}}]""")]
    public async Task Calls_at_once_come_apart_however_they_are_numbered(params string[] pieces)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream([.. pieces.Select(p => Delta($$"""{"tool_calls":{{p}}}""")), Done]);

        var reply = await AskAsync(server, $$"""{"use":"vllm/m","base_url":"{{server.Address}}/v1"}""");

        var calls = reply.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
        Assert.Equal(["a one {\"n\":1}", "b two {}"], calls.Select(c => $"{c.CallId} {c.Name} {Texts.Json(c.Arguments)}"));
        Assert.Equal(ChatFinishReason.ToolCalls, reply.Response.FinishReason); // though the server says "stop"
    }

    [Theory]
    [InlineData("model_length", "length")]
    [InlineData("eos", "stop")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("something_new", "something_new")]
    public async Task Why_an_answer_ended_is_known_in_every_dialect(string said, string meant)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("Hi"), $$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{said}}"}]}""");

        Assert.Equal(meant, (await AskAsync(server, $$"""{"use":"together/m","base_url":"{{server.Address}}","api_key":"k"}""")).Response.FinishReason?.Value);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Provider returned error","code":429}}""", ErrorCode.RateLimited)]
    [InlineData("""{"error":{"message":"The server had an error","type":"server_error"}}""", ErrorCode.Unavailable)]
    [InlineData("""{"error":{"message":"maximum context length","type":"invalid_request_error","code":"context_length_exceeded"}}""", ErrorCode.ModelFailed)]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}""", ErrorCode.Unavailable)]
    public async Task An_error_in_the_middle_of_a_stream_has_its_code(string told, ErrorCode code)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("Hel"), told);
        using var client = await GivenModels.ClientAsync(GivenModels.Settings($$"""{"use":"openrouter/m","base_url":"{{server.Address}}","api_key":"k"}"""), Cancelled);

        var error = await Assert.ThrowsAsync<PlatformException>(async () => { await foreach (var _ in client.GetStreamingResponseAsync("hi", cancellationToken: Cancelled)) { } });

        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData("openai", "json_schema")]
    [InlineData("deepseek", "json_object")]
    public async Task A_schema_goes_out_in_the_form_that_the_server_knows(string kind, string form)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("{}"), Done);
        var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object"}""").RootElement;

        foreach (var own in (string[])["", ",\"structured\":\"prompt\""])
        {
            var call = GivenModels.Call("hi", GivenModels.Settings($$"""{"use":"{{kind}}/m","base_url":"{{server.Address}}","api_key":"k"{{own}}}""")) with { Format = ChatResponseFormat.ForJsonSchema(schema, "answer") };
            await GivenModels.Router().CallAsync(call, Cancelled);
            Assert.Equal(own.Length == 0 ? form : "", server.Last.At("response_format.type"));
        }
    }

    [Fact]
    public async Task What_was_thought_before_tools_goes_back_where_it_is_asked_for()
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(
            Delta("""{"reasoning_content":"I look it up."}"""), Delta("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"one","arguments":"{}"}}]}"""), Done);
        var model = GivenModels.Settings($$"""{"use":"deepseek/deepseek-chat","base_url":"{{server.Address}}","api_key":"k"}""");
        var call = GivenModels.Call("hi", model);

        var first = await GivenModels.Router().CallAsync(call, Cancelled);
        var results = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", "fine")]);
        await GivenModels.Router().CallAsync(call with { Messages = [.. call.Messages, .. first.Response.Messages, results] }, Cancelled);

        Assert.Equal("I look it up.", server.Last.At("messages.1.reasoning_content"));
        Assert.Equal(("tool", "a", "fine"), (server.Last.At("messages.2.role"), server.Last.At("messages.2.tool_call_id"), server.Last.At("messages.2.content")));
    }

    [Fact]
    public async Task What_a_model_behind_OpenRouter_sealed_goes_back_whole()
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(
            Delta("""{"reasoning":"Hm, ","reasoning_details":[{"type":"reasoning.text","index":0,"text":"Hm, "}]}"""),
            Delta("""{"reasoning":"so.","reasoning_details":[{"type":"reasoning.text","index":0,"text":"so.","signature":"SIGNED"}]}"""),
            Delta("""{"reasoning_details":[{"type":"reasoning.encrypted","index":1,"data":"SEALED"}],"tool_calls":[{"index":0,"id":"a","function":{"name":"one","arguments":"{}"}}]}"""), Done);
        var call = GivenModels.Call("hi", GivenModels.Settings($$"""{"use":"openrouter/m","base_url":"{{server.Address}}","api_key":"k"}"""));

        var first = await GivenModels.Router().CallAsync(call, Cancelled);
        await GivenModels.Router().CallAsync(call with { Messages = [.. call.Messages, .. first.Response.Messages, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", "fine")])] }, Cancelled);

        Assert.Equal(
            """[{"type":"reasoning.text","index":0,"text":"Hm, so.","signature":"SIGNED"},{"type":"reasoning.encrypted","index":1,"data":"SEALED"}]""",
            server.Last.At("messages.1.reasoning_details"));
    }

    [Theory]
    [InlineData("""{"use":"builtin/extractive"}""")]
    [InlineData("""{"use":"builtin/classifier","examples":{"a":["x","y"],"b":["z"]}}""")]
    public async Task A_builtin_model_says_that_it_sees_no_images(string settings)
    {
        var call = GivenModels.Call("hi", GivenModels.Settings(settings)) with { Messages = [new ChatMessage(ChatRole.User, [new TextContent("What?"), new DataContent("png"u8.ToArray(), "image/png")])] };

        Assert.Equal(ErrorCode.Validation, (await Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(call, Cancelled))).Code);
    }

    [Fact]
    public async Task Images_and_files_go_out_as_parts()
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("A cat"), Done);

        await AskAsync(server, $$"""{"use":"openai/gpt-4.1","base_url":"{{server.Address}}","api_key":"k"}""", null,
            new TextContent("What is it?"), new DataContent("png"u8.ToArray(), "image/png"), new UriContent(new Uri("https://example.com/a.jpg"), "image/jpeg"), new DataContent("%PDF"u8.ToArray(), "application/pdf") { Name = "a.pdf" });

        Assert.Equal("data:image/png;base64,cG5n", server.Last.At("messages.0.content.1.image_url.url"));
        Assert.Equal("https://example.com/a.jpg", server.Last.At("messages.0.content.2.image_url.url"));
        Assert.Equal(("a.pdf", "data:application/pdf;base64,JVBERg=="), (server.Last.At("messages.0.content.3.file.filename"), server.Last.At("messages.0.content.3.file.file_data")));
    }

    [Theory]
    [InlineData("deepseek", "image/png", "images")]
    [InlineData("groq", "application/pdf", "application/pdf")]
    public async Task What_a_provider_cannot_take_is_said_before_anything_is_sent(string kind, string type, string what)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(Piece("?"), Done);

        var error = await Assert.ThrowsAsync<PlatformException>(() => AskAsync(server, $$"""{"use":"{{kind}}/m","base_url":"{{server.Address}}","api_key":"k"}""", null, new DataContent("x"u8.ToArray(), type)));

        Assert.Equal(ErrorCode.Validation, error.Code);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_server_that_takes_no_notice_of_streaming_is_understood()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Whole."},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}""");

        var reply = await AskAsync(server, $$"""{"use":"lmstudio/m","base_url":"{{server.Address}}"}""");

        Assert.Equal(("Whole.", 3L), (reply.Response.Text, reply.Usage.Input));
    }

    private static string Piece(string text) => Delta($$"""{"role":"assistant","content":{{Texts.Json(text)}}}""");

    private static string Delta(string delta) => $$"""{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    private static Task<ModelReply> AskAsync(ProtocolServer server, string settings, Heard? heard = null, params AIContent[] contents)
    {
        Assert.NotEmpty(server.Address);
        var call = GivenModels.Call("hi", GivenModels.Settings(settings)) with { Listener = heard };
        return GivenModels.Router().CallAsync(contents.Length == 0 ? call : call with { Messages = [new ChatMessage(ChatRole.User, contents)] }, Cancelled);
    }
}
