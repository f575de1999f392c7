using System.Text.Json;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Web.Forms;

/// <summary>The form of a human task.</summary>
internal static class TaskForms
{
    private static readonly JsonElement Anything = JsonSerializer.SerializeToElement(new { });

    /// <param name="back">Where to go after the answer; null stays with the task.</param>
    public static FormView Of(HumanTaskView task, string? back) => new(ActionOf(task, back), "Send the answer", Fields(task), []) { Prefix = $"{task.Id.Value:N}-" };

    public static IReadOnlyList<FormField> Fields(HumanTaskView task) => SchemaForm.Of(task.Form ?? Anything, task.Values);

    public static string ActionOf(HumanTaskView task, string? back) =>
        back is null ? $"/tasks/{task.Id}" : $"/tasks/{task.Id}?back={Uri.EscapeDataString(back)}";
}
