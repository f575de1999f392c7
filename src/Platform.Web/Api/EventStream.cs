using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Web.Live;

namespace Platform.Web.Api;

/// <summary>
/// A run's events as server-sent events, <c>id:</c> being the sequence; the last is named <c>end</c>. What was read together is written down once for all who
/// watch and sent together: a reader who is behind costs a write for many events, not for each.
/// </summary>
internal static class EventStream
{
    private const int Largest = 64 * 1024; // bytes that are gathered before they are sent

    private static readonly ConditionalWeakTable<EventBatch, byte[]> Texts = [];

    public static StreamResult Of(RunId run, Crowd crowd, Func<CancellationToken, IAsyncEnumerable<EventBatch>> watch) =>
        new((to, stop) => WriteAsync(run, crowd, watch(stop), to, stop));

    private static async Task WriteAsync(RunId run, Crowd crowd, IAsyncEnumerable<EventBatch> batches, PipeWriter to, CancellationToken stop)
    {
        using var reader = crowd.Join();
        await to.FlushAsync(stop); // the head goes out at once: from here on nothing is missed
        await using var told = batches.GetAsyncEnumerator(stop);
        while (true)
        {
            var next = told.MoveNextAsync();
            if (!next.IsCompleted && to.UnflushedBytes > 0) await crowd.FlushAsync(to, stop, areEvents: true);
            if (!await next) break;
            to.Write(Texts.GetValue(told.Current, batch => TextOf(run, batch)));
            if (to.UnflushedBytes > Largest) await crowd.FlushAsync(to, stop, areEvents: true);
        }

        to.Write("event: end\ndata: {}\n\n"u8);
        await to.FlushAsync(stop);
    }

    private static byte[] TextOf(RunId run, EventBatch batch)
    {
        var text = new ArrayBufferWriter<byte>(batch.Events.Count * 512);
        foreach (var told in batch.Events)
        {
            text.Write(Encoding.UTF8.GetBytes($"event: {told.Type}\ndata: "));
            EventView.Write(text, run, told);
            text.Write(Encoding.UTF8.GetBytes(told.Sequence > 0 ? string.Create(CultureInfo.InvariantCulture, $"\nid: {told.Sequence}\n\n") : "\n\n")); // what is live only has no number to go on from
        }

        return text.WrittenSpan.ToArray();
    }
}
