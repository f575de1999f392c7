using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What a table that is read is called and holds: "the list is guests.csv", "the column is called text".</summary>
internal sealed partial class Edits
{
    // The list that steps go through is read from that file; nothing is written to it.
    private bool ListIsIn(Phrase order)
    {
        if (ListIn().Match(order.Text) is not { Success: true } said) return false;
        var noun = said.Groups["noun"].Value.ToLowerInvariant();
        var file = literals.Value(said.Groups["file"].Value[0]);
        if (Draft.Nodes.Any(n => Draft.Text(n.Value?["with"]?["path"]) == file)) return false;
        var lists = (Draft.Find("inputs") ?? []).Where(i => Draft.Text(i.Value?["type"]) == "array").Select(i => i.Key).ToList();
        var meant = lists.FindAll(l => l == noun || l == Words.Plural(noun) || l.Split('_').Contains(noun));
        if (meant.Count == 0 && noun is "list" or "table" or "data" or "input") meant = lists;
        if (meant is not [var list]) return meant.Count > 1 && Cannot($"Several lists are entered: {string.Join(", ", meant)}. Say which of them is in {file}.");
        var channel = Draft.Free(Draft.Section("state"), "rows");
        var isTable = IsTable(file);
        Draft.Section("state")[channel] = isTable ? new JsonObject { ["type"] = "array", ["default"] = new JsonArray() } : new JsonObject { ["type"] = "string", ["default"] = "" };
        var (node, over) = (Draft.Free(Draft.Nodes, "read"), isTable ? $"state.{channel}" : $"state.{channel}.split('\\n')");
        foreach (var (_, body) in Draft.Nodes)
            if (body is JsonObject reader) GraphSurgery.ReadInstead(reader, $"inputs.{list}", over);
        var reads = new JsonObject { ["tool"] = isTable ? "csv.read" : "file.read", ["with"] = new JsonObject { ["path"] = file }, ["save"] = new JsonObject { [channel] = isTable ? "${{ output }}" : "${{ output.content }}" }, ["next"] = Draft.OneOrMany(Draft.Start) };
        Draft.Nodes.Insert(0, node, reads);
        Draft.SetStart([node]);
        Draft.Find("inputs")!.Remove(list);
        return Did($"'{node}' reads the {list.Replace('_', ' ')} from {file}, which nobody enters any more");
    }

    // "|The list| is |guests.csv|", "take the |guests| from |guests.csv|", "the list of guests is in |guests.csv|"
    [GeneratedRegex(@"^(?:and |so )?(?:the |my |our |their |this )?(?:list of (?:the |my |our )?)?(?<noun>[a-z_]{3,30})(?: list| table)? (?:is|are|lies?|stands?|comes?|should come|should be read|is stored|are stored|is saved|are saved|is listed|are listed|can be found)(?: in| from| inside| called| named)?(?: a| the)?(?: file| table)?(?: called| named)? (?<file>" + Literals.File + @")$|^(?:please )?(?:take|read|get|load|use|fetch) (?:the |my |our )?(?:list of (?:the |my |our )?)?(?<noun>[a-z_]{3,30})(?: list| table)? (?:from|in|out of|of)(?: a| the)?(?: file| table)? (?<file>" + Literals.File + @")$|^(?:use |take )?(?<file>" + Literals.File + @") (?:is|as|for|holds|has|contains) (?:the|my|our|a)? ?(?:list of (?:the |my |our )?)?(?<noun>[a-z_]{3,30})(?: list| table)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ListIn();

    // What a row is called by was a guess, and is said now.
    private bool ColumnIs(Phrase order)
    {
        if (HasColumns().IsMatch(order.Text) && Draft.Nodes.Any(n => Uses(n.Key).Contains("csv.read"))) return Cannot("What the columns are called changes nothing by itself: say what should be done with one, for example \"the column is called text\" where the draft goes by 'name', or \"only the rows whose status is open\".");
        if (ColumnCalled().Match(literals.Unmask(order.Text)) is not { Success: true } said || !Draft.Nodes.Any(n => Uses(n.Key).Contains("csv.read"))) return false;
        var column = said.Groups["now"].Value.Trim('"', '\'', ' ', '.');
        var was = said.Groups["was"].Success ? said.Groups["was"].Value : "name";
        var isField = Regex.IsMatch(column, @"^[A-Za-z_]\w*$", RegexOptions.None, TimeSpan.FromSeconds(1));
        var places = 0;
        foreach (var (_, body) in Draft.Nodes)
            if (body is JsonObject node)
                GraphSurgery.Texts(node, text => Regex.Replace(text, $@"(?<!\b(?:inputs|state|secrets|output))(?<=[\w)])\.{Regex.Escape(was)}\b(?!\s*\()", _ => { places++; return isField ? $".{column}" : $"['{column.Replace("'", "", StringComparison.Ordinal)}']"; }, RegexOptions.None, TimeSpan.FromSeconds(1)));
        if (places == 0) return Cannot($"No step goes by a column '{was}', so there is nothing to change: say what should be done with the column '{column}'.");
        return Did($"the column is called '{column}'");
    }

    // "The tickets have the columns id and text"
    [GeneratedRegex(@"^(?:and |but )?(?:the |my |our |it|they|that |this )?(?:\w+ )?(?:table |file )?(?:has|have|got|contains?) (?:got )?(?:the |these |two |three |four )*columns? ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex HasColumns();

    // "The column is called text", "the column name should be subject"
    [GeneratedRegex(@"^(?:and |but |no,? )?(?:the |that |this |its |their )?(?:right |correct |real )?column(?:'s| of (?:the |each )?\w+)?(?: (?<was>name)(?= (?:should|must)))?(?: name| title| header)? (?:is|should be|must be|is really|is actually)(?: called| named| titled)?:? (?<now>""?[\w][\w \-]{0,30}""?)$|^(?:use|take|it is|it's|that is|they are in) the column (?:called |named )?(?<now>""?\w[\w\-]{0,30}""?)(?: instead)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ColumnCalled();
}
