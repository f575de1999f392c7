using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Steps that tools, people and clocks do.</summary>
internal sealed partial class GraphBuilder
{
    private void Do(Step step, PlanItem? next)
    {
        _next = next;
        switch (step.Skill)
        {
            case "back": Back(step); break;
            case "pass": Wave(step); break;
            case "say": Say(step); break;
            case "instead": Instead(step); break;
            case "filter": Filter(step); break;
            case "stop": Told.Add("the branch ends there"); Stop(); break;
            case "wait": Wait(step); break;
            case "human": Ask(step, next); break;
            case "workflow": Child(step); break;
            case "code": Code(step); break;
            case "webfetch": Plain(step, "fetch", "web.fetch", "page", "output.text", Url(step, "url"), isRaw: true); break;
            case "websearch": Search(step); break;
            case "http": Request(step); break;
            case "csvread": Plain(step, "read", "csv.read", "rows", "output", new JsonObject { ["path"] = Path(step, "csv") }, isList: true, isRaw: true); break;
            case "csvwrite": WriteRows(step); break;
            case "fileread": Plain(step, "read", "file.read", "text", "output.content", new JsonObject { ["path"] = Path(step, "txt") }, isRaw: true); break;
            case "filewrite": WriteFile(step); break;
            case "filelist": Plain(step, "list_files", "file.list", "files", "output.files.map(f, f.path)", step.Get("pattern") is { Length: > 0 } p ? new JsonObject { ["pattern"] = p } : [], isList: true, isRaw: true); break;
            case "sql": Sql(step); break;
            case "slack": Tell(step, "slack", "slack.post", new JsonObject { ["use"] = "slack.post", ["token"] = "${{ secrets.SLACK_BOT_TOKEN }}" }, "channel", step.Get("channel"), "#general", "text"); break;
            case "telegram": Tell(step, "telegram", "telegram.send", new JsonObject { ["use"] = "telegram.send", ["token"] = "${{ secrets.TELEGRAM_TOKEN }}" }, "chat", step.Get("chat"), "@my_channel", "text"); break;
            case "email": Mail(step); break;
            case "issue": Issue(step); break;
            case "remember": Remember(step); break;
            case "recall": Recall(step); break;
            case "forget": Plain(step, "forget", "memory.forget", null, "", new JsonObject { ["key"] = step.Get("key") is { Length: > 0 } key ? key : "note" }); break;
            case "hash": Hash(step); break;
            case "id": Plain(step, "new_id", "id.new", "id", "output.id", step.Get("kind") is { Length: > 0 } kind ? new JsonObject { ["kind"] = kind } : []); break;
            case "time": Plain(step, "clock", "time.now", "time", "output.iso", step.Get("zone") is { Length: > 0 } zone ? new JsonObject { ["timezone"] = zone } : []); break;
            case "math": Calculate(step); break;
            case "json": Plain(step, "pick", "json.query", "matches", "output.matches", new JsonObject { ["data"] = Subject(step).Braced, ["path"] = step.Get("path") }, isList: true, isRaw: step.Get("path") == "$[*]"); break;
            case "regex": Pattern(step); break;
            case "split": Split(step); break;
            case "template": Template(step); break;
            case "embed": Embed(step); break;
            case "speak": Sound(step, "speak", "audio.speak", "openai/gpt-4o-mini-tts", null, "", new JsonObject { ["text"] = Subject(step).Braced, ["path"] = step.Get("path") }); break;
            case "transcribe": Sound(step, "transcribe", "audio.transcribe", "openai/whisper-1", "transcript", "output.text", new JsonObject { ["path"] = Path(step, "mp3") }); break;
            default: Write(step); break;
        }
    }

    // A text of the person's own is the answer: ways of one choice write the same channel.
    private void Say(Step step)
    {
        var channel = Channel("answer", TextSchema());
        var node = Node("say", new JsonObject { ["set"] = new JsonObject { [channel] = step.Get("text") } });
        _values.Add(new Value(channel, $"state.{channel}", Shape.Text));
        Told.Add($"'{node}' answers \"{step.Get("text")}\"");
    }

    // The names in a formula are numbers that are known, or given.
    private void Calculate(Step step)
    {
        var formula = step.Get("formula") ?? "";
        var values = new JsonObject();
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(formula, @"[a-z_]\w*").Select(m => m.Value).Distinct(StringComparer.Ordinal).Where(n => n is not ("round" or "sum" or "avg" or "median" or "min" or "max" or "count" or "abs" or "sqrt" or "floor" or "ceil")))
        {
            var known = _values.FindLast(v => v.Noun == name && v.Shape is Shape.Number or Shape.Text) is { } value ? value : _values.FindLast(v => v.Fields.ContainsKey(name)) is { } holder ? holder with { Expression = $"{holder.Expression}.{name}" } : AddInput(new PlanInput(name, "number"));
            values[name] = $"${{{{ double({known.Expression}) }}}}";
        }

        var with = new JsonObject { ["formula"] = formula };
        if (values.Count > 0) with["values"] = values;
        Plain(step, "calculate", "math.eval", step.Get("noun") ?? "total", "output.value", with, isNumber: true);
    }

    // A branch that stops needs no node; where it is all there is, its node says so.
    private void Stop()
    {
        foreach (var end in _loose) Lead(end, "end");
        _loose = [];
    }

    // "The text" is no number that was just calculated.
    private Value Subject(Step step) => Meant(step.Said).LastOrDefault() is { } about && (about.Shape != Shape.Number || !step.Said.Contains("the text", StringComparison.OrdinalIgnoreCase)) ? about : Given(step.Said, "text");

    private string Path(Step step, string kind)
    {
        if (step.Get("path") is { Length: > 0 } path) return path;
        if (_each is { } each) return $"${{{{ {ItemExpression(each)} }}}}";
        if (_values.FindLast(v => v.IsInput && _plan.Inputs.Exists(p => p.Name == v.Noun && p.Type == "file")) is { } file) return file.Braced;
        return AddInput(new PlanInput("file", "file", null)).Braced is var braced && kind.Length > 0 ? braced : braced;
    }

    private JsonObject Url(Step step, string key)
    {
        if (step.Get("url") is { Length: > 0 } open && Placed(open, step.Said) is var placed && placed != open) step.Has["url"] = placed;
        if (step.Get("url") is { Length: > 0 } url && Keyed(step, url) is { } keyed) return new JsonObject { [key] = keyed };
        if (step.Get("url") is { Length: > 0 } url2) return new JsonObject { [key] = System.Text.RegularExpressions.Regex.Replace(url2, @"(?<!\$\{)\{([a-z]\w{0,29})\}(?!\})", m => (_each is { } of && of.Noun == m.Groups[1].Value ? new Value(of.Noun, of.IsRows ? $"{ItemExpression(of)}.{of.Noun}" : ItemExpression(of), Shape.Text) : Own(m.Groups[1].Value) ?? _values.FindLast(v => v.Noun == m.Groups[1].Value) ?? AddInput(new PlanInput(m.Groups[1].Value, "string"))).Braced, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) };
        if (_each is { } each) return new JsonObject { [key] = each.IsRows && !each.IsRecord ? $"${{{{ {each.Item}.url }}}}" : $"${{{{ {ItemExpression(each)} }}}}" };
        if (step.Get("hit") is not null && _values.FindLast(v => v is { Shape: Shape.List, IsInput: false } && v.Noun.StartsWith("results", StringComparison.Ordinal)) is { } hits) return new JsonObject { [key] = $"${{{{ {hits.Expression}[0].url }}}}" };
        var named = _values.FindLast(v => v.Noun is "url" or "link" or "address" or "website" or "web_address" or "page_url" || v.Noun.EndsWith("_url", StringComparison.Ordinal));
        return new JsonObject { [key] = (named ?? AddInput(new PlanInput("url", "string"))).Braced };
    }

    // One address for each of several things: which of them is meant stands behind it.
    private string? Keyed(Step step, string url)
    {
        if (url.Contains('{', StringComparison.Ordinal) || url.Contains("${{", StringComparison.Ordinal) || step.Skill != "webfetch" && (step.Get("method") ?? "GET") != "GET") return null;
        if (_each is { IsRows: true } rows && step.Skill == "http") Remark($"'{url}' is asked the same for each {rows.Noun}: put the column that tells them apart into it, as in {url}?{rows.Noun}={{column}}.");
        var about = _each is { IsRows: false, IsRecord: false } each && step.Skill == "webfetch" ? new Value(each.Noun, ItemExpression(each), Shape.Text)
            : _each is null ? _values.Find(v => v is { IsInput: true, Shape: Shape.Text or Shape.Number } && v.Noun is not ("url" or "link" or "email" or "recipient" or "text" or "file") && step.Said.Contains($" the {v.Noun.Replace('_', ' ')}", StringComparison.OrdinalIgnoreCase) && For().Match(step.Said) is { Success: true } named && named.Groups[1].Value.StartsWith(v.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase)) : null;
        if (about is null || about.Noun is "url" or "link" or "page" or "website" or "address" or "site") return null;
        Remark($"'{url}' is asked with '{about.Noun}=…' behind it, which is a guess: see how it wants to be asked.");
        return $"{url}{(url.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{about.Noun}={about.Braced}";
    }

    // "The weather for the city", "the price of the product"
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:for|of|in|about|with) the ([\w ]{2,40})", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex For();

    /// <summary>What stands around any action: a map, tries, times.</summary>
    private JsonObject Around(JsonObject node, Step? step)
    {
        if (_each is { } each)
        {
            var map = new JsonObject { ["over"] = $"${{{{ {each.Over} }}}}", ["as"] = each.Item };
            if (each.Parallel is { } parallel) map["parallel"] = parallel;
            if (step?.GoesOn == true) map["on_item_error"] = "collect";
            node.Insert(0, "map", map);
        }
        else if (step?.GoesOn == true) node["on_error"] = "continue";

        if ((step?.Attempts ?? (Repeatable(step) ? _plan.Attempts : null)) is { } attempts && node["human"] is null && node["wait"] is null) node["retry"] = (step?.Attempts is null ? _plan.Pause : step.Pause) is { } pause ? new JsonObject { ["attempts"] = attempts, ["backoff"] = pause } : attempts;
        if ((step?.Timeout ?? _plan.Timeout) is { } timeout && node["human"] is null && node["wait"] is null) node["timeout"] = timeout;
        return node;
    }

    private string Plain(Step step, string name, string tool, string? noun, string output, JsonObject with, bool isList = false, bool isRaw = false, bool isNumber = false, string? what = null)
    {
        var call = new JsonObject { ["tool"] = tool };
        if (with.Count > 0) call["with"] = with;
        var node = Node(name, Around(call, step));
        var schema = isList ? ListSchema() : isNumber ? new JsonObject { ["type"] = "number", ["default"] = 0.0 } : TextSchema();
        if (noun is null || with["body"] is not null) Sent(with);
        if (noun is not null) Produce(node, noun, output, schema, isList ? Shape.List : isNumber ? Shape.Number : Shape.Text, n => n.IsRaw = isRaw);
        if (_each is null && isRaw && tool is "file.read" or "web.fetch" or "csv.read") _values[^1] = _values[^1] with { Also = CalledIn(step) };
        Told.Add(what ?? $"'{node}' uses {Kind(tool)}{Shown(with)}");
        return node;
    }

    private string Kind(string tool) => Draft.Text(_draft.Find("tools")?[tool]?["use"]) ?? tool;

    private static string Shown(JsonObject with) => with.Select(w => Draft.Text(w.Value)).FirstOrDefault(t => t is { Length: > 0 and < 80 } && !t.Contains("${{", StringComparison.Ordinal)) is { } text ? $" ({text})" : "";

    /// <summary>The name of a tool with these settings.</summary>
    private string Tool(string name, JsonObject settings)
    {
        var tools = _draft.Section("tools");
        foreach (var (known, there) in tools)
            if (JsonNode.DeepEquals(there, settings) || Draft.Text(there?["use"]) == Draft.Text(settings["use"]) && Draft.Text(settings["use"]) is not ("sql.query" or "http.request")) return known;
        var free = Draft.Free(tools, name);
        tools[free] = settings;
        return free;
    }

    // What was looked for in vain is looked for elsewhere: the question, and not what the memory held.
    private Value? Unfound() => Current() is { Noun: "memory" } ? _values.Find(v => v is { IsInput: true, Shape: Shape.Text }) : Current();

    private void Search(Step step)
    {
        var tool = Tool("search", SearchTool());
        var query = step.Get("query") ?? "";
        if (_each is null && Sought(query) is { } sought) query = AddInput(new PlanInput(sought, "string")).Noun.Replace('_', ' ');
        foreach (var thing in OpenThings.In($"research {query}"))
            if (_each is null && !_values.Exists(v => v.IsCalled(thing) || v.IsInput && v.Noun.StartsWith($"{thing}_", StringComparison.Ordinal) || v.Fields.ContainsKey(thing))) AddInput(new PlanInput(thing, "string"));
        var about = query.Length == 0 || Vague().IsMatch(query) ? null : query;
        var named = Meant(query).Where(v => v.IsInput && query.Split(' ').Any(w => Words.Singular(Grammar.People.Bare(w.Trim(','))) == v.Noun)).ToList();
        string text;
        if (_each is null && _values.FindLast(v => v.Fields.Keys.Any(f => query.Contains(f.Replace('_', ' '), StringComparison.OrdinalIgnoreCase))) is { } facts)
        {
            var field = facts.Fields.Keys.First(f => query.Contains(f.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));
            text = Regexes.Replace(query, field.Replace('_', ' '), $"${{{{ {facts.Expression}.{field} }}}}");
        }
        else if (_each is null && _values.Find(v => v.IsInput && v.Noun.Contains('_', StringComparison.Ordinal) && query.Contains(v.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase)) is { } full) text = Regexes.Replace(query, full.Noun.Replace('_', ' '), full.Braced);
        else if (_each is { } each) text = about is null || Vague().IsMatch(about) ? Named(each).Braced : $"{about} {Named(each).Braced}";
        else if (about is null || named.Count > 0 && query.Split(' ').Length <= 2) text = (named.Count > 0 ? named[0] : Unfound() is { Shape: Shape.Text or Shape.Number } current ? current : AddInput(new PlanInput("query", "string"))).Braced;
        else if (named.Count > 0) text = named.Aggregate(query, (q, n) => Regexes.Replace(q, n.Noun, n.Braced));
        else if (Current() is { Noun: "answer", IsInput: false } place && There().IsMatch(about)) text = There().Replace(about, $"in {place.Braced}".Replace("$", "$$", StringComparison.Ordinal));
        else text = Current() is { Noun: "answer", IsInput: false } chosen ? Chosen().Replace(about, chosen.Braced.Replace("$", "$$", StringComparison.Ordinal)) : $"{about}{Place(about)}";
        Plain(step, "search", tool, "results", "output.results", new JsonObject { ["query"] = text, ["count"] = int.TryParse(step.Get("count"), out var many) ? many : 5 }, isList: true, isRaw: true);
    }

    internal static JsonObject SearchTool() => new() { ["use"] = "web.search", ["provider"] = "tavily", ["key"] = "${{ secrets.TAVILY_API_KEY }}" };

    private void WriteRows(Step step)
    {
        var path = step.Get("path") is { Length: > 0 } p ? p : "out.csv";
        if (Collected(step, path)) return;
        var made = _values.FindLast(v => !v.IsInput && !IsAside(v));
        if (_each is null && made is { Noun: "response", Shape: Shape.Text } && !_values.Exists(v => v.Shape == Shape.List && !v.IsInput)) Do(new Step("json", "take the rows") { Has = { ["path"] = "$[*]" } }, null); // an API answers with JSON, the file has rows
        else if (_each is null && made is { IsRaw: true, Shape: Shape.Text } && !_values.Exists(v => v.Shape == Shape.List))
        {
            WriteFile(step); // what was fetched is stored as it is
            return;
        }

        if (_each is null && made is { IsRaw: false, Shape: Shape.Text, Labels.Count: 0 } && _values.FindLastIndex(v => v.Shape == Shape.List && v.IsRaw) is >= 0 and var rowsAt && rowsAt < _values.IndexOf(made) && _made.LastOrDefault().Item is Step { Skill: "work" or "agent" } && Grammar.Phrase.Of(step.Said).Has("it", "result", "results", "answer"))
        {
            WriteFile(step); // what an agent made of the rows is saved, not the rows
            As("CSV", made);
            return;
        }

        var list = made is { Noun: "result", Shape: Shape.Map } or { IsTable: true } ? made : Meant(step.Said).LastOrDefault(v => v.Shape == Shape.List) ?? _values.FindLast(v => v.Shape == Shape.List);
        var rows = _each is { } each ? $"${{{{ [{(each.IsRecord ? each.Item : each.IsRows ? each.Item : $"{{'{each.Noun}': {each.Item}}}")}] }}}}"
            : list is { } l ? Rows(l)
            : Record(step) is { } record ? $"${{{{ [{record.Expression}] }}}}"
            : $"${{{{ [{{{string.Join(", ", Meant(step.Said).DefaultIfEmpty(Current() ?? Given(step.Said, "text")).Concat(Sorted().IsMatch(step.Said) ? _values.FindAll(v => v.Labels.Count > 0 && !v.IsInput).TakeLast(1) : []).DistinctBy(v => v.Expression).Select(v => $"'{v.Noun}': {v.Expression}"))}}}] }}}}";
        if (step.Get("append") == "yes" && _each is null)
        {
            if (list is null && RowOf(step) is { Count: > 0 } cells)
            {
                Plain(step, "save", "file.write", null, "", new JsonObject { ["path"] = path, ["content"] = string.Join(",", cells.Select(c => $"\"${{{{ string({c}).replace('\"', '\"\"') }}}}\"")), ["mode"] = "append" });
                return;
            }

            Remark($"{path} is written anew by every run: what stood in it before is gone.");
        }

        Plain(step, "save", "csv.write", null, "", new JsonObject { ["path"] = path, ["rows"] = rows });
    }

    // "Save the message with the result": under what it was sorted stands beside it.
    [System.Text.RegularExpressions.GeneratedRegex(@"\bwith (?:the|its|their) (?:result|verdict|category|label|class|rating|decision)s?\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Sorted();

    // A file has columns, so plain things become rows of one, and rows within rows are laid open.
    private string Rows(Value list)
    {
        if (_cells.TryGetValue(list.Expression, out var row)) return $"${{{{ {list.Expression}.map(e, {{'{row.Noun}': e.{row.Noun}.{Column(row.Noun)}{row.Cells}}}) }}}}";
        if (_records.ContainsKey(list.Expression)) return Data(list);
        if (list.IsTable) return $"${{{{ {list.Expression}.map(k, {{'name': k, '{Words.Singular(list.Noun)}': {list.Expression}[k]}}) }}}}";
        if (list.Fields.Count > 0 || list.IsRaw || list.Shape == Shape.Map) return list.Braced;
        return $"${{{{ {list.Expression}.map(x, {{'{Words.Singular(list.Noun)}': x}}) }}}}";
    }

    private void WriteFile(Step step)
    {
        var path = step.Get("path") is { Length: > 0 } p ? p : "out.md";
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && step.Get("content") is null && step.Get("append") != "yes" && Collected(step, path)) return;
        var with = new JsonObject { ["path"] = path };
        var values = Meant(Target().Replace(step.Said, " "), isSent: true);
        if (step.Get("nth")?.Split('/') is [var nth, var of] && int.TryParse(nth, out var at) && int.TryParse(of, out var files) && (_together.Count == files ? _together : _values.Where(v => !v.IsInput && !v.IsRaw && !IsAside(v)).TakeLast(files).ToList()) is var ones && ones.Count == files) values = [ones[at - 1]];
        if (step.Get("content") is { } content) with["content"] = content;
        else if (_failed is not null && Grammar.Phrase.Of(step.Said).Has("error", "errors", "failure", "failures", "reason", "problem")) with["content"] = Message(step);
        else if (values.Count == 0) with["content"] = Given(step.Said, "text").Braced;
        else if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && Members(values, step.Said) is { } members) with["content"] = members;
        else with["content"] = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && values.FindAll(v => v.Shape is Shape.List or Shape.Map) is [var data] && values.TrueForAll(v => !v.IsInput) ? Data(data) : values is [{ Shape: Shape.List, Fields.Count: > 0 } list] && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? Lines(list, step.Said, "\\n\\n") : Together(values);
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && values is [{ Shape: Shape.Text, IsRaw: false, IsInput: false } answer]) As("JSON", answer);
        if (step.Get("append") == "yes" || _each is not null) with["mode"] = "append";
        Plain(step, "save", "file.write", null, "", with);
    }

    private void Remark(string text)
    {
        if (!Remarks.Contains(text)) Remarks.Add(text);
    }

    private void Remember(Step step)
    {
        var with = new JsonObject();
        if (step.Get("key") is { Length: > 0 } key) with["key"] = key;
        var text = step.Get("text") is { Length: > 0 } said ? said : Together(Meant(step.Said.Replace(" memory", "", StringComparison.OrdinalIgnoreCase)).Where(v => v.Noun is not "memory" || !step.Said.Contains("memory", StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(_values.Count == 0 ? Given(step.Said, "note") : _values[^1]).ToList());
        with["text"] = text;
        Plain(step, "remember", "memory.save", null, "", with);
    }

    private void Recall(Step step)
    {
        var sought = step.Get("for") is { Length: > 0 } words && !KnownAlready().IsMatch(words) && !Like().IsMatch(words) && !_values.Exists(v => v.IsInput && words.Contains(v.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase)) ? words : "";
        var query = step.Get("query") is { Length: > 0 } said ? said : sought.Length > 0 ? sought : _each is { } each ? $"${{{{ {ItemExpression(each)} }}}}" : (_values.Find(v => v.IsInput && step.Said.Contains(v.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase)) ?? (step.Get("library") is null ? _values.Find(v => v.IsInput) ?? Given(step.Said.Replace("the memory", "memory", StringComparison.OrdinalIgnoreCase), "question") : Current() ?? AddInput(new PlanInput(Like().Match(step.Said) is { Success: true } like ? Words.Identifier(like.Groups[1].Value) : "question", "string")))).Braced;
        if (step.Get("library") is { } library) Remark($"The {library} {(library.Split(" of ")[0] is var held && Words.Singular(held) == held ? "is" : "are")} looked up in the memory, which holds what was saved there: save the texts once with a step that remembers each.");
        Plain(step, "recall", "memory.search", "memory", "output.items.map(m, string(m.value)).join('\\n')", new JsonObject { ["query"] = query, ["limit"] = Passages(step.Said) ?? 5 });
    }

    private static readonly Grammar.Form Best = new("# most/best/closest/relevant/similar/nearest/passages/matches/hits/results/snippets/chunks/notes/entries/paragraphs/memories/documents/texts/answers/cases/facts");

    // "The three most relevant passages"
    private static int? Passages(string said) => Best.In(Grammar.Phrase.Of(said)) is var (at, _) && Amounts.Whole(Grammar.Phrase.Of(said)[at].Text) is { } many ? (int)Math.Clamp(many, 1, 50) : null;

    // "Something similar to |the new ticket"
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:like|similar to|applies to|apply to|relevant (?:to|for)|fits|to match|matching|that (?:match|fit|resemble)(?:es|s)?|close to|related to) (?:the|this|a) (?:new |current |incoming |open )?([a-z]+)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Like();

    // "An answer to it", "what fits the question": what is looked for is what is known already.
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:an? |the |any )?(?:answers?|questions?|passages?|similar|matching|relevant|something|anything|it|this|that|them|help|information|what|texts?|entries|sections?)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex KnownAlready();

    private void Hash(Step step)
    {
        var with = new JsonObject();
        if (step.Get("path") is { Length: > 0 } path) with["path"] = path;
        else with["text"] = Subject(step) is var v && v.Shape is Shape.Text or Shape.Map ? v.Braced : $"${{{{ string({v.Expression}) }}}}";
        if (step.Get("algorithm") is { Length: > 0 } algorithm) with["algorithm"] = algorithm;
        Plain(step, "hash", "hash", "hash", "output.hash", with);
    }

    private void Pattern(Step step)
    {
        var pattern = step.Get("pattern") is { Length: > 0 } p ? p : UsualPattern(step.Get("what") ?? "");
        Plain(step, "find", "text.regex", "matches", "output.matches.map(m, m.text)", new JsonObject { ["text"] = Subject(step).Braced, ["pattern"] = pattern }, isList: true);
    }

    private static string UsualPattern(string what)
    {
        var lower = what.ToLowerInvariant();
        return lower.Contains("mail") ? @"[\w.+-]+@[\w-]+\.[\w.-]+" : lower.Contains("phone") ? @"\+?\d[\d ()-]{6,}\d" : lower.Contains("link") || lower.Contains("url") ? @"https?://\S+" : lower.Contains("date") ? @"\d{4}-\d\d-\d\d" : lower.Contains("hashtag") ? @"#\w+" : @"\d+(?:\.\d+)?";
    }

    private void Split(Step step)
    {
        var by = step.Get("by") ?? "paragraph";
        var with = new JsonObject { ["text"] = Subject(step).Braced, ["by"] = by };
        if (by == "size") with["size"] = int.TryParse(step.Get("size"), out var size) && size > 0 ? size : 2000;
        Plain(step, "split", "text.split", "parts", "output", with, isList: true, isRaw: false);
    }

    private void Template(Step step)
    {
        var values = _values.Where(v => v.Noun != "rounds").ToList();
        foreach (var field in System.Text.RegularExpressions.Regex.Matches(step.Get("template") ?? "", @"\{\{\s*([a-zA-Z]\w*)").Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Where(f => !values.Exists(v => v.Noun == f))) values.Add(AddInput(new PlanInput(field, "string")));
        if (values.Count == 0) values.Add(Given(step.Said, "name"));
        var text = step.Get("template") is { Length: > 0 } given ? given.Replace("${{", "$ {{", StringComparison.Ordinal) : string.Join("\n", values.Select(v => $"{Heading(v.Noun)}: {{{{{v.Noun}}}}}"));
        var data = new JsonObject(values.Select(v => KeyValuePair.Create(v.Noun, (JsonNode?)JsonValue.Create(v.Braced))).DistinctBy(v => v.Key));
        Plain(step, "fill", "text.template", "text", "output.text", new JsonObject { ["template"] = text, ["data"] = data, ["missing"] = "empty" });
    }

    private void Embed(Step step)
    {
        _draft.Section("models")["vectors"] ??= new JsonObject { ["use"] = "builtin/embedder" };
        var tool = Tool("embed", new JsonObject { ["use"] = "text.embed", ["model"] = "vectors" });
        Plain(step, "embed", tool, "vector", "output.vector", new JsonObject { ["text"] = Subject(step).Braced }, isList: true);
    }

    private void Sound(Step step, string name, string kind, string use, string? noun, string output, JsonObject with)
    {
        var model = name == "speak" ? "voice" : "ears";
        _draft.Section("models")[model] ??= new JsonObject { ["use"] = use };
        var tool = Tool(name, new JsonObject { ["use"] = kind, ["model"] = model });
        Plain(step, name, tool, noun, output, with);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\bthere\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex There();

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:that|this) \w+\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Chosen();

    private static string OneLine(string text) => text.Replace('\n', ' ').Replace("${{", "$ {{", StringComparison.Ordinal) is var one && one.Length > 120 ? one[..120] : one;

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:it|that|this|them|too|also|as well|again|first|the web|the internet|information|info|more|details?|more information|things?|answers?|the (?:topic|question|query|subject|name|company|product|term|keyword|answer)|(?:information|details|facts|news|articles|sources) (?:about|on) (?:it|that|this|the (?:topic|question|subject)))$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Vague();

}

internal static class Regexes
{
    /// <summary>A word with its article, wherever it stands, by another text.</summary>
    public static string Replace(string text, string word, string by) =>
        System.Text.RegularExpressions.Regex.Replace(text, $@"\b(?:the |a |that |this )?{System.Text.RegularExpressions.Regex.Escape(word)}\b", by.Replace("$", "$$", StringComparison.Ordinal), System.Text.RegularExpressions.RegexOptions.IgnoreCase);
}
