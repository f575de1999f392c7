using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary><c>POST /audio/transcriptions</c>.</summary>
internal sealed class OpenAiTranscriber(JsonWire wire, Uri address, string model, JsonElement extra) : ISpeechToTextClient
{
    /// <summary>In the options' additional properties: the name of the file, by whose ending the server knows its format.</summary>
    public const string FileName = "filename";

    /// <summary>In the options' additional properties: words that lead the model, for names and spelling.</summary>
    public const string Prompt = "prompt";

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var form = Form(audioSpeechStream, options);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        using var response = await wire.SendAsync(request, cancellationToken);
        return Heard(await JsonWire.ReadAsync(response, cancellationToken));
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetTextAsync(audioSpeechStream, options, cancellationToken)).ToSpeechToTextResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => wire.Dispose();

    private MultipartFormDataContent Form(Stream audio, SpeechToTextOptions? options)
    {
        var boundary = Guid.NewGuid().ToString("N");
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}"); // without quotes, which not every server reads
        var name = Said(options, FileName) ?? "audio.wav";
        var file = new StreamContent(audio);
        file.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.Of(name));
        file.Headers.ContentDisposition = Field("file");
        file.Headers.ContentDisposition.FileName = $"\"audio{Path.GetExtension(name)}\""; // its ending is all that counts there
        form.Add(file);
        Add(form, "model", model);
        Add(form, "response_format", "json");
        if (options?.SpeechLanguage is { } language) Add(form, "language", language);
        if (Said(options, Prompt) is { } prompt) Add(form, "prompt", prompt);
        if (extra.ValueKind == JsonValueKind.Object)
            foreach (var entry in extra.EnumerateObject()) Add(form, entry.Name, Texts.Of(entry.Value));
        return form;
    }

    private static void Add(MultipartFormDataContent form, string name, string value)
    {
        var field = new StringContent(value);
        field.Headers.ContentType = null;
        field.Headers.ContentDisposition = Field(name);
        form.Add(field);
    }

    private static ContentDispositionHeaderValue Field(string name) => new("form-data") { Name = $"\"{name}\"" };

    private SpeechToTextResponse Heard(JsonElement told)
    {
        var text = told.Text("text")
            ?? throw new PlatformException(ErrorCode.Unavailable, $"The answer of model '{wire.Model}' could not be read: no text.", "Check that it is a model for transcription, and 'base_url'.") { Kind = ModelErrorKind.Unreadable.Text() };
        var usage = told.At("usage");
        return new SpeechToTextResponse(text)
        {
            ModelId = model,
            Usage = usage?.Number("input_tokens") is { } input ? new UsageDetails { InputTokenCount = input, OutputTokenCount = usage?.Number("output_tokens") } : null,
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                ["language"] = told.Words("language"),
                ["seconds"] = told.At("duration") is { ValueKind: JsonValueKind.Number } duration ? duration.GetDouble()
                    : double.TryParse(told.Text("duration"), CultureInfo.InvariantCulture, out var seconds) ? seconds : usage?.Number("seconds"),
            },
        };
    }

    private static string? Said(SpeechToTextOptions? options, string name) => options?.AdditionalProperties?.TryGetValue(name, out var value) == true ? value as string : null;
}
