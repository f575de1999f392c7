using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Security;

namespace Platform.Core.Health;

/// <summary>The models of a workflow as they are known without a run: constants, secrets and environment, but no inputs and no state.</summary>
public sealed partial class DeclaredModels(ISecretStore secrets, WorkFolders folders)
{
    /// <summary>Enough to know which model it is; its key is not read. Null when even that depends on a run.</summary>
    internal ModelSettings? Name(PartConfig model, OrganizationId organization, string workflow)
    {
        if (SettingsCheck.IsExpression(model.Settings["use"]) || SettingsCheck.IsExpression(model.Settings["base_url"])) return null;
        var known = new Dictionary<string, string> { ["use"] = model.Use };
        if (model.Settings.Text("base_url") is { } address) known["base_url"] = address;
        return new ModelSettings(model.Name, model.Use, JsonSerializer.SerializeToElement(known), organization, folders.Of(organization, workflow));
    }

    /// <exception cref="PlatformException">Validation: a secret is not set, or a setting depends on a run.</exception>
    internal async ValueTask<ModelSettings> ResolveAsync(PartConfig model, OrganizationId organization, string workflow, CancellationToken cancellationToken)
    {
        var settings = JsonNode.Parse(model.Settings.ToJson().GetRawText())!.AsObject();
        foreach (var (key, value) in settings.ToList()) settings[key] = await ResolveAsync(value, model.Name, key, organization, cancellationToken);
        return new ModelSettings(model.Name, settings["use"]?.GetValue<string>() ?? "", JsonSerializer.SerializeToElement(settings), organization, folders.Of(organization, workflow));
    }

    private async ValueTask<JsonNode?> ResolveAsync(JsonNode? value, string model, string key, OrganizationId organization, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case JsonObject map:
                foreach (var (name, inner) in map.ToList()) map[name] = await ResolveAsync(inner, model, $"{key}.{name}", organization, cancellationToken);
                return map.DeepClone();
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list) items.Add(await ResolveAsync(item, model, key, organization, cancellationToken));
                return items;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>().Contains("${{", StringComparison.Ordinal):
                return await TextAsync(text.GetValue<string>(), model, key, organization, cancellationToken);
            default:
                return value?.DeepClone();
        }
    }

    private async ValueTask<string> TextAsync(string text, string model, string key, OrganizationId organization, CancellationToken cancellationToken)
    {
        var filled = text;
        foreach (Match found in Outside().Matches(text))
        {
            var name = found.Groups["name"].Value;
            var value = found.Groups["of"].Value == "env"
                ? Environment.GetEnvironmentVariable(name) ?? ""
                : await secrets.FindAsync(organization, name, cancellationToken)
                    ?? throw new PlatformException(ErrorCode.Validation, $"Model '{model}' needs the secret '{name}', which is not set.", $"Set the environment variable PLATFORM_SECRET_{name.ToUpperInvariant()} and start again.") { Kind = "authentication" };
            filled = filled.Replace(found.Value, value, StringComparison.Ordinal);
        }

        return !Expression().IsMatch(Outside().Replace(text, ""))
            ? filled
            : throw new PlatformException(ErrorCode.Validation, $"The setting '{key}' of model '{model}' is known only in a run.", "Start a run to see how it does.");
    }

    [GeneratedRegex(@"\$\{\{\s*(?<of>secrets|env)\.(?<name>\w+)\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Outside();

    [GeneratedRegex(@"\$\{\{", RegexOptions.NonBacktracking)]
    private static partial Regex Expression();
}
