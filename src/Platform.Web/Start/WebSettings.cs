using System.Globalization;
using System.Net;
using Platform.Core.Foundation;
using Platform.Web.Security;

namespace Platform.Web.Start;

/// <summary>Section <c>Platform:Web</c>, the flags and <c>PLATFORM_HOME</c>, checked before anything starts.</summary>
/// <param name="Address">Always a loopback address.</param>
/// <param name="Port">0 takes any free one. Default 5080.</param>
/// <param name="DataFolder">Full path. Default <c>.platform</c> in the current folder.</param>
/// <param name="ImportSamples">Default true.</param>
internal sealed record WebSettings(IPAddress Address, int Port, string DataFolder, bool ImportSamples)
{
    /// <summary><c>WaitForDatabase</c>: a server whose PostgreSQL does not answer at the start waits for it. Default true; false ends with an error instead.</summary>
    public bool WaitsForDatabase { get; init; } = true;

    public const string Usage = "Usage: Platform.Web [--port 5080] [--host 127.0.0.1] [--data FOLDER] [--database ADDRESS] [--no-samples]";

    private static readonly Dictionary<string, string> Flags = new(StringComparer.Ordinal)
    {
        ["--port"] = "Platform:Web:Port",
        ["--host"] = "Platform:Web:Host",
        ["--data"] = "Platform:DataFolder",
        ["--database"] = "Platform:Storage:Database",
        ["--urls"] = "urls",
    };

    /// <summary>The flags as settings.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.Validation"/>: a flag that does not exist, or one without its value.</exception>
    public static Dictionary<string, string?> ReadFlags(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].Split('=', 2);
            if (parts[0] == "--no-samples")
            {
                settings["Platform:Web:ImportSamples"] = "false";
                continue;
            }

            if (!Flags.TryGetValue(parts[0], out var key)) throw Wrong($"There is no option '{parts[0]}'.");
            var value = parts.Length == 2 ? parts[1] : ++i < args.Count ? args[i] : throw Wrong($"The option '{parts[0]}' needs a value.");
            settings[key] = value;
        }

        return settings;
    }

    /// <exception cref="PlatformException">A value that cannot be used; says which and what is allowed.</exception>
    public static WebSettings Read(IConfiguration configuration)
    {
        var host = configuration["Platform:Web:Host"] ?? "127.0.0.1";
        var port = configuration["Platform:Web:Port"] ?? "5080";
        if (configuration["urls"] is { Length: > 0 } urls) (host, port) = FromUrls(urls);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
            throw Wrong($"'{port}' is not a port; ports are 0 to 65535.");
        var samples = !string.Equals(configuration["Platform:Web:ImportSamples"], "false", StringComparison.OrdinalIgnoreCase);
        return new WebSettings(LoopbackRule.Require(host), number, DataFolderOf(configuration), samples)
        {
            WaitsForDatabase = !string.Equals(configuration["Platform:Web:WaitForDatabase"], "false", StringComparison.OrdinalIgnoreCase),
        };
    }

    public static string DataFolderOf(IConfiguration configuration) =>
        Path.GetFullPath(configuration["Platform:DataFolder"] ?? configuration["PLATFORM_HOME"] ?? ".platform");

    private static (string Host, string Port) FromUrls(string urls)
    {
        var first = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) Parse(url);
        return Parse(first);
    }

    private static (string Host, string Port) Parse(string url)
    {
        // '*' and '+' mean every address; Uri refuses them, and so do we, with the loopback rule's own words.
        var readable = url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp) throw Wrong($"'{url}' is not an http address.");
        LoopbackRule.Require(uri.Host);
        return (uri.Host, uri.Port.ToString(CultureInfo.InvariantCulture));
    }

    private static PlatformException Wrong(string message) => new(ErrorCode.Validation, message, Usage);
}
