using System.Security.Cryptography;
using System.Text;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools;

namespace Platform.Core.Integrations.Mcp;

/// <summary>A server as a workflow names it: a program to be started, or an address.</summary>
internal sealed record McpSettings
{
    public static readonly TimeSpan UsualStart = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    public required ToolSettings Part { get; init; }

    public string Name => Part.Name;

    /// <summary>Empty when the server has an address.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Uri? Url { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For one call.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>For starting, the greeting, and each reading of a list.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>Who may share a session: the same part with the same values.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}\0{Part.Settings.GetRawText()}")));

    public static void Check(PartConfig tool, Findings found)
    {
        ToolCatalog.CheckCommon(tool, found, "command", "env", "url", "headers", "start_timeout")!
            .Texts("command").TextMap("env").Address("url").TextMap("headers").Duration("start_timeout", LongestStart);
        var (command, url) = (tool.Settings.Entry("command"), tool.Settings.Entry("url"));
        if (command is null && url is null)
            found.Add(new Finding(ToolCodes.MissingKey, Severity.Error, $"Tool '{tool.Name}' needs 'command' (a program that is started) or 'url' (a server's address).", tool.NameAt, Path: tool.Settings.Path));
        if (command is not null && url is not null)
            found.Add(new Finding(ToolCodes.WrongValue, Severity.Error, $"Tool '{tool.Name}' has both 'command' and 'url'; a server is one of them.", url.KeyAt, Path: url.Value.Path));
        Misplaced(tool, "env", url is not null && command is null, "a server with an address has no environment; send 'headers'", found);
        Misplaced(tool, "headers", command is not null && url is null, "a program has no headers; give it variables by 'env'", found);
    }

    /// <exception cref="PlatformException">Validation: a setting that does not fit.</exception>
    public static McpSettings Read(ToolSettings part)
    {
        var read = part.Read();
        var settings = new McpSettings
        {
            Part = part,
            Command = read.Texts("command"),
            Env = read.TextMap("env"),
            Url = read.Address("url"),
            Headers = read.TextMap("headers"),
            Timeout = ToolCatalog.TimeoutOf(part),
            Start = read.Duration("start_timeout", LongestStart) ?? UsualStart,
        };
        if (settings.Command.Count > 0 == settings.Url is not null) throw read.Wrong("command", "given, or 'url', and not both");
        if (settings.Headers.Any(h => h.Key.Length == 0 || !h.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || h.Value.Any(char.IsControl))) throw read.Wrong("headers", "plain names, each with a value on one line");
        if (settings.Env.Any(e => e.Value.Contains('\0', StringComparison.Ordinal))) throw read.Wrong("env", "text");
        return settings;
    }

    private static SettingCodes ToolCodes => ToolFindings.Settings;

    private static void Misplaced(PartConfig tool, string key, bool isMisplaced, string why, Findings found)
    {
        if (isMisplaced && tool.Settings.Entry(key) is { } entry) found.Add(new Finding(ToolCodes.UnknownKey, Severity.Error, $"Tool '{tool.Name}': {why}.", entry.KeyAt, Path: entry.Value.Path));
    }
}
