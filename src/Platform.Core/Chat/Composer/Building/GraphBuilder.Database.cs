using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What is asked of a database.</summary>
internal sealed partial class GraphBuilder
{
    private void Sql(Step step)
    {
        var settings = new JsonObject { ["use"] = "sql.query" };
        if (step.Get("file") is { } file) settings["file"] = file;
        else settings["database"] = "${{ secrets.DATABASE_URL }}";
        var sql = step.Get("sql") ?? (RunsIt().IsMatch(step.Said) && Current() is { IsInput: false, Shape: Shape.Text, IsRaw: false } written ? written.Braced : null);
        var writes = sql is not null ? !sql.StartsWith("${{", StringComparison.Ordinal) && !sql.TrimStart().StartsWith("select", StringComparison.OrdinalIgnoreCase) && !sql.TrimStart().StartsWith("with", StringComparison.OrdinalIgnoreCase) : Inserts().IsMatch(step.Said);
        if (writes) settings["write"] = true;
        var tool = Tool("database", settings);
        var with = new JsonObject();
        if (sql is null)
        {
            var table = step.Get("table") ?? "records";
            sql = writes ? $"insert into {table} (content) values (@content)" : $"select * from {table}{(State().Match(step.Said) is { Success: true } state ? $" where status = '{state.Groups[1].Value.ToLowerInvariant()}'" : "")}";
            if (writes && Subject(step) is { Shape: Shape.Map, Fields.Count: > 0 } record)
            {
                sql = $"insert into {table} ({string.Join(", ", record.Fields.Keys)}) values ({string.Join(", ", record.Fields.Keys.Select(k => $"@{k}"))})";
                with["params"] = new JsonObject(record.Fields.Keys.Select(k => KeyValuePair.Create(k, (JsonNode?)JsonValue.Create($"${{{{ {record.Expression}.{k} }}}}"))));
            }
            else if (writes && _each is null && Grammar.Phrase.Of(step.Said).Has("them", "all", "everything") && _values.TrueForAll(v => v.IsInput) && _values.Count > 1)
            {
                sql = $"insert into {table} ({string.Join(", ", _values.Select(v => v.Noun))}) values ({string.Join(", ", _values.Select(v => $"@{v.Noun}"))})"; // what was given, a column each
                with["params"] = new JsonObject(_values.Select(v => KeyValuePair.Create(v.Noun, (JsonNode?)JsonValue.Create(v.Braced))));
            }
            else if (writes) with["params"] = new JsonObject { ["content"] = Subject(step).Braced };
            Remarks.Add($"The SQL statement is a guess ('{sql}'): say it in quotes, or edit it.");
        }

        if (!writes && step.Get("sql") is null && sql.EndsWith($" from {step.Get("table") ?? "records"}", StringComparison.Ordinal) && Looks().IsMatch(step.Said) && _values.FindAll(v => v.IsInput) is [{ Shape: Shape.Text or Shape.Number, Noun: var column } key] && (column == "id" || column.EndsWith("_id", StringComparison.Ordinal) || column.EndsWith("number", StringComparison.Ordinal) || column.EndsWith("name", StringComparison.Ordinal) || column.EndsWith("email", StringComparison.Ordinal) || column.EndsWith("code", StringComparison.Ordinal)))
        {
            sql = $"{sql} where {column} = @{column}"; // "look the customer up", and its id is given
            with["params"] = new JsonObject { [column] = key.Braced };
            Remarks[^1] = $"The SQL statement is a guess ('{sql}'): say it in quotes, or edit it.";
        }

        with.Insert(0, "sql", sql);
        Plain(step, "query", tool, writes ? null : "rows", "output.rows", with, isList: true, isRaw: true);
    }

    // "Run it on our database": the statement that was written.
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:run|execute|use|send|fire|try) (?:it|that|this|the (?:sql|query|statement|sql (?:query|statement)))\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex RunsIt();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:look|find|get|fetch|load|read|retrieve|pull)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Looks();

    // "The unpaid rents" are those of that status.
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(unpaid|overdue|pending|open|active|inactive|cancelled|canceled|failed|late|expired|unread|unanswered|unshipped|missing|closed|approved|rejected|paid|shipped) [a-z]+s\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex State();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:insert|save|store|write|put|add|log|update|record|upsert)\b|^(?:load|import|push) .*\binto\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Inserts();
}
