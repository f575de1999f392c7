using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Changes;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Web.Api;

namespace Platform.Web.Live.Parts;

/// <summary>
/// Keeps parts of pages live: <c>/live?topics=runs&amp;part=/runs?status=failed</c> sends each part as it is now and then whenever it changed. Without a part it
/// only says what changed. A stream begins with the present, so nothing is ever missed by one that broke.
/// </summary>
public sealed class LiveStream : IEndpointGroup
{
    private const int MostParts = 8;
    private const int LongestAddress = 4096;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100); // of what only says what changed

    // Differs after a new build, and then a page is told that its script may be old.
    private static readonly byte[] Hello = SentEvents.Of("hello", typeof(LiveStream).Module.ModuleVersionId.ToString("N"));

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/live", Open).ExcludeFromDescription();

    private static Results<StreamResult, ProblemHttpResult> Open(HttpContext context, Caller caller, LiveParts parts, Crowd crowd, string[] part, string topics = "")
    {
        if (part.Length > MostParts || part.Any(p => p.Length > LongestAddress || !p.StartsWith('/') || p.StartsWith("//", StringComparison.Ordinal)))
            return Problems.Problem(ErrorCode.Validation, $"'part' is the address of a page here, at most {MostParts} of them.", "Give addresses that begin with one '/'.");
        var wanted = Topics.Of(topics);
        var host = context.Request.Host;
        return new StreamResult((to, stop) => part.Length == 0
            ? SignalsAsync(parts, crowd, wanted, to, stop)
            : PartsAsync(new Looks(parts, caller, host, wanted), crowd, part.Distinct(StringComparer.Ordinal).ToList(), to, stop));
    }

    private static async Task PartsAsync(Looks looks, Crowd crowd, List<string> addresses, PipeWriter to, CancellationToken cancellationToken)
    {
        using var counted = crowd.Join();
        using var reader = new LiveReader(Topics.None);
        var joined = new List<LivePart>();
        try
        {
            to.Write(Hello);
            await to.FlushAsync(cancellationToken);
            foreach (var address in addresses) joined.Add(looks.Join(address, reader));
            var seen = new string?[joined.Count];
            while (true)
            {
                if (!await reader.WaitAsync(Beat, cancellationToken)) to.Write(SentEvents.Beat);
                var flush = default(ValueTask<FlushResult>);
                using (var turn = await crowd.TurnAsync(cancellationToken))
                {
                    // In its turn, so that a reader who had to wait for it is sent the newest.
                    for (var i = 0; i < joined.Count; i++)
                    {
                        if (joined[i].Drawing is not { } drawing || drawing.After(seen[i]) is not { } sent) continue;
                        seen[i] = drawing.Version;
                        to.Write(sent);
                    }

                    turn.Count(to.UnflushedBytes);
                    if (to.UnflushedBytes > 0) flush = to.FlushAsync(cancellationToken);
                }

                await flush;
            }
        }
        finally
        {
            foreach (var part in joined) looks.Leave(part, reader);
        }
    }

    private static async Task SignalsAsync(LiveParts parts, Crowd crowd, Topics topics, PipeWriter to, CancellationToken cancellationToken)
    {
        using var counted = crowd.Join();
        using var reader = new LiveReader(topics);
        parts.Join(reader);
        try
        {
            to.Write(Hello);
            await to.FlushAsync(cancellationToken);
            while (true)
            {
                var told = await reader.WaitAsync(Beat, cancellationToken);
                to.Write(told ? SentEvents.Of("changed", reader.TakeChanged().ToString()) : SentEvents.Beat);
                await crowd.FlushAsync(to, cancellationToken);
                if (told) await Task.Delay(Between, cancellationToken);
            }
        }
        finally
        {
            parts.Leave(reader);
        }
    }

    /// <summary>Who looks, and at what.</summary>
    private sealed record Looks(LiveParts Parts, Caller Caller, HostString Host, Topics Topics)
    {
        public LivePart Join(string address, LiveReader reader) => Parts.Join(Caller, Host, address, Topics, reader);

        public void Leave(LivePart part, LiveReader reader) => Parts.Leave(Caller, Host, part, reader);
    }
}
