using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What happens after a refusal, what a text should be like, and values that become inputs.</summary>
internal sealed partial class Edits
{
    // "If rejected, notify Ann": the other way of the last approval, when that way is free.
    private bool Refused(string text)
    {
        if (RefusedLed().Match(text) is not { Success: true } match || Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null).Key is not { } asks) return false;
        var gate = (JsonObject)Draft.Nodes[asks]!;
        if (gate["next"] is not JsonArray ways || ways[^1] is not JsonObject other || other["when"] is not null || Draft.Text(other["to"]) != "end") return false;
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(match.Groups["what"].Value);
        if (plan.Items.Count == 0 || plan.Items.Exists(i => i is Step { Skill: "back" })) return false;
        var made = Build(plan);
        if (made.Count == 0) return false;
        other["to"] = made[0];
        NotUnderstood.AddRange(plan.NotUnderstood);
        return Did($"'{made[0]}' follows when '{asks}' is refused");
    }

    // "The report should be at most 500 words", "make the summary shorter"
    private bool Refine(string text)
    {
        if (ShouldBe().Match(text) is not { Success: true } match) return false;
        var (name, how) = (Plain(match.Groups["node"].Value), literals.Unmask(match.Groups["how"].Value));
        var node = Pronoun().IsMatch(name) ? Draft.Nodes.LastOrDefault(n => n.Value?["agent"] is not null).Key : NodeOf(name);
        if (node is null || Draft.Text(Draft.Nodes[node]?["agent"]) is not { } agent || Draft.Find("agents")?[agent] is not JsonObject worker) return false;
        worker["instructions"] = $"{Draft.Text(worker["instructions"])} It should be {how.Trim()}.";
        return Did($"'{node}' is told that it should be {how.Trim()}");
    }

    // "Make the destination an input with default Rome": where Rome stood, the input stands.
    private bool ToInput(string text)
    {
        if (AsInput().Match(text) is not { Success: true } match || Words.Identifier(Plain(match.Groups["name"].Value)) is not { Length: > 0 } name) return false;
        var initial = match.Groups["value"].Success ? literals.Unmask(match.Groups["value"].Value).Trim('"', ' ') : null;
        var inputs = Draft.Section("inputs");
        if (inputs.ContainsKey(name)) return Cannot($"There is an input '{name}' already.");
        var places = initial is null ? 0 : GraphSurgery.ReplaceIn(Draft.Nodes, initial, $"${{{{ inputs.{name} }}}}");
        inputs[name] = initial is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["default"] = initial };
        if (places == 0) Remarks.Add($"No step uses the input '{name}' yet: say for example \"set the query of search to ...\" with ${{{{ inputs.{name} }}}} in it.");
        return Did($"input '{name}'{(initial is null ? "" : $", {initial} otherwise")}");
    }

    [GeneratedRegex(@"^if (?:it(?:'s| is| was)? |the \w+ is |\w+ (?=says? no|rejects?|declines?|refuses?))?(?:rejected|declined|refused|denied|not approved|turned down|rejects?(?: it)?|declines?(?: it)?|refuses?(?: it)?|says? no|not|no),?\s+(?:then )?(?<what>.{3,300})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RefusedLed();

    [GeneratedRegex(@"^(?:the )?(?<node>[\w -]{2,30}?) (?:should|must|has to|needs to) be (?<how>(?!approved|reviewed|sent|saved|posted|done|run|called|named|dropped|ignored|checked|signed|written|translated|removed|deleted|an? input)[^.]{3,120})$|^make (?:the )?(?<node>[\w -]{2,30}?) (?<how>(?:a bit |much |more |less )?(?:shorter|longer|simpler|funnier|friendlier|nicer|clearer|stricter|formal|polite|casual|detailed|friendly|concise|precise|playful|serious|personal)\b[^.]{0,80})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ShouldBe();

    [GeneratedRegex(@"^(?:make|turn) (?:the )?(?<name>[\w -]{2,30}?) (?:(?:in)?to )?an? input(?:,? (?:with|and)(?: an?| the)? default(?:s| value)?(?: of| to| is)? (?<value>.{1,80}))?$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AsInput();
}
