using Microsoft.AspNetCore.Http.Features;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Security;

namespace Platform.Web.Live.Sockets;

/// <summary>The address <c>/ws</c>.</summary>
public sealed class SocketEndpoint : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app) =>
        app.Map("/ws", (HttpContext context) => context.RequestServices.GetRequiredService<SocketDoor>().OpenAsync(context)).ExcludeFromDescription();
}

/// <summary><c>/ws</c>: the events of runs, workflows and human tasks for programs. The protocol is told in <c>docs/live.md</c>.</summary>
internal sealed class SocketDoor(TopicBoards boards, SocketLimits limits, Crowd crowd, IHostApplicationLifetime lifetime)
{
    private int _open;

    /// <summary>Must stand before the server's own WebSockets.</summary>
    public static Task Prepare(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/ws" && context.Features.Get<IHttpUpgradeFeature>() is { } upgrade) context.Features.Set<IHttpUpgradeFeature>(new GatheringUpgrade(upgrade));
        return next(context);
    }

    public async Task OpenAsync(HttpContext context)
    {
        var runs = context.RequestServices.GetRequiredService<RunService>();
        var caller = context.RequestServices.GetRequiredService<Caller>();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            var problem = Problems.Describe(ErrorCode.Validation, "This address speaks WebSocket.", "Open it with a WebSocket client: ws://…/ws. Events over plain HTTP are at /api/v1/runs/{id}/events.", Problems.TraceOf(context), StatusCodes.Status426UpgradeRequired);
            context.Response.Headers.Upgrade = "websocket";
            await Problems.WriteAsync(context, problem);
            return;
        }

        // A browser lets any page open a socket to any server, and sends cookies along: only the origin tells whose page it is.
        if (!BrowserGuard.IsOurOwn(context.Request))
        {
            await Problems.WriteAsync(context, new PlatformException(ErrorCode.Forbidden, "A page of another web site tried to listen here, which is refused.", "Connect from a program, or from the dashboard's own pages."));
            return;
        }

        if (Interlocked.Increment(ref _open) > limits.MostConnections || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Interlocked.Decrement(ref _open);
            await Problems.WriteAsync(context, new PlatformException(ErrorCode.Unavailable, $"{limits.MostConnections} connections are open, which is the most, or the server stops.", "Close some, or try again in a moment. One connection can follow many runs."));
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = limits.Ping, KeepAliveTimeout = limits.Ping });
            using var counted = crowd.Join();
            using var talk = new SocketTalk(new TalkLine(socket, (context.Features.Get<IHttpUpgradeFeature>() as GatheringUpgrade)?.Stream, crowd), caller, runs, boards, limits);
            await talk.RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
