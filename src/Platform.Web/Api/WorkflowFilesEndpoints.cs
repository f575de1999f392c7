using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>The files of a workflow's work folder.</summary>
public sealed class WorkflowFilesEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/api/v1/workflows/{name}/files").WithTags("Files");
        files.MapGet("/", ListAsync).WithSummary("The files of the work folder, by path.");
        files.MapGet("/{**path}", DownloadAsync).WithSummary("One file, as an attachment.");
        files.MapPut("/{**path}", StoreAsync).WithSummary("Stores a file under this path, by which the workflow reads it. One that is there is replaced only with ?replace=true.").Accepts<byte[]>("application/octet-stream", "*/*");
        files.MapDelete("/{**path}", DeleteAsync).WithSummary("Deletes a file.");
    }

    private static async Task<Ok<Page<WorkFile>>> ListAsync(
        string name, Caller caller, WorkflowService workflows, WorkFiles files, CancellationToken cancellationToken)
    {
        await EnsureAsync(name, caller, workflows, cancellationToken);
        return TypedResults.Ok(new Page<WorkFile>(files.List(caller, name), null));
    }

    private static async Task<FileStreamHttpResult> DownloadAsync(
        string name, string path, Caller caller, WorkflowService workflows, WorkFiles files, CancellationToken cancellationToken)
    {
        await EnsureAsync(name, caller, workflows, cancellationToken);
        return Downloads.Attachment(files.Open(caller, name, Plain(path)), path);
    }

    private static async Task<Results<Created<WorkFile>, Ok<WorkFile>>> StoreAsync(
        string name, string path, HttpRequest request, Caller caller, WorkflowService workflows, WorkFiles files, CancellationToken cancellationToken, bool replace = false)
    {
        await EnsureAsync(name, caller, workflows, cancellationToken);
        path = Plain(path);
        if (replace && files.Has(caller, name, path)) return TypedResults.Ok(await files.ReplaceAsync(caller, name, path, request.Body, cancellationToken));
        var stored = replace
            ? await files.ReplaceAsync(caller, name, path, request.Body, cancellationToken)
            : await files.StoreAsync(caller, name, path, request.Body, cancellationToken);
        return TypedResults.Created($"/api/v1/workflows/{name}/files/{AddressOf(stored.Path)}", stored);
    }

    private static async Task<NoContent> DeleteAsync(string name, string path, Caller caller, WorkflowService workflows, WorkFiles files, CancellationToken cancellationToken)
    {
        await EnsureAsync(name, caller, workflows, cancellationToken);
        files.Delete(caller, name, Plain(path));
        return TypedResults.NoContent();
    }

    /// <summary>A path as it stands in an address; its slashes stay.</summary>
    internal static string AddressOf(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    // The server leaves an encoded slash as it was sent, and programs encode a path as a whole; no name of a file holds one.
    private static string Plain(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static async Task EnsureAsync(string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is null)
            throw new PlatformException(ErrorCode.NotFound, $"There is no workflow named '{name}'.", "GET /api/v1/workflows lists those that exist.");
    }
}

/// <summary>Files that a workflow wrote go out as attachments of a type that no browser runs.</summary>
internal static class Downloads
{
    public static FileStreamHttpResult Attachment(Stream content, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var type = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => "text/csv",
            ".txt" or ".md" or ".log" => "text/plain",
            ".json" => "application/json",
            ".pdf" => "application/pdf",
            ".png" => "image/png",
            _ => "application/octet-stream",
        };
        return TypedResults.File(content, type, name);
    }
}
