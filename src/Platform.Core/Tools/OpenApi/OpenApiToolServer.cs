using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;

namespace Platform.Core.Tools.OpenApi;

/// <summary><c>use: openapi</c>: each operation of a document is a tool. A file is read where the workflow's files lie, an address when a run asks for it and never before.</summary>
public sealed class OpenApiToolServer(ToolClients clients, TimeProvider time) : IToolServerKind
{
    private const int LargestDocument = 8 * 1024 * 1024;
    private const int LargestAnswer = 768 * 1024;
    private const int MostAtOnce = 128;
    private const int MostKept = 64;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    // By all that they are made of; what two runs ask alike is the same object.
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<BoundTool> Tools)> _kept = new(StringComparer.Ordinal);

    public string Key => "openapi";

    public void Check(PartConfig tool, Findings found)
    {
        var check = ToolCatalog.CheckCommon(tool, found, "url", "file", "operations", "headers", "auth", "base_url", "allow")!
            .Address("url").Text("file").Texts("operations").TextMap("headers").Address("base_url").Texts("allow");
        var (url, file) = (tool.Settings["url"], tool.Settings["file"]);
        if (url is null && file is null) check.Required("url", tool.NameAt);
        if (url is not null && file is not null) check.Wrong(file, "file", "left out where there is 'url'");
        if (tool.Settings["auth"] is { } auth and not ConfigMap && !SettingsCheck.IsExpression(auth)) check.Wrong(auth, "auth", "a map from the document's security schemes to secrets");
        if ((tool.Settings["headers"] is not null || tool.Settings["auth"] is not null) && tool.Settings["base_url"] is null && tool.Settings["allow"] is null)
            found.Add(ToolFindings.KeysForTheDocument(tool));
    }

    public async Task<IReadOnlyList<BoundTool>> ToolsAsync(ToolSettings settings, IReadOnlyCollection<string>? only, CancellationToken cancellationToken)
    {
        var all = await AllAsync(settings, cancellationToken);
        if (only is null)
        {
            if (all.Count <= MostAtOnce) return all;
            throw new PlatformException(ErrorCode.LimitExceeded, $"'{settings.Name}' has {all.Count:#,0} operations, and a model takes at most {MostAtOnce}.", "Choose with operations: [listOrders, \"get*\"].");
        }

        return [.. only.Select(name => all.FirstOrDefault(t => t.Name == $"{settings.Name}.{name}") ?? throw NotThere(settings, name, all))];
    }

    private async Task<IReadOnlyList<BoundTool>> AllAsync(ToolSettings settings, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        var (url, file) = (read.Address("url"), read.Text("file"));
        if (url is null && file is null) throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs the url or file of its document.", "Set one of them.");
        var stamp = file is null ? "" : Stamp(settings, file);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Organization}\n{settings.Name}\n{settings.Files.Root}\n{stamp}\n{settings.Settings.GetRawText()}")));
        if (_kept.TryGetValue(key, out var known) && (file is not null || time.GetUtcNow() - known.At < Kept)) return known.Tools;
        var document = file is not null
            ? ApiDocument.Parse(await ToolFiles.ReadAsync(settings.Files, file, LargestDocument, cancellationToken), file, null)
            : await FetchAsync(settings, url!, cancellationToken);
        var tools = Tools(settings, document);
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[key] = (time.GetUtcNow(), tools);
        return tools;
    }

    private static string Stamp(ToolSettings settings, string file)
    {
        using var open = settings.Files.OpenRead(file);
        return $"{File.GetLastWriteTimeUtc(open.SafeFileHandle).Ticks}/{open.Length}";
    }

    // The tool's headers are for the service; its document is asked for without them, unless it lies there too.
    private async Task<ApiDocument> FetchAsync(ToolSettings settings, Uri url, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        var service = read.Address("base_url");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd("application/json, application/yaml;q=0.9, */*;q=0.5");
        if (service?.Authority == url.Authority)
            foreach (var (name, value) in read.TextMap("headers")) HttpCaller.Add(request, name, value);
        var client = clients.For([$"{url.IdnHost}:{url.Port}", .. read.Texts("allow")], ToolCatalog.TimeoutOf(settings));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode >= 400) throw new PlatformException(HttpFailure.Code(response.StatusCode), $"The document {url.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode}.", "Check its address.");
        return ApiDocument.Parse(await HttpText.BytesAsync(response.Content, LargestDocument, cancellationToken), url.GetLeftPart(UriPartial.Path), request.RequestUri);
    }

    private List<BoundTool> Tools(ToolSettings settings, ApiDocument document)
    {
        var read = settings.Read();
        var wanted = read.Texts("operations");
        if (wanted.FirstOrDefault(w => !document.Operations.Any(o => Fits(o, w))) is { } none)
            throw new PlatformException(ErrorCode.Validation, $"'{settings.Name}' has no operation '{none}'.", $"It has {Names.Quoted([.. document.Operations.Select(o => o.Name).Take(40)])}.");
        var keys = new ApiKeys(document, read.Value("auth"));
        var headers = read.TextMap("headers");
        var chosen = document.Operations.Where(o => wanted.Count == 0 || wanted.Any(w => Fits(o, w)));
        return [.. chosen.Select(operation => new BoundTool($"{settings.Name}.{operation.Name}",
            new ToolFunction($"{settings.Name}.{operation.Name}", operation.Description, operation.Schema, (call, token) => CallAsync(settings, document, operation, keys, headers, call, token)),
            ToolCatalog.TimeoutOf(settings)))];
    }

    // A name, a pattern of names, or a method and path.
    private static bool Fits(ApiOperation operation, string wanted) =>
        FileSystemName.MatchesSimpleExpression(wanted, operation.Name, ignoreCase: false) || string.Equals(wanted, $"{operation.Method} {operation.Path}", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<JsonElement> CallAsync(ToolSettings settings, ApiDocument document, ApiOperation operation, ApiKeys keys, IReadOnlyDictionary<string, string> headers, ToolCall call, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        var allow = read.Texts("allow");
        var server = ApiServer.Of(operation, document, read.Address("base_url"), allow, hasKeys: !keys.IsEmpty || headers.Count > 0);
        var asked = ApiRequest.Of(operation, server, call, keys);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), asked.Url);
        if (asked.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(asked.MediaType);
        }

        request.Headers.Accept.ParseAdd("application/json, */*;q=0.5");
        foreach (var (name, value) in headers) HttpCaller.Add(request, name, value);
        foreach (var (name, value) in asked.Headers.Where(h => !headers.Keys.Contains(h.Name, StringComparer.OrdinalIgnoreCase))) HttpCaller.Add(request, name, value);
        if (operation.Method is not ("GET" or "HEAD") && !request.Headers.Contains("Idempotency-Key")) HttpCaller.Add(request, "Idempotency-Key", call.Context.IdempotencyKey);
        using var response = await clients.For([$"{server.IdnHost}:{server.Port}", .. allow], ToolCatalog.TimeoutOf(settings)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var text = await HttpText.ReadAsync(response.Content, LargestAnswer, cancellationToken);
        if ((int)response.StatusCode >= 400)
            throw new PlatformException(HttpFailure.Code(response.StatusCode), $"{operation.Method} {operation.Path} answered {(int)response.StatusCode}: {HttpFailure.Quote(text)}", "Mend the arguments, or check the tool's auth.")
            { RetryAfter = HttpFailure.Delay(response.Headers, time) };
        var json = HttpText.Json(text);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["status"] = (int)response.StatusCode, ["body"] = json is { } parsed ? parsed : text });
    }

    private static PlatformException NotThere(ToolSettings settings, string name, IReadOnlyList<BoundTool> all)
    {
        var names = all.Select(t => t.Name[(settings.Name.Length + 1)..]).ToList();
        return new PlatformException(ErrorCode.NotFound, $"'{settings.Name}' has no operation '{name}'.",
            Names.Nearest(name, names) is { } near ? $"Did you mean '{settings.Name}.{near}'?" : $"It has {Names.Quoted([.. names.Take(40)])}.");
    }
}
