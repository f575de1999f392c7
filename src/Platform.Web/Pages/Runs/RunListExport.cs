using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Api;

namespace Platform.Web.Pages.Runs;

/// <summary>The runs that a filter finds as a file: <c>/runs/export?format=csv&amp;status=failed</c>. Written as it is read, so that its length costs no memory.</summary>
public sealed class RunListExport : IEndpointGroup
{
    private const int Most = 50_000;

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/runs/export", WriteAsync).ExcludeFromDescription();

    private static async Task WriteAsync(
        [AsParameters] RunFilters filters, string? format, HttpContext context, Caller caller, RunService runs, CancellationToken cancellationToken)
    {
        if (!filters.TryRead(out var query, out var wrong)) throw new PlatformException(ErrorCode.Validation, wrong, "Mend the filter and export again.");
        if (format is not (null or "csv" or "json")) throw new PlatformException(ErrorCode.Validation, $"There is no format '{format}'.", "Say csv or json.");
        var isCsv = format != "json";
        context.Response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"runs.{(isCsv ? "csv" : "json")}\"";
        await using var to = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await to.WriteAsync(isCsv ? "id,workflow,version,status,trigger,thread,created,started,ended,seconds,steps,input_tokens,output_tokens,cost_usd,error,labels\r\n" : "[");
        var written = 0;
        for (var page = query with { Limit = 200 }; ;)
        {
            var some = await runs.ListAsync(caller, page, cancellationToken);
            foreach (var run in some.Items.Take(Most - written))
            {
                await to.WriteAsync(isCsv ? Line(run) : $"{(written == 0 ? "\n" : ",\n")}{JsonSerializer.Serialize(run, ApiJson.Options)}");
                written++;
            }

            await to.FlushAsync(cancellationToken);
            if (some.Next is null || written >= Most) break;
            page = page with { After = some.Next };
        }

        if (!isCsv) await to.WriteAsync("\n]\n");
    }

    private static string Line(RunView run) => string.Join(',', new[]
    {
        run.Id.ToString(), Cell(run.Workflow), run.Version.ToString(CultureInfo.InvariantCulture), run.Status.Text(), Cell(run.Trigger), Cell(run.Thread), Time(run.CreatedAt), Time(run.StartedAt), Time(run.EndedAt),
        run.CountsFrom is { } began && run.EndedAt is { } ended ? (ended - began).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) : "",
        run.Step.ToString(CultureInfo.InvariantCulture), run.Usage.InputTokens.ToString(CultureInfo.InvariantCulture), run.Usage.OutputTokens.ToString(CultureInfo.InvariantCulture),
        run.CostKnown ? run.Cost.ToString(CultureInfo.InvariantCulture) : "", Cell(run.Error?.Message), Cell(string.Join(' ', run.Labels.Select(l => $"{l.Key}={l.Value}"))),
    }) + "\r\n";

    private static string Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? "";

    // What begins like a formula would be run by a spreadsheet; RFC 4180 for the rest.
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t') text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
