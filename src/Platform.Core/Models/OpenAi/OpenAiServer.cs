using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>One server that speaks OpenAI's protocol: where each of its doors is, and the key to them.</summary>
/// <param name="At">The address of <c>chat/completions</c>, <c>embeddings</c> and so on.</param>
internal sealed record OpenAiServer(JsonWire Wire, Func<string, Uri> At)
{
    /// <param name="key">Null when the server asks for none.</param>
    public static OpenAiServer Of(HttpClient http, ModelSettings settings, string provider, Uri address, string? key)
    {
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new OpenAiServer(new JsonWire(http, settings.Name, provider), address.Below);
    }

    public IChatClient Chat(ChatSettings settings) => new OpenAiChatClient(Wire, At("chat/completions"), settings);

    /// <summary>The names behind <c>GET /models</c>; a list without the usual <c>data</c> around it is read too (Together).</summary>
    public async ValueTask<IReadOnlyList<string>?> ModelsAsync(CancellationToken cancellationToken)
    {
        using var wire = Wire;
        var told = await wire.GetAsync(At("models"), cancellationToken);
        var items = told.ValueKind == System.Text.Json.JsonValueKind.Array ? told.EnumerateArray() : told.Items("data");
        return [.. items.Select(m => m.Words("id")).OfType<string>().Order(StringComparer.Ordinal)];
    }
}
