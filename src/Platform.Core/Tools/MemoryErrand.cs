using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Core.Tools;

/// <summary>Whose memory a call may reach: found by its run alone, so nothing that a model writes has a say in it.</summary>
public static class MemoryErrand
{
    /// <exception cref="PlatformException">Not_found: it is called outside a run.</exception>
    public static async ValueTask<(MemoryOrigin Origin, RunId Run)> ErrandAsync(this MemoryBook book, ToolCallContext context, CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(context.IdempotencyKey.Split('/')[0], out var run))
            throw new PlatformException(ErrorCode.NotFound, "There is no run whose memory this could be.", "Call it from a workflow.");
        return (await book.OriginAsync(context.Organization, run, cancellationToken), run);
    }
}
