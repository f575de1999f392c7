namespace Platform.Web.Live;

/// <summary>Ends open streams when the server stops: a page that is left open must not hold the shutdown up. Its browser connects again.</summary>
internal sealed class StreamsEnd(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        using var stopping = lifetime.ApplicationStopping.Register(context.Abort);
        await next(context);
    }
}
