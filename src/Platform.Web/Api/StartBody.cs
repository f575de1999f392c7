using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>What starts a run, as it is sent.</summary>
/// <param name="Inputs">An object; absent inputs take their defaults.</param>
/// <param name="Priority">Higher goes first. -100 to 100.</param>
/// <param name="At">Not before this time.</param>
/// <param name="Deadline">When the run fails if it has not ended, waits and all: a time, or a duration from its start on such as <c>2h</c>.</param>
/// <param name="Version">Default: the current one.</param>
public sealed record StartRunBody(
    JsonElement? Inputs = null, string? Thread = null, int Priority = 0, DateTimeOffset? At = null, int? Version = null,
    IReadOnlyDictionary<string, string>? Labels = null, string? Deadline = null)
{
    /// <exception cref="PlatformException">Validation: the deadline is neither a time nor a duration.</exception>
    public StartRun ToCommand(string workflow, string? idempotencyKey) => new()
    {
        Deadline = RunLimits.DeadlineAt(Deadline),
        Within = RunLimits.DeadlineWithin(Deadline),
        Workflow = workflow,
        Version = Version,
        Inputs = Inputs,
        Thread = Thread,
        Priority = Priority,
        At = At,
        Labels = Labels ?? new Dictionary<string, string>(StringComparer.Ordinal),
        IdempotencyKey = string.IsNullOrEmpty(idempotencyKey) ? null : idempotencyKey,
        Trigger = "api",
    };
}

/// <summary>Reads the two forms of a start: JSON, or multipart with the fields of the JSON (<c>inputs</c> as JSON text) and a part for each input that is a file.</summary>
public sealed class StartBodyReader(WorkFiles files, IOptions<JsonOptions> json)
{
    /// <exception cref="PlatformException">The body is neither, or a field of it cannot be read.</exception>
    public async Task<StartRunBody> ReadAsync(Caller caller, string workflow, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType) return await ReadFormAsync(caller, workflow, request, cancellationToken);
        if (request.ContentLength is 0 || (request.ContentLength is null && request.ContentType is null)) return new StartRunBody();
        if (!request.HasJsonContentType())
            throw new PlatformException(ErrorCode.Validation, $"A start cannot be read from '{request.ContentType}'.", "Send application/json or multipart/form-data.");
        try
        {
            return await request.ReadFromJsonAsync<StartRunBody>(json.Value.SerializerOptions, cancellationToken) ?? new StartRunBody();
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException("The body is not the JSON that is expected.", wrong); // The wall words it.
        }
    }

    private async Task<StartRunBody> ReadFormAsync(Caller caller, string workflow, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var fields = new JsonObject();
        foreach (var (key, value) in form)
        {
            // 'thread' is text; the others are JSON in a field.
            fields[key] = key is "thread" or "at" or "deadline" ? JsonValue.Create(value.ToString()) : Parse(key, value.ToString());
        }

        var inputs = fields["inputs"] as JsonObject ?? [];
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            var stored = await files.UploadAsync(caller, workflow, file.FileName, content, cancellationToken);
            inputs[file.Name] = stored.Path;
        }

        fields["inputs"] = inputs.Parent is null ? inputs : inputs.DeepClone();
        try
        {
            return fields.Deserialize<StartRunBody>(json.Value.SerializerOptions) ?? new StartRunBody();
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException("The form's fields are not those that are expected.", wrong);
        }
    }

    private static JsonNode? Parse(string key, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new PlatformException(ErrorCode.Validation, $"The field '{key}' is not JSON.", "Send the fields of the JSON body, each as JSON text, and files as parts named after their input.");
        }
    }
}
