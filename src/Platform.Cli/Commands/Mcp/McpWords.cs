using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands.Mcp;

/// <summary>What the commands about servers of tools share.</summary>
internal static class McpWords
{
    public static string Shown(IEnumerable<string> words) => string.Join(' ', words.Select(w => w.Contains(' ', StringComparison.Ordinal) ? $"'{w}'" : w));

    public static Dictionary<string, string> Variables(IEnumerable<string> given)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            var at = one.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw CliException.Usage($"'{one}' is no NAME=VALUE.", "Write the name, '=' and the value.");
            all[one[..at]] = one[(at + 1)..];
        }

        return all;
    }

    /// <summary>Of a file that exists, else of a stored workflow.</summary>
    public static async Task<CompiledGraph> GraphAsync(CliContext cli, CoreHost host, string target, CancellationToken cancellationToken)
    {
        var workflows = host.Get<WorkflowService>();
        if (!File.Exists(target)) return (await workflows.LoadAsync(CoreHost.Caller, target, null, cancellationToken)).Graph;
        var read = await workflows.ValidateFileAsync(target, cancellationToken);
        if (read.Ok) return read.Value;
        var first = read.Findings.First(f => f.Severity == Severity.Error);
        throw new CliException($"{target} has errors: {first}", $"'platform validate {target}' tells all of them.");
    }
}
