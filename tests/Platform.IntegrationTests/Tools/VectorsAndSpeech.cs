using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Models.Local;
using Platform.Core.Tools;
using Platform.IntegrationTests.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

/// <summary>Tools that use a model, against other people's server and against answers written by hand.</summary>
public sealed class VectorsAndSpeech(Aimock mock) : IClassFixture<Aimock>
{
    private readonly GivenTools _tools = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"use":"openai/text-embedding-3-small","base_url":"ADDRESS/v1","api_key":"k"}""")]
    [InlineData("""{"use":"azure/embedder","base_url":"ADDRESS","api_version":"2024-10-21","api_key":"k"}""")]
    [InlineData("""{"use":"google/gemini-embedding-001","base_url":"ADDRESS","api_key":"k"}""")]
    [InlineData("""{"use":"ollama/nomic-embed-text","base_url":"ADDRESS"}""")]
    public async Task A_text_becomes_a_vector_at_every_provider(string model)
    {
        mock.Needed();

        var result = await CallAsync("text.embed", model.Replace("ADDRESS", mock.Address, StringComparison.Ordinal), """{"text":"put me among vectors"}""");

        Assert.Equal([0.25, -0.5, 1], result.GetProperty("vector").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal(3, result.GetProperty("dimensions").GetInt32());
    }

    [Fact]
    public async Task Speech_is_written_down_and_text_is_spoken()
    {
        mock.Needed();
        _tools.Put("meeting.mp3", "sound");
        var settings = $$"""{"use":"openai/whisper-1","base_url":"{{mock.Address}}/v1","api_key":"k"}""";

        var heard = await CallAsync("audio.transcribe", settings, """{"path":"meeting.mp3","language":"en","prompt":"Ada"}""");
        var said = await CallAsync("audio.speak", settings, """{"text":"say it aloud","path":"out/news.mp3","voice":"coral","speed":1.25}""");

        Assert.Equal("Good morning, everybody.", heard.GetProperty("text").GetString());
        Assert.Equal(("out/news.mp3", "audio/mpeg"), (said.GetProperty("path").GetString(), said.GetProperty("media_type").GetString()));
        Assert.Equal("ID3 sound", _tools.Written("out/news.mp3"));
    }

    [Fact]
    public async Task Several_vectors_come_in_the_order_of_their_texts()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":"AACAPwAAAAA="}],"usage":{"prompt_tokens":6,"total_tokens":6}}""");

        var result = await CallAsync("text.embed", $$"""{"use":"mistral/mistral-embed","base_url":"{{server.Address}}","api_key":"k"}""", """{"texts":["a","b"],"dimensions":2}""");

        Assert.Equal("[[1,0],[0,1]]", result.GetProperty("vectors").GetRawText());
        Assert.Equal(6, result.GetProperty("tokens").GetInt64());
        Assert.Equal(("/v1/embeddings", """["a","b"]""", "2"), (server.Last.Path, server.Last.At("input"), server.Last.At("dimensions")));
    }

    [Fact]
    public async Task Google_is_asked_for_several_vectors_at_once()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"embeddings":[{"values":[1,0]},{"values":[0,1]}]}""");

        var result = await CallAsync("text.embed", $$"""{"use":"google/gemini-embedding-001","base_url":"{{server.Address}}","api_key":"k"}""", """{"texts":["a","b"],"dimensions":2}""");

        Assert.Equal("[[1,0],[0,1]]", result.GetProperty("vectors").GetRawText());
        Assert.Equal(("/v1beta/models/gemini-embedding-001:batchEmbedContents", "b", "2"), (server.Last.Path, server.Last.At("requests.1.content.parts.0.text"), server.Last.At("requests.1.outputDimensionality")));
    }

    [Fact]
    public async Task The_form_of_a_transcription_is_one_that_every_server_reads()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"text":"Hi","language":"en","duration":"2.5"}""");
        _tools.Put("Grüße \"1\".wav", "RIFF");

        var heard = await CallAsync("audio.transcribe", $$"""{"use":"groq/whisper-large-v3","base_url":"{{server.Address}}","api_key":"k","extra":{"temperature":0} }""", """{"path":"Grüße \"1\".wav"}""");

        Assert.Equal((2.5, "en"), (heard.GetProperty("seconds").GetDouble(), heard.GetProperty("language").GetString()));
        Assert.Equal("/openai/v1/audio/transcriptions", server.Last.Path);
        Assert.DoesNotContain('"', server.Last.Headers["content-type"]);
        foreach (var part in (string[])["name=\"file\"; filename=\"audio.wav\"", "Content-Type: audio/wav", "name=\"model\"\r\n\r\nwhisper-large-v3", "name=\"temperature\"\r\n\r\n0"])
            Assert.Contains(part, server.Last.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text.embed", """{"use":"scripted/a","default":"x"}""", """{"text":"a"}""", ErrorCode.Validation, "makes no vectors")]
    [InlineData("text.embed", """{"use":"openai/m","base_url":"ADDRESS","api_key":"k"}""", """{"text":"a"}""", ErrorCode.Unavailable, "no vector")]
    [InlineData("audio.speak", """{"use":"openai/m","base_url":"ADDRESS","api_key":"k"}""", """{"text":"a","path":"a.mp3"}""", ErrorCode.Unavailable, "no sound")]
    [InlineData("audio.speak", """{"use":"openai/m","base_url":"ADDRESS","api_key":"k"}""", """{"text":"a","path":"a.txt"}""", ErrorCode.Validation, "format")]
    [InlineData("audio.speak", """{"use":"openai/m","base_url":"ADDRESS","api_key":"k"}""", """{"text":"a","path":"../a.mp3"}""", ErrorCode.Forbidden, "..")]
    [InlineData("audio.transcribe", """{"use":"openai/m","base_url":"http://127.0.0.1:9/v1","api_key":"k"}""", """{"path":"a.wav"}""", ErrorCode.Unavailable, "connection")]
    [InlineData("text.embed", """{"use":"openai/m"}""", """{"text":"a"}""", ErrorCode.Validation, "OPENAI_API_KEY")]
    public async Task What_goes_wrong_is_told_as_for_any_call_of_a_model(string tool, string model, string arguments, ErrorCode code, string said)
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"data":[{"index":0}]}""");
        _tools.Put("a.wav", "RIFF");

        var error = await Assert.ThrowsAsync<PlatformException>(() => CallAsync(tool, model.Replace("ADDRESS", server.Address, StringComparison.Ordinal), arguments));

        Assert.Equal(code, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_from_letters_are_near_when_texts_share_words_and_the_same_for_ever()
    {
        var refund = HashedEmbedder.Vector("How do I get a refund?", 256);

        Assert.True(Near(refund, HashedEmbedder.Vector("I want my refund", 256)) > Near(refund, HashedEmbedder.Vector("The weather is fine today", 256)) + 0.2);
        Assert.Equal(1, Near(refund, refund), 4);
        Assert.Equal(0, Near(refund, HashedEmbedder.Vector("?!", 256)), 4);
        // Stored vectors stay comparable: this one was written down when the embedder was made.
        Assert.Equal(KnownVector, string.Join(' ', HashedEmbedder.Vector("refund", 8).Select(n => Math.Round(n, 3))));
    }

    private const string KnownVector = "-0.447 0 0.447 -0.447 0 0.447 0 0.447";

    private static double Near(float[] a, float[] b) => a.Zip(b).Sum(p => p.First * p.Second);

    private Task<JsonElement> CallAsync(string tool, string model, string arguments)
    {
        var bound = GivenTools.Catalog().Bind(new ToolSettings("it", tool, GivenTools.Json("{}"), OrganizationId.Local, _tools.Files) { Model = GivenModels.Settings(model) });
        return new ToolRunner(_tools.Redactor, TimeProvider.System).CallAsync(bound, GivenTools.Json(arguments), _tools.Context, Cancelled);
    }
}
