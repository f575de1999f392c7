using Microsoft.Extensions.AI;

namespace Platform.Core.Models;

/// <summary>The settings of a model that go out with each call.</summary>
internal static class ModelOptions
{
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(2);

    public static ChatOptions Of(ModelSettings settings, ModelCall call)
    {
        var read = settings.Read();
        var options = new ChatOptions
        {
            Temperature = (float?)read.Number("temperature", 0, 2),
            TopP = (float?)read.Number("top_p", 0, 1),
            TopK = read.Whole("top_k", 1, 1000),
            FrequencyPenalty = (float?)read.Number("frequency_penalty", -2, 2),
            PresencePenalty = (float?)read.Number("presence_penalty", -2, 2),
            MaxOutputTokens = read.Whole("max_tokens", 1, 10_000_000),
            Seed = (long?)read.Number("seed", long.MinValue, long.MaxValue),
            StopSequences = read.Texts("stop") is { Count: > 0 } stops ? [.. stops] : null,
            Reasoning = Effort(read.Text("reasoning_effort")) is { } effort ? new ReasoningOptions { Effort = effort } : null,
            ResponseFormat = call.Format,
        };
        if (call.Tools.Count > 0) options.Tools = [.. call.Tools];
        return options;
    }

    private static ReasoningEffort? Effort(string? text) => text switch
    {
        "none" => ReasoningEffort.None,
        "minimal" or "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" => ReasoningEffort.ExtraHigh,
        _ => null,
    };
}
