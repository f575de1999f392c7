using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Core.Events;

/// <summary>Events as they are stored and sent: camelCase, absent values left out, the kind under <c>type</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(IReadOnlyList<RunEvent>))]
public sealed partial class EventJson : JsonSerializerContext
{
    public static byte[] Write(RunEvent told) => JsonSerializer.SerializeToUtf8Bytes(told, Default.RunEvent);

    public static void Write(Utf8JsonWriter writer, RunEvent told) => JsonSerializer.Serialize(writer, told, Default.RunEvent);

    public static RunEvent Read(JsonElement json) =>
        json.Deserialize(Default.RunEvent) ?? throw new JsonException("An event is an object.");

    /// <summary>The event's name: <c>task.finished</c>.</summary>
    public static string TypeOf(RunEvent told) => Names[told.GetType()];

    private static readonly Dictionary<Type, string> Names = typeof(RunEvent)
        .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
        .Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>Every event's name, sorted.</summary>
    public static IReadOnlyList<string> AllTypes { get; } = [.. Names.Values.Order(StringComparer.Ordinal)];
}
