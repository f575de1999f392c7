using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Platform.Core.Foundation;
using Platform.Core.Integrations.Mcp.Stdio;
using Platform.Core.Security;

namespace Platform.Core.Integrations.Mcp;

/// <summary>Connects to a server: a program that is started for one run, or an address that is reached through the guard of the net.</summary>
public sealed class McpConnector(McpCommands commands, IServerLauncher launcher, EgressGuard guard, Redactor redactor, IOptions<McpOptions> options)
{
    // An event stream is one answer that lasts; it is opened again when its time is over.
    private static readonly TimeSpan LongestStream = TimeSpan.FromHours(1);
    // The SDK would log what servers say; what goes wrong is told in the run.
    private static readonly NullLoggerFactory NoLogs = NullLoggerFactory.Instance;
    private static readonly string Version = typeof(McpConnector).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <param name="listChanged">Called when the server says that its tools are others now.</param>
    /// <exception cref="PlatformException">Forbidden, timeout, unavailable, tool failed: the sentence names the server.</exception>
    internal async Task<McpConnection> ConnectAsync(McpSettings settings, Action listChanged, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(settings.Start);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        IServerProcess? process = null;
        try
        {
            process = settings.Url is null ? Launch(settings) : null;
            var client = await McpClient.CreateAsync(Transport(settings, process), Options(settings, listChanged), NoLogs, either.Token);
            return new McpConnection(client, process);
        }
        catch (Exception wrong)
        {
            var told = Told(wrong, settings, process, timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested, "did not answer the greeting");
            if (process is not null) await process.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw told;
        }
    }

    /// <summary>What went wrong, in our words and without a secret that the other side may have quoted.</summary>
    internal PlatformException Told(Exception wrong, McpSettings settings, IServerProcess? process, bool isLate, string late)
    {
        var told = McpErrors.Of(wrong, settings, process, isLate, late);
        var shown = redactor.Redact(told.Message);
        return shown == told.Message ? told : new PlatformException(told.Code, shown, told.Resolution, told.InnerException);
    }

    private IServerProcess Launch(McpSettings settings)
    {
        var files = settings.Part.Files;
        var command = commands.Find(settings.Name, settings.Command, settings.Env, files);
        var home = Directory.CreateTempSubdirectory("platform-mcp-").FullName; // for this user alone
        return launcher.Start(new ServerLaunch(
            settings.Name, command.Program, command.Arguments, CleanEnvironment(home, command.Env), files.Root, home, options.Value.MaxMessageBytes));
    }

    // Nothing of the platform's own environment, which holds its keys.
    private static Dictionary<string, string> CleanEnvironment(string home, IReadOnlyDictionary<string, string> own)
    {
        var clean = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = home,
            ["TMPDIR"] = home,
            ["LANG"] = "C.UTF-8",
        };
        if (OperatingSystem.IsWindows())
            foreach (var name in new[] { "SystemRoot", "PATHEXT" }) clean[name] = Environment.GetEnvironmentVariable(name) ?? "";
        foreach (var (name, value) in own) clean[name] = value;
        return clean;
    }

    private IClientTransport Transport(McpSettings settings, IServerProcess? process)
    {
        if (process is not null) return new HandshakeFirst(new StreamClientTransport(process.Input, process.Output, NoLogs));
        var url = settings.Url!;
        var host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost.Trim('[', ']')}]" : url.IdnHost;
        // Its own host and no other: what a redirect names elsewhere would be told the headers.
        var rules = EgressRules.Only([$"{host}:{url.Port}"]) with { Timeout = LongestStream, MaxResponseBytes = options.Value.MaxMessageBytes };
        return new HandshakeFirst(new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Name = settings.Name,
                Endpoint = url,
                TransportMode = HttpTransportMode.StreamableHttp,
                AdditionalHeaders = new Dictionary<string, string>(settings.Headers, StringComparer.OrdinalIgnoreCase),
                ConnectionTimeout = settings.Start,
            },
            guard.CreateClient(rules), NoLogs, ownsHttpClient: true));
    }

    // What a server may ask of its client (a model's answer, a form for a person, our folders) is not offered: the SDK refuses it with an error.
    private static McpClientOptions Options(McpSettings settings, Action listChanged) => new()
    {
        ClientInfo = new Implementation { Name = "platform", Version = Version },
        InitializationTimeout = settings.Start,
        Handlers = new McpClientHandlers
        {
            NotificationHandlers =
            [
                new(NotificationMethods.ToolListChangedNotification, (_, _) =>
                {
                    listChanged();
                    return ValueTask.CompletedTask;
                }),
            ],
        },
    };
}

/// <summary>A client that has greeted its server, and the server's process when there is one.</summary>
internal sealed record McpConnection(McpClient Client, IServerProcess? Process) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The other side is gone.</summary>
    public bool IsOver => Client.Completion.IsCompleted || Process?.Fault is not null;

    public async ValueTask DisposeAsync()
    {
        // The process first: its end ends the reading of its output.
        if (Process is not null) await Process.DisposeAsync();
        try
        {
            await Client.DisposeAsync().AsTask().WaitAsync(Patience); // a server over HTTP is told goodbye, and may not answer
        }
        catch (Exception e) when (e is TimeoutException or IOException or HttpRequestException or PlatformException or OperationCanceledException)
        {
            // It is gone already.
        }
    }
}
