namespace Platform.Core.Persistence.Postgres;

/// <summary>The row of <c>writers</c> that tells one writer which of its transactions were stored.</summary>
/// <param name="Number">That of the transaction to come.</param>
internal sealed record WriterMark(Guid Id, long Number)
{
    // A writer that was killed leaves its row. One that lives has written something within days; should its row go in spite of that, IsPast makes it anew.
    private const string MakeAndClean = """
        WITH gone AS (DELETE FROM writers WHERE at < (extract(epoch FROM now()) * 1000)::bigint - 2592000000)
        INSERT INTO writers (id, number, at) VALUES ($1, $2, (extract(epoch FROM now()) * 1000)::bigint) ON CONFLICT (id) DO NOTHING
        """;

    private const string RaiseOne = "UPDATE writers SET number = $2, at = (extract(epoch FROM now()) * 1000)::bigint WHERE id = $1 AND number = $2 - 1";

    public static WriterMark New() => new(Guid.CreateVersion7(), 1);

    public WriterMark Next() => this with { Number = Number + 1 };

    /// <summary>With its row, on a connection that was just opened.</summary>
    public PostgresSession Known(PostgresSession session)
    {
        try
        {
            session.Execute(MakeAndClean, Id, Number - 1);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Within the first transaction of this number.</summary>
    public void Raise(SqlSession session) => session.Post(RaiseOne, Id, Number);

    /// <summary>Within a transaction: true when one of this number was stored already, after waiting for one that is not decided.</summary>
    public bool IsPast(SqlSession session)
    {
        if (session.Execute(RaiseOne, Id, Number) == 1) return false;
        if (session.Any("SELECT 1 FROM writers WHERE id = $1 AND number = $2", Id, Number)) return true;
        throw new InvalidOperationException($"The row of writer {Id} is gone: the database was replaced by another one.");
    }

    public void Forget(SqlSession session)
    {
        if (session.IsUsable) session.Execute("DELETE FROM writers WHERE id = $1", Id);
    }
}
