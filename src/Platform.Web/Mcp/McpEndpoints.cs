using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Security;

namespace Platform.Web.Mcp;

/// <summary>
/// <c>/mcp</c>: workflows with <c>expose: mcp</c> as tools of other programs, by the streamable HTTP transport.
/// Source: Model Context Protocol, revision 2025-11-25, "Transports".
/// </summary>
public sealed class McpEndpoints : IEndpointGroup
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const string VersionHeader = "MCP-Protocol-Version";
    private const int SessionUnknown = -32001;
    private const int Refused = -32000;
    private const int LargestMessage = 8 * 1024 * 1024;

    private static readonly HashSet<string> Versions = new(StringComparer.Ordinal) { "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25" };

    public void Map(IEndpointRouteBuilder app)
    {
        var mcp = app.MapGroup("/mcp").ExcludeFromDescription().AddEndpointFilter(GuardAsync);
        mcp.MapPost("", PostAsync);
        mcp.MapGet("", ListenAsync);
        mcp.MapDelete("", DeleteAsync);
    }

    // A page of another site may not even read here, and nobody who is not signed in.
    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext asked, EndpointFilterDelegate next)
    {
        var context = asked.HttpContext;
        if (!BrowserGuard.IsOurOwn(context.Request)) return Error(StatusCodes.Status403Forbidden, Refused, "A page of another web site may not use this server.");
        if (context.RequestServices.GetService<Caller>() is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Error(StatusCodes.Status401Unauthorized, Refused, "Sign in: send Authorization: Bearer KEY.");
        }

        var version = context.Request.Headers[VersionHeader].ToString();
        if (version.Length > 0 && !Versions.Contains(version) && context.Request.Headers.ContainsKey(SessionHeader))
            return Error(StatusCodes.Status400BadRequest, Refused, $"The protocol version '{version}' is not spoken here; it is one of {string.Join(", ", Versions)}.");
        return await next(asked);
    }

    private static async Task<IResult> PostAsync(HttpContext context, Caller caller, McpSessionBook sessions)
    {
        if (!Accepts(context, "application/json") || !Accepts(context, "text/event-stream"))
            return Error(StatusCodes.Status406NotAcceptable, Refused, "Accept both application/json and text/event-stream.");
        var (message, refused) = await ReadAsync(context);
        if (message is null) return refused!;
        if (message is JsonRpcRequest { Params: not null and not System.Text.Json.Nodes.JsonObject } odd)
            return Error(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidRequest, "The parameters of a request are an object.", odd.Id);
        var (session, none) = await SessionAsync(context, caller, sessions, message);
        if (session is null) return none!;

        using var use = session.Use();
        context.Response.Headers[SessionHeader] = session.Id;
        StartStream(context);
        if (await session.CarryAsync(message, context.Response.Body, context.RequestAborted)) return Results.Empty;
        context.Response.Headers.ContentType = (string?)null;
        return Results.Accepted();
    }

    private static async Task<IResult> ListenAsync(HttpContext context, Caller caller, McpSessionBook sessions)
    {
        if (!Accepts(context, "text/event-stream")) return Error(StatusCodes.Status406NotAcceptable, Refused, "Accept text/event-stream.");
        var id = context.Request.Headers[SessionHeader].ToString();
        if (id.Length == 0) return Error(StatusCodes.Status400BadRequest, Refused, "Send the session's id in Mcp-Session-Id.");
        if (sessions.Find(id, caller) is not { } session) return Unknown();
        if (!session.TryListen()) return Error(StatusCodes.Status409Conflict, Refused, "The session has such a stream already.");
        try
        {
            using var use = session.Use();
            context.Response.Headers[SessionHeader] = session.Id;
            StartStream(context);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await session.Transport.HandleGetRequestAsync(context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up.
        }
        finally
        {
            session.EndListen();
        }

        return Results.Empty;
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, Caller caller, McpSessionBook sessions)
    {
        if (sessions.Find(context.Request.Headers[SessionHeader].ToString(), caller) is not { } session) return Unknown();
        await sessions.CloseAsync(session);
        return Results.NoContent();
    }

    private static async Task<(McpSession? Session, IResult? Refused)> SessionAsync(HttpContext context, Caller caller, McpSessionBook sessions, JsonRpcMessage message)
    {
        var id = context.Request.Headers[SessionHeader].ToString();
        if (id.Length > 0) return sessions.Find(id, caller) is { } known ? (known, null) : (null, Unknown());
        var asked = message as JsonRpcRequest;
        if (asked?.Method != RequestMethods.Initialize)
            return (null, Error(StatusCodes.Status400BadRequest, Refused, "Begin with 'initialize', and send the session's id in Mcp-Session-Id from then on.", asked?.Id));
        try
        {
            return (await sessions.OpenAsync(caller, $"{context.Request.Scheme}://{context.Request.Host}"), null);
        }
        catch (PlatformException full)
        {
            return (null, Error(StatusCodes.Status503ServiceUnavailable, Refused, $"{full.Message} {full.Resolution}", asked.Id));
        }
    }

    private static async Task<(JsonRpcMessage? Message, IResult? Refused)> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestMessage;
        try
        {
            var read = await JsonSerializer.DeserializeAsync<JsonRpcMessage>(context.Request.Body, McpJsonUtilities.DefaultOptions, context.RequestAborted);
            return read is null ? (null, Error(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidRequest, "The body is no message.")) : (read, null);
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or InvalidOperationException)
        {
            return (null, Error(StatusCodes.Status400BadRequest, (int)McpErrorCode.ParseError, "The body is no message of JSON-RPC 2.0."));
        }
    }

    private static bool Accepts(HttpContext context, string type) =>
        context.Request.GetTypedHeaders().Accept.Any(a => a.MatchesMediaType(type) || a.MediaType == "*/*");

    private static void StartStream(HttpContext context)
    {
        context.Response.Headers.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    private static IResult Unknown() => Error(StatusCodes.Status404NotFound, SessionUnknown, "There is no such session; begin anew with 'initialize'.");

    private static IResult Error(int status, int code, string message, RequestId? id = null) =>
        Results.Json(new { jsonrpc = "2.0", id = id?.Id, error = new { code, message } }, statusCode: status);
}
