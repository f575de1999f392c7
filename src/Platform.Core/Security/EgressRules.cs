namespace Platform.Core.Security;

/// <summary>What one tool or model may reach. It only narrows what the operator allows, but for <see cref="ForModels"/>.</summary>
public sealed record EgressRules
{
    private EgressRules(IReadOnlyList<string>? hosts) => Hosts = hosts;

    /// <summary>Every host with a public address, and those that the operator allows.</summary>
    public static EgressRules Public { get; } = new((IReadOnlyList<string>?)null);

    /// <summary>Host patterns: <c>crm.example.com</c>, <c>*.example.com</c>, <c>localhost:1234</c>. Null means every host; empty means none.</summary>
    public IReadOnlyList<string>? Hosts { get; }

    /// <summary>Null for the operator's option.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Null for the operator's option.</summary>
    public long? MaxResponseBytes { get; init; }

    internal bool IsForModels { get; private init; }

    /// <summary>Only these hosts, and of these only what <see cref="Public"/> would reach.</summary>
    public static EgressRules Only(IEnumerable<string> hosts) => new([.. hosts]);

    /// <summary>
    /// The host and port of a model's <c>base_url</c> and nothing else. Loopback and private addresses are reached when the base_url names them:
    /// whoever configures a model on a machine of their own runs it there (Ollama, llama.cpp, vLLM). Link-local and metadata addresses stay
    /// refused, for no model is served there and cloud credentials are. <see cref="EgressOptions.ModelsMayBePrivate"/> turns the exception off.
    /// </summary>
    /// <remarks>An answer of a model may take minutes, so the time limit is ten.</remarks>
    public static EgressRules ForModels(Uri baseUrl) =>
        new([$"{Bracketed(baseUrl)}:{baseUrl.Port}"])
        {
            IsForModels = true,
            Timeout = TimeSpan.FromMinutes(10),
            MaxResponseBytes = 64 * 1024 * 1024,
        };

    private static string Bracketed(Uri uri) => uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost.Trim('[', ']')}]" : uri.IdnHost;
}
