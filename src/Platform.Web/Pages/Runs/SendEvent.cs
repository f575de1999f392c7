using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Web.Pages.Runs;

/// <summary>The form beside a run that waits for an event: whoever looks at it may send the event from there.</summary>
/// <param name="Data">As JSON: at first what the wait asks for, as far as that can be told; later what was typed.</param>
internal sealed partial record SendEvent(RunId Run, string Name, string Data)
{
    private const int MostShown = 3;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Why it was not sent; null when it was, or before.</summary>
    public string? Refused { get; init; }

    /// <summary>What became of it; null before it is sent.</summary>
    public DeliveredEvent? Sent { get; init; }

    /// <summary>The element in which the form lies.</summary>
    public string Part => $"send-{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(Name))}";

    public static IEnumerable<SendEvent> Of(RunView run, string why) => RunWords.EventsOf(why).Take(MostShown).Select(name => new SendEvent(run.Id, name, Fitting(run, why, name)));

    /// <summary>Null, with the reason, when it is no JSON.</summary>
    public static JsonElement? TryRead(string? data, out string? wrong)
    {
        wrong = null;
        try
        {
            using var read = JsonDocument.Parse(string.IsNullOrWhiteSpace(data) ? "{}" : data);
            return read.RootElement.Clone();
        }
        catch (JsonException e)
        {
            wrong = $"That is no JSON (line {e.LineNumber + 1}); an event's data looks like {{ \"id\": \"A-1\" }}.";
            return null;
        }
    }

    // 'event.id == inputs.order' is filled with the run's own input.
    private static string Fitting(RunView run, string why, string name)
    {
        var data = new JsonObject();
        foreach (Match asked in Asked().Matches(why))
        {
            if (asked.Groups["name"].Value != name) continue;
            foreach (Match same in Same().Matches(asked.Groups["match"].Value))
            {
                if (run.Inputs is { ValueKind: JsonValueKind.Object } inputs && inputs.TryGetProperty(same.Groups["input"].Value, out var value))
                    data[same.Groups["key"].Value] = JsonNode.Parse(value.GetRawText());
            }
        }

        return data.ToJsonString(Indented);
    }

    [GeneratedRegex(@"waits for the event (?<name>[A-Za-z0-9_.:-]+) where (?<match>.{1,2000}?) since \d{4}-", RegexOptions.Singleline, 5000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\bevent\.(?<key>\w+) == inputs\.(?<input>\w+)", RegexOptions.None, 5000)]
    private static partial Regex Same();
}
