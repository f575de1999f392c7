using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Platform.Core.Security;

/// <summary>
/// The one way out. Names are resolved here and the connection goes to the address that was checked, so that a name cannot mean something
/// else a moment later. What is refused is a <see cref="Foundation.PlatformException"/> that says which address it was and who can allow it.
/// </summary>
public sealed class EgressGuard(IOptions<EgressOptions> options)
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2); // then the name is resolved and checked anew

    /// <summary>A client that reaches only what the rules allow. Keep it as long as the rules, for it keeps its connections.</summary>
    public HttpClient CreateClient(EgressRules rules) => new(CreateHandler(rules)) { Timeout = Timeout.InfiniteTimeSpan }; // the handler's own covers the body too

    /// <summary>The same as a handler, for libraries that make the client themselves.</summary>
    public HttpMessageHandler CreateHandler(EgressRules rules)
    {
        var addresses = new EgressAddresses(options.Value, rules);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // by hand, each hop checked
            UseProxy = false, // a proxy would resolve names for us, unchecked
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(addresses, context.DnsEndPoint, cancellationToken),
        };
        return new EgressHandler(sockets, addresses, options.Value, rules);
    }

    /// <summary>A connection for what is no HTTP (mail), under the same rules.</summary>
    /// <exception cref="Foundation.PlatformException">Forbidden: the host may not be reached; timeout: nobody answers.</exception>
    public async Task<Stream> ConnectAsync(EgressRules rules, string host, int port, CancellationToken cancellationToken)
    {
        var addresses = new EgressAddresses(options.Value, rules);
        addresses.CheckHost(host, port);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timeout = rules.Timeout ?? options.Value.Timeout;
        both.CancelAfter(timeout);
        try
        {
            return await ConnectAsync(addresses, new DnsEndPoint(host, port), both.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw LimitedStream.TookTooLong(timeout, late);
        }
    }

    /// <summary>The addresses of a host that may be reached, for a library that connects by itself: give it one of these and never the name.</summary>
    /// <exception cref="Foundation.PlatformException">Forbidden: none of them.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(EgressRules rules, string host, int port, CancellationToken cancellationToken)
    {
        var addresses = new EgressAddresses(options.Value, rules);
        addresses.CheckHost(host, port);
        return await AllowedAsync(addresses, new DnsEndPoint(host, port), cancellationToken);
    }

    private static async Task<List<IPAddress>> AllowedAsync(EgressAddresses addresses, DnsEndPoint host, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(host.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var refusals = found.Select(a => (Address: a, Why: addresses.Refusal(host.Host, host.Port, a))).ToList();
        var allowed = refusals.Where(r => r.Why is null).Select(r => r.Address).ToList();
        if (allowed.Count == 0 && refusals.Count > 0)
        {
            throw EgressAddresses.Refused($"{refusals[0].Why}, which may not be reached from here.",
                $"If it is meant, the operator adds '{host.Host}:{host.Port}' to {EgressOptions.Section}:{nameof(EgressOptions.Allow)}.");
        }

        return allowed;
    }

    private static async ValueTask<Stream> ConnectAsync(EgressAddresses addresses, DnsEndPoint host, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in await AllowedAsync(addresses, host, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, host.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failed) // the next address may answer
            {
                socket.Dispose();
                last = failed;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}
