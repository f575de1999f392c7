using System.Globalization;
using System.Text;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Web.Api;

/// <summary>
/// A run's events as server-sent events, <c>id:</c> being the sequence; the last is named <c>end</c>. What is there together is sent together: a reader who is
/// behind costs a write for many events, not for each.
/// </summary>
internal sealed class EventStream(RunId run, IAsyncEnumerable<LoggedEvent> events) : IResult
{
    private const int Largest = 64 * 1024; // bytes that are gathered before they are sent

    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Response.Headers.Pragma = "no-cache";
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()?.DisableBuffering();
        var to = context.Response.BodyWriter;
        var stop = context.RequestAborted;
        await to.FlushAsync(stop); // the head goes out at once: from here on nothing is missed
        try
        {
            await using var told = events.GetAsyncEnumerator(stop);
            while (true)
            {
                var next = told.MoveNextAsync();
                if (!next.IsCompleted) await to.FlushAsync(stop);
                if (!await next) break;
                Write(to, told.Current);
                if (to.UnflushedBytes > Largest) await to.FlushAsync(stop);
            }

            Encoding.UTF8.GetBytes("event: end\ndata: {}\n\n", to);
            await to.FlushAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the server stops: it goes on after the last number that it saw.
        }
    }

    private void Write(System.IO.Pipelines.PipeWriter to, LoggedEvent told)
    {
        Encoding.UTF8.GetBytes($"event: {told.Type}\ndata: {EventView.TextOf(run, told)}\n", to);
        // What is live only has no number to go on from.
        Encoding.UTF8.GetBytes(told.Sequence == 0 ? "\n" : string.Create(CultureInfo.InvariantCulture, $"id: {told.Sequence}\n\n"), to);
    }
}
