using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Texts;

namespace Platform.Core.Tools.BuiltIn.Text;

/// <summary>Finds, replaces and splits by a pattern that cannot be made to hang.</summary>
public sealed class TextRegexTool : IToolKind
{
    public string Key => "text.regex";

    public string Description => "Finds what a regular expression matches in a text, with its groups; or replaces it, or splits the text by it.";

    public string Example => "find: { tool: text.regex, with: { text: \"order 17, order 23\", pattern: 'order (?<number>\\d+)' } }";

    public long LargestResult => 16 * 1024 * 1024;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["text", "pattern"],
          "properties": {
            "text": { "type": "string", "maxLength": 2000000 },
            "pattern": { "type": "string", "minLength": 1, "maxLength": 2000, "description": "(?<name>...) names a group" },
            "do": { "enum": ["find", "replace", "split"], "description": "find when left out" },
            "replacement": { "type": "string", "maxLength": 10000, "description": "for replace: $1 and ${name} stand for groups, $0 for the match, $$ for a dollar" },
            "flags": { "type": "string", "pattern": "^[ims]{0,3}$", "maxLength": 3, "description": "i: capitals do not matter, m: ^ and $ at each line, s: . takes line ends too" },
            "limit": { "type": "integer", "minimum": 1, "maximum": 10000, "description": "at most so many matches; 10000 when left out" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["matched", "count"], "properties": {
              "matched": { "type": "boolean" },
              "count": { "type": "integer", "description": "how many matches were found, at most 'limit'" },
              "matches": { "type": "array", "description": "of find", "items": { "type": "object", "required": ["text", "index", "groups"], "properties": {
                "text": { "type": "string" },
                "index": { "type": "integer", "description": "from 0, in UTF-16 units" },
                "groups": { "type": "object", "description": "by name or number; null for one that took no part", "additionalProperties": { "type": ["string", "null"] } } } } },
              "text": { "type": "string", "description": "of replace" },
              "parts": { "type": "array", "items": { "type": "string" }, "description": "of split" } } }
            """),
        Limits = ["A text of 2 MB, a pattern of 2,000 characters, 10,000 matches, 4 MB of result, 2 seconds."],
        Notes = "The text is read once from left to right and never back, so no pattern hangs. What would need to go back is not there: backreferences (\\1), looking ahead and behind "
            + "((?=…), (?!…), (?<=…), (?<!…)), atomic groups ((?>…)), conditions ((?(1)…)), balancing groups and \\G.",
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Run);

    private static ValueTask<JsonElement> Run(ToolCall call, CancellationToken cancellationToken)
    {
        var pattern = SafePattern.Of(call.RequiredText("pattern"), call.Text("flags") ?? "");
        var text = call.RequiredText("text");
        var limit = call.Whole("limit") ?? SafePattern.MostMatches;
        var result = new Dictionary<string, object>();
        var count = call.Text("do") switch
        {
            "replace" => Replace(pattern, text, call.RequiredText("replacement"), limit, result, cancellationToken),
            "split" => Split(pattern, text, limit, result, cancellationToken),
            _ => Find(pattern, text, limit, result, cancellationToken),
        };
        (result["matched"], result["count"]) = (count > 0, count);
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(result));
    }

    private static int Find(SafePattern pattern, string text, int limit, Dictionary<string, object> result, CancellationToken cancellationToken)
    {
        var matches = pattern.Matches(text, limit, cancellationToken).ToList();
        result["matches"] = matches.Select(m => new Dictionary<string, object>
        {
            ["text"] = m.Value,
            ["index"] = m.Index,
            ["groups"] = m.Groups.Values.Skip(1).ToDictionary(g => g.Name, g => g.Success ? g.Value : null, StringComparer.Ordinal),
        });
        return matches.Count;
    }

    private static int Replace(SafePattern pattern, string text, string replacement, int limit, Dictionary<string, object> result, CancellationToken cancellationToken)
    {
        (result["text"], var count) = pattern.Replace(text, replacement, limit, cancellationToken);
        return count;
    }

    private static int Split(SafePattern pattern, string text, int limit, Dictionary<string, object> result, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        var done = 0;
        foreach (var match in pattern.Matches(text, limit, cancellationToken))
        {
            if (match.Length == 0) throw new PlatformException(ErrorCode.Validation, "The pattern matches nothing at all, which splits a text nowhere.", "Write a pattern that takes at least one character.");
            parts.Add(text[done..match.Index]);
            done = match.Index + match.Length;
        }

        result["parts"] = parts.Append(text[done..]);
        return parts.Count;
    }
}
