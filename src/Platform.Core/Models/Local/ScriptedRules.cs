using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Local;

/// <summary>Reads the rules of a scripted model: from the file to check them, from evaluated settings to follow them.</summary>
internal static class ScriptedRules
{
    private static readonly string[] Keys = ["match", "on", "reply", "call", "times", "delay", "error"];
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    public static void Check(PartConfig model, Findings found)
    {
        if (model.Settings["rules"] is not { } rules || SettingsCheck.IsExpression(rules)) return;
        if (rules is not ConfigList list)
        {
            new SettingsCheck(model.Settings, $"Model '{model.Name}'", ModelFindings.Settings, found).Wrong(rules, "rules", "a list of rules");
            return;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is ConfigMap rule) CheckOne(rule, i + 1, found);
            else if (!SettingsCheck.IsExpression(list.Items[i]))
                found.Add(ModelFindings.BadRule(list.Items[i], i + 1, "must be a map { match, reply }."));
        }
    }

    public static IReadOnlyList<ScriptedRule> Read(ModelSettings settings)
    {
        if (settings.Read().Value("rules") is not { } rules) return [];
        if (rules.ValueKind != JsonValueKind.Array) throw settings.Read().Wrong("rules", "a list of rules");
        return [.. rules.EnumerateArray().Select((rule, i) => ReadOne(rule, $"Model '{settings.Name}', rule {i + 1}"))];
    }

    private static void CheckOne(ConfigMap rule, int number, Findings found)
    {
        new SettingsCheck(rule, $"Rule {number}", ModelFindings.Settings, found)
            .Keys(Keys)
            .Choice("on", "user", "tool")
            .Whole("times", 1, 1_000_000)
            .Duration("delay", LongestDelay)
            .Choice("error", ErrorCodes.All);
        if (rule["reply"] is null && rule["call"] is null && rule["error"] is null)
            found.Add(ModelFindings.BadRule(rule, number, "needs a 'reply', a 'call' or an 'error'."));
        if (rule["match"] is { } match && !SettingsCheck.IsExpression(match))
        {
            if (match is not ConfigScalar scalar) found.Add(ModelFindings.BadRule(match, number, "'match' must be a text or a pattern."));
            else if (Pattern(scalar.Text) is null)
                found.Add(ModelFindings.BadRule(match, number, $"'{scalar.Text}' is no pattern that can be followed without backtracking; write a sign that has a meaning in patterns behind a \\."));
        }

        foreach (var call in Calls(rule["call"]))
        {
            if (call is ConfigMap map)
                new SettingsCheck(map, $"The call of rule {number}", ModelFindings.Settings, found).Keys("tool", "with").Required("tool", map.At).Text("tool");
            else if (!SettingsCheck.IsExpression(call)) found.Add(ModelFindings.BadRule(call, number, "'call' must be a map { tool, with } or a list of them."));
        }
    }

    private static IEnumerable<ConfigValue> Calls(ConfigValue? value) => value switch
    {
        null => [],
        ConfigList list => list.Items,
        _ => [value],
    };

    private static ScriptedRule ReadOne(JsonElement rule, string of)
    {
        var reader = new SettingsReader(rule, of);
        var match = reader.Text("match");
        var calls = reader.Value("call") switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(call => ReadCall(call, of)).ToList(),
            { } one => [ReadCall(one, of)],
        };
        return new ScriptedRule
        {
            Match = match,
            Pattern = match is null ? null : Pattern(match),
            On = reader.Text("on") switch { "user" => ScriptedOn.User, "tool" => ScriptedOn.Tool, _ => ScriptedOn.Any },
            Reply = reader.Value("reply"),
            Calls = calls,
            Times = reader.Whole("times", 1, 1_000_000),
            Delay = reader.Duration("delay", LongestDelay) ?? TimeSpan.Zero,
            Error = reader.Text("error") is { } error ? ErrorCodes.TryParse(error, out var code) ? code : throw reader.Wrong("error", "an error code") : null,
        };
    }

    private static ScriptedCall ReadCall(JsonElement call, string of)
    {
        var reader = new SettingsReader(call, $"{of}: call");
        var with = reader.Value("with") ?? JsonSerializer.SerializeToElement(new { });
        return new ScriptedCall(reader.Text("tool") ?? throw reader.Wrong("tool", "the name of a tool"), with);
    }

    // Without backtracking no pattern takes long on any text.
    private static Regex? Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
