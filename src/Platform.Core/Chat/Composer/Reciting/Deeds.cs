using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer.Reciting;

/// <summary>What one step does, with what: each kind of node and of tool in its own words.</summary>
internal sealed class Deeds(JsonObject root, Spoken spoken)
{
    public string Of(string name, JsonObject node)
    {
        var deed = node switch
        {
            _ when node["agent"] is { } agent => Agent(Draft.Text(agent) ?? "", node["prompt"]),
            _ when node["tool"] is { } tool => Tool(Draft.Text(tool) ?? "", node["with"] as JsonObject ?? []),
            _ when node["human"] is JsonObject human => Asks(human),
            _ when node["wait"] is JsonObject wait => Waits(wait),
            _ when node["set"] is JsonObject set => Sets(set),
            _ when node["code"] is JsonObject code => Runs(code),
            _ when node["workflow"] is { } child => $"runs the workflow '{Draft.Text(child)}'{With(node["with"])}",
            _ when node["needs"] is not null => "waits until they are done",
            _ => "decides where the run goes on",
        };
        return node["map"] is JsonObject map ? $"for each {Each(map)}: {deed}" : deed;
    }

    private string Each(JsonObject map)
    {
        var item = Draft.Text(map["as"]) ?? "item";
        var over = spoken.Value(map["over"]);
        var (one, many) = (Spoken.Worded(item), $"the {Spoken.Worded(item)}s");
        return $"{one}{(over == many ? "" : $" of {over}")}{(map["parallel"] is { } parallel ? $", {parallel} at a time" : "")}";
    }

    private string Agent(string agent, JsonNode? prompt)
    {
        var made = root.At("agents", agent) as JsonObject;
        var read = Prompts(prompt).SelectMany(spoken.Reads).Distinct(StringComparer.Ordinal).ToList();
        var told = made.TextAt("instructions") ?? string.Join(' ', Prompts(prompt).Where(p => !ExpressionText.HasExpression(p)));
        var tools = Draft.Targets(made.At("tools"));
        var reads = read.Count == 0 ? ", given nothing to read" : $" reads {Spoken.Names(read)}";
        return $"{Model(made)}{(tools.Count > 0 ? $" with {Spoken.Names(tools)}" : "")}{reads}{(Gives(made) is { } gives ? $" and {gives}" : $": \"{Spoken.Short(told)}\"")}";
    }

    private static IEnumerable<string> Prompts(JsonNode? prompt) => prompt switch
    {
        JsonArray messages => messages.SelectMany(m => Prompts(m is JsonObject said ? said["content"] ?? said["text"] ?? said.FirstOrDefault().Value : m)),
        _ when Draft.Text(prompt) is { } text => [text],
        _ => [],
    };

    private string Model(JsonObject? agent)
    {
        var use = root.TextAt("models", agent.TextAt("model") ?? "", "use");
        return use is null ? "an agent" : use.StartsWith("scripted/", StringComparison.Ordinal) || use.StartsWith("builtin/", StringComparison.Ordinal) ? "a built-in rule" : $"an agent ({use})";
    }

    // An answer of a given shape says what it is for.
    private string? Gives(JsonObject? agent)
    {
        if (agent is null || Schema(agent["output"]).At("properties") is not JsonObject fields) return null;
        if (fields.At("category", "enum") is JsonArray labels) return $"sorts it into {Spoken.Names([.. labels.Select(l => Draft.Text(l) ?? "")])}{About(agent, "Sort the text under one category")}";
        if (fields["score"] is JsonObject score) return $"gives a score{(score["minimum"] is { } least && score["maximum"] is { } most ? $" from {least} to {most}" : "")}{About(agent, "Read the text critically")}";
        var told = Draft.Text(agent["instructions"]) ?? "";
        if (fields["yes"] is not null) return $"answers yes or no to \"{Spoken.Short(told.StartsWith(GraphBuilder.ToDecide, StringComparison.Ordinal) ? told[GraphBuilder.ToDecide.Length..] : told)}\"";
        return $"gives {Spoken.Names([.. fields.Select(f => Spoken.Worded(f.Key))])}: \"{Spoken.Short(told)}\"";
    }

    private JsonNode? Schema(JsonNode? schema) => schema.TextAt("$ref") is { } path && path.StartsWith("#/types/", StringComparison.Ordinal) ? root.At("types", path["#/types/".Length..]) : schema;

    // What every sorter and scorer is told need not be said; what this one is told beside it must.
    private static string About(JsonObject agent, string usual) =>
        Draft.Text(agent["instructions"]) is { } told && !told.StartsWith(usual, StringComparison.Ordinal) ? $": \"{Spoken.Short(told)}\"" : "";

    private string Tool(string tool, JsonObject with)
    {
        var use = root.TextAt("tools", tool, "use") ?? tool;
        string Said(string key) => spoken.Value(with[key]);
        string At(string key) => spoken.Place(with[key]);
        string Copies(string key) => with[key] is null ? "" : $", {key} {At(key)}";
        return use switch
        {
            "web.fetch" => $"fetches {At("url")}",
            "web.search" => $"searches the web for {Said("query")}",
            "http.request" => $"calls {Draft.Text(with["method"]) ?? "GET"} {At("url")}{(with["body"] is { } body ? $" with {spoken.Value(body)}" : "")}",
            "file.read" => $"reads the file {At("path")}",
            "csv.read" => $"reads the table {At("path")}",
            "file.write" => $"{(Draft.Text(with["mode"]) == "append" ? "adds" : "writes")} {Said("content")} to {At("path")}",
            "csv.write" => $"{(Draft.Text(with["mode"]) == "append" ? "adds" : "writes")} {Said("rows")} to the table {At("path")}",
            "slack.post" => $"posts {Said("text")} to {At("channel")} on Slack",
            "telegram.send" => $"sends {Said("text")} to {At("chat")} on Telegram",
            "email.send" => $"mails {(with["text"] is null && with["html"] is not null ? Said("html") : Said("text"))} to {At("to")}{Copies("cc")}{Copies("bcc")}",
            "github.issue" => $"opens an issue on GitHub titled {Said("title")} with {Said("body")}",
            "sql.query" => $"asks the database {Said("sql")}",
            "json.query" => $"picks {At("path")} out of {Said("data")}",
            "text.split" => $"cuts {Said("text")} into parts{(Draft.Text(with["by"]) is { } by ? $" by {by}" : "")}",
            "memory.save" => $"remembers {Said("text")}",
            "memory.search" => $"looks in its memory for {Said("query")}",
            "math.eval" => $"works out {Said("formula")}",
            "time.now" => "tells the time",
            _ => $"uses {use}{With(with)}",
        };
    }

    private string With(JsonNode? with) => with is JsonObject { Count: > 0 } map ? $" with {spoken.Value(map)}" : "";

    private string Asks(JsonObject human)
    {
        var who = Draft.Text(human["assign"]) is { } assigned ? assigned.StartsWith("role:", StringComparison.Ordinal) ? Spoken.Worded(assigned[5..]) : spoken.Place(human["assign"]) : "somebody";
        var fields = (Schema(human["form"]).At("properties") as JsonObject ?? []).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var asked = fields.ContainsKey("approved") ? "to approve" : fields.Count > 0 ? $"for {Spoken.Names([.. fields.Select(Field)])}" : "to go on";
        var shown = human["description"] is { } description ? $", showing {spoken.Value(description)}" : fields.ContainsKey("approved") ? ", showing nothing" : "";
        var title = Draft.Text(human["title"]) is { } text ? $" {spoken.Value(JsonValue.Create(text))}" : "";
        return $"asks {who} {asked}{(asked == "to approve" && human["description"] is not null ? "" : $":{title}")}{shown}{(Draft.Text(human["timeout"]) is { } time ? $", for {time} at most" : "")}";
    }

    private static string Field(KeyValuePair<string, JsonNode?> field) =>
        field.Value.At("enum") is JsonArray choices ? $"{Spoken.Worded(field.Key)} ({string.Join(", ", choices.Select(c => Draft.Text(c) ?? c?.ToJsonString()))})" : Spoken.Worded(field.Key);

    private string Waits(JsonObject wait) =>
        wait["event"] is { } happening ? $"waits for the event {spoken.Place(happening)}{(Draft.Text(wait["timeout"]) is { } most ? $", for {most} at most" : "")}"
        : wait["for"] is { } time ? $"waits {spoken.Place(time)}"
        : $"waits until {spoken.Place(wait["until"])}";

    // Rounds are counted by adding one.
    private string Sets(JsonObject set) => Spoken.Names([.. set.Select(s =>
        root.TextAt("state", s.Key, "merge") == "add" ? $"counts the {Spoken.Worded(s.Key)}" : $"keeps {spoken.Value(s.Value)} as the {Spoken.Worded(Sources.Unnumbered(s.Key))}")]);

    // The first line of a program, when it is a comment, says what it is for.
    private string Runs(JsonObject code)
    {
        var first = (Draft.Text(code["source"]) ?? "").TrimStart().Split('\n')[0];
        var purpose = first.StartsWith('#') || first.StartsWith("//", StringComparison.Ordinal) ? $": \"{Spoken.Short(first.TrimStart('#', '/', ' '))}\"" : "";
        return $"runs {Draft.Text(code["language"]) ?? "code"}{(code["inputs"] is JsonObject { Count: > 0 } inputs ? $" on {Spoken.Names([.. inputs.Select(i => spoken.Value(i.Value))])}" : "")}{purpose}";
    }
}
