using System.Collections.Concurrent;
using Platform.Core.Config;
using Platform.Core.Security;

namespace Platform.Core.Tools.Http;

/// <summary>The clients of all tools that speak HTTP, each around the guard. A client keeps its connections, so those of the same rules share one.</summary>
public sealed class ToolClients(EgressGuard guard)
{
    private const int MostClients = 256;

    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    /// <param name="allow">Host patterns; empty for every public host.</param>
    /// <param name="timeout">For one request with its redirects and the reading of the answer.</param>
    public HttpClient For(IReadOnlyList<string> allow, TimeSpan timeout)
    {
        if (_clients.Count >= MostClients) _clients.Clear(); // those in use live on with their callers
        var rules = (allow.Count > 0 ? EgressRules.Only(allow) : EgressRules.Public) with { Timeout = timeout };
        return _clients.GetOrAdd($"{timeout} {string.Join(' ', allow)}", _ => guard.CreateClient(rules));
    }

    /// <summary>A client of one service, which reaches that and nothing else: the tool's <c>base_url</c>, or where the service usually is.</summary>
    internal ServiceClient Service(ToolSettings settings, string name, string usual, TimeProvider time)
    {
        var address = settings.Read().Address("base_url") ?? new Uri(usual);
        return new ServiceClient(For([$"{address.IdnHost}:{address.Port}"], ToolCatalog.TimeoutOf(settings)), name, address, time);
    }
}
