using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;

namespace Platform.Core.Chat;

/// <summary>The answers that this process is writing, and who watches which conversation.</summary>
internal sealed class LiveTurns
{
    private readonly ConcurrentDictionary<Guid, LiveTurn> _turns = new(); // by conversation: one is answered at a time
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<ChatWatch, byte>> _watches = new();

    public LiveTurn Begin(Guid conversation, Guid turn)
    {
        var live = new LiveTurn(turn, () => Wake(conversation));
        _turns[conversation] = live;
        return live;
    }

    public void End(Guid conversation, LiveTurn live)
    {
        _turns.TryRemove(KeyValuePair.Create(conversation, live));
        live.Dispose();
        Wake(conversation);
    }

    public LiveTurn? Of(Guid conversation) => _turns.GetValueOrDefault(conversation);

    public IReadOnlyCollection<LiveTurn> All => [.. _turns.Values];

    /// <summary>Something was stored.</summary>
    public void Wake(Guid conversation)
    {
        if (!_watches.TryGetValue(conversation, out var all)) return;
        foreach (var (watch, _) in all) watch.Wake();
    }

    public ChatWatch Watch(Guid conversation)
    {
        var watch = new ChatWatch(this, conversation);
        _watches.GetOrAdd(conversation, _ => new())[watch] = 0;
        return watch;
    }

    // An emptied list stays for its next watcher; it goes when the conversation is deleted.
    internal void Leave(Guid conversation, ChatWatch watch)
    {
        if (_watches.TryGetValue(conversation, out var all)) all.TryRemove(watch, out _);
        if (all is { IsEmpty: true }) _watches.TryRemove(KeyValuePair.Create(conversation, all));
    }
}

/// <summary>Who waits for news of a conversation.</summary>
internal sealed class ChatWatch(LiveTurns turns, Guid conversation) : IDisposable
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _news.Writer.TryWrite(true);

    /// <summary>Until something is new, or the time is over: another process tells nobody.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        until.CancelAfter(most);
        try
        {
            await _news.Reader.ReadAsync(until.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    public void Dispose() => turns.Leave(conversation, this);
}

/// <summary>One answer while it is written. Written by one task, read by many.</summary>
internal sealed class LiveTurn(Guid turn, Action wake) : IDisposable
{
    private const int MostCharacters = 400_000; // a page shows less

    private readonly Lock _gate = new(); // guards all of the following
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _text = new();
    private TurnNotes _notes = TurnNotes.None;
    private string _doing = "Thinking";
    private int _attempt = 1;
    private bool _disposed;

    public Guid Turn => turn;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Tokens and money of all attempts so far.</summary>
    public ChatUsage Usage { get; private set; } = new(0, 0, 0, true);

    /// <summary>The kind of model that answers, once it is known.</summary>
    public string Model { get; set; } = "";

    public TurnNotes Notes
    {
        get
        {
            lock (_gate) return _notes;
        }
    }

    public LiveText Now()
    {
        lock (_gate) return new LiveText(turn, _text.ToString(), _doing, _attempt, _notes);
    }

    public void Write(string piece) => Change(() => _text.Append(piece, 0, Math.Min(piece.Length, Math.Max(0, MostCharacters - _text.Length))));

    /// <summary>What was written is void, and the text begins anew.</summary>
    public void Restart(string doing, int attempt) => Change(() =>
    {
        _text.Clear();
        (_doing, _attempt) = (doing, attempt);
    });

    public void Say(string doing) => Change(() => _doing = doing);

    public void Add(AttemptNote note) => Change(() => _notes = _notes with { Attempts = [.. _notes.Attempts, note] });

    public void Notice(string sentence) => Change(() => _notes = _notes with { Notices = [.. _notes.Notices, sentence] });

    public void Understood(IReadOnlyList<string> understood, IReadOnlyList<string> not) => Change(() => _notes = _notes with { Understood = understood, NotUnderstood = not });

    public void Doubt(IReadOnlyList<string> doubts) => Change(() => _notes = _notes with { Doubts = doubts });

    public void Offer(IReadOnlyList<string> messages) => Change(() => _notes = _notes with { Offers = messages });

    public void Spend(long input, long output, decimal? cost)
    {
        lock (_gate) Usage = new ChatUsage(Usage.Input + input, Usage.Output + output, Usage.Cost + (cost ?? 0), Usage.CostKnown && cost is not null);
    }

    public void Stop()
    {
        lock (_gate)
        {
            if (!_disposed) _stop.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _stop.Dispose();
        }
    }

    private void Change(Action change)
    {
        lock (_gate) change();
        wake();
    }
}

/// <param name="Cost">US dollars of the calls whose price is known.</param>
internal sealed record ChatUsage(long Input, long Output, decimal Cost, bool CostKnown);
