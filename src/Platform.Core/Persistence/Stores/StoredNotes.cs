using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Core.Chat;

namespace Platform.Core.Persistence.Stores;

/// <summary>How an answer of a conversation came about, as JSON in its row.</summary>
internal static class StoredNotes
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(TurnNotes notes) => ReferenceEquals(notes, TurnNotes.None) ? "" : CallWriting.Storable(JsonSerializer.Serialize(notes, Options), int.MaxValue, out _);

    public static TurnNotes Read(string text) => text.Length == 0 ? TurnNotes.None : JsonSerializer.Deserialize<TurnNotes>(text, Options) ?? TurnNotes.None;
}
