using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer;

/// <summary>What the composer never does, whoever asks: it only writes drafts.</summary>
internal static partial class Refusals
{
    /// <summary>The answer to a request to run, save or delete something, or to be something else; null for all others.</summary>
    public static string? Of(string text)
    {
        if (Rules().IsMatch(text)) return "I follow no orders about my own rules. I only write drafts of workflows; nothing was changed, started or saved.";
        if (RunNow().IsMatch(text)) return "I only write the draft and start nothing. Press Run beside the draft when it is as you want it, or save it and use 'platform run'.";
        if (SaveNow().IsMatch(text)) return "I only write the draft. Press Save beside it to keep it as a version, or Download to have the file.";
        if (Outside().IsMatch(text) || Texted().IsMatch(text)) return "No step of mine can do that: I know no telephone, text messages, printer, shop or bank. A workflow can fetch, write and send texts, files and calls of APIs, and ask people; say for example who should be asked or mailed instead.";
        return SecretWord().IsMatch(text) && !text.TrimStart().StartsWith("why", StringComparison.OrdinalIgnoreCase) && !text.Contains("webhook", StringComparison.OrdinalIgnoreCase) ? "I know no secrets and read none. They are set in the environment as PLATFORM_SECRET_NAME; a draft only names them." : null;
    }

    [GeneratedRegex(@"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:rules?|instructions?|restrictions|guidelines|prompts?|polic(?:y|ies)|limits? you)\b|\b(?:you are now|act as (?:an? )?(?:unrestricted|dan|root|admin|system)|pretend (?:to be|you are)|developer mode|jailbreak|your (?:own |hidden )?system prompt|(?:show|print|reveal|repeat|what(?:'s| is)|tell me|give me) (?:me )?(?:the|its) (?:hidden )?system prompt|reveal your)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Rules();

    [GeneratedRegex(@"^(?:(?:please|ok|now|and|just|then|go ahead and|can you|could you) )*(?:run|start|execute|launch|trigger|fire|deploy) (?:it|this|that|the (?:workflow|draft|run))(?: (?:now|please|immediately|for me|right now|again|once|a run))*[.! ]*$|^(?:run|start|execute|go|run it|just run|deploy)[.! ]*(?:now)?[.!]*$|\brun (?:it|this) (?:right )?now\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RunNow();

    [GeneratedRegex(@"^(?:(?:please|ok|now|and|just|then|can you|could you) )*(?:save|download|publish|export|validate) (?:it|this|that|the (?:workflow|draft)|a version)(?: (?:now|please|as a (?:version|file)))*[.! ]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SaveNow();

    // A whole request for a deed in the world, by what no tool reaches. "Print" alone may mean to show.
    [GeneratedRegex(@"^(?:(?:please|hi|hey|hello|can you|could you|just|and|also|then|next|finally|after that|afterwards)[, ]+)*(?:(?:(?:tele)?phone|ring up|dial)\s+[^.;\uE000-\uF8FF]*(?:(?<=\b(?:Mrs|Mr|Ms|Dr|Prof))\.[^.;\uE000-\uF8FF]*)?|print\b[^.;]*\b(?:printer|on paper|copies)\b[^.;]*)[.!]?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Outside();

    // "Can it send an SMS when …?", "then send her a text message": of nothing else.
    [GeneratedRegex(@"^(?:(?:please|and|also|then|next|finally|after that|afterwards)[, ]+)*(?:(?:can|could|will|does) (?:you|it|this|the workflow) (?:also )?)?(?:send (?:\w+ )?(?:\w+ )?(?:sms|text messages?|whatsapp|fax)\b|fax\b(?! (?:number|machine)))[^.;]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Texted();

    [GeneratedRegex(@"(?<!\b(?:an?|the) )\b(?:show|print|tell|give|list|dump|reveal|what (?:is|are)|leak|send me)\b[^.;!\d]{0,30}\b(?:secrets?|api keys?|passwords?|tokens?|credentials|environment variables)\b(?! limit| usage| cost| per\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SecretWord();
}
