using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>How files, tables and folders are spoken of.</summary>
internal sealed partial class ToolSkills
{
    [GeneratedRegex(@"^(?:write|save|store|put|append|export|add|output|log|record|dump|generate|create|make|produce|print|keep|collect|note)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WriteVerb();

    [GeneratedRegex(@"^(?:read|load|open|take|import|get|parse|go through|process|use|start with|ingest|fetch|grab|pull|look at|check|summari[sz]e|from|given)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ReadVerb();

    [GeneratedRegex(@"\b(?:to|into|in|as|onto) (?:an? |one |the |my |our )?(?:single |new )?(?:file |csv file |csv |log )?(?:called |named )?[\uE400-\uE5FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IntoFile();

    [GeneratedRegex(@"^(?:look|search|find|check|count|read|get|take|scan|list|use|compare|query|fetch|load)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Seeks();

    [GeneratedRegex(@"\.(?:csv|tsv)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CsvFile();

    [GeneratedRegex(@"\b(?:csv|spreadsheet)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CsvWord();

    [GeneratedRegex(@"\b(?:files?|csv|spreadsheet|disk|document from disk|to disk)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FileWord();

    // "Then save it": into a file, which the answer asks the name of.
    [GeneratedRegex(@"^(?:save|store) (?:it|them|this|that|(?:the|all|both|everything)(?: (?:the )?[a-z]+){0,2})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Saved();

    [GeneratedRegex(@"\b(?:folder|directory) (?:called |named )?(?!for\b|and\b|with\b)([\w/-]+)|\b(?:the |my |our )?(?!the\b|a\b|my\b|our\b|in\b|this\b)([\w/-]+) (?:folder|directory)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"^(?:list|show|find|get|look for|take|go through)\b.{0,40}\bfiles\b|^(?:look|search) (?:in|into|through)\b.{0,60}\bfiles\b|^(?:read|load|open|process|take|get|go through) (?:all|every|each)\b.{0,60}\b(?:folder|directory)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ListFiles();

    [GeneratedRegex(@"^(?:append|add|log)\b|\bappend\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AppendWord();

    [GeneratedRegex(@"^(?:write|generate|create|make|produce)\s+(?:an? |the )?(?:[\w-]+ ){0,4}(?:report|summary|article|post|story|poem|letter|essay|overview|newsletter|brief|document|list|plan|text)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Generates();

    [GeneratedRegex(@"^(?:write|save|store|put)\s+(?:it|them|this|that|the)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pronoun();
}
