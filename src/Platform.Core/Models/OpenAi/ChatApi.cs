using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Responses;

namespace Platform.Core.Models.OpenAi;

/// <summary>The setting <c>api</c> of those who offer both of OpenAI's protocols.</summary>
internal static class ChatApi
{
    private static readonly string[] Apis = ["chat", "responses"];
    private static readonly string[] Summaries = ["auto", "concise", "detailed"];
    private static readonly string[] NotInResponses = ["stop", "seed", "frequency_penalty", "presence_penalty"];

    public static readonly string[] Keys = ["api", "reasoning_summary"];

    public static void Check(PartConfig model, Findings found)
    {
        var check = new SettingsCheck(model.Settings, $"Model '{model.Name}'", ModelFindings.Settings, found).Choice("api", Apis).Choice("reasoning_summary", Summaries);
        var responses = model.Settings.Text("api") == "responses";
        if (!responses && model.Settings["reasoning_summary"] is { } summary) check.Wrong(summary, "reasoning_summary", "used with api: responses");
        foreach (var key in NotInResponses.Where(_ => responses))
            if (model.Settings[key] is { } value) check.Wrong(value, key, "left out with api: responses, which has none");
    }

    public static IChatClient Create(OpenAiServer server, ChatSettings chat, ModelSettings settings)
    {
        var read = settings.Read();
        var api = read.Text("api") ?? "chat";
        if (!Apis.Contains(api, StringComparer.Ordinal)) throw read.Wrong("api", $"one of {Names.Quoted(Apis)}");
        if (api == "chat") return server.Chat(chat);
        var summary = read.Text("reasoning_summary");
        if (summary is not null && !Summaries.Contains(summary, StringComparer.Ordinal)) throw read.Wrong("reasoning_summary", $"one of {Names.Quoted(Summaries)}");
        return new ResponsesChatClient(server.Wire, server.At("responses"), chat, summary);
    }
}
