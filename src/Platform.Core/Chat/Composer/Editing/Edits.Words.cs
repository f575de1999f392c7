using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>How changes are said.</summary>
internal sealed partial class Edits
{
    [GeneratedRegex(@"(?<=^(?:also |then |and )?(?:save|keep|store|write|put) )an? (?:extra |second )?copy of ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ACopy();

    [GeneratedRegex(@"(?<=\d|\bone|\btwo|\bthree|\bfour|\bfive) (?:working|business|work)(?= days?\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WorkingDays();

    [GeneratedRegex(@"\b(Mrs|Mr|Ms|Dr|Prof)\.(?= [A-Z])", RegexOptions.None, 5000)]
    private static partial Regex Titled();

    [GeneratedRegex(@"\b(?:slack|telegram|e-?mail|mail)\b|[\uE200-\uE3FF\uE800-\uE9FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Telling();

    [GeneratedRegex(@"^(?:(?:please|ok|okay|now|no|actually|and|so|well|great|nice|thanks|wait)[, ]+){0,3}(?:start over|start again|start from scratch|forget (?:it|that|everything|all of it)(?! (?:at|in|when|after|from|before)\b)|new (?:workflow|draft|one)|scrap (?:it|that)|(?:build|create|make|compose|design)(?: me| us)? (?:an?(?:other)? |a new |a different )(?:\w+ ){0,3}(?:workflow|pipeline|automation|flow)\b|i (?:want|need|would like|'d like) (?:another|a new|a different) (?:workflow|pipeline|automation|flow)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Fresh();

    [GeneratedRegex(@"^(?:(?:please|ok|okay|now|no|actually|and|so|well|great|nice|thanks|wait)[, ]+){0,3}(?:start over|start again|start from scratch|forget (?:it|that|everything|all of it)(?! (?:at|in|when|after|from|before)\b)|new (?:workflow|draft|one)|scrap (?:it|that))\b[\s:,.;!-]*(?:and |with )?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Over();

    [GeneratedRegex(@"^(?:it|this|that|the (?:workflow|draft|whole thing)|workflow|draft|(?:whole|entire)(?: thing| workflow)?|)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\b(?:cost|money|spending|price|budget|time|step|token|deadline|parallel)s? (?:limit|cap|bound)|\blimits? (?:on |of )?(?:the )?(?:cost|time|steps|tokens)|\bdeadline\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LimitWord();

    [GeneratedRegex(@"\b(?:triggers?|schedules?|timer|timetable|cron|webhook)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TriggerWord();

    [GeneratedRegex(@"\b(?:inputs?|parameters?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InputWord();

    [GeneratedRegex(@"\b(?:the|inputs?|parameters?)\b\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InputNoise();

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+and\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Several();

    [GeneratedRegex(@"^(?:the )?end$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EndWord();

    [GeneratedRegex(@"^(?:replace|swap|substitute|exchange|change|turn|switch)\s+(?<old>[\w\uE000-\uEFFF.'-]+(?: [\w\uE000-\uEFFF.'-]+){0,8}?)\s+(?:with|by|for|into|to)\s+(?<new>.{1,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ReplaceWord();

    [GeneratedRegex(@"^(?:the |a |an |my |our |this |that |step |node |agent |tool |called |named )+|\s+(?:step|node|stage|part|task|one|thing)s?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StepNoise();

    [GeneratedRegex(@"^[A-Za-z][\w-]{0,40}$")]
    private static partial Regex NodeName();

    [GeneratedRegex(@"^(?:(?:please|ok|okay|and|then)[, ]+)*(?:also|as well|additionally|besides|in addition)\b|\b(?:too|as well|in addition)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Also();

    [GeneratedRegex(@"^(?:and |please )*add an? (?:error|failure)(?: handling)? (?:path|branch|handler|way|step)\s*[:,]?\s*(?=\w)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ErrorPath();

    // "Add a branch after the story: if …" says where, and the rest says what.
    [GeneratedRegex(@"^(?:and |please )*(?:(?:add|insert|put in|make|create|include) (?:an? )?(?:branch|condition|check|decision|fork|case)|branch)(?: (?:after|before) (?:the )?(?<place>[\w -]{2,40}?))?\s*[:,-]\s*(?<if>if|when|unless) (?<it>it\b)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BranchLead();

    [GeneratedRegex(@"^(?:everything|all|it|this|that|them|these|both|each|every|any|the|now|workflow|draft|agents?|steps?|nodes?|rest|whole|all of them|all them|all of it|every step|all (?:the )?(?:steps|agents|nodes))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Everything();

    [GeneratedRegex(@"^(?:that|which|to|where it)\s+(?=\w)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?:change|set|rename|remove|delete|drop|get rid of|take out|lower|raise|increase|decrease|reduce|adjust|modify|switch|swap|move|replace|connect|disconnect|skip|cache|protect|undo|disable|enable|limit|cap|extend|shorten the (?:time|wait|timeout)|reorder|retry|tweak|turn (?:on|off)|leave out|allow|forbid|undo|keep only|reverse|exchange|substitute|make (?:the|it|that|this|them|both|all|each|every|sure|everything|its|their)|give (?:the|it|him|her|them|both|each)|take \S+ (?:off|out of|from)|attach|require|exclude|cc|bcc|use \S+(?: \S+)? (?:for|in|as) (?:the|all|both|each|every)|let (?:it|them|the|her|him))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EditVerb();

    [GeneratedRegex(@"^(?:the |an? |its |their )?([\w -]{2,50}?)(?: step)? (?:should(?:n.t| not)?|must(?: not)?|has to|have to|needs? to|ought to|is too|are too|takes too)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Wish();

    [GeneratedRegex(@"^(?:everything|all(?: the)? (?:steps|nodes)?|all|every step|whatever|the steps|steps|anything|the rest)(?: (?:that|which) (?:comes?|is|are|stands?|runs?))? (?<where>after|behind|following|from|before) (?<ref>.{2,60})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AllBehind();

    [GeneratedRegex(@"^(?:the )?(?:whole |entire |complete )?([\w -]{2,40}?) (?:branch|path|way|case|arm|route)(?: again)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BranchWord();

    [GeneratedRegex(@",? (?:again|please|completely|altogether|entirely|from (?:it|the workflow|the draft)|we don.t need (?:it|them)(?: anymore)?|it.s not needed(?: anymore)?|for now)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Unless();

    [GeneratedRegex(@"\b(?<key>retr(?:y|ies)|attempts|timeouts?|time limit|due (?:time|date)|cach(?:e|ing)|condition|only if)\b(?: (?:on|of|for|from|at|before))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SettingWord();

    [GeneratedRegex(@"^(?:disconnect|unlink|detach|cut)\s+(?<from>.{1,50}?)\s+(?:from|and)\s+(?<to>.{1,50})$|^(?:remove|delete|cut) the (?:connection|arrow|edge|link|way) (?:from|between) (?<from>.{1,50}?) (?:to|and) (?<to>.{1,50})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CutWay();

    [GeneratedRegex(@"^(?:by |to be done by |done by )?(?:an? |the |my |our )?(?:human|person|real person|manual (?:step|review|check))?(?: (?:called|named))? ?((?:the |my |our )?[A-Z][a-z]+|(?:the |a |my |our )?(?:manager|boss|lawyer|editor|legal team|legal|finance team|finance|supervisor|human|person|somebody|someone))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ByPerson();

    [GeneratedRegex(@"^(?:the )?(?<old>[\w -]{2,50}?)(?: step)? (?:should|must|has to|needs to|shall|is to) (?:rather )?(?:be )?(?:done|made|handled|performed|given|carried out|checked|reviewed|written)?\s*(?<new>by .{3,60}?)(?: instead)?$|^(?:have|let) (?<new>[A-Z][a-z]+|(?:an? |the )(?:human|person|manager|lawyer|editor)) do (?:the )?(?<old>[\w -]{2,50}?)(?: step)?(?: instead)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DoneBy();

    [GeneratedRegex(@"^(?:(?:the|a|an|my|our|this)\s+)?(?:(?:file|channel|address|page|url|site|website|mail|email|slack channel|chat|link|list|document) )*([\uE000-\uE9FF])$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LiteralOnly();

    [GeneratedRegex(@"^(?!for ).{3,200}?\b(?:each|every|all) (?:single |of the )?([a-z]+)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EachOf();

    [GeneratedRegex(@"^(?<what>.{3,200}?),? (?:but )?(?<word>only (?:if|when)|when|whenever|if|unless|in case) (?<if>.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TrailingIf();
}
