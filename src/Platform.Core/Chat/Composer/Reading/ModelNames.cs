using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Models as people call them, and what stands in the file: "claude" is <c>anthropic/claude-haiku-4-5</c>.</summary>
/// <param name="providers">What may stand before the slash.</param>
internal sealed partial class ModelNames(IReadOnlyCollection<string> providers)
{
    // Names of families, the way to say them without a number, and what that means.
    private static readonly (string Word, string Use)[] Families =
    [
        ("claude opus", "anthropic/claude-opus-4-5"), ("claude sonnet", "anthropic/claude-sonnet-4-5"), ("claude haiku", "anthropic/claude-haiku-4-5"), ("claude", "anthropic/claude-haiku-4-5"),
        ("anthropic", "anthropic/claude-haiku-4-5"), ("opus", "anthropic/claude-opus-4-5"), ("sonnet", "anthropic/claude-sonnet-4-5"), ("haiku", "anthropic/claude-haiku-4-5"),
        ("chatgpt", "openai/gpt-4.1-mini"), ("openai", "openai/gpt-4.1-mini"), ("gpt", "openai/gpt-4.1-mini"),
        ("gemini flash", "google/gemini-2.5-flash"), ("gemini pro", "google/gemini-2.5-pro"), ("gemini", "google/gemini-2.5-flash"),
        ("mistral", "mistral/mistral-small-latest"), ("groq", "groq/llama-3.3-70b-versatile"), ("deepseek", "deepseek/deepseek-chat"),
        ("ollama", "ollama/llama3.2"), ("lm studio", "lmstudio/qwen2.5-7b-instruct"), ("lmstudio", "lmstudio/qwen2.5-7b-instruct"), ("vllm", "vllm/Qwen/Qwen2.5-7B-Instruct"),
        ("together", "together/meta-llama/Llama-3.3-70B-Instruct-Turbo"), ("openrouter", "openrouter/meta-llama/llama-3.3-70b-instruct"),
        ("llama", "ollama/llama3.2"), ("qwen", "ollama/qwen2.5"), ("phi", "ollama/phi3"), ("gemma", "ollama/gemma3"), ("local model", "ollama/llama3.2"), ("local llm", "ollama/llama3.2"),
        ("built-in model", "builtin/extractive"), ("offline model", "builtin/extractive"), ("scripted", "scripted/rules"),
    ];

    /// <summary>The model that a phrase names: <c>openai/gpt-4o-mini</c>; null when it names none.</summary>
    public string? Find(string phrase, Literals literals)
    {
        var name = literals.First(phrase, "name");
        if (name is not null && Of(name, phrase) is { } exact) return exact;
        var lower = phrase.ToLowerInvariant();
        if (name is null && lower.Contains("ollama", StringComparison.Ordinal) && Array.Find(["mistral", "mixtral", "llama3", "qwen", "phi", "gemma"], f => lower.Contains(f, StringComparison.Ordinal)) is { } ours) return Served("ollama/x") ? $"ollama/{ours}" : null;
        foreach (var (word, use) in Families)
        {
            var at = lower.IndexOf(word, StringComparison.Ordinal);
            if (at < 0 || at > 0 && char.IsLetterOrDigit(lower[at - 1]) || at + word.Length < lower.Length && char.IsLetter(lower[at + word.Length])) continue;
            if (word == "together" && !lower.Contains("together ai", StringComparison.Ordinal)) continue;
            if (!Served(use)) continue;
            return name is not null && word is "ollama" or "groq" or "openrouter" or "vllm" or "lmstudio" or "lm studio" ? $"{use[..use.IndexOf('/', StringComparison.Ordinal)]}/{name}" : use;
        }

        return null;
    }

    private string? Of(string name, string phrase)
    {
        if (name.Contains('/', StringComparison.Ordinal)) return Served(name) ? name : null;
        var lower = name.ToLowerInvariant();
        foreach (var provider in (string[])["ollama", "groq", "openrouter", "vllm", "lmstudio", "azure"])
            if (phrase.Contains(provider, StringComparison.OrdinalIgnoreCase)) return Served($"{provider}/x") ? $"{provider}/{name}" : null;
        var use = lower switch
        {
            _ when lower.StartsWith("gpt", StringComparison.Ordinal) || OSeries().IsMatch(lower) => $"openai/{(lower.StartsWith("gpt", StringComparison.Ordinal) && !lower.StartsWith("gpt-", StringComparison.Ordinal) ? $"gpt-{lower[3..].TrimStart('-')}" : lower)}",
            _ when lower.StartsWith("claude", StringComparison.Ordinal) => $"anthropic/{lower}",
            _ when lower.StartsWith("gemini", StringComparison.Ordinal) => $"google/{lower}",
            _ when lower.StartsWith("deepseek-", StringComparison.Ordinal) => $"deepseek/{lower}",
            _ when lower.StartsWith("mistral-", StringComparison.Ordinal) || lower.StartsWith("codestral", StringComparison.Ordinal) || lower.StartsWith("ministral", StringComparison.Ordinal) => $"mistral/{lower}",
            _ when Local().IsMatch(lower) => $"ollama/{lower}",
            _ => null,
        };
        return use is not null && Served(use) ? use : null;
    }

    private bool Served(string use) => providers.Any(p => use == p || use.StartsWith($"{p}/", StringComparison.Ordinal));

    [GeneratedRegex(@"^o[134](?:-|$)")]
    private static partial Regex OSeries();

    [GeneratedRegex(@"^(?:llama|qwen|phi|gemma|mistral|mixtral|codellama|tinyllama|deepseek|command)")]
    private static partial Regex Local();
}
