using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>The hash of a text or a file, or its HMAC under a key that is a secret.</summary>
public sealed class HashTool : IToolKind
{
    private const long LargestFile = 256 * 1024 * 1024;

    public string Key => "hash";

    public string Description => "Computes the hash of a text or of a file of the workflow's folder; with a key in the tool's settings, the HMAC (a signature).";

    public string Example => "sum: { tool: hash, with: { text: hello } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "properties": {
            "text": { "type": "string", "maxLength": 10000000, "description": "hashed as UTF-8" },
            "path": { "type": "string", "minLength": 1, "maxLength": 500, "description": "a file, relative to the workflow's folder" },
            "algorithm": { "enum": ["sha256", "sha384", "sha512", "weak-sha1", "weak-md5"], "description": "sha256 when left out; the weak ones only to compare with what others made" },
            "encoding": { "enum": ["hex", "base64", "base64url"], "description": "hex when left out" }
          },
          "oneOf": [ { "required": ["text"] }, { "required": ["path"] } ],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["hash", "algorithm", "weak"], "properties": {
              "hash": { "type": "string" },
              "algorithm": { "type": "string", "description": "with hmac- in front when there is a key" },
              "weak": { "type": "boolean", "description": "whether others can make another text with this hash" } } }
            """),
        Limits = ["A file of at most 256 MB."],
        Settings = [new("key", "makes the hash an HMAC", IsSecret: true)],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found, "key")?.Text("key");

    public AIFunction Create(ToolSettings settings)
    {
        var key = settings.Read().Text("key");
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => HashAsync(call, key, cancellationToken));
    }

    private static async ValueTask<JsonElement> HashAsync(ToolCall call, string? key, CancellationToken cancellationToken)
    {
        var algorithm = call.Text("algorithm") ?? "sha256";
        using var hash = key is null ? IncrementalHash.CreateHash(Name(algorithm)) : IncrementalHash.CreateHMAC(Name(algorithm), Encoding.UTF8.GetBytes(key));
        if (call.Text("text") is { } text) hash.AppendData(Bytes(text));
        else await AddFileAsync(hash, call, cancellationToken);
        var bytes = hash.GetHashAndReset();
        return JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["hash"] = call.Text("encoding") switch
            {
                "base64" => Convert.ToBase64String(bytes),
                "base64url" => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
                _ => Convert.ToHexStringLower(bytes),
            },
            ["algorithm"] = key is null ? algorithm : $"hmac-{algorithm}",
            ["weak"] = algorithm.StartsWith("weak-", StringComparison.Ordinal),
        });
    }

    private static async Task AddFileAsync(IncrementalHash hash, ToolCall call, CancellationToken cancellationToken)
    {
        await using var file = ToolFiles.Open(call.Context.Files, call.RequiredText("path"), LargestFile);
        var piece = new byte[64 * 1024];
        for (int read; (read = await file.ReadAsync(piece, cancellationToken)) > 0;) hash.AppendData(piece, 0, read);
    }

    // Half a surrogate pair would be hashed as if it were the sign of a replacement, and two texts would have one hash.
    private static byte[] Bytes(string text)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new PlatformException(ErrorCode.Validation, "The text is no proper Unicode.", "Give a text without half characters.", e);
        }
    }

    private static HashAlgorithmName Name(string algorithm) => algorithm switch
    {
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        "weak-sha1" => HashAlgorithmName.SHA1,
        "weak-md5" => HashAlgorithmName.MD5,
        _ => HashAlgorithmName.SHA256,
    };
}
