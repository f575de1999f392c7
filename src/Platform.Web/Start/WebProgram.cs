using Platform.Core;
using Platform.Core.Foundation;

namespace Platform.Web.Start;

/// <summary>The whole life of the process: settings, start, serve, stop. Exit codes: 0 stopped, 1 could not start, 2 wrong usage.</summary>
internal static class WebProgram
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args is ["--help" or "-h"])
        {
            await output.WriteLineAsync(WebSettings.Usage);
            return 0;
        }

        WebServer? server = null;
        try
        {
            server = WebServer.Build(args);
            try
            {
                await StartAsync(server, output, cancellationToken);
            }
            catch (PlatformException away) when (away.Kind == PlatformException.Unreachable && server.Settings.WaitsForDatabase)
            {
                await server.DisposeAsync();
                server = await WaitAsync(args, StartFailure.Of(away, server.Settings), output, errors, cancellationToken);
                if (server is null) return 0; // asked to stop meanwhile
                await StartAsync(server, output, cancellationToken);
            }

            await server.StoppedAsync(cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception exception) // A wall: a person at a terminal gets two lines, never a stack trace.
        {
            foreach (var line in StartFailure.Of(exception, server?.Settings).Lines) await errors.WriteLineAsync(line);
            if (server?.Verbose == true) await errors.WriteLineAsync(exception.ToString());
            return exception is PlatformException { Code: ErrorCode.Validation } ? 2 : 1;
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
        }
    }

    private static async Task StartAsync(WebServer server, TextWriter output, CancellationToken cancellationToken)
    {
        using var progress = new StartProgress(output);
        await server.StartAsync(progress, cancellationToken);
    }

    // The database is often started beside the server, and a moment later. Until it is there a page says so, and nobody has to start anything again.
    private static async Task<WebServer?> WaitAsync(string[] args, StartFailure failure, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        foreach (var line in failure.Lines) await errors.WriteLineAsync(line);
        var server = WebServer.Build(args);
        await using var hold = await HoldingPage.StartAsync(server.Settings, failure, cancellationToken);
        await output.WriteLineAsync($"Looking again every {HoldingPage.Every.TotalSeconds:0} s; {hold.Address} tells the same meanwhile  (stop it with Ctrl+C)");
        while (await hold.WaitAsync(cancellationToken))
        {
            try
            {
                await server.Services.GetRequiredService<PlatformStart>().PrepareAsync(cancellationToken);
                await output.WriteLineAsync("The database is there: starting.");
                return server;
            }
            catch (PlatformException away) when (away.Kind == PlatformException.Unreachable)
            {
                // Still away: look again.
            }
        }

        await server.DisposeAsync();
        return null;
    }
}
