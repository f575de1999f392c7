using Microsoft.EntityFrameworkCore;

namespace Platform.Core.Persistence.Stores;

/// <summary>Text that is like a pattern, in which <c>\</c> escapes. ASCII letters match in either case: SQLite's LIKE does so, PostgreSQL has ILIKE.</summary>
internal static class RunSearch
{
    private const string Escape = "\\";

    public static IQueryable<RunRow> Labelled(this IQueryable<RunRow> rows, Database database, string label)
    {
        var (key, value) = label.Split('=', 2) is [var k, var v] ? (k, v) : (label, null);
        var part = value is null ? $"%\"{Escaped(key)}\":%" : $"%\"{Escaped(key)}\":\"{Escaped(value)}\"%";
        return database.LikeNeedsIgnoreCase
            ? rows.Where(r => EF.Functions.ILike(r.Labels!, part, Escape))
            : rows.Where(r => EF.Functions.Like(r.Labels!, part, Escape));
    }

    /// <param name="text">A part of the id, the workflow, the inputs, the error or the thread.</param>
    public static IQueryable<RunRow> Holding(this IQueryable<RunRow> rows, Database database, PlatformDb db, string text)
    {
        var any = $"%{Escaped(text)}%";
        var digits = text.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        var idPart = digits.Length > 0 && digits.All(char.IsAsciiHexDigit) ? $"%{digits}%" : ""; // matches no id
        var byId = db.Runs.FromSqlRaw(database.IdLike, idPart).Select(r => r.Id);
        return database.LikeNeedsIgnoreCase
            ? rows.Where(r => byId.Contains(r.Id) || EF.Functions.ILike(r.Workflow, any, Escape) || EF.Functions.ILike(r.Inputs, any, Escape)
                || EF.Functions.ILike(r.Error!, any, Escape) || EF.Functions.ILike(r.Thread!, any, Escape))
            : rows.Where(r => byId.Contains(r.Id) || EF.Functions.Like(r.Workflow, any, Escape) || EF.Functions.Like(r.Inputs, any, Escape)
                || EF.Functions.Like(r.Error!, any, Escape) || EF.Functions.Like(r.Thread!, any, Escape));
    }

    private static string Escaped(string part) =>
        part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
