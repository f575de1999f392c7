using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Api;

namespace Platform.Web.Live.Sockets;

/// <summary>
/// One connection of a program: what it asks is read by one loop, what it is told goes through one bounded queue, and each subscription fills that queue from
/// the log, so that a reader who is slow holds up only its own subscriptions and nothing is kept for it in memory.
/// </summary>
internal sealed class SocketTalk : IDisposable
{
    private const WebSocketCloseStatus TooSlow = (WebSocketCloseStatus)4008;

    private const int Together = 16 * 1024; // bytes that are sent together; a reader must take so many within its patience

    private readonly TalkLine _line;
    private readonly WebSocket _socket;
    private readonly Caller _caller;
    private readonly RunService _runs;
    private readonly TopicBoards _boards;
    private readonly SocketLimits _limits;
    private readonly Channel<Outgoing> _out;
    private readonly CancellationTokenSource _ending = new();

    // Guards the next two.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private (WebSocketCloseStatus Status, string Reason, string Resolution)? _end;

    public SocketTalk(TalkLine line, Caller caller, RunService runs, TopicBoards boards, SocketLimits limits)
    {
        (_line, _socket, _caller, _runs, _boards, _limits) = (line, line.Socket, caller, runs, boards, limits);
        _out = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(limits.MostWaiting) { SingleReader = true });
    }

    /// <summary>Ends when the program leaves, breaks a rule or reads too slowly, or when the server stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var stop = stopping.Register(() => End(WebSocketCloseStatus.EndpointUnavailable, "shutdown", "The server stops. Connect again in a moment and subscribe with 'after'."));
        await _out.Writer.WriteAsync(new Outgoing(SocketMessages.Hello(_limits)), CancellationToken.None);
        var hearing = HearAsync();
        try
        {
            await TellAsync();
        }
        finally
        {
            await _ending.CancelAsync();
            Subscription[] open;
            lock (_gate) open = [.. _subscriptions.Values];
            await Task.WhenAll(open.Select(s => s.Pump));
            await CloseAsync();
            await hearing;
        }
    }

    public void Dispose() => _ending.Dispose();

    // The first reason counts.
    private void End(WebSocketCloseStatus status, string reason, string resolution)
    {
        lock (_gate)
        {
            if (_end is not null) return;
            _end = (status, reason, resolution);
        }

        _ending.Cancel();
    }

    private async Task TellAsync()
    {
        try
        {
            var told = new List<Outgoing>();
            var text = new ArrayBufferWriter<byte>(1024);
            while (await _out.Reader.WaitToReadAsync(_ending.Token))
            {
                told.Clear();
                using var patience = new CancellationTokenSource();
                ValueTask sending;
                using (var turn = await _line.TurnAsync(_ending.Token)) // waiting in the crowd is not the reader's fault, and nothing is written down before
                {
                    patience.CancelAfter(_limits.Patience);
                    while (!_ending.IsCancellationRequested && _line.Held < Together && _out.Reader.TryRead(out var next))
                    {
                        text.ResetWrittenCount();
                        next.WriteTo(text);
                        await _socket.SendAsync(text.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
                        told.Add(next);
                    }

                    sending = _line.SendAsync(turn, patience.Token);
                }

                await sending;
                foreach (var next in told)
                    if (next.Of is { } of) of.Sent = next.Sequence;
            }
        }
        catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
        {
            // Not one message was taken in all that time, and half of one is on its way: nothing can be said any more, and the connection is cut.
            End(TooSlow, "too_slow", "Read faster, or subscribe to less; connect again and subscribe with 'after'.");
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // It ends, or the program is gone.
        }
        finally
        {
            _line.LetGo();
        }
    }

    private async Task HearAsync()
    {
        var buffer = new byte[_limits.LargestMessage];
        try
        {
            while (!_ending.IsCancellationRequested)
            {
                var length = 0;
                ValueWebSocketReceiveResult read;
                do
                {
                    // Not cancelled: that would break the socket before it could be closed in order. It ends with the close.
                    read = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += read.Count;
                }
                while (!read.EndOfMessage && length < buffer.Length);
                if (read.MessageType == WebSocketMessageType.Close) break;
                if (!read.EndOfMessage) End(WebSocketCloseStatus.MessageTooBig, "message_too_big", $"Send at most {_limits.LargestMessage} bytes in one message.");
                else if (read.MessageType != WebSocketMessageType.Text) End(WebSocketCloseStatus.InvalidMessageType, "not_text", "Send JSON as text.");
                else await AnswerAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or ChannelClosedException)
        {
            // The program is gone.
        }

        End(WebSocketCloseStatus.NormalClosure, "closed", "");
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> text)
    {
        SocketAsk? ask = null;
        try
        {
            ask = JsonSerializer.Deserialize<SocketAsk>(text.Span, ApiJson.Options);
            switch (ask?.Type)
            {
                case "ping":
                    await SayAsync(SocketMessages.Pong());
                    break;
                case "subscribe":
                    await SubscribeAsync(ask);
                    break;
                case "unsubscribe":
                    await UnsubscribeAsync(ask.Id ?? "");
                    break;
                default:
                    throw Wrong($"There is no message '{ask?.Type}'.", "Send subscribe, unsubscribe or ping.");
            }
        }
        catch (JsonException wrong)
        {
            await SayAsync(SocketMessages.Error(null, Wrong($"That is no message: {ErrorWall.Sentence(wrong)}", """Send JSON like {"type":"subscribe","id":"a","run":"…","after":0}.""")));
        }
        catch (PlatformException refused)
        {
            await SayAsync(SocketMessages.Error(ask?.Id, refused));
        }
    }

    private async Task SubscribeAsync(SocketAsk ask)
    {
        if (ask.Id is not { Length: > 0 and <= 64 } id) throw Wrong("A subscription needs an 'id' of 1 to 64 letters.", "Choose a name for it; every message of it bears it.");
        if (ask.Run is null == ask.Topic is null) throw Wrong("A subscription is to one 'run' or to one 'topic'.", $"Name a run's id, or a topic: {Names.Quoted(TopicBoards.Names)}.");
        if (ask.After is < 0) throw Wrong("'after' is a sequence, 0 or more.", "Send the last sequence that was received.");
        var subscription = new Subscription(id, ask.Run, ask.Topic, ask.After ?? 0, CancellationTokenSource.CreateLinkedTokenSource(_ending.Token));
        var watched = ask.Run is { } run ? await OfRunAsync(subscription, new RunId(run), ask.After ?? 0) : OfTopic(subscription, ask.Topic!, ask.After);
        lock (_gate)
        {
            if (_subscriptions.ContainsKey(id)) throw Wrong($"There is a subscription '{id}' already.", "Unsubscribe it first, or choose another id.");
            if (_subscriptions.Count >= _limits.MostSubscriptions)
                throw new PlatformException(ErrorCode.LimitExceeded, $"A connection has at most {_limits.MostSubscriptions} subscriptions.", "Unsubscribe from some, or open another connection.");
            _subscriptions.Add(id, subscription);
        }

        await SayAsync(SocketMessages.Subscribed(id, ask.After));
        subscription.Pump = PumpAsync(subscription, watched);
    }

    private async Task<IAsyncEnumerable<Outgoing>> OfRunAsync(Subscription subscription, RunId run, long after)
    {
        if (await _runs.FindAsync(_caller, run, _ending.Token) is null) throw RunMissing(run);
        return EventsAsync(subscription, run, after);
    }

    private async IAsyncEnumerable<Outgoing> EventsAsync(Subscription subscription, RunId run, long after)
    {
        var last = after;
        var head = SocketMessages.EventHead(subscription.Id);
        await foreach (var batch in _runs.WatchBatchesAsync(_caller, run, after, WhenBehind.Reads, subscription.Stop.Token))
        {
            foreach (var told in batch.Events)
            {
                if (told.Sequence > 0) last = told.Sequence;
                yield return new Outgoing(head, subscription, last) { Told = told };
            }
        }

        yield return new Outgoing(SocketMessages.Ended(subscription.Id, last), subscription, last);
    }

    private IAsyncEnumerable<Outgoing> OfTopic(Subscription subscription, string topic, long? after) => _boards.Find(_caller, topic) is { } board
        ? TopicAsync(subscription, board, after)
        : throw Wrong($"There is no topic '{topic}'; topics are {Names.Quoted(TopicBoards.Names)}.", "Name one of them.");

    private static async IAsyncEnumerable<Outgoing> TopicAsync(Subscription subscription, TopicBoard board, long? after)
    {
        await foreach (var told in board.FollowAsync(after, subscription.Stop.Token))
        {
            yield return new Outgoing(
                told.IsReset ? SocketMessages.Reset(subscription.Id) : SocketMessages.Event(subscription.Id, new { told.Sequence, told.Type, told.At, told.Data }),
                subscription, told.Sequence);
        }
    }

    private async Task UnsubscribeAsync(string id)
    {
        Subscription? subscription;
        lock (_gate) subscription = _subscriptions.GetValueOrDefault(id);
        if (subscription is null) throw Wrong($"There is no subscription '{id}'.", "It may have ended with its run.");
        await subscription.Stop.CancelAsync();
        await subscription.Pump;
        await SayAsync(SocketMessages.Unsubscribed(id));
    }

    private async Task PumpAsync(Subscription subscription, IAsyncEnumerable<Outgoing> watched)
    {
        await Task.Yield();
        try
        {
            // Whether the reader is too slow is for who sends to judge: a full queue may also wait for its turn in the crowd.
            await foreach (var next in watched.WithCancellation(subscription.Stop.Token)) await _out.Writer.WriteAsync(next, subscription.Stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Unsubscribed, or all ends.
        }
        catch (PlatformException error)
        {
            await SayAsync(SocketMessages.Error(subscription.Id, error));
        }

        lock (_gate)
        {
            if (_end is null) _subscriptions.Remove(subscription.Id); // else its place is still to be told
        }
    }

    // Said in its turn; dropped when the connection ends.
    private async Task SayAsync(byte[] message)
    {
        try
        {
            await _out.Writer.WriteAsync(new Outgoing(message), _ending.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody is told any more.
        }
    }

    private async Task CloseAsync()
    {
        (WebSocketCloseStatus Status, string Reason, string Resolution) end;
        List<SocketPlace> resume;
        lock (_gate)
        {
            end = _end ?? (WebSocketCloseStatus.NormalClosure, "closed", "");
            resume = [.. _subscriptions.Values.Select(s => new SocketPlace(s.Id, s.Run, s.Topic, s.Sent))];
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (_socket.State == WebSocketState.Open) await _socket.SendAsync(SocketMessages.Closing(end.Reason, end.Resolution, resume), WebSocketMessageType.Text, true, patience.Token);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(end.Status, SocketMessages.CloseReason(end.Reason, resume), patience.Token);
            for (var waited = 0; _socket.State == WebSocketState.CloseSent && waited < 20; waited++) await Task.Delay(50, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It reads nothing any more, or is gone.
        }

        if (_socket.State is not (WebSocketState.Closed or WebSocketState.Aborted)) _socket.Abort();
    }

    private static PlatformException RunMissing(RunId run) => new(ErrorCode.NotFound, $"There is no run {run}.", "GET /api/v1/runs lists those that exist.");

    private static PlatformException Wrong(string what, string next) => new(ErrorCode.Validation, what, next);

    private sealed record Outgoing(byte[] Message, Subscription? Of = null, long Sequence = 0)
    {
        /// <summary>An event of the log, which is written down only when it is sent: then the message is its head.</summary>
        public LoggedEvent? Told { get; init; }

        public void WriteTo(IBufferWriter<byte> text)
        {
            text.Write(Message);
            if (Told is null) return;
            text.Write(EventView.TextOf(new RunId(Of!.Run!.Value), Told));
            text.Write("}"u8);
        }
    }

    private sealed class Subscription(string id, Guid? run, string? topic, long sent, CancellationTokenSource stop)
    {
        public string Id => id;

        public Guid? Run => run;

        public string? Topic => topic;

        public CancellationTokenSource Stop => stop;

        public Task Pump { get; set; } = Task.CompletedTask;

        /// <summary>The last sequence that was handed over whole: from here it can go on.</summary>
        public long Sent { get; set; } = sent;
    }
}
