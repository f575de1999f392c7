using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Workflows;

/// <summary>The settings of a part as they are known without a run: constants, secrets and environment, but no inputs and no state.</summary>
public sealed partial class DeclaredSettings(ISecretStore secrets)
{
    /// <param name="of">Whose they are, for the sentences: <c>Model 'main'</c>.</param>
    /// <exception cref="PlatformException">Validation: a secret is not set, or a setting depends on a run.</exception>
    public async ValueTask<JsonElement> ResolveAsync(PartConfig part, string of, OrganizationId organization, CancellationToken cancellationToken)
    {
        var settings = JsonNode.Parse(part.Settings.ToJson().GetRawText())!.AsObject();
        foreach (var (key, value) in settings.ToList()) settings[key] = await ResolveAsync(value, of, key, organization, cancellationToken);
        return JsonSerializer.SerializeToElement(settings);
    }

    private async ValueTask<JsonNode?> ResolveAsync(JsonNode? value, string of, string key, OrganizationId organization, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case JsonObject map:
                foreach (var (name, inner) in map.ToList()) map[name] = await ResolveAsync(inner, of, $"{key}.{name}", organization, cancellationToken);
                return map.DeepClone();
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list) items.Add(await ResolveAsync(item, of, key, organization, cancellationToken));
                return items;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>().Contains("${{", StringComparison.Ordinal):
                return await TextAsync(text.GetValue<string>(), of, key, organization, cancellationToken);
            default:
                return value?.DeepClone();
        }
    }

    private async ValueTask<string> TextAsync(string text, string of, string key, OrganizationId organization, CancellationToken cancellationToken)
    {
        var filled = text;
        foreach (Match found in Outside().Matches(text))
        {
            var name = found.Groups["name"].Value;
            var value = found.Groups["of"].Value == "env"
                ? Environment.GetEnvironmentVariable(name) ?? ""
                : await secrets.FindAsync(organization, name, cancellationToken)
                    ?? throw new PlatformException(ErrorCode.Validation, $"{of} needs the secret '{name}', which is not set.", $"Set the environment variable PLATFORM_SECRET_{name.ToUpperInvariant()} and start again.") { Kind = "authentication" };
            filled = filled.Replace(found.Value, value, StringComparison.Ordinal);
        }

        return !Expression().IsMatch(Outside().Replace(text, ""))
            ? filled
            : throw new PlatformException(ErrorCode.Validation, $"The setting '{key}' of {of} is known only in a run.", "Start a run to see how it does.");
    }

    [GeneratedRegex(@"\$\{\{\s*(?<of>secrets|env)\.(?<name>\w+)\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Outside();

    [GeneratedRegex(@"\$\{\{", RegexOptions.NonBacktracking)]
    private static partial Regex Expression();
}
