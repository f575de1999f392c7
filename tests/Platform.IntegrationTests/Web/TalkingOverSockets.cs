using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Platform.Web.Live;
using Platform.Web.Live.Sockets;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>Programs follow runs, workflows and human tasks over <c>/ws</c>.</summary>
[Collection(WebCollection.Name)]
public sealed class TalkingOverSockets(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_told_in_order_and_goes_on_after_a_break_where_it_was()
    {
        await web.SaveAsync(Flows.Asks("ws-run"), Stop);
        var run = (await web.RunAsync("ws-run", new { }, Stop)).GetProperty("id").GetString();
        var seen = new List<long>();
        using (var first = await OpenAsync())
        {
            await SayAsync(first, new { type = "subscribe", id = "a", run });
            for (var type = ""; type != "run.waiting";) type = Note(await HearAsync(first, "event"), seen);
            first.Abort();
        }

        await AnswerAsync(run!);
        using var second = await OpenAsync();
        await SayAsync(second, new { type = "subscribe", id = "b", run, after = seen[^1] });
        JsonElement told;
        for (told = await HearAsync(second); told.GetProperty("type").GetString() != "ended"; told = await HearAsync(second))
            if (told.GetProperty("type").GetString() == "event") Note(told, seen);

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen);
        Assert.Equal(seen[^1], told.GetProperty("after").GetInt64());
        await second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Stop);
        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (second.State, second.CloseStatus));
    }

    [Fact]
    public async Task Tasks_and_workflows_are_told_as_they_change_and_after_a_break()
    {
        await web.SaveAsync(Flows.Asks("ws-topics"), Stop);
        using var first = await OpenAsync();
        await SayAsync(first, new { type = "subscribe", id = "tasks", topic = "human-tasks" });
        await SayAsync(first, new { type = "subscribe", id = "flows", topic = "workflows" });
        var run = (await web.RunAsync("ws-topics", new { }, Stop)).GetProperty("id").GetString()!;

        var opened = await OfRunAsync(first, run);
        Assert.Equal("human_task.opened", opened.GetProperty("type").GetString());
        var task = opened.GetProperty("data").GetProperty("id").GetString();
        using (await web.Client.PostAsync($"/api/v1/human-tasks/{task}/claim", null, Stop)) Assert.Equal("human_task.claimed", (await OfRunAsync(first, run)).GetProperty("type").GetString());
        first.Abort();
        await AnswerAsync(run);
        await web.SaveAsync(Flows.Asks("ws-topics").Replace("May it go out?", "Really?", StringComparison.Ordinal), Stop);

        using var second = await OpenAsync();
        await SayAsync(second, new { type = "subscribe", id = "tasks", topic = "human-tasks", after = opened.GetProperty("sequence").GetInt64() });
        JsonElement closed;
        do closed = await OfRunAsync(second, run);
        while (closed.GetProperty("type").GetString() != "human_task.closed");
        Assert.Equal("answered", closed.GetProperty("data").GetProperty("status").GetString());
        await SayAsync(second, new { type = "subscribe", id = "late", topic = "workflows", after = 1 });
        Assert.Equal("late", (await HearAsync(second, "reset")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_with_a_reason()
    {
        using (var plain = await web.Client.GetAsync("/ws", Stop)) Assert.Equal(HttpStatusCode.UpgradeRequired, plain.StatusCode);
        using (var evil = new ClientWebSocket())
        {
            evil.Options.SetRequestHeader("Origin", "https://evil.example");
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => evil.ConnectAsync(Address, Stop));
            Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        }

        using var socket = await OpenAsync();
        foreach (var wrong in new object[] { new { type = "sing" }, new { op = "nope" }, new { type = "subscribe", id = "x", run = "abc" }, new { type = "subscribe", id = "x" }, new { type = "subscribe", id = "x", topic = "weather" }, new { type = "subscribe", id = "x", run = Guid.NewGuid() }, new { type = "unsubscribe", id = "x" } })
        {
            await SayAsync(socket, wrong);
            var error = (await HearAsync(socket, "error")).GetProperty("error");
            Assert.NotEmpty(error.GetProperty("resolution").GetString()!);
            Assert.DoesNotMatch(@"Platform\.|System\.|\.NET", error.GetProperty("detail").GetString()!);
        }

        for (var i = 0; i < 65; i++) await SayAsync(socket, new { type = "subscribe", id = $"s{i}", topic = "workflows" });
        Assert.Equal("limit_exceeded", (await HearAsync(socket, "error")).GetProperty("error").GetProperty("code").GetString());
        await SayAsync(socket, new { type = "unsubscribe", id = "s0" });
        await HearAsync(socket, "unsubscribed");
        await SayAsync(socket, new { type = "ping" });
        await HearAsync(socket, "pong");
        await SayAsync(socket, new { type = "ping", id = new string('x', 20_000) });
        Assert.Equal("message_too_big", (await HearAsync(socket, "closing")).GetProperty("reason").GetString());
        await Assert.ThrowsAnyAsync<Exception>(async () => { while (true) await HearAsync(socket); });
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_dropped_and_loses_nothing()
    {
        await web.SaveAsync("""
            platform: v1
            name: ws-slow
            limits: { steps: 500 }
            state: { n: { type: integer, default: 0 } }
            start: tick
            nodes:
              tick: { set: { n: "${{ state.n + 1 }}" }, next: [{ when: "${{ state.n < 400 }}", to: tick }, end] }
            """, Stop);
        var run = (await web.RunAsync("ws-slow", new { }, Stop)).GetProperty("id").GetString();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Stop);
        using var accepted = await listener.AcceptTcpClientAsync(Stop);
        accepted.SendBufferSize = 4096;
        await using var gathers = new GatheringStream(accepted.GetStream());
        using var theirs = WebSocket.CreateFromStream(gathers, new WebSocketCreationOptions { IsServer = true });
        using var ours = WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions { IsServer = false });
        using var talk = new SocketTalk(
            new TalkLine(theirs, gathers, web.Server.Services.GetRequiredService<Crowd>()), Caller.LocalOwner, web.Server.Services.GetRequiredService<RunService>(), web.Server.Services.GetRequiredService<TopicBoards>(),
            new SocketLimits { MostWaiting = 8, Patience = TimeSpan.FromSeconds(1) });
        var talking = talk.RunAsync(Stop);
        await SayAsync(ours, new { type = "subscribe", id = "a", run });

        await talking; // nobody reads
        var seen = new List<long>();
        try
        {
            while (true) if (await HearAsync(ours) is var told && told.GetProperty("type").GetString() == "event") Note(told, seen);
        }
        catch (Exception e) when (e is WebSocketException or JsonException or EndOfStreamException or IOException)
        {
            // What was on its way is cut off.
        }

        Assert.True(seen.Count > 0);
        using var again = await OpenAsync();
        await SayAsync(again, new { type = "subscribe", id = "a", run, after = seen[^1] });
        var before = seen.Count;
        for (var told = await HearAsync(again); told.GetProperty("type").GetString() != "ended"; told = await HearAsync(again))
            if (told.GetProperty("type").GetString() == "event") Note(told, seen);

        Assert.True(seen.Count > before);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen);
    }

    private Uri Address => new(web.Address.Replace("http://", "ws://", StringComparison.Ordinal) + "/ws");

    private async Task<ClientWebSocket> OpenAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(Address, Stop);
        await HearAsync(socket, "hello");
        return socket;
    }

    private static Task SayAsync(WebSocket socket, object message) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, Stop);

    private static async Task<JsonElement> HearAsync(WebSocket socket, string? type = null)
    {
        while (true)
        {
            using var whole = new MemoryStream();
            var buffer = new byte[8192];
            ValueWebSocketReceiveResult read;
            do
            {
                read = await socket.ReceiveAsync(buffer.AsMemory(), Stop);
                if (read.MessageType == WebSocketMessageType.Close) throw new EndOfStreamException();
                whole.Write(buffer, 0, read.Count);
            }
            while (!read.EndOfMessage);
            using var message = JsonDocument.Parse(Encoding.UTF8.GetString(whole.ToArray()));
            if (type is null || message.RootElement.GetProperty("type").GetString() == type) return message.RootElement.Clone();
        }
    }

    private static async Task<JsonElement> OfRunAsync(WebSocket socket, string run)
    {
        while (true)
        {
            var told = (await HearAsync(socket, "event")).GetProperty("event");
            if (told.GetProperty("data").TryGetProperty("run", out var of) && of.GetString() == run) return told;
        }
    }

    private static string Note(JsonElement message, List<long> seen)
    {
        var told = message.GetProperty("event");
        seen.Add(told.GetProperty("sequence").GetInt64());
        return told.GetProperty("type").GetString()!;
    }

    private async Task AnswerAsync(string run)
    {
        var task = (await web.GetJsonAsync($"/api/v1/human-tasks?run={run}", Stop)).GetProperty("items")[0].GetProperty("id").GetString();
        using var answer = await web.Client.PostAsync(
            $"/api/v1/human-tasks/{task}/complete", new StringContent("""{"answer":{"approved":true,"note":"fine"}}""", Encoding.UTF8, "application/json"), Stop);
        answer.EnsureSuccessStatusCode();
    }
}
