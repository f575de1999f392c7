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
            await server.StartAsync(new StartProgress(output), cancellationToken);
            await server.StoppedAsync(cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception exception) // A wall: a person at a terminal gets two lines, never a stack trace.
        {
            var (what, todo) = StartFailure.Explain(exception, server?.Settings);
            await errors.WriteLineAsync($"error: {what}");
            await errors.WriteLineAsync($"fix: {todo}");
            if (server?.Verbose == true) await errors.WriteLineAsync(exception.ToString());
            return exception is PlatformException { Code: ErrorCode.Validation } ? 2 : 1;
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
        }
    }
}
