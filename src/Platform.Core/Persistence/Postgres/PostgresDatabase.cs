using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Platform.Core.Persistence.Postgres;

/// <summary>A PostgreSQL database that several nodes share.</summary>
internal sealed class PostgresDatabase : Database
{
    public const string TailOfId = "substr(uuid_send(id), 13)";

    private readonly NpgsqlDataSource _plain;
    private readonly NpgsqlDataSource _pooled;
    private readonly SemaphoreSlim _reading;

    public PostgresDatabase(StorageOptions options)
    {
        var address = PostgresAddress.Parse(options.Database!);
        Name = PostgresAddress.Shown(address);
        _reading = new SemaphoreSlim(options.Connections);
        IdleReaders = options.Connections;
        address.ApplicationName ??= "platform";
        address.MaxAutoPrepare = 200;
        address.AutoPrepareMinUsages = 2;
        address.IncludeErrorDetail = false; // it may hold what a person wrote
        address.Options = $"-c synchronous_commit={(options.Durability == Durability.Full ? "on" : "off")} {address.Options}".TrimEnd();
        _pooled = new NpgsqlDataSourceBuilder(address.ConnectionString) { ConnectionStringBuilder = { MaxPoolSize = options.Connections } }.Build();
        _plain = new NpgsqlDataSourceBuilder(address.ConnectionString) { ConnectionStringBuilder = { Pooling = false } }.Build();
    }

    public override string Name { get; }

    public override string Provider => "Npgsql.EntityFrameworkCore.PostgreSQL";

    public override string IdTail => TailOfId;

    public override bool LikeNeedsIgnoreCase => true;

    protected override int IdleReaders { get; }

    public override SqlSession Open() => Guard(() => new PostgresSession(_plain.OpenConnection()));

    /// <summary>Bounded: PostgreSQL has only so many connections, and other nodes want some too.</summary>
    public override T Read<T>(Func<SqlSession, T> read)
    {
        _reading.Wait();
        try
        {
            return base.Read(read);
        }
        finally
        {
            _reading.Release();
        }
    }

    public override void Begin(SqlSession session) => session.Execute("BEGIN");

    public override bool IsOfStorage(Exception error) => PostgresErrors.IsOfStorage(error);

    public override Exception Explain(Exception error) => PostgresErrors.Of(error, Name);

    public override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(_pooled);

    public override bool HasTable(SqlSession session, string name) => session.Any("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1", name);

    public override object Stored(Guid id) => id;

    public override void Dispose()
    {
        base.Dispose();
        _plain.Dispose();
        _pooled.Dispose();
        _reading.Dispose();
    }
}
