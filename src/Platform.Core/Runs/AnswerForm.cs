using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.State;

namespace Platform.Core.Runs;

/// <summary>An answer against the form that was asked. Pure.</summary>
internal static class AnswerForm
{
    private const string Place = "answer";

    /// <summary>A finding for each field that does not fit.</summary>
    public static Findings Check(Interrupt asked, JsonElement? answer)
    {
        var found = new Findings();
        if (asked.Kind != InterruptKind.Human || !asked.Data.TryGet("form", out var form) || form is CelNull) return found;
        using var document = JsonDocument.Parse(form.ToJson(), new JsonDocumentOptions { MaxDepth = 512 });
        if (JsonSchema.Compile(document.RootElement.Clone(), new SchemaOptions()).Schema is not { } schema) return found; // the compiler has refused such forms
        var value = answer ?? JsonSerializer.SerializeToElement<object?>(null);
        foreach (var violation in schema.Validate(value))
        {
            var name = violation.InstancePointer.Length == 0 ? "The answer " : $"'{violation.InstancePointer[1..].Replace('/', '.')}' ";
            found.Add(new Finding("RN010", Severity.Error, $"{name}{violation.Message}.", SourceSpan.StartOf(Place), Path: violation.InstancePointer));
        }

        return found;
    }
}
