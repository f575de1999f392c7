using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Health;

namespace Platform.Web.Start;

/// <summary>Why the server could not start: a code that <c>docs/operations.md</c> lists, what happened, and what to do.</summary>
internal sealed partial record StartFailure(string Code, string What, string Do)
{
    public IEnumerable<string> Lines => [$"error {Code}: {What}", $"fix: {Do}"];

    public static StartFailure Of(Exception exception, WebSettings? settings) => exception switch
    {
        PlatformException known => new(CodeOf(known), known.Message, known.Resolution.Length > 0 ? known.Resolution : "See the README for how to start."),
        InvalidDataException { InnerException: FormatException or JsonException } file => new("S007", SettingsFile(file), "Mend that line, or move the file away: without it every setting has its default."),
        OptionsValidationException options => new("S008", string.Join(" ", options.Failures), "Correct it in platform.json or in the environment (PLATFORM__Section__Key)."),
        InvalidOperationException value when Unfit().Match(value.Message) is { Success: true } unfit => new(
            "S008", $"The setting {unfit.Groups["key"].Value} is '{unfit.Groups["value"].Value}', which is {NoSuch(unfit.Groups["type"].Value)}.",
            "Correct it in platform.json or in the environment (PLATFORM__Section__Key)."),
        IOException { InnerException: AddressInUseException } => Taken(settings),
        SocketException { SocketErrorCode: SocketError.AccessDenied } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } => new(
            "S004", $"This user may not listen on port {settings?.Port}.", "Choose a port from 1024 up: --port 5080."),
        SocketException socket => new("S005", $"The server cannot listen on {settings?.Address}:{settings?.Port}: {socket.Message}.", "Choose another address or port: --host 127.0.0.1 --port 5080."),
        IOException full when IsFull(full) => new("S011", $"The disk of the data folder {settings?.DataFolder} is full.", "Free some space, or choose another folder: --data FOLDER (or PLATFORM_HOME)."),
        UnauthorizedAccessException or IOException => new(
            "S006", $"The data folder {settings?.DataFolder} cannot be used: {exception.Message}",
            "Give this user the right to write there, free some space, or choose another folder: --data FOLDER (or PLATFORM_HOME)."),
        _ => new("S000", $"The server could not start: {exception.Message}", "Start it again with PLATFORM__Web__Verbose=true to see where it fails."),
    };

    private static StartFailure Taken(WebSettings? settings) =>
        settings is not null && WebAddress.Read(settings.DataFolder) is { } address && address.EndsWith($":{settings.Port}", StringComparison.Ordinal)
            ? new("S003", $"Platform runs already on this data folder: {address}.", "Open that address; or stop the one that runs (Ctrl+C where it was started) and start again.")
            : new("S003", $"Port {settings?.Port} is taken by another program.", $"Stop that program, or choose another port: --port {(settings?.Port is > 1023 and < 65535 ? settings.Port + 1 : 5081)}.");

    private static string CodeOf(PlatformException known) => known.Code switch
    {
        ErrorCode.Validation => "S001",
        ErrorCode.Forbidden => "S002",
        ErrorCode.Conflict => "S009",
        ErrorCode.Unavailable when known.Message.Contains("data folder", StringComparison.Ordinal) => "S006",
        ErrorCode.Unavailable when known.Message.Contains("disk", StringComparison.Ordinal) && known.Message.Contains("full", StringComparison.Ordinal) => "S011",
        ErrorCode.Unavailable => "S010",
        _ => "S000",
    };

    // "Failed to load configuration from file '…/platform.json'." and, below it, where the reader stopped.
    private static string SettingsFile(InvalidDataException wrong)
    {
        var file = wrong.Message.Split('\'') is { Length: > 1 } parts ? parts[1] : "platform.json";
        Exception? inner = wrong.InnerException;
        while (inner is not null and not JsonException) inner = inner.InnerException;
        return inner is JsonException { LineNumber: { } line } json
            ? $"The settings file {file} is no JSON: line {line + 1}, column {json.BytePositionInLine + 1}."
            : $"The settings file {file} cannot be read: {wrong.InnerException!.Message}";
    }

    private static string NoSuch(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "no whole number",
        "System.Double" or "System.Decimal" => "no number",
        "System.Boolean" => "neither true nor false",
        "System.TimeSpan" => "no time as 00:00:30",
        _ => $"no {type.Split('.', '+')[^1]}",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unfit();

    // ENOSPC, and the same on Windows.
    private static bool IsFull(IOException wrong) => (wrong.HResult & 0xFFFF) is 28 or 112;
}
