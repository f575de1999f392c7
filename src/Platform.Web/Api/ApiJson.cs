using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Web.Api;

/// <summary>How the API writes: camelCase, enums as words, ids as text, UTC; a field that it does not know is refused.</summary>
internal static class ApiJson
{
    /// <summary>The same, for what is written by hand.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    public static void Configure(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        json.Converters.Add(new RunIdConverter());
        json.Converters.Add(new HumanTaskIdConverter());
        json.Converters.Add(new CelValueConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(json);
        return json;
    }

    private sealed class RunIdConverter : JsonConverter<RunId>
    {
        public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RunId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("A run's id is a UUID.");

        public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class HumanTaskIdConverter : JsonConverter<HumanTaskId>
    {
        public override HumanTaskId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            HumanTaskId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("A human task's id is a UUID.");

        public override void Write(Utf8JsonWriter writer, HumanTaskId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
