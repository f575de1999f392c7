using System.Text.Json;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Web.Forms;

/// <summary>The form of a human task.</summary>
internal static class TaskForms
{
    private static readonly JsonElement Anything = JsonSerializer.SerializeToElement(new { });

    /// <param name="back">Where to go after the answer; null stays with the task.</param>
    public static FormView Of(HumanTaskView task, string? back)
    {
        var fields = Fields(task);
        return new(ActionOf(task, back), "Send the answer", fields, [])
        {
            Prefix = $"{task.Id.Value:N}-",
            Decided = task.Approval is null ? null : fields.FirstOrDefault(f => f.Kind == FieldKind.Choice && f.Name == "decision"),
        };
    }

    public static IReadOnlyList<FormField> Fields(HumanTaskView task) => SchemaForm.Of(task.Form ?? Anything, task.Values);

    public static string ActionOf(HumanTaskView task, string? back) =>
        back is null ? $"/tasks/{task.Id}" : $"/tasks/{task.Id}?back={Uri.EscapeDataString(back)}";
}
