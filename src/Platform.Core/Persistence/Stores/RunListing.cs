using System.Data.Common;
using System.Diagnostics;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// Pages of runs, newest first. What an index answers is found wherever it lies. What is left is asked row by row, newest first, for a bounded time: then the
/// page says how far it looked, and its cursor goes on from there.
/// </summary>
internal sealed class RunListing(Database database)
{
    private const int MostRows = 200;
    private const int Chunk = 500; // rows that are asked in one go; at least so many are
    private const int MostById = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(15);

    private static readonly string Columns =
        $"{string.Join(", ", RunReading.Columns.Split(',').Select(c => $"r.{c.Trim()}"))}, (SELECT count(*) FROM runs c WHERE c.parent_run = r.id)";

    public async ValueTask<Page<RunView>> PageAsync(SqlSession s, OrganizationId organization, RunQuery query)
    {
        var made = RunListQuery.Of(organization, query, database.LikeNeedsIgnoreCase);
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var after = RunId.TryParse(query.After, out var id) ? id : (RunId?)null;
        if (after is null && query.Search is { } text && IdRange.PartOf(text.Trim()) is { } digits && await ByIdAsync(s, organization, query, digits) is { Count: > 0 } found)
            return new Page<RunView>(found, null);
        return made.IsAnsweredByIndex ? Whole(await RowsAsync(s, made, after, null, take + 1), take) : await AskedAsync(s, made, after, take);
    }

    // An id, its beginning or its end finds the run wherever it lies; other filters still hold.
    private async ValueTask<List<RunView>> ByIdAsync(SqlSession s, OrganizationId organization, RunQuery query, string digits)
    {
        var (first, last) = IdRange.Beginning(digits);
        var ids = await s.AllAsync("SELECT id FROM runs WHERE organization_id = $1 AND id >= $2 AND id <= $3 ORDER BY id DESC LIMIT $4", r => r.Run(0), organization, first, last, MostById);
        var tails = await s.AllAsync(
            $"SELECT id FROM runs WHERE {database.IdTail} = $1 AND COALESCE(organization_id, organization_id) = $2 LIMIT $3", r => r.Run(0), IdRange.Tail(digits), organization, MostById);
        ids.AddRange(tails.Where(r => r.Value.ToString("N").EndsWith(digits, StringComparison.OrdinalIgnoreCase)));
        var made = RunListQuery.Of(organization, query with { Search = null }, database.LikeNeedsIgnoreCase);
        var found = new List<RunView>();
        foreach (var run in ids.Distinct().OrderByDescending(r => r.Value)) found.AddRange(await RowAsync(s, made, run));
        return found;
    }

    private static Page<RunView> Whole(List<RunView> rows, int take) =>
        new([.. rows.Take(take)], rows.Count > take ? rows[take - 1].Id.ToString() : null);

    private static async ValueTask<Page<RunView>> AskedAsync(SqlSession s, RunListQuery query, RunId? after, int take)
    {
        var found = new List<RunView>();
        var began = Stopwatch.GetTimestamp();
        for (var (at, asked) = (after, 0L); ;)
        {
            var until = await BoundaryAsync(s, query, at);
            found.AddRange(await RowsAsync(s, query, at, until, take + 1 - found.Count));
            if (found.Count > take || until is not { } last) return Whole(found, take);
            asked += Chunk;
            at = last;
            if (Stopwatch.GetElapsedTime(began) < Patience) continue;
            return new Page<RunView>(found, last.ToString()) { Searched = new Searched(asked, IdRange.TimeOf(last)) };
        }
    }

    /// <summary>The last of the next chunk of rows; null when they are fewer.</summary>
    private static ValueTask<RunId?> BoundaryAsync(SqlSession s, RunListQuery query, RunId? after)
    {
        var values = new List<object?>(query.Values(withRest: false));
        var sql = $"SELECT {query.Key} FROM {query.Table} WHERE {query.Where}{Bound(query, After(query), after, values)} ORDER BY {query.Key} {Order(query)} LIMIT 1 OFFSET {Chunk - 1}";
        return s.OneAsync(sql, r => (RunId?)r.Run(0), values.ToArray());
    }

    /// <param name="after">What was given last; null from the newest on.</param>
    /// <param name="until">The last that may be given; null for all that follow.</param>
    private static ValueTask<List<RunView>> RowsAsync(SqlSession s, RunListQuery query, RunId? after, RunId? until, int take)
    {
        var values = new List<object?>(query.Values(withRest: true));
        var range = Bound(query, After(query), after, values) + Bound(query, query.OldestFirst ? "<=" : ">=", until, values);
        values.Add(take);
        return s.AllAsync(
            $"SELECT {Columns} FROM {query.From} WHERE {query.Where}{range}{query.Rest} ORDER BY {query.Key} {Order(query)} LIMIT ${values.Count}", Read, values.ToArray());
    }

    private static ValueTask<List<RunView>> RowAsync(SqlSession s, RunListQuery query, RunId run)
    {
        var values = new List<object?>(query.Values(withRest: true));
        return s.AllAsync($"SELECT {Columns} FROM {query.From} WHERE {query.Where}{Bound(query, "=", run, values)}{query.Rest}", Read, values.ToArray());
    }

    private static string After(RunListQuery query) => query.OldestFirst ? ">" : "<";

    private static string Order(RunListQuery query) => query.OldestFirst ? "ASC" : "DESC";

    private static string Bound(RunListQuery query, string comparison, RunId? run, List<object?> values)
    {
        if (run is null) return "";
        values.Add(run);
        return $" AND {query.Key} {comparison} ${values.Count}";
    }

    private static RunView Read(DbDataReader row) => RunReading.View(RunReading.Read(row), (int)row.GetInt64(row.FieldCount - 1));
}
