using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.Claude;
using Platform.Core.Models.Gemini;
using Platform.Core.Models.Providers;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>The protocols that are not chat completions: OpenAI's responses, Google's, Anthropic's and Azure's addresses, field by field.</summary>
public sealed class OtherProtocols
{
    private static readonly JsonElement Cities = JsonDocument.Parse("""{"type":"object","required":["city"],"properties":{"city":{"type":"string"}},"additionalProperties":false}""").RootElement.Clone();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Responses_tell_a_summary_of_what_was_thought_and_take_it_back_sealed()
    {
        const string Item = """{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"I look it up."}],"encrypted_content":"SEALED","status":"completed"}""";
        await using var server = (await ProtocolServer.StartAsync()).NamedStream(
            """{"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress"}}""",
            """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"I look "}""",
            """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"it up."}""",
            $$"""{"type":"response.output_item.done","output_index":0,"item":{{Item}}}""",
            """{"type":"response.output_item.done","output_index":1,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Oslo\"}","status":"completed"}}""",
            """{"type":"response.output_item.done","output_index":2,"item":{"id":"fc_2","type":"function_call","call_id":"call_2","name":"weather","arguments":"{\"city\":\"Rome\"}","status":"completed"}}""",
            """{"type":"response.completed","response":{"id":"resp_1","object":"response","model":"o4-mini","status":"completed","usage":{"input_tokens":80,"input_tokens_details":{"cached_tokens":32},"output_tokens":40,"output_tokens_details":{"reasoning_tokens":30},"total_tokens":120}}}""");
        var heard = new Heard();
        var call = GivenModels.Call("Weather?", GivenModels.Settings($$$"""{"use":"openai/o4-mini","api":"responses","reasoning_effort":"low","reasoning_summary":"auto","base_url":"{{{server.Address}}}","api_key":"k","extra":{"service_tier":"flex"}}""")) with
        {
            Tools = [AIFunctionFactory.CreateDeclaration("weather", "Tells it.", Cities)],
            Listener = heard,
        };

        var first = await GivenModels.Router().CallAsync(call, Cancelled);
        var results = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", "cold"), new FunctionResultContent("call_2", "warm")]);
        await GivenModels.Router().CallAsync(call with { Messages = [.. call.Messages, .. first.Response.Messages, results], Listener = null }, Cancelled);

        Assert.Equal("I look it up.", string.Concat(heard.Thoughts));
        Assert.Empty(heard.Pieces);
        Assert.Equal(["call_1", "call_2"], first.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(c => c.CallId));
        Assert.Equal(new ModelUsage(80, 40, 32, 30, Estimated: false), first.Usage);
        var asked = server.Last;
        Assert.Equal("/v1/responses", asked.Path);
        Assert.Equal(("low", "auto", "false", "flex"), (asked.At("reasoning.effort"), asked.At("reasoning.summary"), asked.At("store"), asked.At("service_tier")));
        Assert.Equal(("reasoning", "SEALED", ""), (asked.At("input.1.type"), asked.At("input.1.encrypted_content"), asked.At("input.1.status")));
        Assert.Equal(("function_call", "call_1"), (asked.At("input.2.type"), asked.At("input.2.call_id")));
        Assert.Equal(("function_call_output", "call_2", "warm"), (asked.At("input.5.type"), asked.At("input.5.call_id"), asked.At("input.5.output")));
        Assert.Equal(("function", "weather", "false"), (asked.At("tools.0.type"), asked.At("tools.0.name"), asked.At("tools.0.strict")));
    }

    [Theory]
    [InlineData("""{"type":"response.incomplete","response":{"id":"r","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}}""", "length", null)]
    [InlineData("""{"type":"response.incomplete","response":{"id":"r","status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}}""", "content_filter", null)]
    [InlineData("""{"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I will not."}]}]}}""", "stop", "I will not.")]
    public async Task Responses_say_why_they_ended(string last, string reason, string? refusal)
    {
        await using var server = (await ProtocolServer.StartAsync()).NamedStream(last);

        using var client = await GivenModels.ClientAsync(GivenModels.Settings($$"""{"use":"openai/gpt-4.1","api":"responses","base_url":"{{server.Address}}/v1","api_key":"k"}"""), Cancelled);
        var response = await client.GetStreamingResponseAsync("hi", cancellationToken: Cancelled).ToChatResponseAsync(Cancelled);

        Assert.Equal(reason, response.FinishReason?.Value);
        Assert.Equal(refusal, response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault()?.Message);
        Assert.Equal("", server.Last.At("include")); // a model that does not think refuses the question for its thoughts
    }

    [Fact]
    public async Task A_response_that_failed_is_an_error()
    {
        await using var server = (await ProtocolServer.StartAsync()).NamedStream("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow down."}}}""");
        using var client = await GivenModels.ClientAsync(GivenModels.Settings($$"""{"use":"openai/gpt-4.1","api":"responses","base_url":"{{server.Address}}/v1","api_key":"k"}"""), Cancelled);

        var error = await Assert.ThrowsAsync<PlatformException>(async () => { await foreach (var _ in client.GetStreamingResponseAsync("hi", cancellationToken: Cancelled)) { } });

        Assert.Equal(ErrorCode.RateLimited, error.Code);
        Assert.Contains("Slow down.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gemini_is_asked_in_its_own_words()
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(
            """{"candidates":[{"content":{"role":"model","parts":[{"text":"Let me see.","thought":true}]}}],"responseId":"g1","modelVersion":"gemini-2.5-flash"}""",
            """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Oslo"}},"thoughtSignature":"SIGNED"},{"functionCall":{"name":"weather","args":{"city":"Rome"}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":60,"candidatesTokenCount":10,"thoughtsTokenCount":25,"toolUsePromptTokenCount":5,"totalTokenCount":140},"responseId":"g1"}""");
        var heard = new Heard();
        var call = GivenModels.Call("Weather?", GivenModels.Settings($$$"""
            {"use":"google/gemini-2.5-flash","base_url":"{{{server.Address}}}","api_key":"k","temperature":0.2,"top_p":0.9,"top_k":40,"max_tokens":99,"stop":"END","seed":7,
             "frequency_penalty":0.5,"presence_penalty":0.25,"reasoning_effort":"low","extra":{"safetySettings":[],"generationConfig":{"responseLogprobs":true}} }
            """)) with { Tools = [AIFunctionFactory.CreateDeclaration("weather", "Tells it.", Cities)], Listener = heard };
        call = call with { Messages = [new ChatMessage(ChatRole.System, "Be brief."), new ChatMessage(ChatRole.User, [new TextContent("Weather?"), new DataContent("png"u8.ToArray(), "image/png"), new DataContent("%PDF"u8.ToArray(), "application/pdf")])] };

        var first = await GivenModels.Router().CallAsync(call, Cancelled);
        var calls = first.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
        var results = new ChatMessage(ChatRole.Tool, [.. calls.Select(c => new FunctionResultContent(c.CallId, "cold"))]);
        await GivenModels.Router().CallAsync(call with { Messages = [.. call.Messages, .. first.Response.Messages, results], Listener = null }, Cancelled);

        Assert.Equal("Let me see.", string.Concat(heard.Thoughts));
        Assert.Equal(["Oslo", "Rome"], calls.Select(c => Texts.Of(c.Arguments!["city"])));
        Assert.Equal(ChatFinishReason.ToolCalls, first.Response.FinishReason);
        Assert.Equal(new ModelUsage(105, 35, 60, 25, Estimated: false), first.Usage);
        var asked = server.Last;
        Assert.Equal(("/v1beta/models/gemini-2.5-flash:streamGenerateContent", "?alt=sse", "k"), (asked.Path, asked.Query, asked.Headers["x-goog-api-key"]));
        Assert.Equal("Be brief.", asked.At("systemInstruction.parts.0.text"));
        Assert.Equal(("image/png", "cG5n", "application/pdf"), (asked.At("contents.0.parts.1.inlineData.mimeType"), asked.At("contents.0.parts.1.inlineData.data"), asked.At("contents.0.parts.2.inlineData.mimeType")));
        Assert.Equal(
            """{"temperature":0.2,"topP":0.9,"topK":40,"presencePenalty":0.25,"frequencyPenalty":0.5,"maxOutputTokens":99,"seed":7,"stopSequences":["END"],"thinkingConfig":{"thinkingBudget":1024,"includeThoughts":true},"responseLogprobs":true}""",
            asked.At("generationConfig"));
        Assert.Equal("""{"type":"object","required":["city"],"properties":{"city":{"type":"string"}}}""", asked.At("tools.0.functionDeclarations.0.parameters"));
        Assert.Equal(("model", "SIGNED", """{"name":"weather","args":{"city":"Oslo"}}""", ""), (asked.At("contents.1.role"), asked.At("contents.1.parts.0.thoughtSignature"), asked.At("contents.1.parts.0.functionCall"), asked.At("contents.1.parts.1.thoughtSignature")));
        Assert.Equal(("user", """{"name":"weather","response":{"output":"cold"}}"""), (asked.At("contents.2.role"), asked.At("contents.2.parts.1.functionResponse")));
    }

    [Theory]
    [InlineData("""{"candidates":[{"finishReason":"SAFETY"}]}""", "content_filter", "SAFETY")]
    [InlineData("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}""", "content_filter", "PROHIBITED_CONTENT")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"and then"}]},"finishReason":"RECITATION"}]}""", "content_filter", "RECITATION")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"and then"}]},"finishReason":"MAX_TOKENS"}]}""", "length", "")]
    public async Task Gemini_says_why_it_ended(string told, string reason, string why)
    {
        await using var server = (await ProtocolServer.StartAsync()).Stream(told);

        using var client = await GivenModels.ClientAsync(GivenModels.Settings($$"""{"use":"google/gemini-2.5-flash","base_url":"{{server.Address}}/v1beta","api_key":"k"}"""), Cancelled);
        var response = await client.GetStreamingResponseAsync("hi", cancellationToken: Cancelled).ToChatResponseAsync(Cancelled);

        Assert.Equal(reason, response.FinishReason?.Value);
        Assert.StartsWith(why, response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault()?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","enum":["x"]}}}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[1,2]}}}""", false)]
    [InlineData("""{"type":["string","null"]}""", false)]
    [InlineData("""{"$ref":"#/$defs/a"}""", false)]
    public void A_schema_goes_to_Gemini_in_the_language_that_it_fits(string schema, bool fits) =>
        Assert.Equal(fits, GeminiSchema.Fits(JsonDocument.Parse(schema).RootElement));

    [Fact]
    public async Task Gemini_by_the_compatible_address_speaks_chat_completions()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}""");

        await GivenModels.Router().CallAsync(GivenModels.Call("hi", GivenModels.Settings($$"""{"use":"google/gemini-2.5-flash","base_url":"{{server.Address}}/v1beta/openai/","api_key":"k"}""")), Cancelled);

        Assert.Equal(("/v1beta/openai/chat/completions", "Bearer k"), (server.Last.Path, server.Last.Headers["authorization"]));
    }

    [Fact]
    public async Task Claude_thinks_in_the_open_and_its_signed_thoughts_go_back()
    {
        await using var server = (await ProtocolServer.StartAsync()).NamedStream(
            """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"cache_read_input_tokens":60,"cache_creation_input_tokens":30,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see."}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"SIGNED"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"Oslo\"}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":40}}""",
            """{"type":"message_stop"}""");
        var heard = new Heard();
        var call = GivenModels.Call("Weather?", GivenModels.Settings($$$"""{"use":"anthropic/claude-haiku-4-5","base_url":"{{{server.Address}}}/v1","api_key":"k","reasoning_tokens":2000,"stop":"END","extra":{"service_tier":"auto"}}""")) with
        {
            Tools = [AIFunctionFactory.CreateDeclaration("weather", "Tells it.", Cities)],
            Listener = heard,
        };
        call = call with { Messages = [new ChatMessage(ChatRole.System, "Be brief."), new ChatMessage(ChatRole.User, [new TextContent("Weather?"), new DataContent("png"u8.ToArray(), "image/png"), new DataContent("%PDF"u8.ToArray(), "application/pdf")])] };

        var first = await GivenModels.Router().CallAsync(call, Cancelled);
        var results = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("toolu_1", "cold")]);
        await GivenModels.Router().CallAsync(call with { Messages = [.. call.Messages, .. first.Response.Messages, results], Listener = null }, Cancelled);

        Assert.Equal("Let me see.", string.Concat(heard.Thoughts));
        Assert.Empty(heard.Pieces);
        Assert.Equal((100, 40, 60, 30), (first.Usage.Input, first.Usage.Output, first.Usage.Cached, first.Usage.CacheWrites));
        var asked = server.Last;
        Assert.Equal(("/v1/messages", "k"), (asked.Path, asked.Headers["x-api-key"]));
        Assert.Equal(("""{"type":"enabled","budget_tokens":2000}""", "6096", "auto"), (asked.At("thinking"), asked.At("max_tokens"), asked.At("service_tier")));
        Assert.Equal("""["END"]""", asked.At("stop_sequences"));
        Assert.Equal(("image", "cG5n", "document"), (asked.At("messages.0.content.1.type"), asked.At("messages.0.content.1.source.data"), asked.At("messages.0.content.2.type")));
        Assert.Equal(("thinking", "Let me see.", "SIGNED"), (asked.At("messages.1.content.0.type"), asked.At("messages.1.content.0.thinking"), asked.At("messages.1.content.0.signature")));
        Assert.Equal("tool_use", asked.At("messages.1.content.1.type"));
    }

    [Theory]
    [InlineData("refusal", "content_filter")]
    [InlineData("max_tokens", "length")]
    public async Task Claude_says_why_it_ended(string said, string meant)
    {
        await using var server = (await ProtocolServer.StartAsync()).NamedStream(
            """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}""",
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{said}}}","stop_sequence":null},"usage":{"output_tokens":4}}""",
            """{"type":"message_stop"}""");

        using var client = await GivenModels.ClientAsync(GivenModels.Settings($$"""{"use":"anthropic/claude-haiku-4-5","base_url":"{{server.Address}}","api_key":"k"}"""), Cancelled);
        var response = await client.GetStreamingResponseAsync("hi", cancellationToken: Cancelled).ToChatResponseAsync(Cancelled);

        Assert.Equal(meant, response.FinishReason?.Value);
    }

    [Theory]
    [InlineData("claude-3-5-haiku", false, false)]
    [InlineData("claude-sonnet-4-20250514", false, false)]
    [InlineData("claude-opus-4-1", true, false)]
    [InlineData("claude-haiku-4-5-20251001", true, false)]
    [InlineData("claude-opus-4-6", true, true)]
    [InlineData("my-gateway-model", true, true)]
    public void What_a_Claude_model_can_is_known_by_its_name(string model, bool schemas, bool adaptive) =>
        Assert.Equal((schemas, adaptive), (ClaudeModels.KeepToSchemas(model), ClaudeModels.ThinkAsTheyLike(model)));

    [Theory]
    [InlineData("https://r.openai.azure.com", "2024-10-21", "chat/completions", "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21")]
    [InlineData("https://r.openai.azure.com/openai/", "2025-03-01-preview", "responses", "https://r.openai.azure.com/openai/responses?api-version=2025-03-01-preview")]
    [InlineData("https://r.openai.azure.com", null, "chat/completions", "https://r.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("https://r.openai.azure.com/openai/v1/", null, "embeddings", "https://r.openai.azure.com/openai/v1/embeddings")]
    [InlineData("https://gateway.example.com/azure", "2024-10-21", "models", "https://gateway.example.com/azure/openai/models?api-version=2024-10-21")]
    public void Azure_has_an_address_for_each_way_of_asking(string resource, string? version, string door, string address) =>
        Assert.Equal(address, AzureProvider.Doors(new Uri(resource), version, "my gpt")(door).AbsoluteUri);

    [Fact]
    public async Task Azure_is_given_its_key_in_its_own_header()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}""");

        await GivenModels.Router().CallAsync(GivenModels.Call("hi", GivenModels.Settings($$"""{"use":"azure/d","base_url":"{{server.Address}}","api_version":"2024-10-21","api_key":"k","max_tokens":9}""")), Cancelled);

        Assert.Equal(("/openai/deployments/d/chat/completions", "?api-version=2024-10-21", "k", "9"), (server.Last.Path, server.Last.Query, server.Last.Headers["api-key"], server.Last.At("max_completion_tokens")));
        Assert.False(server.Last.Headers.ContainsKey("authorization"));
    }

    [Theory]
    [InlineData(null, "http://localhost:11434/")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/")]
    [InlineData("0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData(":8080", "http://127.0.0.1:8080/")]
    [InlineData("gpu-box", "http://gpu-box:11434/")]
    [InlineData("https://ollama.example.com", "https://ollama.example.com/")]
    [InlineData("nonsense://x", "http://localhost:11434/")]
    public void Ollama_is_found_where_its_own_variable_says(string? variable, string address) =>
        Assert.Equal(address, OllamaProvider.Host(variable).AbsoluteUri);

    [Theory]
    [InlineData("""{"use":"ollama","base_url":"ADDRESS/v1"}""", "/api/tags", """{"models":[{"name":"qwen3:8b"},{"name":"llama3.2:latest"}]}""", "llama3.2:latest qwen3:8b")]
    [InlineData("""{"use":"openai","base_url":"ADDRESS","api_key":"k"}""", "/v1/models", """{"object":"list","data":[{"id":"gpt-4.1"}]}""", "gpt-4.1")]
    [InlineData("""{"use":"together","base_url":"ADDRESS","api_key":"k"}""", "/v1/models", """[{"id":"m"}]""", "m")]
    [InlineData("""{"use":"anthropic","base_url":"ADDRESS","api_key":"k"}""", "/v1/models", """{"data":[{"id":"claude-haiku-4-5","type":"model"}],"has_more":false}""", "claude-haiku-4-5")]
    [InlineData("""{"use":"google","base_url":"ADDRESS","api_key":"k"}""", "/v1beta/models", """{"models":[{"name":"models/gemini-2.5-flash"}]}""", "gemini-2.5-flash")]
    public async Task Providers_list_their_models(string settings, string path, string answer, string names)
    {
        await using var server = (await ProtocolServer.StartAsync()).Json(answer);
        var model = GivenModels.Settings(settings.Replace("ADDRESS", server.Address, StringComparison.Ordinal));

        var listed = await GivenModels.Catalog().Find(model.Use)!.ListAsync(model, Cancelled);

        Assert.Equal((path, names), (server.Last.Path, string.Join(' ', listed!)));
    }
}
