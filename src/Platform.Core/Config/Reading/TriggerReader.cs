using Platform.Core.Foundation;

namespace Platform.Core.Config.Reading;

/// <summary>What starts runs from outside. Fully checked, though this release does not serve triggers.</summary>
internal sealed class TriggerReader(Shape shape)
{
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["cron"] = ["timezone", "inputs"],
        ["event"] = ["match", "inputs"],
        ["webhook"] = ["secret", "inputs"],
    };

    public IReadOnlyList<ConfigMap> Read(ConfigValue? value)
    {
        if (value is null or ConfigScalar { Kind: ScalarKind.Null }) return [];
        if (value is not ConfigList list)
        {
            shape.Wrong(value, "'triggers'", "a list such as - { cron: \"0 7 * * 1-5\" }");
            return [];
        }

        var triggers = list.Items.Select(i => shape.Map(i, "A trigger")).OfType<ConfigMap>().ToList();
        foreach (var trigger in triggers) Check(trigger);
        return triggers;
    }

    private void Check(ConfigMap trigger)
    {
        var kinds = trigger.Entries.Where(e => Kinds.ContainsKey(e.Key)).ToList();
        if (kinds.Count == 0)
        {
            shape.Allow(trigger, "a trigger", [.. Kinds.Keys, "secret", "timezone", "match", "inputs"]);
            shape.Found.Add(ConfigFindings.BadTrigger("A trigger needs one of 'webhook', 'cron' and 'event'.", trigger.At with { EndLine = trigger.At.Line, EndColumn = trigger.At.Column + 1 }, trigger.Path));
            return;
        }

        if (kinds.Count > 1) shape.Found.Add(ConfigFindings.BadTrigger($"A trigger is one thing, but this one has '{kinds[0].Key}' and '{kinds[1].Key}'.", kinds[1].KeyAt, kinds[1].Value.Path));
        shape.Allow(trigger, $"a {kinds[0].Key} trigger", [.. kinds.Select(k => k.Key), .. Kinds[kinds[0].Key]]);
        shape.Map(trigger["inputs"], "'inputs'");
        shape.Text(trigger["secret"], "'secret'");
        if (shape.Text(kinds[0].Value, $"'{kinds[0].Key}'") is { } name) CheckName(kinds[0].Key, name);
        if (trigger["timezone"] is { } zone) CheckZone(zone);
    }

    private void CheckName(string kind, ConfigScalar name)
    {
        if (kind == "cron")
        {
            if (CronSyntax.Check(name.Text) is { } problem)
                shape.Found.Add(ConfigFindings.BadTrigger(problem.Message, name.PlaceOf(problem.Start, problem.Length), name.Path));
        }
        else if (name.Text.Length is 0 or > 100 || !name.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            shape.Found.Add(ConfigFindings.BadTrigger($"The name of a {kind} trigger is letters, digits, '.', '_' and '-', but is '{name.Text}'.", name.At, name.Path));
        }
    }

    private void CheckZone(ConfigValue value)
    {
        if (shape.Text(value, "'timezone'") is not { } zone || TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out _)) return;
        var near = Names.Nearest(zone.Text, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id));
        shape.Found.Add(ConfigFindings.BadTrigger($"No time zone is named '{zone.Text}'; write one such as Europe/Paris or UTC.", zone.At, zone.Path, near));
    }
}
