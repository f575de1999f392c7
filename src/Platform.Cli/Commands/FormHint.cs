using System.Text.Json;
using Platform.Cli.Inputs;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Cli.Commands;

/// <summary>What to type to fill a form: <c>-f 'approved=true|false' -f 'comment=TEXT'</c>.</summary>
internal static class FormHint
{
    /// <summary>The whole command that answers a task.</summary>
    public static string Command(HumanTaskView task) => task.Approval is null
        ? $"platform tasks complete {task.Id} {Of(task.Form)}"
        : $"platform tasks approve {task.Id} [--arguments JSON], or platform tasks refuse {task.Id} --reason TEXT";

    public static string Of(JsonElement? form)
    {
        if (form is not { ValueKind: JsonValueKind.Object } schema || InputSchema.Names(schema).Count == 0) return "--answer JSON";
        return string.Join(' ', InputSchema.Wanted(schema).Select(name => $"-f '{name}={InputSchema.Property(schema, name).Hint()}'"));
    }
}
