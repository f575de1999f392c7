using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Models.Recordings;

/// <summary>Answers that need no provider: from a recording that is played. And keeps those that a provider gave.</summary>
public sealed class KeptReplies(ModelCatalog catalog, Redactor redactor, TimeProvider time)
{
    private readonly ModelRecordings _recordings = new();

    /// <summary>Whether this model is answered from a file and asks nobody.</summary>
    internal static bool IsPlayed(ModelSettings model) => model.Read().Value("replay") is not null;

    /// <summary>Null when the provider is to be asked.</summary>
    internal async Task<ModelReply?> FindAsync(ModelSettings model, ModelCall call, int attempt, CancellationToken cancellationToken)
    {
        if (model.Read().Text("replay") is not { } file) return null;
        var started = time.GetTimestamp();
        var request = CanonicalRequest.Of(model, call, redactor);
        var recorded = await _recordings.FindAsync(model, file, request, call.Run, cancellationToken);
        return Told(Reply(recorded, model, "replay", started, attempt, file), call);
    }

    /// <summary>After a provider has answered.</summary>
    internal async Task KeepAsync(ModelSettings model, ModelCall call, ModelReply reply, CancellationToken cancellationToken)
    {
        if (model.Read().Text("record") is not { } file) return;
        var recorded = RecordedCall.Of(CanonicalRequest.Of(model, call, redactor), reply, time.GetUtcNow());
        await _recordings.AppendAsync(model.Files, file, recorded with { Response = redactor.Redact(recorded.Response) }, cancellationToken);
    }

    private ModelReply Reply(RecordedCall recorded, ModelSettings model, string source, long started, int attempt, string from)
    {
        try
        {
            return recorded.Reply(catalog.Find(recorded.Use)?.Key ?? catalog.Find(model.Use)?.Key ?? model.Use, source, time.GetElapsedTime(started), attempt);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new PlatformException(ErrorCode.ModelFailed, $"An answer in '{from}' of model '{model.Name}' cannot be read.", "Record it again.", e) { Kind = "invalid_request" };
        }
    }

    // Who watches sees the text come, as from a provider.
    private static ModelReply Told(ModelReply reply, ModelCall call)
    {
        if (reply.Response.Text is { Length: > 0 } text) call.Listener?.Wrote(text);
        return reply;
    }
}
