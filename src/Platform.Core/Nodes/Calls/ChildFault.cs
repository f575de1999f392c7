using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Nodes.Calls;

/// <summary>The failure of a child run as its parent's task fails with it.</summary>
internal static class ChildFault
{
    /// <param name="fault"><c>{code, message}</c>.</param>
    public static PlatformException Of(string workflow, CelMap fault)
    {
        var code = fault.TryGet("code", out var text) && ErrorCodes.TryParse(text.ToText(), out var known) ? known : ErrorCode.Internal;

        // The child's own end is no stop of the parent: on_error may handle it.
        if (code is ErrorCode.Cancelled or ErrorCode.BudgetExceeded or ErrorCode.LimitExceeded) code = ErrorCode.ToolFailed;
        var message = fault.TryGet("message", out var said) ? said.ToText() : "no reason given";
        return new PlatformException(code, $"The workflow '{workflow}' failed: {message}", "Open the child run to see where it failed.");
    }
}
