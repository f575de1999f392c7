using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>What time it is.</summary>
public sealed class TimeNowTool(TimeProvider time) : IToolKind
{
    public string Key => "time.now";

    public string Description => "Tells the date and time now, in a time zone.";

    public string Example => "clock: { tool: time.now, with: { timezone: Europe/Paris } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "properties": {
            "timezone": { "type": "string", "description": "IANA name such as Europe/Paris; UTC when left out" },
            "format": { "type": "string", "maxLength": 100, "description": ".NET date format such as yyyy-MM-dd; fills 'text'" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["iso", "text", "unix", "timezone", "weekday"], "properties": {
              "iso": { "type": "string", "description": "2026-07-14T14:00:00+02:00" },
              "text": { "type": "string" },
              "unix": { "type": "integer", "description": "seconds since 1970" },
              "timezone": { "type": "string" },
              "weekday": { "type": "string" } } }
            """),
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Now);

    private ValueTask<JsonElement> Now(ToolCall call, CancellationToken cancellationToken)
    {
        var zone = Zone(call.Text("timezone") ?? "UTC");
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["iso"] = now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["text"] = Formatted(now, call.Text("format")),
            ["unix"] = now.ToUnixTimeSeconds(),
            ["timezone"] = zone.Id,
            ["weekday"] = now.DayOfWeek.ToString(),
        }));
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new PlatformException(ErrorCode.Validation, $"No time zone is named '{name}'.", "Use an IANA name such as Europe/Paris.");

    private static string Formatted(DateTimeOffset now, string? format)
    {
        try
        {
            return now.ToString(format ?? "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            throw new PlatformException(ErrorCode.Validation, $"'{format}' is no date format.", "Use one such as yyyy-MM-dd HH:mm.", e);
        }
    }
}
