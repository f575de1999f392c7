using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.State;

/// <summary>Why a task failed, as <c>error.code</c>, <c>error.message</c> and <c>error.node</c> show it.</summary>
/// <param name="Resolution">What to do next; empty when nothing is known.</param>
public sealed record TaskFault(ErrorCode Code, string Message, string Node, string Resolution = "")
{
    public CelMap ToCel() => CelMap.Of(
    [
        new("code", CelValue.Of(Code.Text())),
        new("message", CelValue.Of(Message)),
        new("node", CelValue.Of(Node)),
    ]);
}

/// <summary>How one task ended: the entry of the journal.</summary>
/// <param name="Writes">What <c>save</c> made of the output.</param>
/// <param name="GoTo">A target that overrides <c>next</c> (<c>on_timeout</c>); null otherwise.</param>
/// <param name="Fault">Set when the task failed and its node goes on nevertheless.</param>
/// <param name="Skipped">The node's <c>when</c> did not hold.</param>
public sealed record TaskOutcome(
    CelValue Output, IReadOnlyList<ChannelWrite> Writes, string? GoTo = null, TaskFault? Fault = null, bool Skipped = false);
