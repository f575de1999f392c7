using System.Globalization;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>Why a task waits, in one sentence.</summary>
public static class WaitText
{
    public static string Of(TaskId task, Interrupt interrupt)
    {
        var place = task.Index < 0 ? task.Node : $"{task.Node}[{task.Index.ToString(CultureInfo.InvariantCulture)}]";
        var due = interrupt.DueAt is { } at ? $" until {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "";
        return interrupt.Kind switch
        {
            InterruptKind.Human => $"{place} waits for a person: {Text(interrupt, "title")}{due}",
            InterruptKind.Timer => $"{place} waits{due}",
            InterruptKind.Event => $"{place} waits for the event {Text(interrupt, "name")}{due}",
            InterruptKind.Child => $"{place} waits for the workflow {Text(interrupt, "workflow")}",
            _ => $"{place} stands at a breakpoint ({Text(interrupt, "place")})",
        };
    }

    private static string Text(Interrupt interrupt, string name) =>
        interrupt.Data.TryGet(name, out var value) && value is CelString text ? text.Value : "";
}
