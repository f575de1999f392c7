using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Platform.Web.Live;

/// <summary>Server-sent events as bytes, so that what many are told is written down once.</summary>
/// <remarks>Source of the format: HTML Standard, section 9.2.6, "Interpreting an event stream".</remarks>
internal static class SentEvents
{
    public static readonly byte[] Beat = Of("beat", "");

    public static byte[] Of(string name, string data)
    {
        var text = new StringBuilder(data.Length + name.Length + 32).Append("event: ").Append(name).Append('\n');
        foreach (var line in data.AsSpan().EnumerateLines()) text.Append("data: ").Append(line).Append('\n');
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    /// <summary>The number from which the reader goes on; it holds with the next event that is written.</summary>
    public static void WriteId(PipeWriter to, long sequence)
    {
        var space = to.GetSpan(32);
        "id: "u8.CopyTo(space);
        sequence.TryFormat(space[4..], out var digits, provider: System.Globalization.CultureInfo.InvariantCulture);
        space[4 + digits] = (byte)'\n';
        to.Advance(digits + 5);
    }
}

/// <summary>An answer that is such a stream, for as long as the reader stays and the server runs.</summary>
/// <param name="write">Writes and flushes; it ends when there is no more to tell.</param>
internal sealed class StreamResult(Func<PipeWriter, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Response.Headers.Pragma = "no-cache";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stop = context.RequestAborted;
        try
        {
            await write(context.Response.BodyWriter, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the server stops: it goes on after the last number that it saw.
        }
    }
}
