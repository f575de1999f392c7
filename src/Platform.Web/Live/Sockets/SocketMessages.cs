using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Web.Api;

namespace Platform.Web.Live.Sockets;

/// <summary>What a program says: <c>{"type":"subscribe","id":"a","run":"…","after":12}</c>.</summary>
internal sealed record SocketAsk
{
    /// <summary><c>subscribe</c>, <c>unsubscribe</c> or <c>ping</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>The program's own name of the subscription; every message of it bears it.</summary>
    public string? Id { get; init; }

    public Guid? Run { get; init; }

    /// <summary><c>workflows</c> or <c>human-tasks</c>, instead of a run.</summary>
    public string? Topic { get; init; }

    /// <summary>The last sequence that it has: what follows is sent. Absent: of a run everything, of a topic everything as it is now.</summary>
    public long? After { get; init; }
}

/// <summary>Where a subscription can go on.</summary>
internal sealed record SocketPlace(string Id, Guid? Run, string? Topic, long After);

/// <summary>What the server says.</summary>
internal static class SocketMessages
{
    public static byte[] Hello(SocketLimits limits) => Write(new { type = "hello", protocol = "platform.v1", limits.MostSubscriptions, limits.LargestMessage });

    public static byte[] Pong() => Write(new { type = "pong" });

    public static byte[] Subscribed(string id, long? after) => Write(new { type = "subscribed", id, after });

    public static byte[] Unsubscribed(string id) => Write(new { type = "unsubscribed", id });

    /// <summary>What it has is too old to go on with: all of it follows, as it is now.</summary>
    public static byte[] Reset(string id) => Write(new { type = "reset", id });

    /// <summary>What stands before an event of the log and its closing brace; the same for all of one subscription.</summary>
    public static byte[] EventHead(string id) => Encoding.UTF8.GetBytes($$"""{"type":"event","id":{{JsonSerializer.Serialize(id, ApiJson.Options)}},"event":""");

    public static byte[] Event(string id, object told) => Write(new { type = "event", id, @event = told });

    /// <summary>The run has ended, and all was told.</summary>
    public static byte[] Ended(string id, long after) => Write(new { type = "ended", id, after });

    public static byte[] Error(string? id, PlatformException error) =>
        Write(new { type = "error", id, error = new { code = error.Code.Text(), detail = error.Message, error.Resolution } });

    public static byte[] Closing(string reason, string resolution, IReadOnlyList<SocketPlace> resume) => Write(new { type = "closing", reason, resolution, resume });

    /// <summary>The same, short enough for the close itself (123 bytes): with the place of the only subscription.</summary>
    public static string CloseReason(string reason, IReadOnlyList<SocketPlace> resume) =>
        resume.Count == 1 ? $$"""{"reason":"{{reason}}","after":{{resume[0].After}}}""" : $$"""{"reason":"{{reason}}"}""";

    private static byte[] Write(object message) => JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Options);
}

/// <summary>Bounds of one connection, and of all.</summary>
internal sealed record SocketLimits
{
    public int MostConnections { get; init; } = 2048;

    public int MostSubscriptions { get; init; } = 64;

    /// <summary>Bytes of one message of the program.</summary>
    public int LargestMessage { get; init; } = 16 * 1024;

    /// <summary>Messages that wait for a reader; events beyond them stay in the log.</summary>
    public int MostWaiting { get; init; } = 256;

    /// <summary>How long a reader may take none while some wait.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an idle connection is pinged, and how long the answer may take.</summary>
    public TimeSpan Ping { get; init; } = TimeSpan.FromSeconds(15);
}
