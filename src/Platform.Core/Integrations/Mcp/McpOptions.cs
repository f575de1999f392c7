using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Platform.Core.Integrations.Mcp;

/// <summary>Section <c>Platform:Mcp</c>.</summary>
public sealed class McpOptions
{
    public const string Section = "Platform:Mcp";

    [Description("Programs that workflows may start as servers, by a name for people; those allowed with platform mcp allow come to them.")]
    public Dictionary<string, AllowedCommand> Commands { get; init; } = new(StringComparer.Ordinal);

    [Description("Bytes of one message of a server.")]
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public long MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    [Description("Sessions that other programs may hold at /mcp at once, of all organisations.")]
    [Range(1, 100_000)]
    public int MaxSessions { get; init; } = 500;

    [Description("After how long a session at /mcp that nobody uses is closed.")]
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan IdleSession { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>A program that an administrator allows workflows to start.</summary>
public sealed class AllowedCommand
{
    /// <summary>
    /// The program and its arguments, word by word, as a workflow must name them: <c>npx, -y, @modelcontextprotocol/server-filesystem, {folder}</c>. The word
    /// <c>{folder}</c> stands for a folder of the workflow's own files, <c>{value}</c> for any text that does not begin with a dash.
    /// </summary>
    public IReadOnlyList<string> Run { get; init; } = [];

    /// <summary>Variables that the program is given besides the few that all get.</summary>
    public Dictionary<string, string> Env { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Names of variables that a workflow may set by <c>env:</c>, such as <c>GITHUB_TOKEN</c>.</summary>
    public IReadOnlyList<string> Accepts { get; init; } = [];
}
