using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What is done once for each of several.</summary>
internal sealed partial class PlanReader
{
    private static readonly List<string> Sounds = [".mp3", ".wav", ".m4a", ".ogg", ".flac", ".opus", ".aac", ".webm"];

    private bool Each(string text, List<PlanItem> into)
    {
        if (OfListed().Match(text) is { Success: true } written && literals.All(written.Groups["list"].Value, "url").Concat(literals.All(written.Groups["list"].Value, "mail")).ToList() is { Count: > 1 } members)
        {
            var one = Thing(written.Groups["item"].Value);
            _plan.Inputs.Add(new PlanInput(Words.Identifier(Words.Plural(one)), "array", string.Join(',', members)));
            return AddEach(into, one, "", written.Groups["rest"].Value, text);
        }

        var match = ForEachLed().Match(text);
        if (!match.Success) match = GoThrough().Match(text);
        if (match.Success)
        {
            var (noun, rest) = (match.Groups["item"].Value, match.Groups["rest"].Value);
            if (noun.Length == 0) return false;
            if (Words.Verb(noun.Split(' ')[0]) is not null && noun.Split(' ')[0] is var verbal) (noun, rest) = ("item", text[(text.IndexOf(verbal, StringComparison.OrdinalIgnoreCase))..]);
            return AddEach(into, noun, match.Groups["source"].Value, rest, text);
        }

        if (Clauses.Actions(text).Count > 1 || Folders().IsMatch(text)) return false;
        if (EachBehind().Match(text) is { Success: true } behind && Clauses.BeginsWithVerb(behind.Groups["rest"].Value) && !behind.Groups["rest"].Value.Contains("approval", StringComparison.OrdinalIgnoreCase))
            return AddEach(into, behind.Groups["item"].Value, behind.Groups["source"].Value, behind.Groups["rest"].Value, text);
        if (LinesOf().Match(text) is { Success: true } lines && literals.First(text, "file") is { } listed)
        {
            if (FileStep(listed, text, into) is { } read) into.Add(read);
            if (into.LastOrDefault() is Step { Skill: "fileread" }) into.Add(Listed(listed, lines.Groups[1].Value));
            return true;
        }

        if (VerbEach().Match(text) is { Success: true } verb && Clauses.BeginsWithVerb(text) && !Day().IsMatch(verb.Groups["item"].Value))
            return AddEach(into, verb.Groups["item"].Value, verb.Groups["source"].Value, into.LastOrDefault() is Step { Skill: "filelist" } && Words.Verb(verb.Groups["verb"].Value) is "read" or "open" or "load" ? "read the file" : $"{verb.Groups["verb"].Value} it {verb.Groups["rest"].Value}", text);
        return false;
    }

    private bool AddEach(List<PlanItem> into, string noun, string source, string rest, string text)
    {
        if (Them().IsMatch(noun)) noun = "item";
        if (Day().IsMatch(noun)) return false;
        var first = Clauses.Actions(source) is { Count: > 0 } && literals.First(source, "file") is { } file ? FileStep(file, source, into) : null;
        if (first is not null) into.Add(first);
        if (first is { Skill: "fileread" } && first.Get("path") is { } path && noun is not ("paragraph" or "sentence" or "section" or "chunk" or "word")) into.Add(Listed(path, noun));
        var loop = new ForEach(Thing(noun), Source(source), []) { Parallel = ParallelOf(text) };
        var modifiers = new Modifiers(literals, models);
        var body = modifiers.Parallel is null && ParallelOf(rest) is not null ? WithoutParallel(rest) : rest;
        var parts = FinallySplit().Split(body, 2);
        foreach (var part in EachSplit().Split(parts[0]).Where(p => p.Trim().Length > 0))
            if (!Statement(part.Trim(' ', ','), loop.Body)) _plan.NotUnderstood.Add(literals.Unmask(part));
        if (loop.Body.Count == 0) return false;
        if (into.LastOrDefault() is Step { Skill: "filelist" } && loop.Body[0] is not Step { Skill: "fileread" or "csvread" or "transcribe" or "hash" }) loop.Body.Insert(0, new Step("fileread", "read the file") { Has = { ["path"] = "" } });
        var whole = new List<PlanItem>();
        while (loop.Body.Count > 1 && loop.Body[^1] is Step { Skill: "csvwrite" or "filewrite" or "slack" or "email" or "telegram" or "summarise" or "write" or "sql" } last && AllWord().IsMatch(last.Said))
        {
            whole.Insert(0, last);
            loop.Body.RemoveAt(loop.Body.Count - 1);
        }

        into.Add(loop);
        into.AddRange(whole);
        if (parts.Length > 1 && !Sequence(parts[1], into)) _plan.NotUnderstood.Add(literals.Unmask(parts[1]));
        return true;
    }

    // What is in a file, as a list: the members of a JSON text, else its lines.
    private static Step Listed(string file, string noun) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        ? new Step("json", $"take the {noun}") { Has = { ["path"] = "$[*]" } }
        : new Step("split", $"take the {noun}") { Has = { ["by"] = "line" } };

    private string WithoutParallel(string text) => new Modifiers(literals, models) is var m && m.Take(text) is var rest && m.Model is null && m.Attempts is null && m.Timeout is null ? rest : text;

    private static Step? FileStep(string file, string source, List<PlanItem> into) =>
        into.Exists(i => i is Step { Skill: "csvread" or "fileread" } s && s.Get("path") == file) || file.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".js", StringComparison.OrdinalIgnoreCase) ? null
        : file.EndsWith(".db", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".sqlite", StringComparison.OrdinalIgnoreCase) ? new Step("sql", $"query it") { Has = { ["file"] = file } }
        : Sounds.Exists(s => file.EndsWith(s, StringComparison.OrdinalIgnoreCase)) ? new Step("transcribe", "transcribe it") { Has = { ["path"] = file } }
        : new Step(file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "csvread" : "fileread", source) { Has = { ["path"] = file } };

    [GeneratedRegex(@"^(?:read|load|get|take|open|import|go through) (?:every|each|all(?: the)?) (lines?|rows?|entr(?:y|ies)|records?|items?) (?:of|from|in) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LinesOf();

    [GeneratedRegex(@"^(?:and |then )?for (?:each|every|all)(?: one)?(?: of)? (?:the |these |those )?(?:following )?(?:\w+ )?(?<item>[\w-]+):? (?<list>[\uE000-\uE3FF](?:(?:, and |, | and )[\uE000-\uE3FF])+)[,:]?\s+(?<rest>.{3,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfListed();

    [GeneratedRegex(@"^(?:read|load|open|process|take|get|go through) (?:all|every|each)\b.{0,60}\b(?:folder|directory)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Folders();

    [GeneratedRegex(@"^(?:them|these|those|one|of (?:them|these|those))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Them();

    [GeneratedRegex(@"^(?:and |then )?(?:for|with) (?:each|every|all|any)(?: single)?(?: of)?(?: the| these| those| my| our)? (?<item>[\w-]+(?: [\w-]+)?(?: [\w-]+)?)(?: (?:in|from|of|on|inside|within) (?<source>(?:the |a |an |my |our |this |that )?[^,:]{1,60}?))?(?:,|:| do\b:?| then\b)\s*(?<rest>.{3,440})$|^(?:and |then )?for (?:each|every) (?:of the |of these )?(?<item>[\w-]+)(?: (?:in|from|of) (?<source>(?:the |a |an |my )?[\w\uE000-\uEFFF-]+(?: file| list| folder)?))? (?<rest>.{3,440})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ForEachLed();

    [GeneratedRegex(@"^(?:and |then )?(?:loop|iterate|go|run|step|walk|map|work) (?:over|through|across) (?:all |each |every |the |these |my |our |of |a list of |list of )*(?<item>[\w-]+(?: [\w-]+)?)(?: (?:in|from|of) (?<source>[^,:]{1,60}?))?(?:,| and|:| to)\s+(?<rest>.{3,440})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex GoThrough();

    [GeneratedRegex(@"^(?<rest>.{3,300}?),? (?:(?:for|of|from) (?:each|every)(?: one)?(?: of)?(?: the| these| those)?|per) (?<item>[\w-]+(?: [\w-]+)?)(?: (?:in|from|of|on) (?<source>.{1,60}))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EachBehind();

    [GeneratedRegex(@"^(?<verb>[\w-]+) (?:each|every|each of the|every single|(?<=^(?:summari[sz]e|translate|classify|score|rate|grade|answer|review|analy[sz]e|process|handle|rewrite|proofread|tag|label|enrich|embed) )(?:all of the|all the|all)|each of(?= them| these| those)) (?:(?:open|new|unread|late|unpaid|overdue|single|individual|remaining|selected|matching|incoming|top) )?(?<item>[\w-]+)(?: (?:in|from|of|on) (?<source>(?:the |a |my |our |this )(?!form\b|style\b|same\b|way\b)[\w-]+(?: file| list)?|[\uE000-\uEFFF]|[a-z]+s(?![\w-])))?(?<rest>(?![\w-]).{0,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex VerbEach();

    [GeneratedRegex(@"^(?:day|days|morning|evening|hour|week|month|year|minute|monday|tuesday|wednesday|thursday|friday|saturday|sunday|time|other|case|cases|results?|everything|this|that|of|them|it|summaries|translations|replies|three|two|four|steps?|nodes?|\d+)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Day();

    [GeneratedRegex(@"[,;]?\s+(?:and )?(?:finally|at the end|in the end|when (?:all|everything) (?:is|are) done|once (?:all|everything) (?:is|are) done)\b,?\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FinallySplit();

    [GeneratedRegex(@"[,;]\s+(?=if\b)|\s+and (?=if\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EachSplit();
}
