using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Web.Api;

/// <summary>What <c>/openapi/v1.json</c> tells beside the routes themselves.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = route => ErrorWall.IsApi($"/{route.RelativePath}");
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Platform";
            document.Info.Version = "v1";
            document.Info.Description = "Workflows, runs and the people they wait for. Errors are RFC 9457 problem+json with code, detail, resolution and traceId.";
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type != typeof(RunId) && context.JsonTypeInfo.Type != typeof(HumanTaskId)) return Task.CompletedTask;
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
            schema.Properties?.Clear();
            return Task.CompletedTask;
        });
    }
}
