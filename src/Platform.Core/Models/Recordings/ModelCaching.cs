using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Recordings;

/// <summary>Which answers are kept for equal requests, for how long and under which name. Pure.</summary>
internal static class ModelCaching
{
    public static readonly TimeSpan Usual = TimeSpan.FromDays(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public const int LargestReply = 256 * 1024; // bytes of JSON

    /// <summary>How long an answer is kept; null when it is not.</summary>
    public static TimeSpan? For(ModelSettings model, ModelCall call)
    {
        var read = model.Read();
        if (read.Value("cache") is not { } value || value.ValueKind == JsonValueKind.False) return null;
        // What is recorded is asked for; and a repair is asked for, else a bad answer would be followed by the same one as long as it is kept.
        if (read.Value("record") is not null || call.Messages.Any(RepairMessage.Is)) return null;
        return value.ValueKind == JsonValueKind.True ? Usual : read.Duration("cache", Longest);
    }

    /// <summary>The request with whom it goes to.</summary>
    public static string Hash(ModelSettings model, CanonicalRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Use}\n{model.Read().Text("base_url")}\n{request.Hash}")));

    /// <summary>Only whole answers: no refusal, none that was filtered or cut short, none without content.</summary>
    public static bool MayKeep(ModelReply reply)
    {
        var contents = reply.Response.Messages.SelectMany(m => m.Contents).ToList();
        var ended = reply.Response.FinishReason is null || reply.Response.FinishReason == ChatFinishReason.Stop || reply.Response.FinishReason == ChatFinishReason.ToolCalls;
        return ended && !contents.Exists(c => c is ErrorContent || c is FunctionCallContent { Exception: not null })
            && contents.Exists(c => c is FunctionCallContent || c is TextContent { Text.Length: > 0 });
    }

    public static void Check(PartConfig model, SettingsCheck check)
    {
        if (model.Settings["cache"] is not { } value || SettingsCheck.IsExpression(value)) return;
        var fits = value is ConfigScalar { Kind: ScalarKind.Bool } || (value is ConfigScalar text && Quantities.TryDuration(text.Text, out var time) && time > TimeSpan.Zero && time <= Longest);
        if (!fits) check.Wrong(value, "cache", "true, false or a duration like 1d, at most 365d");
    }
}
