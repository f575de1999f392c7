using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Steps that tell somebody something.</summary>
internal sealed partial class GraphBuilder
{
    /// <summary>The message of a step of which nobody said what it tells.</summary>
    internal const string NothingToSay = "The workflow has finished.";

    private static readonly Grammar.Form RemarkWords = new("the/his/her/their/its/those/my/all? remarks/comments/comment/reasons/reason/notes/feedback/objections");

    // What did not come in time, on the way that is gone then.
    private string? _missing;

    /// <summary>What did not come in time, where what is built stands on that way.</summary>
    public string? Missing { init => _missing = value; }

    /// <summary>That a person did not answer in time.</summary>
    public static string Silent(JsonNode? human) => $"Nobody answered \"{Draft.Text(human?["title"])?.Replace("${{", "$ {{", StringComparison.Ordinal)}\" {(Draft.Text(human?["timeout"]) is { } span ? $"within {span}" : "in time")}.";

    private string Message(Step step)
    {
        if (step.Get("text") is { Length: > 0 } text) return text;
        if (step.Get("given") is { } own) return AddInput(new PlanInput(own, "string")).Braced;
        if (step.Has.Remove("lead", out var lead)) return $"{lead} {Message(step)}";

        if (_failed is { } failed) return $"'{failed}' failed: ${{{{ error.message }}}}";
        if (Notice(step) is var (_, notice)) return notice;
        if (Mailed(step) is { } mailed) return mailed;
        if (WrittenFor() is { } letter) return letter.Shown;
        if (_together.Count > 1 && step.Get("about") is { } which && Array.FindIndex(["first", "second", "third", "fourth"], w => which.Contains(w, StringComparison.OrdinalIgnoreCase)) is >= 0 and var nth && nth < _together.Count) return _together[nth].Braced;
        if (Counted(step.Said) is { } count) return count;
        if (_each is null && step.Get("about") is { } remarks && RemarkWords.Opens(Grammar.Phrase.Of(remarks), out _) && !_values.Exists(v => v.Noun is "comment" or "comments" or "remarks" or "feedback" or "reason" or "reasons") && _values.FindLast(v => v.Noun is "decision" && v.Shape == Shape.Map) is { } decided)
            return string.Join("\n\n", (_together.Contains(decided) ? _together.FindAll(v => v.Noun is "decision") : [decided]).Select(v => $"${{{{ {v.Expression}.comment }}}}")); // what was said with the decision
        if (_each is null && step.Get("about") is { } only && Grammar.Phrase.Of(only) is { Count: 2 } named && named.Low(0) is "the" or "its" && !_values.Exists(v => v.IsCalled(named.Low(1))) && _values.FindLast(v => v.Shape == Shape.Map && v.Fields.ContainsKey(named.Low(1))) is { } facts) return $"{Heading(named.Low(1))}: ${{{{ string({facts.Expression}.{named.Low(1)}) }}}}"; // "post the total"
        if (_each is null && step.Get("about") is "the decision" or "the verdict" or "the category" or "the classification" or "the rating" && _values.LastOrDefault(v => !v.IsInput) is { Labels.Count: > 0 } ruled) return ruled.Braced;
        var values = Meant(step.Get("about") ?? step.Said[(step.Said.IndexOf(' ', StringComparison.Ordinal) + 1)..], isSent: true); // "email it" is about it, not about an email
        if (values.Count == 0 && Definite($"send {step.Get("about")}") is { } given) values = [AddInput(new PlanInput(given, "string"))];
        if (values.Count == 0) return step.Get("about") is "it" or "this" or "that" or "them" && Grammar.Phrase.Of(step.Said).Has("it", "this", "that", "them") && _made.Select(m => m.Item).OfType<Step>().Select(s => s.Get("text") ?? s.Get("content")).LastOrDefault(t => t is { Length: > 0 }) is { } written ? written : _missing ?? NothingToSay; // "write "A" to a.txt and send it to #b"
        values = Measured(values);
        if (_missing is { } silent && _each is null && IsBare(step)) return $"{silent}\n\n{Together(values)}"; // who is told of it learns what it was about
        return values is [{ Shape: Shape.List, Fields.Count: > 0 } list] ? Lines(list, step.Said, "\\n")
            : values is [{ IsInput: true } raw] && _made.Count > 0 && _values.Exists(v => v.Labels.Count > 0) ? $"{Heading(raw.Noun)} ({_values.FindLast(v => v.Labels.Count > 0)!.Braced}): {raw.Braced}" : Together(values);
    }

    // A list as people read it: what was made of each, and of what, where that says nothing alone: a mark, a category, "the leads with their ratings".
    private static string Lines(Value list, string said, string apart)
    {
        var last = list.Fields.Keys.Last();
        var isAlone = list.Item is not { } item || item == last || !IsAside(new Value(last, "", Shape.Text)) && last != "fields" && !Grammar.Phrase.Of(said).Any(t => t.IsWord && Words.Singular(t.Low) == item);
        return isAlone ? $"${{{{ {list.Expression}.map(e, {(last == "fields" ? $"'%s'.format([e.{last}])" : $"string(e.{last})")}).join('{apart}') }}}}" : $"${{{{ {list.Expression}.map(e, '%s: %s'.format([e.{list.Item}, e.{last}])).join('{apart}') }}}}";
    }

    // "Tell #ops how many rows there are"
    private string? Counted(string said)
    {
        var phrase = Grammar.Phrase.Of(said);
        if (_each is not null || HowMany.In(phrase) is not var (_, at) || at >= phrase.Count) return null;
        while (Grammar.Lexicon.IsDeterminer(phrase.Low(at)) || phrase.Low(at) is "new" or "open" or "found") at++;
        var noun = phrase.Low(at);
        var one = Words.Singular(noun);
        foreach (var sorting in PlanReader.Steps(_plan.Items).Where(s => s.Skill == "classify"))
            if (sorting.Labels.FirstOrDefault(l => Words.Singular(l) == one) is { } label && _values.FindLast(v => v.Shape == Shape.List && v.Fields.ContainsKey(sorting.Get("by") ?? "category")) is { } sorted)
                return $"Number of {noun}: ${{{{ {sorted.Expression}.filter(e, e.{sorting.Get("by") ?? "category"} == {Quoted(label)}).size() }}}}";
        if (!_values.Exists(v => v.Shape == Shape.List && v.IsCalled(noun)) && _values.FindAll(v => v is { Shape: Shape.List, IsInput: false }) is [var only] && PlanReader.Steps(_plan.Items.OfType<ForEach>()).Any(s => s.Skill == "workflow" && Grammar.Phrase.Of(_literals.Unmask(s.Said).Replace('-', ' ')).Any(t => Words.Singular(t.Low) == one)))
            return $"Number of {noun}: ${{{{ {only.Expression}.size() }}}}"; // one of what the workflow makes for each
        return (_values.FindLast(v => v.Shape == Shape.List && v.IsCalled(noun)) ?? _values.FindLast(v => v.Shape == Shape.List && v.IsRaw)) is { } list ? $"Number of {noun}: ${{{{ {list.Expression}.size() }}}}" : null;
    }

    private static readonly Grammar.Form HowMany = new("how many | the number/count of");

    private void Tell(Step step, string name, string kind, JsonObject settings, string where, string? place, string usual, string key)
    {
        var tool = Tool(name, settings);
        var with = new JsonObject { [where] = place is { Length: > 0 } ? place : usual, [key] = Message(step) };
        if (place is null or "") Remarks.Add($"No {where} was named for {name}, so it is {usual}: say which, or edit it.");
        Plain(step, name == "slack" ? "post" : "send", tool, null, "", with, what: null);
        _ = kind;
    }

    private void Mail(Step step)
    {
        var tool = Tool("mail", new JsonObject { ["use"] = "email.send", ["host"] = "smtp.example.com", ["user"] = "bot", ["password"] = "${{ secrets.SMTP_PASSWORD }}", ["from"] = "Bot <bot@example.com>" });
        var to = step.Get("to") is { Length: > 0 } known ? known.Split(", ") : [];
        var text = Message(step);
        JsonNode target = to.Length == 0 && Reminds.In(Grammar.Phrase.Of(step.Said)) is not null && Nodes.Select(n => _draft.Nodes[n]?["with"]?["to"]).LastOrDefault(t => t is not null) is { } before ? before.DeepClone() // who was written to before
            : to.Length > 1 ? new JsonArray([.. to.Select(t => JsonValue.Create(t))]) : to.Length == 1 ? to[0] : Recipient(step, text);
        var subject = step.Get("subject") ?? Subjects(step);
        Plain(step, "email", tool, null, "", new JsonObject { ["to"] = target, ["subject"] = subject, ["text"] = text });
        Remark("The mail server under 'tools' is an example: set 'host', 'user' and 'from' to yours.");
    }

    private string Recipient(Step step, string text)
    {
        var who = Words.Identifier(PersonNoise().Replace(step.Get("who") ?? "", ""));
        if (_each is { IsRows: false } plain && plain.Noun is var noun && (noun.Contains("mail", StringComparison.Ordinal) || noun.Contains("address", StringComparison.Ordinal) || noun is "recipient" or "subscriber" || plain.Over.Contains("mail", StringComparison.Ordinal))) return $"${{{{ {ItemExpression(plain)} }}}}";
        if (_each is { } each && each.IsRows) return $"${{{{ {(each.IsRecord ? $"{each.Item}.{each.Noun}" : each.Item)}.email }}}}";
        foreach (var holder in Known().Reverse())
            if (holder.Fields.Keys.FirstOrDefault(f => f is "email" or "email_address" or "mail_address" or "e_mail" || who.Length > 0 && f == $"{who}_email") is { } field) return $"${{{{ {holder.Expression}.{field} }}}}";
        if (_values.FindLast(v => v.IsInput && v.Shape == Shape.Text && (v.Noun is "email" or "mail_address" or "recipient" or "email_address" || v.Noun.EndsWith("_email", StringComparison.Ordinal)) && (v.Noun is "email" or "recipient" || !text.Contains(v.Braced, StringComparison.Ordinal))) is { } given && (who.Length == 0 || given.Noun is "email" or "email_address" or "recipient" || given.Noun.StartsWith(who, StringComparison.Ordinal)) && !(given.Noun == "email" && (_values.Exists(v => v.Noun is "reply" or "answer") || IsRead(given)))) return given.Braced;
        if (who is "" or "him" or "her" or "them" && _each is null && !Grammar.Phrase.Of(step.Said).Has("to", "at", "address", "tell", "inform", "notify", "me", "us", "my") && _draft.Nodes.Select(n => Draft.Text((n.Value as JsonObject)?["with"]?["to"])).LastOrDefault(t => t?.Contains('@', StringComparison.Ordinal) == true) is { } before) return before; // "send a second reminder" goes where the first went
        return AddInput(new PlanInput(who.Length == 0 || who is "me" or "us" or "them" or "him" or "her" ? "recipient" : $"{who}_email", "string")).Braced;
    }

    private static readonly Grammar.Form Reminds = new("remind/reminds/reminding/reminder/reminders/nudge/follow-up | follow up | second/another/final/last mail/email/message/letter/reminder | him/her/them again | once more");

    // An email that somebody reads is a text, no address.
    private bool IsRead(Value input) => _values.Count(v => v.IsInput) == 1 && _draft.Nodes.Any(n => $"{n.Value?["prompt"]} {n.Value?["human"]?["description"]}".Contains(input.Expression, StringComparison.Ordinal));

    private string Subjects(Step step)
    {
        if (_failed is { } failed) return $"'{failed}' failed";
        if (Notice(step) is var (title, _)) return title;
        if (_missing is { } missing) return missing;
        if (WrittenFor() is not null && _made[^1].Item is Step { Said: var said }) return MailKind(said);
        var noun = Meant(step.Get("about") ?? step.Said, isSent: true).LastOrDefault()?.Noun;
        return noun is null ? "News from your workflow" : _plan.Name is null ? Heading(noun) : $"{Heading(noun)}: {_draft.Root["name"]}"; // a name that was made up tells a reader nothing
    }

    // "Write a welcome email to the new member" is headed "Welcome".
    private static string MailKind(string said)
    {
        var phrase = Grammar.Phrase.Of(said);
        var end = Enumerable.Range(2, Math.Max(0, phrase.Count - 2)).FirstOrDefault(k => Grammar.Lexicon.IsPreposition(phrase.Low(k)) || phrase.Low(k) is "asking" or "telling" or "inviting" or "reminding" or "thanking", phrase.Count);
        var words = phrase.Part(2, end).Tokens.Select(t => t.Low).Where(w => w is not ("email" or "e-mail" or "mail" or "message" or "short" or "friendly" or "polite" or "personal" or "second" or "third" or "final" or "kind" or "warm" or "formal" or "personalised" or "personalized" or "automatic" or "automated" or "custom")).ToList();
        return words.Count == 0 ? "A message for you" : Heading(string.Join(' ', words));
    }

    private void Issue(Step step)
    {
        var tool = Tool("github", GitHub(step.Get("repo")));
        var about = Message(step);
        if (about == NothingToSay && step.Get("title") is { } title) about = title; // an issue that has a title alone says no more than that
        var with = new JsonObject { ["title"] = step.Get("title") ?? Part(step, "title", "headline", "subject")?.Braced ?? Title(step), ["body"] = Part(step, "description", "body", "details")?.Braced ?? about };
        if (step.Get("label") is { } label) with["labels"] = new JsonArray(label);
        Plain(step, "open_issue", tool, null, "", with);
    }

    private JsonObject GitHub(string? repo)
    {
        if (repo is null) Remark("No repository was named: change 'owner/name' under 'tools' to yours.");
        return new JsonObject { ["use"] = "github.issue", ["repo"] = repo ?? "owner/name", ["token"] = "${{ secrets.GITHUB_TOKEN }}" };
    }

    // "With a title and a description": inputs that are called as the parts of an issue are.
    private Value? Part(Step step, params string[] names) =>
        _values.FindLast(v => v is { IsInput: true, Shape: Shape.Text } && names.Contains(v.Noun.Split('_')[^1], StringComparer.Ordinal) && step.Said.Contains(v.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));

    private string Title(Step step)
    {
        if (_failed is { } failed) return $"'{failed}' failed";
        if (Meant(step.Get("about") ?? step.Said, isSent: true) is not [.., { } last]) return "From a workflow";
        return last.Shape == Shape.Text ? $"${{{{ {last.Expression}.size() > 80 ? {last.Expression}.substring(0, 80) : {last.Expression} }}}}" : $"{Heading(last.Noun)} of ${{{{ run.name }}}}";
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:the|my|our)\s+|\s+team$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex PersonNoise();
}
