using System.Text.Json;
using Platform.Cli.Inputs;

namespace Platform.Cli.Commands;

/// <summary>What to type to fill a form: <c>-f 'approved=true|false' -f 'comment=TEXT'</c>.</summary>
internal static class FormHint
{
    public static string Of(JsonElement? form)
    {
        if (form is not { ValueKind: JsonValueKind.Object } schema || InputSchema.Names(schema).Count == 0) return "--answer JSON";
        return string.Join(' ', InputSchema.Wanted(schema).Select(name => $"-f '{name}={InputSchema.Property(schema, name).Hint()}'"));
    }
}
