using System.Diagnostics;

namespace Platform.Web.Start;

/// <summary>
/// The command that started this process, named in <c>PLATFORM_STARTED_BY</c> by its process id. When it is killed, which no signal tells, the server stops too: it
/// would hold its port and data folder, and there would be no terminal left to stop it from.
/// </summary>
internal sealed partial class Starter(IHostApplicationLifetime lifetime, ILogger<Starter> logger) : BackgroundService
{
    private const string Variable = "PLATFORM_STARTED_BY";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), out var id)) return;
        try
        {
            using var starter = Process.GetProcessById(id);
            await starter.WaitForExitAsync(stoppingToken);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        Gone(logger, id);
        lifetime.StopApplication();
    }

    [LoggerMessage(EventId = 9030, Level = LogLevel.Warning, Message = "The command that started this server (process {Id}) has ended, so it stops")]
    private static partial void Gone(ILogger logger, int id);
}
