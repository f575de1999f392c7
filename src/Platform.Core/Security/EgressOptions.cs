using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Security;

/// <summary>Section <c>Platform:Egress</c>: what the operator lets workflows reach.</summary>
public sealed class EgressOptions
{
    public const string Section = "Platform:Egress";

    [Description("Hosts that may be private, as crm.internal, localhost:1234 or [::1]:80, and networks, as 10.1.0.0/16. Without a port, all ports.")]
    public IReadOnlyList<string> Allow { get; init; } = [];

    [Description("Bytes of one response, after decompression.")]
    [Range(1024L, 10L * 1024 * 1024 * 1024)]
    public long MaxResponseBytes { get; init; } = 10 * 1024 * 1024;

    [Description("The longest that one request may take with its redirects and the reading of the answer.")]
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("Redirects that one request may follow.")]
    [Range(0, 20)]
    public int MaxRedirects { get; init; } = 5;

    [Description("Whether the base_url of a model may be on this machine or a private network; an installation whose users do not trust each other sets it to false and names its model servers in Allow.")]
    public bool ModelsMayBePrivate { get; init; } = true;
}
