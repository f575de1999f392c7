using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
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
    private static readonly string Build = typeof(LiveStream).Module.ModuleVersionId.ToString("N");

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/live", Open).ExcludeFromDescription();

    private static Results<ServerSentEventsResult<string>, ProblemHttpResult> Open(
        HttpContext context, Caller caller, LiveParts parts, string[] part, CancellationToken cancellationToken, string topics = "")
    {
        if (part.Length > MostParts || part.Any(p => p.Length > LongestAddress || !p.StartsWith('/') || p.StartsWith("//", StringComparison.Ordinal)))
            return Problems.Problem(ErrorCode.Validation, $"'part' is the address of a page here, at most {MostParts} of them.", "Give addresses that begin with one '/'.");
        var wanted = Topics.Of(topics);
        return TypedResults.ServerSentEvents(part.Length == 0
            ? SignalsAsync(parts, wanted, cancellationToken)
            : PartsAsync(parts, caller, context.Request.Host, part.Distinct(StringComparer.Ordinal).ToList(), wanted, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> PartsAsync(
        LiveParts parts, Caller caller, HostString host, List<string> addresses, Topics topics, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new LiveReader(Topics.None);
        var joined = new List<LivePart>();
        try
        {
            yield return new SseItem<string>(Build, "hello");
            foreach (var address in addresses) joined.Add(parts.Join(caller, host, address, topics, reader));
            var seen = new string?[joined.Count];
            while (!cancellationToken.IsCancellationRequested)
            {
                var told = await reader.WaitAsync(Beat, cancellationToken);
                if (!told) yield return new SseItem<string>("", "beat");
                for (var i = 0; i < joined.Count; i++)
                {
                    if (joined[i].Drawing is not { } drawing || drawing.After(seen[i]) is not { } sent) continue;
                    seen[i] = drawing.Version;
                    yield return new SseItem<string>(sent, "part");
                }
            }
        }
        finally
        {
            foreach (var part in joined) parts.Leave(caller, host, part, reader);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> SignalsAsync(LiveParts parts, Topics topics, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new LiveReader(topics);
        parts.Join(reader);
        try
        {
            yield return new SseItem<string>(Build, "hello");
            while (!cancellationToken.IsCancellationRequested)
            {
                var told = await reader.WaitAsync(Beat, cancellationToken);
                yield return told ? new SseItem<string>(reader.TakeChanged().ToString(), "changed") : new SseItem<string>("", "beat");
                if (told) await Task.Delay(Between, cancellationToken);
            }
        }
        finally
        {
            parts.Leave(reader);
        }
    }
}
