using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Models.OpenAi;

/// <summary>What the providers that speak OpenAI's protocol share.</summary>
internal static class OpenAiSettings
{
    public static void Check(PartConfig model, Findings found, string kind)
    {
        ModelCheck.Sampling(model, found, "api_key", "base_url", "reasoning_effort", "frequency_penalty", "presence_penalty")
            .Text("api_key")
            .Address("base_url")
            .Number("frequency_penalty", -2, 2)
            .Number("presence_penalty", -2, 2)
            .Choice("reasoning_effort", "none", "low", "medium", "high");
        if (model.Use.Length <= kind.Length + 1) found.Add(ModelFindings.NoModelName(model, kind));
    }

    /// <param name="compatible">Another server than OpenAI's own.</param>
    public static IChatClient Create(ModelSettings settings, string model, Uri address, bool compatible, string key, HttpClient http)
    {
        if (model.Length == 0) throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' names no model.", "Write use: openai/NAME.");
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // the router retries, and knows of fallbacks and budgets
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Endpoint = address,
        };
        return new OpenAiChatClient(new ChatClient(model, new ApiKeyCredential(key), options), settings.Name, compatible, http);
    }
}
