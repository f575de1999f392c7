using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Security;

/// <summary>Section <c>Platform:Egress</c>: what the operator lets workflows reach.</summary>
public sealed class EgressOptions
{
    public const string Section = "Platform:Egress";

    /// <summary>
    /// Hosts that may be private, as <c>crm.internal</c>, <c>localhost:1234</c> or <c>[::1]:80</c>, and networks, as <c>10.1.0.0/16</c>. Without a
    /// port, all ports. Default none.
    /// </summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Bytes of one response, after decompression. Default 10 MB.</summary>
    [Range(1024L, 10L * 1024 * 1024 * 1024)]
    public long MaxResponseBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>For one request with its redirects and the reading of the answer. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Redirects that one request may follow. Default 5.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; init; } = 5;

    /// <summary>
    /// Whether the <c>base_url</c> of a model may be on this machine or a private network. Default true, for a model on one's own machine is the
    /// usual case; an installation whose users do not trust each other sets it to false and names its model servers in <see cref="Allow"/>.
    /// </summary>
    public bool ModelsMayBePrivate { get; init; } = true;
}
