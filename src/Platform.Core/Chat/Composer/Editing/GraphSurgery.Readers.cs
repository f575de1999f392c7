using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Who reads what a step gives, when another step gives it.</summary>
internal sealed partial class GraphSurgery
{
    /// <summary>A step between two others that makes one text of another: what comes behind it reads the new one.</summary>
    public void PassOn(string made)
    {
        if (draft.Nodes[made] is not JsonObject node || (Made(node) ?? MadeEach(node)) is not var (from, to) || Kind(from[(from.IndexOf('.', StringComparison.Ordinal) + 1)..]) == "array" && Kind(to[(to.IndexOf('.', StringComparison.Ordinal) + 1)..]) == "string") return; // a text is no list
        foreach (var next in Draft.Ways(node).Where(w => w.Kind is "next").SelectMany(w => w.To).Concat(Behind(made)).Distinct(StringComparer.Ordinal).ToList())
            if (draft.Nodes[next] is JsonObject reader) Texts(reader, text => Regex.Replace(text, $@"\b{Regex.Escape(from)}\b", to));
    }

    /// <summary>What a step reads of one place it reads of another.</summary>
    public static void ReadInstead(JsonObject reader, string was, string now) => Texts(reader, text => Regex.Replace(text, $@"\b{Regex.Escape(was)}\b", now));

    /// <summary>Who read a channel that nothing writes any more reads another.</summary>
    public void ReadEverywhere(string was, string now)
    {
        if (was == now || draft.Nodes.Any(n => (n.Value?["save"] as JsonObject)?.ContainsKey(was) == true)) return;
        var isText = Kind(now) == "string" && Kind(was) is "object" or "array"; // what took a list apart has a text before it now
        foreach (var reader in draft.Nodes.Select(n => n.Value).OfType<JsonObject>())
            Texts(reader, text => Regex.Replace(isText ? Regex.Replace(text, $@"\$\{{\{{[^{{}}]*\bstate\.{Regex.Escape(was)}\b[^{{}}]*\}}\}}", $"${{{{ state.{now} }}}}") : text, $@"\bstate\.{Regex.Escape(was)}\b", $"state.{now}"));
        Given(was, now);
    }

    // What the run gives back is what is made now, under its own name and in the same place.
    private void Given(string was, string now)
    {
        if (draft.Find("outputs") is not { } outputs || !outputs.Any(o => (Draft.Text(o.Value) ?? "").Trim() == $"${{{{ state.{was} }}}}")) return;
        var all = outputs.Select(o => (o.Key, Text: o.Value?.DeepClone(), IsOld: (Draft.Text(o.Value) ?? "").Trim() == $"${{{{ state.{was} }}}}")).ToList();
        outputs.Clear();
        foreach (var (key, text, isOld) in all)
        {
            if (isOld) outputs.TryAdd(key == was ? now : key, $"${{{{ state.{now} }}}}");
            else outputs.TryAdd(key, text);
        }

        if (!Regex.IsMatch(draft.Root.ToJsonString(), $@"\bstate\.{Regex.Escape(was)}\b")) draft.Find("state")?.Remove(was);
    }
}
