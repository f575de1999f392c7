using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>Where the values of secrets come from. Workflows and logs know only their names.</summary>
public interface ISecretStore
{
    /// <summary>Null when the organisation has no secret of this name.</summary>
    ValueTask<string?> FindAsync(OrganizationId organization, string name, CancellationToken cancellationToken);

    /// <summary>Where the value comes from, for people: <c>PLATFORM_SECRET_CRM_TOKEN</c>. Null when it is not set, or the store does not tell.</summary>
    string? SourceOf(OrganizationId organization, string name) => null;
}

/// <summary>
/// Secrets of the process's environment: <c>PLATFORM_SECRET_CRM_TOKEN</c> for <c>crm_token</c>, and the keys of well-known providers under
/// their usual names.
/// </summary>
/// <remarks>They belong to whoever runs the process, so only the local organisation has them: a tenant must not spend the operator's key.</remarks>
public sealed class EnvironmentSecretStore : ISecretStore
{
    private const string Prefix = "PLATFORM_SECRET_";
    private const int MaxNameLength = 200;

    private static readonly HashSet<string> WellKnown = new(StringComparer.Ordinal)
    {
        "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY", "BRAVE_API_KEY", "CEREBRAS_API_KEY", "COHERE_API_KEY", "DEEPSEEK_API_KEY", "FIREWORKS_API_KEY",
        "GEMINI_API_KEY", "GITHUB_TOKEN", "GOOGLE_API_KEY", "GROQ_API_KEY", "HF_TOKEN", "MISTRAL_API_KEY", "OLLAMA_API_KEY", "OPENAI_API_KEY",
        "OPENROUTER_API_KEY", "PERPLEXITY_API_KEY", "SERPER_API_KEY", "SLACK_BOT_TOKEN", "TAVILY_API_KEY", "TOGETHER_API_KEY", "VOYAGE_API_KEY", "XAI_API_KEY",
    };

    public ValueTask<string?> FindAsync(OrganizationId organization, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SourceOf(organization, name) is { } source ? Environment.GetEnvironmentVariable(source) : null);

    public string? SourceOf(OrganizationId organization, string name)
    {
        if (organization != OrganizationId.Local || Variable(name) is not { } variable) return null;
        if (IsSet(Prefix + variable)) return Prefix + variable;
        return WellKnown.Contains(variable) && IsSet(variable) ? variable : null;
    }

    /// <summary>The variable to set for a secret: a provider's own where it has one, else ours. Null for a name that no variable can have.</summary>
    public static string? VariableFor(string name) => Variable(name) is not { } variable ? null : WellKnown.Contains(variable) ? variable : Prefix + variable;

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    // crm-token and crm.token are CRM_TOKEN; a name with anything else has no variable, so none can be named by a trick.
    private static string? Variable(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? name.Replace('-', '_').Replace('.', '_').ToUpperInvariant()
            : null;
}

/// <summary>Tells the redactor of each value that a store hands out, so that it is known before anything can be done with it.</summary>
public sealed class RedactedSecretStore(ISecretStore inner, Redactor redactor) : ISecretStore
{
    public async ValueTask<string?> FindAsync(OrganizationId organization, string name, CancellationToken cancellationToken)
    {
        var value = await inner.FindAsync(organization, name, cancellationToken);
        if (value is not null) redactor.Learn(name, value);
        return value;
    }

    public string? SourceOf(OrganizationId organization, string name) => inner.SourceOf(organization, name);
}
