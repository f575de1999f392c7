using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Small tools: hashes, ids, the clock, sums, patterns.</summary>
internal sealed partial class ToolSkills
{
    private Step? Small(string clause)
    {
        if (HashWord().IsMatch(clause)) return new Step("hash", clause) { Has = { ["algorithm"] = Algorithm().Match(clause) is { Success: true } a ? a.Value.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) : "", ["path"] = literals.First(clause, "file") ?? "" } };
        if (IdWord().IsMatch(clause)) return new Step("id", clause) { Has = { ["kind"] = IdKind().Match(clause) is { Success: true } k ? k.Value.ToLowerInvariant() : "" } };
        if (TimeWord().IsMatch(clause) && !WritesText().IsMatch(clause)) return new Step("time", clause) { Has = { ["zone"] = Zone().Match(clause) is { Success: true } z ? z.Value : "" } };
        if (Formula().Match(literals.Unmask(clause)) is { Success: true } formula && !Worded().IsMatch(formula.Groups[1].Value)) return new Step("math", clause) { Has = { ["formula"] = formula.Groups[1].Value.Trim(' ', '"', '.', '=') } };
        if (literals.All(clause, "quote").FirstOrDefault(q => q.StartsWith('$')) is { } path) return new Step("json", clause) { Has = { ["path"] = path } };
        if (RegexWord().IsMatch(clause)) return new Step("regex", clause) { Has = { ["pattern"] = (literals.First(clause, "quote") ?? "").Trim('/'), ["what"] = clause } };
        if (SplitWord().Match(clause) is { Success: true } split) return new Step("split", clause) { Has = { ["by"] = Part(split.Groups[1].Value), ["size"] = Characters().Match(clause) is { Success: true } size ? size.Groups[1].Value.Replace(",", "", StringComparison.Ordinal) : "" } };
        if (TemplateWord().IsMatch(clause)) return new Step("template", clause) { Has = { ["template"] = literals.First(clause, "quote") ?? literals.First(clause, "code") ?? "" } };
        if (EmbedWord().IsMatch(clause)) return new Step("embed", clause);
        return null;
    }

    private static string Part(string word) => word.ToLowerInvariant() switch
    {
        var w when w.StartsWith("sent", StringComparison.Ordinal) => "sentence",
        var w when w.StartsWith("line", StringComparison.Ordinal) => "line",
        var w when w.StartsWith("par", StringComparison.Ordinal) || w.StartsWith("sec", StringComparison.Ordinal) => "paragraph",
        _ => "size",
    };

    private static string EventOf(string text)
    {
        var name = Words.Identifier(Names().Replace(text.Trim(' ', '"'), "")).Replace('_', '.');
        return text.Contains('.', StringComparison.Ordinal) || text.Contains('-', StringComparison.Ordinal) ? new string([.. text.Trim(' ', '"').Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')]) : name.Length == 0 ? "event" : name;
    }

    [GeneratedRegex(@"\b(?:hash|hashes|checksum|sha-?256|sha-?512|sha-?384|md5|digest of the file|fingerprint)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex HashWord();

    [GeneratedRegex(@"\bsha-?(?:256|384|512)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Algorithm();

    [GeneratedRegex(@"^(?:create|generate|make|get|assign|give|new|produce|add)\b.{0,30}\b(?:unique ids?|ids?|uuids?|ulid|nanoid|identifier|order number|ticket number)\b|\buuid\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IdWord();

    [GeneratedRegex(@"\b(?:uuid4|uuid7|ulid|nanoid)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IdKind();

    [GeneratedRegex(@"\b(?:current (?:date|time)|date and time|today's date|what time it is|time now|the time in|(?:get|tell|check|read) (?:me )?the (?:date|time))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TimeWord();

    [GeneratedRegex(@"\b(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/[A-Z]\w+", RegexOptions.None, 5000)]
    private static partial Regex Zone();

    [GeneratedRegex(@"^(?:calculate|compute|evaluate|work out|do the math:?)\s+([-+*/^%().,\w ""]*\d[-+*/^%().,\w ""]*[-+*/^%][-+*/^%().,\w ""]*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Formula();

    // "19% of the amount" is said in words.
    [GeneratedRegex(@"\b(?:of|the|a|an|for|from|in|and|my|our)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Worded();

    [GeneratedRegex(@"\b(?:regex|regexp|regular expression|pattern)\b|^(?:find|extract|get) all (?:the )?(?:e-?mail addresses|phone numbers|links|urls|numbers|dates|hashtags)\b(?! (?:and|or|with|that|which|of)\b|,)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RegexWord();

    [GeneratedRegex(@"^(?:split|cut|chunk|break|divide)\b.{0,60}?\b(paragraphs?|sections?|sentences?|lines?|chunks?|pieces?|parts?|passages?|chapters?|scenes?|segments?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SplitWord();

    [GeneratedRegex(@"\b(\d[\d,]*) (?:characters|chars|letters)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Characters();

    [GeneratedRegex(@"\b(?:fill(?: in| out)?|use|render|apply)\b.{0,30}\btemplate\b|\btemplate\b.{0,30}\bfill", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TemplateWord();

    [GeneratedRegex(@"\b(?:embed|embedding|embeddings|vectori[sz]e|into vectors?|as (?:a )?vectors?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EmbedWord();
}
