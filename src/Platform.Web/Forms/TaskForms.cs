using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Web.Forms;

/// <summary>The form of a human task. Where it comes down to one decision, its buttons make it.</summary>
internal static partial class TaskForms
{
    private const int MostChoices = 4;
    private const int LongestChoice = 24;

    private static readonly JsonElement Anything = JsonSerializer.SerializeToElement(new { });

    /// <param name="back">Where to go after the answer; null stays with the task.</param>
    public static FormView Of(HumanTaskView task, string? back)
    {
        var fields = Fields(task);
        var decided = DecidedBy(fields);
        var part = back is null ? null : $"answer-{task.Id.Value:N}";
        var form = new FormView(ActionOf(task, back), "Send the answer", fields, [])
        {
            Prefix = $"{task.Id.Value:N}-",
            Part = part,
            Decided = decided,
            Choices = decided is null ? [] : ChoicesOf(decided, task.Title),
        };
        // What a tool is to do is looked at before it is allowed.
        var isQuick = part is not null && decided is not null && task.Approval is null && fields.All(f => f == decided || (!f.Required && f.Kind is not FieldKind.Boolean));
        return isQuick ? form with { Quick = form with { Fields = [decided!], Prefix = $"{task.Id.Value:N}-quick-" } } : form;
    }

    public static IReadOnlyList<FormField> Fields(HumanTaskView task)
    {
        var fields = SchemaForm.Of(task.Form ?? Anything, task.Values);
        return task is { Approval: not null, Form: { } form, Values: { } values } ? CallForm.Spread(fields, form, values) : fields;
    }

    public static string ActionOf(HumanTaskView task, string? back) =>
        back is null ? $"/tasks/{task.Id}" : $"/tasks/{task.Id}?back={Uri.EscapeDataString(back)}";

    /// <summary>The yes or no, or the one short choice, that the form is about; null when it asks for more than that. Pure.</summary>
    internal static FormField? DecidedBy(IReadOnlyList<FormField> fields)
    {
        if (fields.FirstOrDefault(f => f is { Name: "decision", Kind: FieldKind.Choice }) is { } decision && IsShort(decision)) return decision;
        var flags = fields.Where(f => f.Kind == FieldKind.Boolean).ToList();
        if (flags is [var flag] && (flag.Name == SchemaForm.Whole || flag.Required || Decides().IsMatch(flag.Name)) && fields.All(f => f == flag || !f.Required || Decides().IsMatch(flag.Name))) return flag;
        var choices = fields.Where(f => f is { Kind: FieldKind.Choice, Required: true }).ToList();
        return flags.Count == 0 && choices is [var choice] && IsShort(choice) && fields.All(f => f == choice || !f.Required) ? choice : null;
    }

    private static bool IsShort(FormField field) => field.Options.Count is > 1 and <= MostChoices && field.Options.All(o => o.Length <= LongestChoice);

    internal static IReadOnlyList<FormChoice> ChoicesOf(FormField decided, string title)
    {
        if (decided.Kind != FieldKind.Boolean) return [.. decided.Options.Select((o, i) => new FormChoice(o, Word(o), i == 0, Refusal().IsMatch(o)))];
        // A question after a fact is answered with yes or no; all else is approved or rejected.
        var isFact = Fact().IsMatch(decided.Name == SchemaForm.Whole ? title : decided.Label);
        return [new FormChoice("true", isFact ? "Yes" : "Approve", IsMain: true, Refuses: false), new FormChoice("false", isFact ? "No" : "Reject", IsMain: false, Refuses: true)];
    }

    private static string Word(string option) => option.Length == 0 ? "–" : char.ToUpperInvariant(option[0]) + option[1..].Replace('_', ' ');

    [GeneratedRegex("approv|accept|allow|confirm|agree|permit|proceed|publish|release|decision|^ok$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Decides();

    [GeneratedRegex("^(refuse|reject|deny|decline|no|cancel|stop|block)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^(is|are|was|were|does|do|did|has|have|can|could|will|should)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Fact();
}
