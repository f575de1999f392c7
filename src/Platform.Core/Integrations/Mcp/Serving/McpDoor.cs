using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Integrations.Mcp.Serving;

/// <summary>
/// The platform as a server: makes the server that speaks with one caller over whatever carries the messages, and tells it when the workflows have changed.
/// </summary>
public sealed partial class McpDoor : IDisposable
{
    // Workflows that another process saved are noticed by looking.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly string Version = typeof(McpDoor).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly ExposedWorkflows _exposed;
    private readonly RunService _runs;
    private readonly WorkflowService _workflows;
    private readonly TimeProvider _time;
    private readonly ILogger<McpDoor> _logger;
    private readonly ConcurrentDictionary<McpServer, Listening> _listening = new();
    private readonly ITimer _timer;

    public McpDoor(ExposedWorkflows exposed, RunService runs, WorkflowService workflows, TimeProvider time, ILogger<McpDoor> logger)
    {
        (_exposed, _runs, _workflows, _time, _logger) = (exposed, runs, workflows, time, logger);
        workflows.Changed += HearChange;
        _timer = time.CreateTimer(_ => LookAtAll(), null, Look, Look);
    }

    /// <summary>Everything is asked in the caller's name, as long as the session lasts.</summary>
    /// <param name="address">Where people see the dashboard, for what a caller is sent to.</param>
    /// <param name="left">Cancelled when the session ends: runs that were called go on then.</param>
    public McpServer Open(ITransport transport, Caller caller, string address, CancellationToken left)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "platform", Title = "Platform", Version = Version },
            ServerInstructions = "Each tool runs a workflow. A result with 'waiting' means that the run goes on later, when a person or an event has come: its address shows it.",
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability { ListChanged = true } },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = async (asked, cancellationToken) => new ListToolsResult { Tools = [.. await ListAsync(asked.Server, caller, cancellationToken)] },
                CallToolHandler = (asked, cancellationToken) => CallAsync(asked, caller, address, left, cancellationToken),
            },
        };
        var server = McpServer.Create(transport, options, NullLoggerFactory.Instance);
        _listening[server] = new Listening(caller);
        return server;
    }

    /// <summary>The session is over.</summary>
    public void Close(McpServer server) => _listening.TryRemove(server, out _);

    public void Dispose()
    {
        _workflows.Changed -= HearChange;
        _timer.Dispose();
    }

    private async Task<IReadOnlyList<Tool>> ListAsync(McpServer server, Caller caller, CancellationToken cancellationToken)
    {
        var tools = await _exposed.ListAsync(caller, cancellationToken);
        // The server that a handler is given stands for the one request; what is listed is remembered of the caller's whole session.
        foreach (var (open, listening) in _listening)
            if (open.SessionId == server.SessionId) listening.Seen = SignOf(tools);
        return tools;
    }

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> asked, Caller caller, string address, CancellationToken left, CancellationToken cancellationToken)
    {
        var name = asked.Params?.Name ?? "";
        if (await _exposed.FindAsync(caller, name, cancellationToken) is not { } graph) throw await UnknownAsync(caller, name, cancellationToken);
        var token = asked.Params!.ProgressToken;
        Func<ProgressNotificationValue, Task>? progress = token is { } known ? value => asked.Server.NotifyProgressAsync(known, value, cancellationToken: cancellationToken) : null;
        try
        {
            return await new WorkflowCall(_runs, caller, address, _time).RunAsync(graph.Name, asked.Params.Arguments, progress, left, cancellationToken);
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or McpException))
        {
            // The wall of this door: the log holds what it was, the caller is told that it was not its fault.
            LogUnexpected(unexpected, graph.Name);
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "Something went wrong here that should not have. Try again; if it stays, the server's log says why. (internal)" }] };
        }
    }

    private async Task<McpProtocolException> UnknownAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var near = Names.Nearest(name, [.. (await _exposed.ListAsync(caller, cancellationToken)).Select(t => t.Name)]);
        return new McpProtocolException($"There is no tool '{name}' here{(near is null ? "" : $"; did you mean '{near}'?")}", McpErrorCode.InvalidParams);
    }

    private void HearChange(OrganizationId organization) => _ = TellAsync(organization);

    private void LookAtAll()
    {
        foreach (var organization in _listening.Values.Select(l => l.Caller.Organization).Distinct()) _ = TellAsync(organization);
    }

    // Only who has seen a list is told that it is another one now.
    private async Task TellAsync(OrganizationId organization)
    {
        try
        {
            var waiting = _listening.Where(l => l.Value.Caller.Organization == organization && l.Value.Seen is not null).ToList();
            if (waiting.Count == 0) return;
            var now = SignOf(await _exposed.ListAsync(waiting[0].Value.Caller, CancellationToken.None));
            foreach (var (server, listening) in waiting)
                if (listening.Seen is { } seen && now != seen && Interlocked.CompareExchange(ref listening.Seen, now, seen) == seen) await TellAsync(server);
        }
        catch (PlatformException)
        {
            // The database is away: it is looked again.
        }
    }

    private static async Task TellAsync(McpServer server)
    {
        try
        {
            await server.SendNotificationAsync(NotificationMethods.ToolListChangedNotification);
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The caller has left.
        }
    }

    private static string SignOf(IReadOnlyList<Tool> tools) =>
        string.Join('\n', tools.Select(t => $"{t.Name} {t.Description} {t.InputSchema.GetRawText()} {t.OutputSchema?.GetRawText()}"));

    [LoggerMessage(7001, LogLevel.Error, "A call of {WorkflowName} over MCP failed unexpectedly")]
    private partial void LogUnexpected(Exception exception, string workflowName);

    private sealed class Listening(Caller caller)
    {
        public Caller Caller { get; } = caller;

        /// <summary>The list that was given last; null before the first.</summary>
        public string? Seen;
    }
}
