using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Security;

namespace Platform.Core.Runs.Execution;

/// <summary>The history of a run whose workflow asks to leave personal data out. What the run itself works with stays as it is: it must, to go on.</summary>
internal static class PersonalEvents
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static RunEvent Shown(RunEvent told, PersonalData personal) => told switch
    {
        RunStarted started => started with { Inputs = Of(started.Inputs, personal) },
        // Left out and not changed: a replay takes the output from the event unless it is missing there.
        TaskFinished { Output: { } output } done when !ReferenceEquals(Of(output, personal), output) => done with { Output = null },
        TaskFailed failed => failed with { Error = Of(failed.Error, personal) },
        TaskRetrying again => again with { Error = Of(again.Error, personal) },
        HumanRequested asked => asked with { Title = personal.Redact(asked.Title) },
        StateEdited edited => edited with { Values = Of(edited.Values, personal) },
        HumanAnswered answered => answered with { Answer = Of(answered.Answer, personal) },
        RunSucceeded succeeded => succeeded with { Outputs = Of(succeeded.Outputs, personal) },
        RunFailed failed => failed with { Error = Of(failed.Error, personal) },
        _ => told,
    };

    /// <summary>How a run ended, for its own row.</summary>
    public static RunRest Shown(RunRest rest, PersonalData personal) =>
        rest.Error is { } error ? rest with { Error = error with { Message = personal.Redact(error.Message) } } : rest;

    private static EventFault Of(EventFault error, PersonalData personal) => error with { Message = personal.Redact(error.Message) };

    private static CelValue Of(CelValue value, PersonalData personal)
    {
        var text = value.ToJson();
        using var document = JsonDocument.Parse(text, Deep);
        var shown = personal.Redact(document.RootElement);
        return JsonElement.DeepEquals(shown, document.RootElement) ? value : CelValue.FromJson(shown);
    }
}
