using Platform.Core.Models.OpenAi;

namespace Platform.Core.Models.Providers;

/// <summary>A provider that is known by its address.</summary>
/// <param name="Key">The word in the file: <c>groq</c>.</param>
/// <param name="Name">For the sentences.</param>
/// <param name="Model">One of its models, for the example.</param>
/// <param name="KeyName">Null when it runs on a machine of one's own: it asks for no key, and nobody sends a bill.</param>
internal sealed record Preset(string Key, string Name, string Address, string? KeyName, string Model, ChatDialect Dialect);

/// <summary>The providers that speak chat completions as OpenAI does; a line more is a provider more.</summary>
internal static class Presets
{
    private static readonly ChatDialect Usual = ChatDialect.Usual;

    public static IReadOnlyList<Preset> All { get; } =
    [
        new("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "deepseek-chat", Usual with { Structured = Structured.Json, Takes = Takes.Text, KeepsThoughts = true }),
        new("groq", "Groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", "llama-3.3-70b-versatile", Usual with { Structured = Structured.Json, Takes = Takes.Images }),
        new("lmstudio", "LM Studio", "http://localhost:1234/v1", null, "qwen2.5-7b-instruct", Usual with { HasTopK = true, Takes = Takes.Images }),
        new("mistral", "Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "mistral-small-latest", Usual with { Seed = "random_seed", AsksForUsage = false, Takes = Takes.Images }),
        new("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "meta-llama/llama-3.3-70b-instruct", Usual with { HasTopK = true, SealsThoughts = true }),
        new("together", "Together", "https://api.together.xyz/v1", "TOGETHER_API_KEY", "meta-llama/Llama-3.3-70B-Instruct-Turbo", Usual with { HasTopK = true, Takes = Takes.Images }),
        new("vllm", "vLLM", "http://localhost:8000/v1", null, "Qwen/Qwen2.5-7B-Instruct", Usual with { HasTopK = true, Takes = Takes.Images | Takes.Audio }),
    ];
}
