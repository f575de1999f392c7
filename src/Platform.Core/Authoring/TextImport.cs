using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Authoring;

/// <summary>Fetches a workflow text from an address of the web: through the guard that tools go through, text alone, at most 1 MB.</summary>
public sealed class TextImport(EgressGuard guard) : IDisposable
{
    private const long MostBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HttpClient _client = guard.CreateClient(EgressRules.Public with { Timeout = Patience, MaxResponseBytes = MostBytes });

    /// <summary>The address as it will be asked, when it can be one.</summary>
    /// <exception cref="PlatformException">Validation: it is no address of the web.</exception>
    public static Uri AddressOf(string? text)
    {
        if (Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0) return address;
        throw new PlatformException(ErrorCode.Validation, "That is no address of the web.", "Give one like https://example.com/workflow.yaml.");
    }

    /// <exception cref="PlatformException">Forbidden: the guard refuses the host; or nobody answers, the answer is no text, or it is too large.</exception>
    public async Task<string> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode) throw Failed($"{address.Host} answered with {(int)answer.StatusCode}.");
            var type = answer.Content.Headers.ContentType?.MediaType ?? "text/plain";
            if (type is "text/html") throw Failed($"{address.Host} answered with a web page, not with a workflow text.");
            if (!type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("yaml", StringComparison.Ordinal) && type is not ("application/json" or "application/octet-stream")) throw Failed($"{address.Host} answered with {type}, which is no text.");
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            if (bytes.Contains((byte)0)) throw Failed($"What {address.Host} answered is no text.");
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw Failed($"What {address.Host} answered is not UTF-8.");
        }
        catch (HttpRequestException unreachable)
        {
            throw unreachable.InnerException as PlatformException ?? Failed($"{address.Host} cannot be reached: {(unreachable as HostUnreachable)?.Why ?? unreachable.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private static PlatformException Failed(string message) =>
        new(ErrorCode.Validation, message, "Use the address of the bare text (on GitHub: Raw), or download the file and upload it here.");
}
