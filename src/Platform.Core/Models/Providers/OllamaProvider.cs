using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Providers;

/// <summary>A model served by Ollama on this machine or, with <c>base_url</c> or <c>OLLAMA_HOST</c>, on another one.</summary>
public sealed class OllamaProvider(ModelHttp net) : OpenAiLike
{
    private const string Name = "Ollama";

    private static readonly ChatDialect Dialect = ChatDialect.Usual with { HasTopK = true, Takes = Takes.Images };

    public override string Key => "ollama";

    public override string Example => "local: { use: ollama/llama3.2, timeout: 120s }";

    public override void Check(PartConfig model, Findings found) => ChatSettings.Check(model, found, Key, Dialect.HasTopK);

    /// <summary>It runs on a machine of one's own, and nobody sends a bill.</summary>
    public override ModelPrice? PriceOf(string model) => ModelPrice.Free;

    /// <summary>The models that were pulled, by Ollama's own <c>/api/tags</c>.</summary>
    public override async ValueTask<IReadOnlyList<string>?> ListAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        using var wire = (await ServerAsync(settings, cancellationToken)).Wire;
        var told = await wire.GetAsync(Root(settings).Below("api/tags"), cancellationToken);
        return [.. told.Items("models").Select(m => m.Words("name")).OfType<string>().Order(StringComparer.Ordinal)];
    }

    // Ollama itself asks for no key; a gate before it may.
    internal override ValueTask<OpenAiServer> ServerAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = Root(settings).Below("v1");
        return ValueTask.FromResult(OpenAiServer.Of(net.Client(settings, Name, address), settings, Name, address, settings.Read().Text("api_key")));
    }

    private protected override ChatSettings Chat(ModelSettings settings) => ChatSettings.Of(settings, Key, Name, Dialect);

    // With /v1 or without it: both are written.
    private static Uri Root(ModelSettings settings)
    {
        var address = settings.Read().Address("base_url") ?? Host(Environment.GetEnvironmentVariable("OLLAMA_HOST"));
        var path = address.AbsolutePath.TrimEnd('/');
        foreach (var ending in (string[])["/v1", "/api"])
            if (path.EndsWith(ending, StringComparison.Ordinal)) path = path[..^ending.Length];
        return new UriBuilder(address) { Path = path }.Uri;
    }

    /// <summary>
    /// <c>OLLAMA_HOST</c> as Ollama reads it: a host, a host and port, or an address. What it listens on everywhere is reached here at this machine. Pure.
    /// </summary>
    internal static Uri Host(string? variable)
    {
        var text = variable?.Trim().Trim('"', '\'') ?? "";
        if (text.StartsWith(':')) text = $"127.0.0.1{text}";
        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (text.Length == 0 || !Uri.TryCreate(hasScheme ? text : $"http://{text}", UriKind.Absolute, out var found) || found.Scheme is not ("http" or "https"))
            return new Uri("http://localhost:11434");
        var host = found.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : found.Host;
        // Without a scheme and a port it is Ollama's own port; with a scheme, the scheme's.
        var port = !hasScheme && !text.EndsWith($":{found.Port}", StringComparison.Ordinal) ? 11434 : found.Port;
        return new UriBuilder(found) { Host = host, Port = port }.Uri;
    }
}
