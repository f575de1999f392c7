using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary><c>POST /audio/speech</c>.</summary>
internal sealed class OpenAiSpeaker(JsonWire wire, Uri address, string model, JsonElement extra) : ITextToSpeechClient
{
    private const string UsualVoice = "alloy"; // the service asks for one

    /// <summary>In the options' additional properties: how it is to be said.</summary>
    public const string Instructions = "instructions";

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var format = options?.AudioFormat ?? "mp3";
        var body = new JsonObject { ["model"] = model, ["input"] = text, ["voice"] = options?.VoiceId ?? UsualVoice, ["response_format"] = format };
        body.Set("speed", options?.Speed);
        if (options?.AdditionalProperties?.TryGetValue(Instructions, out var how) == true && how is string said) body["instructions"] = said;
        // Here "input" is a word of ours too, so what is extra cannot say another text.
        ModelExtras.Add(body, extra);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(Texts.Relaxed), Encoding.UTF8, "application/json"),
        };
        using var response = await wire.SendAsync(request, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0 || response.Content.Headers.ContentType?.MediaType is "application/json" or "text/html")
            throw new PlatformException(ErrorCode.Unavailable, $"The answer of model '{wire.Model}' is no sound.", "Check that it is a model for speech, and 'base_url'.") { Kind = ModelErrorKind.Unreadable.Text() };
        return new TextToSpeechResponse([new DataContent(bytes, MediaTypes.Of($"speech.{format}"))]) { ModelId = model };
    }

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetAudioAsync(text, options, cancellationToken)).ToTextToSpeechResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => wire.Dispose();
}
