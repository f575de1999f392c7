using Platform.Core.Chat;

namespace Platform.Web.Start;

/// <summary>Has the built-in composer read something once the server is up and has settled, so that the first who asks it is answered as fast as the next.</summary>
internal sealed partial class ComposerWarmth(IServiceProvider services, ILogger<ComposerWarmth> logger) : BackgroundService
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private static int _isWarm; // what is compiled stays so for all servers of the process

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Settled, stoppingToken);
            if (Interlocked.Exchange(ref _isWarm, 1) == 0) await Task.Run(services.GetRequiredService<ChatService>().WarmUp, stoppingToken).WaitAsync(stoppingToken); // a server that stops does not wait for it
        }
        catch (OperationCanceledException)
        {
            // Stopped before it came to that.
        }
        catch (Exception cold) // A wall: nobody waits for it, and whoever asks the composer hears for themselves what is wrong.
        {
            LogCold(cold);
        }
    }

    [LoggerMessage(9003, LogLevel.Warning, "The composer could not be warmed up: its first answer takes a little longer")]
    private partial void LogCold(Exception cold);
}
