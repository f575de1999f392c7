using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Core.Expressions;

namespace Platform.Core.Events;

/// <summary>Values of the expression language as plain JSON.</summary>
public sealed class CelValueConverter : JsonConverter<CelValue>
{
    public override CelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return CelValue.FromJson(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, CelValue value, JsonSerializerOptions options) => value.WriteTo(writer);
}
