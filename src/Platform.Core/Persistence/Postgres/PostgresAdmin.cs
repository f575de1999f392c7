using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Postgres;

/// <summary>Status and migration; PostgreSQL's own tools back it up and restore it.</summary>
internal sealed class PostgresAdmin(PostgresDatabase database) : DatabaseAdmin(database)
{
    // Any number that nobody else takes: "platform" in ASCII.
    private const long MigrationLock = 0x706C6174666F726D;

    public override async Task<DatabaseStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var (size, version) = await database.ReadAsync(
            s => s.OneAsync("SELECT pg_database_size(current_database()), current_setting('server_version')", r => (r.GetInt64(0), r.GetString(1))), cancellationToken);
        return await StatusAsync(size, $"PostgreSQL {version}", cancellationToken);
    }

    public override Task BackupAsync(string toFile, CancellationToken cancellationToken) => throw new PlatformException(
        ErrorCode.Conflict, $"The database is {database.Name}, and PostgreSQL's own tool backs it up.", $"Run: pg_dump --format=custom --file={toFile} DATABASE");

    public override Task RestoreAsync(string fromFile, CancellationToken cancellationToken) => throw new PlatformException(
        ErrorCode.Conflict, $"The database is {database.Name}, and PostgreSQL's own tool restores it.", $"Stop every node, then run: pg_restore --clean --if-exists --dbname=DATABASE {fromFile}");

    protected override Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        // The lock is the connection's: a process that dies gives it back.
        var session = database.Open();
        database.Guard(() => session.Any("SELECT pg_advisory_lock($1)", MigrationLock));
        return Task.FromResult<IAsyncDisposable>(new Held(session));
    }

    private sealed class Held(SqlSession session) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            session.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
