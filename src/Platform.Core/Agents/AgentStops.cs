using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Agents;

/// <summary>
/// Answers that ended for another reason than that they were done. Asking again would bring the same end and another bill, so they are errors and no
/// matter for a repair.
/// </summary>
internal static class AgentStops
{
    /// <param name="hasAnswer">Whether what came is an answer nevertheless: a text that was cut is still a text.</param>
    /// <exception cref="PlatformException">model_failed: refused, filtered, or cut before there was an answer.</exception>
    public static void ThrowIfStopped(AgentCall call, ChatResponse response, bool hasAnswer)
    {
        var said = response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault();
        if (response.FinishReason == ChatFinishReason.ContentFilter)
        {
            throw new PlatformException(ErrorCode.ModelFailed,
                $"Agent '{call.Agent}' got no answer: the model or a filter of its provider refused it{Because(said?.Message ?? response.Text)}", "Change the prompt, or set a fallback to a model of another provider.")
            { Kind = ModelErrorKind.ContentFiltered.Text() };
        }

        if (said is not null && !hasAnswer)
        {
            throw new PlatformException(ErrorCode.ModelFailed, $"Agent '{call.Agent}' got no answer: the model refused{Because(said.Message)}", "Change the prompt, or use another model.")
            { Kind = ModelErrorKind.ContentFiltered.Text() };
        }

        if (response.FinishReason != ChatFinishReason.Length || hasAnswer) return;
        var where = string.IsNullOrWhiteSpace(response.Text) ? "before it wrote anything" : call.Output is null ? "in the middle" : "in the middle of its JSON";
        throw new PlatformException(ErrorCode.ModelFailed, $"The answer to agent '{call.Agent}' was cut off {where}: it had reached max_tokens or the end of the model's context.",
            $"Raise max_tokens of model '{call.Model}', or ask for less.")
        { Kind = ModelErrorKind.Unreadable.Text() };
    }

    private static string Because(string text) => string.IsNullOrWhiteSpace(text) ? "." : $": {(text.Length > 400 ? $"{text[..400]}…" : text)}";
}
