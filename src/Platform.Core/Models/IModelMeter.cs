using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>Stands at the gate of calls that are no chat: vectors and speech. Several may be in flight at once.</summary>
public interface IModelMeter
{
    /// <summary>Before the provider is asked: the place to check a budget.</summary>
    /// <returns>To be told how the call ended, then disposed.</returns>
    /// <exception cref="PlatformException">budget_exceeded.</exception>
    ValueTask<IMeteredCall> AdmitAsync(ModelStart start, CancellationToken cancellationToken);
}

/// <summary>One call in flight.</summary>
public interface IMeteredCall : IAsyncDisposable
{
    /// <exception cref="PlatformException">budget_exceeded: the call has passed a bound of the run.</exception>
    void Ended(ServiceCall call);
}

/// <summary>A call that is no chat, when it has ended.</summary>
public sealed record ServiceCall
{
    /// <summary><c>embed</c>, <c>transcribe</c> or <c>speak</c>.</summary>
    public required string Operation { get; init; }

    /// <summary><c>openai/whisper-1</c>.</summary>
    public required string Use { get; init; }

    /// <summary><c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What was sent, as a prompt is shown; a sound by its name and size.</summary>
    public required IReadOnlyList<ChatMessage> Asked { get; init; }

    /// <summary>What came, in words; empty when it failed.</summary>
    public string Said { get; init; } = "";

    /// <summary>None when it failed.</summary>
    public ModelUsage Usage { get; init; } = new(0, 0, 0, 0, Estimated: false);

    /// <summary>US dollars; null when it is not known.</summary>
    public decimal? Cost { get; init; } = 0;

    public required TimeSpan Duration { get; init; }

    /// <summary>Always with a kind; null when it did not fail.</summary>
    public PlatformException? Error { get; init; }
}
