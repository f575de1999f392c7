using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Web.Api;
using Xunit;

namespace Platform.IntegrationTests.Events;

/// <summary>Events are written and read by hand; the serializer, which learns their shape from the records themselves, is the judge.</summary>
public sealed class EventsAsJson
{
    public static TheoryData<string> Names => [.. EventJson.AllTypes];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_written_as_the_serializer_would_and_read_back_whole(string name)
    {
        var told = Filled(TypeNamed(name));
        var judged = JsonSerializer.SerializeToUtf8Bytes(told, Judge());

        var written = EventJson.Write(told);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(judged), System.Text.Encoding.UTF8.GetString(written));
        using var document = JsonDocument.Parse(written);
        var back = EventJson.Read(document.RootElement);
        Assert.IsType(told.GetType(), back);
        Assert.Equal(written, EventJson.Write(back));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_event_does_not_have_is_left_out(string name)
    {
        var told = Empty(TypeNamed(name));

        var written = EventJson.Write(told);

        Assert.Equal(JsonSerializer.Serialize<RunEvent>(told, Judge()), System.Text.Encoding.UTF8.GetString(written));
        using var document = JsonDocument.Parse(written);
        Assert.Equal(written, EventJson.Write(EventJson.Read(document.RootElement)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_tells_an_event_as_a_page_of_the_API_does(string name)
    {
        var (run, at) = (RunId.New(), new DateTimeOffset(2026, 11, 21, 12, 30, 1, 250, TimeSpan.Zero));
        foreach (var told in new[] { Filled(TypeNamed(name)), Empty(TypeNamed(name)) })
        {
            var logged = new LoggedEvent(7, at, told);
            Assert.Equal(Plain(JsonSerializer.Serialize(EventView.Of(run, logged), ApiJson.Options)), Plain(Encoding.UTF8.GetString(EventView.TextOf(run, logged))));
        }
    }

    [Fact]
    public void Every_event_of_the_family_has_a_name()
    {
        var family = typeof(RunEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RunEvent)));

        Assert.Equal(family.Select(t => t.Name).Order(), EventJson.All.Keys.Select(t => t.Name).Order());
    }

    [Theory]
    [InlineData("{\"type\":\"run.abducted\"}")]
    [InlineData("{\"step\":1}")]
    [InlineData("[1]")]
    public void What_is_no_event_is_refused(string json)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Throws<JsonException>(() => EventJson.Read(document.RootElement));
    }

    [Fact]
    public void Members_may_stand_in_any_order_and_new_ones_are_passed_over()
    {
        using var document = JsonDocument.Parse("{\"node\":\"a\",\"attempt\":2,\"later\":{\"x\":1},\"step\":3,\"type\":\"task.started\"}");

        Assert.Equal(new TaskStarted(2) { Step = 3, Node = "a" }, EventJson.Read(document.RootElement));
    }

    // Whether a sign is escaped makes no difference.
    private static string Plain(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private static Type TypeNamed(string name) => EventJson.All.Single(e => e.Value == name).Key;

    private static RunEvent Filled(Type type)
    {
        var made = (RunEvent)Constructor(type).Invoke([.. Constructor(type).GetParameters().Select(p => Some(p.ParameterType, p.Name!))]);
        foreach (var more in type.GetProperties().Where(p => p.CanWrite && !p.IsDefined(typeof(JsonIgnoreAttribute)) && Constructor(type).GetParameters().All(c => c.Name != p.Name)))
            more.SetValue(made, Some(more.PropertyType, more.Name));
        return made;
    }

    private static RunEvent Empty(Type type) =>
        (RunEvent)Constructor(type).Invoke([.. Constructor(type).GetParameters().Select(p => IsOptional(p) ? null : Least(p.ParameterType))]);

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();

    private static bool IsOptional(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;

    private static object Some(Type type, string name) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => $"{name} <ä> \"q\"",
        var t when t == typeof(int) => name.Length,
        var t when t == typeof(long) => 5_000_000_000L + name.Length,
        var t when t == typeof(double) => 0.1 + name.Length,
        var t when t == typeof(decimal) => 0.000123m,
        var t when t == typeof(bool) => true,
        var t when t == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(2)),
        var t when t == typeof(JsonElement) => JsonSerializer.SerializeToElement(new { a = new object?[] { 1, "x", null } }),
        var t when t == typeof(ToolApproval) => new ToolApproval("edited", "ann", new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), "it is much", "too much", JsonSerializer.SerializeToElement(new { amount = 900 })),
        var t when t == typeof(EventFault) => new EventFault("tool_failed", "It broke.", "Mend it."),
        var t when t == typeof(IReadOnlyList<string>) => new[] { "one", "two" },
        var t when t == typeof(IReadOnlyDictionary<string, int>) => new Dictionary<string, int> { ["draft"] = 3 },
        var t when t == typeof(CelValue) => CelValue.ParseJson("{\"k\":[1,2.5,null,\"<x>\"]}"),
        var t => throw new NotSupportedException($"An event has a {t.Name}: say here what one looks like."),
    };

    private static object Least(Type type) =>
        type == typeof(string) ? "" : type == typeof(IReadOnlyList<string>) ? Array.Empty<string>() : type == typeof(EventFault) ? new EventFault("", "")
        : type == typeof(ToolApproval) ? new ToolApproval("", null, null, "", null, null)
        : type == typeof(CelValue) ? CelMap.Empty : Activator.CreateInstance(type)!;

    private static JsonSerializerOptions Judge() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new CelValueConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Name } },
    };

    private static void Name(JsonTypeInfo info)
    {
        if (info.Type != typeof(RunEvent)) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
        foreach (var (type, name) in EventJson.All) info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, name));
    }
}
