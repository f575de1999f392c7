using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>How changes are said.</summary>
internal sealed partial class Edits
{
    [GeneratedRegex(@"^(?:(?:please|ok|okay|now|no|actually|and|so|well|great|nice|thanks|wait)[, ]+){0,3}(?:start over|start again|start from scratch|forget (?:it|that|everything|all of it)|new (?:workflow|draft|one)|scrap (?:it|that)|(?:build|create|make|compose|design)(?: me| us)? (?:an?(?:other)? |a new |a different )(?:\w+ ){0,3}(?:workflow|pipeline|automation|flow)\b|i (?:want|need|would like|'d like) (?:another|a new|a different) (?:workflow|pipeline|automation|flow)\b)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Fresh();

    [GeneratedRegex(@"^(?:(?:please|ok|okay|now|no|actually|and|so|well|great|nice|thanks|wait)[, ]+){0,3}(?:start over|start again|start from scratch|forget (?:it|that|everything|all of it)|new (?:workflow|draft|one)|scrap (?:it|that))\b[\s:,.;!-]*(?:and |with )?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Over();

    [GeneratedRegex(@"^(?:(?:please|ok|okay|now|actually|and|also|then|so|hmm|no|yes|great|nice|perfect|good|thanks|oh|sorry|can you|could you|would you|will you|i (?:want|would like|'d like|need)(?: you)? to|i'd like(?: you)? to|let's|let us|maybe|just|instead)\b[, ]*)+", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Polite();

    [GeneratedRegex(@",? and (?:then |also )?(?=(?:rename|remove|delete|drop|set|replace|swap|connect|change|use|limit|add|make|increase|lower|raise|retry|call it|ask)\b)|,\s+(?=(?:rename|remove|delete|set|replace|swap|connect|change|limit|retry)\b)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex OrderCut();

    [GeneratedRegex(@"^(?:rename|remove|delete|drop|set|replace|swap|connect|change|use|limit|add|make|increase|lower|raise|retry|call it|ask)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex IsOrder();

    [GeneratedRegex(@"^(?:rename|call|name|change the name of)\s+(?<from>(?:the |my |this )?(?:[\w\uE000-\uEFFF-]+ ?){1,4}?)\s*(?:(?:to|into|as|->|→)\s+|(?<=^(?:call|name) (?:it|this|the workflow) ))(?:be )?(?<to>[\w\uE000-\uEFFF -]{1,60})$|^change (?:the )?name (?:of (?<from>.{1,40}?) )?to (?<to>.{1,60})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RenameWord();

    [GeneratedRegex(@"^(?:it|this|that|the (?:workflow|draft|whole thing)|workflow|draft|)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?:remove|delete|drop|get rid of|take out|throw out|throw away|cut|skip|eliminate|don't need|we don't need|i don't need|without|leave out|kill)\s+(.{2,160})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RemoveWord();

    [GeneratedRegex(@"\b(?:cost|money|spending|price|budget|time|step|token|deadline|parallel)s? (?:limit|cap|bound)|\blimits? (?:on |of )?(?:the )?(?:cost|time|steps|tokens)|\bdeadline\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LimitWord();

    [GeneratedRegex(@"\b(?:triggers?|schedule|cron|webhook)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex TriggerWord();

    [GeneratedRegex(@"\b(?:inputs?|parameters?)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex InputWord();

    [GeneratedRegex(@"\b(?:the|inputs?|parameters?)\b\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex InputNoise();

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+and\s+", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Several();

    [GeneratedRegex(@"^(?<sure>connect|link|wire|hook up|join|route|point|lead)\s+(?<from>.{1,60}?)\s+(?:to|with|into|->|→)\s+(?<to>.{1,60})$|^(?<from>[\w-]+)\s+(?:should )?(?:goes?|go on|leads?|continues?) (?:on )?to\s+(?<to>[\w-]+)$|^after (?<from>[\w -]{1,40}?),? (?:go|jump|continue) (?:on )?(?:to|with) (?<to>[\w -]{1,40})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ConnectWord();

    [GeneratedRegex(@"^(?:the )?end$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex EndWord();

    [GeneratedRegex(@"^(?:use|switch|change|replace|swap|set|make|let|run|put|try|take|have|with|move|update|do)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex UseModel();

    [GeneratedRegex(@"\b(?:translate|summari[sz]e|write|draft|classify|review|critique|extract|score)\b.*\b(?:with|using)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ToolSwap();

    [GeneratedRegex(@"\b(?:for|in|of|at) (?:the )?(?:step |node |agent )?([\w-]+)(?: step| node| agent)?(?: (?:to|instead|with|use)\b.*)?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ForNode();

    [GeneratedRegex(@"^(?:use|post to|send to|send it to|send it by|do it with|make it)\s+(?<new>.{2,80}?)\s+(?:instead of|rather than|in place of|and not|not)\s+(?<old>.{2,60})$|^instead of\s+(?<old>.{2,60}?),?\s+(?:use|post to|send(?: it)? (?:to|by))\s+(?<new>.{2,80})$|^(?:switch|change|swap) (?:from )?(?<old>[\w -]{2,30}?) (?:to|for|with) (?<new>slack.*|telegram.*|e-?mail.*|mail.*|a file.*)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex SwapWord();

    [GeneratedRegex(@"^(?:replace|swap|substitute|exchange|change|turn)\s+(?<old>(?:the )?(?:[\w\uE000-\uEFFF.-]+ ?){1,5}?)\s+(?:with|by|for|into)\s+(?<new>.{2,200})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ReplaceWord();

    [GeneratedRegex(@"^(?:add|give it|it (?:also )?needs|it should take|also take|with|introduce|create|(?:make|let|have) it (?:take|accept)|(?:it )?(?:takes?|accepts?))\s+(?:an? |another |the |two |new )*inputs?\s*(?:called |named |for |:)?\s*(.{2,120})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AddInput();

    [GeneratedRegex(@"^(?:also |then |and |please )*(?:add|insert|include|put in|put|append|introduce|have|prepend)\s+(?:(?:an?|another|one more|the|some)\s+)?(?:new |extra |final |last |first |additional |human )*(?:step|node|stage|task|thing|action)s?\b(?: (?:at the (?:end|start|beginning)))?\s*(?:(?:that|which|to|where|for|in which)\b\s*(?:it )?|:|,)?\s*|^(?:also |then |and )*(?:add|insert|include|append|introduce|prepend)\s+(?=(?:an?|another|the|some) (?:human |manual |manager )?(?:approval|review|wait|pause|translation|summary|slack|e-?mail|telegram|web search|delay|check|classification|notification|python|code)\b)|^(?:also |then |and )*(?:add|insert|include|append)\s+(?=\w+(?:ing)?\s)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AddLead();

    [GeneratedRegex(@"^between (?<a>.{1,40}?) and (?<b>[\w-]+(?: step)?),?\s+(?:add |insert |put |that |which |to )?(?<what>.{3,300})$|^(?<what>.{3,300}?),?\s+between (?<a>.{1,40}?) and (?<b>.{1,40})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?<where>before|after|behind|in front of|following)\s+(?:the )?(?<node>[\w\uE600-\uE7FF-]+(?: (?!add|insert|please|ask|have|wait|also|it\b)[\w-]+){0,2}?)(?: step| node)?(?: it)?(?:,\s*|\s+(?=[a-z]))(?:please )?(?:add |insert |put |also )?(?<what>.{3,300})$|^(?<what>.{3,300}?),?\s+(?:right |directly |just )?(?<where>before|after|behind|in front of|following)\s+(?:the )?(?<node>[\w\uE600-\uE7FF-]+(?: [\w-]+){0,3}?)(?: step| node)?$|^(?<where>(?:at|to) the (?:very )?(?:end|start|beginning)|first|at the front|as the first step|as the last step at the end)(?: of (?:it|the workflow|everything))?,?\s+(?:add |insert |put )?(?<what>.{3,300})$|^(?<what>.{3,300}?),?\s+(?<where>(?:at|to) the (?:very )?(?:end|start|beginning|front)|first|as the first step|as the last step at the end)(?: of (?:it|the workflow|everything))?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Placed();

    [GeneratedRegex(@"^(?:the |a |an |my |our |this |that |step |node |agent |tool |called |named )+|\s+(?:step|node|stage|part|task|one|thing)s?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex StepNoise();

    [GeneratedRegex(@"^[A-Za-z][\w-]{0,40}$")]
    private static partial Regex NodeName();

    [GeneratedRegex(@"^(?:last|final|the last|that|this|it)(?: one)?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"^(?:first|the first|start)(?: one)?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^(?:(?:please|ok|okay|and|then)[, ]+)*(?:also|as well|additionally|besides)\b|\b(?:too|as well|in addition)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Also();

    [GeneratedRegex(@"^(?:and |please )*add an? (?:error|failure)(?: handling)? (?:path|branch|handler|way|step)\s*[:,]?\s*(?=\w)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ErrorPath();

    [GeneratedRegex(@"^(?:name|call) (?:the )?(?!it\b|this\b|that\b|them\b|workflow\b)([\w-]+)(?: step)? ([A-Za-z][\w-]*)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex NameStep();

    [GeneratedRegex(@"^between (?:those|them|these|the two|both)(?: two)?(?: steps)?,?\s+(.{3,300})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Those();

    [GeneratedRegex(@"^(.{3,200}?),?\s+(?:in )?between(?: (?:them|the two|those|these|both))?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex InBetween();

    [GeneratedRegex(@"^(?:everything|all|it|this|that|them|these|both|each|every|any|the|now|workflow|draft|agents?|steps?|nodes?|rest|whole|all of them)$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Everything();

    [GeneratedRegex(@"^(?:that|which|to|where it)\s+(?=\w)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?:number |no\.? |#)?(\d{1,2})(?:st|nd|rd|th)?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Place();
}
