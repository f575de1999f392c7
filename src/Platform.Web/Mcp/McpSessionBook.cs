using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Integrations.Mcp.Serving;
using Platform.Core.Security;

namespace Platform.Web.Mcp;

/// <summary>All sessions of this process. A session is found by its own caller alone; the unused ones go.</summary>
internal sealed class McpSessionBook : IAsyncDisposable
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, McpSession> _sessions = new(StringComparer.Ordinal);
    private readonly McpDoor _door;
    private readonly McpOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public McpSessionBook(McpDoor door, IOptions<McpOptions> options, TimeProvider time)
    {
        (_door, _options, _time) = (door, options.Value, time);
        _timer = time.CreateTimer(_ => _ = CloseIdleAsync(), null, Sweep, Sweep);
    }

    public int Count => _sessions.Count;

    /// <summary>Null when there is none of this id, or it is another caller's.</summary>
    public McpSession? Find(string id, Caller caller) =>
        _sessions.TryGetValue(id, out var session) && session.Caller.User == caller.User && session.Caller.Organization == caller.Organization ? session : null;

    /// <exception cref="PlatformException">Limit exceeded: there are as many as there may be, all in use.</exception>
    public async Task<McpSession> OpenAsync(Caller caller, string address)
    {
        if (_sessions.Count >= _options.MaxSessions) await MakeRoomAsync();
        var session = new McpSession(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)), caller, address, _door, _time);
        _sessions[session.Id] = session;
        return session;
    }

    public async Task CloseAsync(McpSession session)
    {
        if (_sessions.TryRemove(session.Id, out _)) await session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        foreach (var session in _sessions.Values) await CloseAsync(session);
    }

    private async Task CloseIdleAsync()
    {
        foreach (var session in _sessions.Values.Where(s => !s.IsBusy && _time.GetElapsedTime(s.LastUsed) > _options.IdleSession)) await CloseAsync(session);
    }

    private async Task MakeRoomAsync()
    {
        if (_sessions.Values.Where(s => !s.IsBusy).MinBy(s => s.LastUsed) is { } unused) await CloseAsync(unused);
        else throw new PlatformException(ErrorCode.RateLimited, $"{_options.MaxSessions} programs are connected already.", "Try again later, or raise Platform:Mcp:MaxSessions.");
    }
}
