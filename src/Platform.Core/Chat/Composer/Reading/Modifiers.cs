using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What stands around an action in its sentence: which model, how often it is tried, for how long.</summary>
internal sealed partial class Modifiers(Literals literals, ModelNames models)
{
    public string? Model { get; private set; }

    public int? Attempts { get; private set; }

    /// <summary>Between two tries.</summary>
    public string? Pause { get; private set; }

    public string? Timeout { get; private set; }

    public string? Cache { get; private set; }

    public int? Parallel { get; private set; }

    public bool GoesOn { get; private set; }

    public bool Any => Model is not null || Attempts is not null || Timeout is not null || Cache is not null || Parallel is not null || GoesOn;

    /// <summary>The clause without what was taken out of it.</summary>
    public string Take(string clause)
    {
        var rest = clause;
        if (ModelPhrase().Match(rest) is { Success: true } model && models.Find(model.Value, literals) is { } use)
        {
            Model = use;
            rest = Without(rest, model);
        }

        if (TimeoutPhrase().Match(rest) is { Success: true } timeout && Amounts.Duration(timeout.Value) is { } span)
        {
            Timeout = span;
            rest = Without(rest, timeout);
        }

        if (RetryPhrase().Match(rest) is { Success: true } retry)
        {
            var count = retry.Groups.Values.Skip(1).FirstOrDefault(g => g.Success && g.Name == "n")?.Value;
            Attempts = count is null ? 3 : Math.Clamp((Amounts.Whole(count) ?? 3) + (retry.Groups["more"].Success ? 1 : 0), 1, 100); // "twice more" is beside the first time
            rest = Without(rest, retry);
            if (Growing().Match(rest) is { Success: true } growing)
            {
                Pause = "1s..30s";
                rest = Without(rest, growing);
            }
            else if (PausePhrase().Match(rest) is { Success: true } pause && Amounts.Duration(pause.Value) is { } between)
            {
                Pause = between;
                rest = Without(rest, pause);
            }
        }

        if (CachePhrase().Match(rest) is { Success: true } cache)
        {
            Cache = Amounts.Duration(cache.Value) ?? "true";
            rest = Without(rest, cache);
        }

        if (ParallelPhrase().Match(rest) is { Success: true } parallel && Amounts.Whole(parallel.Groups["n"].Value) is { } many)
        {
            Parallel = Math.Clamp(many, 1, 1000);
            rest = Without(rest, parallel);
        }

        if (IgnorePhrase().Match(rest) is { Success: true } ignore)
        {
            GoesOn = true;
            rest = Without(rest, ignore);
        }

        return rest.Trim(' ', ',', ';');
    }

    public void Give(Step step)
    {
        step.Model ??= Model;
        step.Attempts ??= Attempts;
        step.Pause ??= Pause;
        step.Timeout ??= Timeout;
        step.Cache ??= Cache;
        step.GoesOn |= GoesOn;
    }

    private static string Without(string text, Match match) => $"{text[..match.Index].TrimEnd(' ', ',')} {text[(match.Index + match.Length)..].TrimStart()}".Trim();

    internal const string Family = @"(?:[\uEC00-\uEDFF]|claude|gpt|openai|chatgpt|gemini|ollama|mistral|groq|deepseek|llama|anthropic|opus|sonnet|haiku|qwen|phi|gemma|lm ?studio|vllm|openrouter|together ai|local model|local llm|built-in model|offline model)";

    [GeneratedRegex(@"(?:\(\s*)?(?:\brunning\s+)?\b(?:with|using|via|through|by|on|use|let|have|ask|model[:=]?|powered by|from)\s+(?:the |a |an |my |our |either )?(?:(?:only |just )?(?:(?:local|offline) (?:models?|llms?)[,:]? (?:such as |like |namely )?|model |local |free |cheap |fast |small |tiny |little |good |latest ))*" + Family + @"(?:'s)?(?:\s+(?:opus|sonnet|haiku|flash|pro(?![a-z])|model|llama|mistral|mixtral|qwen|phi|gemma|local(?:ly)?|running locally|on ollama|via ollama|from ollama|with ollama|via groq|on groq|from groq|[\uEC00-\uEDFF]))*(?:\s+(?:for (?:this|that|it)\b))?(?:\s*\))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelPhrase();

    [GeneratedRegex(@"[,(]?\s*(?:and |but |with )?(?:(?:up to |at most |(?:no|not) more than |a maximum of |max(?:imum)? )?(?<n>\d+|two|three|four|five|six|ten) (?:retries|retry|attempts|tries)\b|(?:retry(?:ing)?|retries|try(?:ing)?(?: again| it again)?)\b(?: (?:it|this|that|each|the call|the request|them|failures|failed ones|errors))?(?: (?:on (?:failure|errors?)|if (?:it|that|this|the call|the request) fails?|in case of (?:failure|errors?)|when it fails))?(?:,? (?:up to|at most|(?:no|not) more than|a maximum of|max(?:imum)?))?:? (?<n>\d+|two|three|four|five|six|ten|twice|thrice|once)(?<more> more| further| additional| again)?(?: times| attempts| retries|x)?(?: (?:on (?:failure|errors?)|if (?:it|that|this) fails?|in case of errors?|when it fails|before giving up))?|(?:retry|retrying|try again)(?: it)? (?:on (?:failure|errors?)|if (?:it|that|this) fails|in case of errors?|when it fails))\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RetryPhrase();

    [GeneratedRegex(@"[,(]?\s*(?:and )?(?:waiting|wait|with|every|pausing)[a-z ]{0,20}?(?:an? )?" + Amounts.Span + @"(?: (?:in )?between(?: [a-z ]{0,20})?| apart| pauses?| delay| each time)?\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PausePhrase();

    [GeneratedRegex(@",?\s*(?:(?:and|with|using) )?(?:an? |some )?(?:(?:exponential|increasing|growing|rising) (?:back-?off|pauses?|delays?|waits?)|(?:(?<=\bwith )|(?<=\bwith an? )|(?<=\busing )|(?<=\band ))back-?off)(?: (?:between|in between)(?: the tries| them)?)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Growing();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:an? )?(?:(?:timeout|time-out|time out)(?: of| after| is| at| to|:| in)?\s*" + Amounts.Span + @"|" + Amounts.Span + @"\s*(?:timeout|time-out|time limit)|give up after " + Amounts.Span + @"|time limit of " + Amounts.Span + @")\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TimeoutPhrase();

    [GeneratedRegex(@"[,(]?\s*(?:and |with )?(?:caching|cach(?:e|ing)(?: (?:it|them|the (?:answers?|results?|responses?|replies|output)|answers?|results?|responses?|model answers))?)(?: for (?:up to )?" + Amounts.Span + @")?\s*\)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CachePhrase();

    [GeneratedRegex(@"[,(]?\s*(?:and |with |running |process(?:ing)? (?:them )?|doing )?(?:(?:at most |up to |max(?:imum)? |(?:no|not|never) more than )?(?<!\b(?:the|all|these|those) )(?<n>\d+|two|three|four|five|six|eight|ten|twenty) (?:of them |items |rows |pages |urls )?(?:at a time|at once|at the same time|in parallel|concurrently|simultaneously|parallel)|(?:in )?(?:batches|groups) of (?<n>\d+)|(?:a )?(?:concurrency|parallelism)(?: of| is| to|:)? (?<n>\d+))\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ParallelPhrase();

    [GeneratedRegex(@"[,(]?\s*(?:and |but )?(?:ignor(?:e|ing) (?:any )?(?:errors|failures)|(?:continue|go on|carry on|keep going)(?: anyway)? (?:on errors?|even if (?:it|that|one) fails|if (?:it|that|one) fails)|even if (?:it|that|one) fails|(?:skip|leav(?:e|ing) out|ignor(?:e|ing)|drop)(?:ping)? (?:failures|(?:the |any |all |every )?(?:(?:ones|those|one|pages?|rows?|lines?|items?|urls?|files?|calls?) )?(?:that|which) (?:fails?|break|don't work|doesn't work|can't be \w+|cannot be \w+)|(?:the )?(?:failed|failing|broken|bad) (?:ones|pages|rows|lines|items)))\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IgnorePhrase();
}
