namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Calls from outside in the words the reader knows: "when somebody POSTs to our /tips hook" is a call of the webhook "tips". A pure rewriting of words.</summary>
internal static class Hooks
{
    private static readonly HashSet<string> Calls = ["post", "posts", "posted", "call", "calls", "called", "hit", "hits", "request", "requests", "comes", "arrives", "put", "push", "pushes", "sends", "sent"];

    private static readonly Form Field = new("the/its? body's/payload's/request's/event's *");

    private static readonly Form Received = new("receive/accept/take/get/on a/the? webhook called/named? *");

    /// <summary>One sentence in which the call is one of a webhook, and a field of what it brings is from its body.</summary>
    public static Phrase Plain(Phrase sentence)
    {
        if (Received.Opens(sentence, out var received) && sentence[received - 1].IsWord && sentence.Low(received) is "," or "and" or "then") sentence = Phrase.Of($"when the webhook {sentence[received - 1].Text} is called, {sentence.From(received + 1).Text}");
        if (sentence.Low(0) is "when" or "whenever" or "once" or "if" or "each" or "every" or "as" or "on" or "upon" && sentence.Find(1, ",", ":") is > 1 and < 15 and var comma && Name(sentence.To(comma)) is { } name) sentence = Phrase.Of($"when the webhook {name} is called, {sentence.From(comma + 1).Text}");
        if (sentence.Find(0, "webhook") is > 2 and var hook && Enumerable.Range(hook + 1, 2).FirstOrDefault(k => k + 1 < sentence.Count && sentence[k].Text == "/" && sentence[k + 1].IsWord) is > 0 and var slash) sentence = Phrase.Of($"{sentence.To(hook + 1).Text} {sentence.From(slash + 1).Text}"); // "arrives on the webhook /orders"
        for (var i = 0; i < sentence.Count; i++)
            if (Field.At(sentence, i) is > 0 and var end && sentence[end - 1].IsWord) sentence = Phrase.Of($"{sentence.To(i).Text} the {sentence[end - 1].Text} from the body {sentence.From(sentence.Low(end) == "field" ? end + 1 : end).Text}".Trim());
        return sentence;
    }

    // "a POST to /tips", "our /tips endpoint is hit", "the hook orders is called"
    private static string? Name(Phrase call)
    {
        if (call.Has("webhook")) return Called(call) ?? (call.Find(0, "webhook") <= 2 ? Path(call) : null); // else what comes is said too
        if (!call.Any(t => Calls.Contains(t.Low)) || call.Low(1) is "a" or "an" or "new" && !Calls.Contains(call.Low(2)) && call.Low(2) is not ("client" or "form" or "user" or "customer" or "visitor" or "system")) return null; // "when an order arrives …" says what comes
        if (Path(call) is { } path) return path;
        var hook = call.Find(1, "hook", "endpoint");
        if (hook < 0) return null;
        var behind = call.Low(hook + 1) is "called" or "named" && hook + 2 < call.Count && call[hook + 2].IsWord && !Lexicon.IsBe(call.Low(hook)) && call.Low(hook + 2) is not ("by" or "from") ? hook + 2 : hook + 1;
        if (behind < call.Count && call[behind].IsWord && !Lexicon.IsBe(call.Low(behind)) && !Calls.Contains(call.Low(behind)) && !Lexicon.IsPreposition(call.Low(behind)) && call.Low(behind) is not ("gets" or "get" or "receives" or "has")) return call[behind].Text;
        return call[hook - 1].IsWord && !Lexicon.IsDeterminer(call.Low(hook - 1)) && call.Low(hook - 1) is not ("our" or "web") ? call[hook - 1].Text : null;
    }

    private static readonly Form Comes = new("comes in? | arrives | fires | is/gets called/received/triggered/hit/fired/sent | triggers | is triggered | hits");

    // "When a |pull request| webhook comes in": what stands before it is its name.
    private static string? Called(Phrase call)
    {
        var hook = call.Find(1, "webhook");
        var from = 1;
        while (from < hook && (Lexicon.IsDeterminer(call.Low(from)) || call.Low(from) is "new" or "incoming")) from++;
        var names = call.Part(from, hook);
        if (names.Count is 0 or > 3 || names.Any(t => !t.IsWord || Lexicon.IsPreposition(t.Low) || Lexicon.IsBe(t.Low) || Calls.Contains(t.Low) && t.Low is not "request")) return null;
        return hook + 1 == call.Count || Comes.At(call, hook + 1) == call.Count ? string.Join('-', names.Tokens.Select(t => t.Low)) : null;
    }

    // "a webhook comes in at /orders"
    private static string? Path(Phrase call) =>
        Enumerable.Range(1, Math.Max(0, call.Count - 2)).FirstOrDefault(i => call[i].Text == "/" && call[i + 1].IsWord && !call[i - 1].IsLiteral("url")) is > 0 and var slash ? call[slash + 1].Text : null;
}
