using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Postgres;

/// <summary>A PostgreSQL database that several nodes share.</summary>
internal sealed class PostgresDatabase : Database
{
    public const string TailOfId = "substr(uuid_send(id), 13)";

    private const int Retries = 3;
    private const int ConnectSeconds = 3;
    private const int CommandSeconds = 30;
    private const int KeepAliveSeconds = 10; // so that a server that is gone without a word is noticed

    // A node that freezes within a transaction holds locks that others wait for: the server ends its session after this long.
    private const int FrozenMilliseconds = 3000;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(300);

    private readonly NpgsqlDataSource _plain;
    private readonly NpgsqlDataSource _pooled;
    private readonly SemaphoreSlim _reading;
    private readonly PostgresTime _time = new(TimeProvider.System);

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
        address.Timeout = ConnectSeconds;
        address.CommandTimeout = CommandSeconds;
        address.KeepAlive = KeepAliveSeconds;
        address.Options = $"-c idle_in_transaction_session_timeout={FrozenMilliseconds} -c synchronous_commit={(options.Durability == Durability.Full ? "on" : "off")} {address.Options}".TrimEnd();
        _pooled = new NpgsqlDataSourceBuilder(address.ConnectionString) { ConnectionStringBuilder = { MaxPoolSize = options.Connections } }.Build();
        _plain = new NpgsqlDataSourceBuilder(address.ConnectionString) { ConnectionStringBuilder = { Pooling = false } }.Build();
    }

    public override string Name { get; }

    /// <summary>Connections for those who bring their own SQL: EF Core and Quartz.</summary>
    public NpgsqlDataSource Pooled => _pooled;

    public override string Provider => "Npgsql.EntityFrameworkCore.PostgreSQL";

    public override string IdTail => TailOfId;

    /// <summary>PostgreSQL's: leases of nodes whose clocks differ would else run out too soon or too late.</summary>
    public override TimeProvider Time => _time;

    public override bool LikeNeedsIgnoreCase => true;

    protected override int IdleReaders { get; }

    public override SqlSession Open() => OpenPostgres();

    public PostgresSession OpenPostgres() => Guard(() =>
    {
        var session = new PostgresSession(_plain.OpenConnection());
        try
        {
            _time.Compare(session);
            return session;
        }
        catch (Exception e)
        {
            var told = Explain(e, session);
            session.Dispose();
            if (told == e) throw;
            throw told;
        }
    });

    /// <summary>Bounded: PostgreSQL has only so many connections, and other nodes want some too.</summary>
    public override async ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            return await base.ReadAsync(_time.IsOld ? CompareFirst(read) : read, cancellationToken);
        }
        catch (PlatformException e) when (IsBroken(e))
        {
            Forget(); // the server was started again: every connection from before is broken, and reading twice does no harm
            return await base.ReadAsync(read, cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    public override T Read<T>(Func<SqlSession, T> read)
    {
        try
        {
            return base.Read(read);
        }
        catch (PlatformException e) when (IsBroken(e))
        {
            Forget();
            return base.Read(read);
        }
    }

    protected override async ValueTask<SqlSession> OpenReaderAsync(CancellationToken cancellationToken) => await GuardAsync(async () =>
    {
        var session = new PostgresSession(await _plain.OpenConnectionAsync(cancellationToken));
        try
        {
            await _time.CompareAsync(session);
            return session;
        }
        catch (Exception e)
        {
            var told = Explain(e, session);
            session.Dispose();
            if (told == e) throw;
            throw told;
        }
    });

    private Func<SqlSession, ValueTask<T>> CompareFirst<T>(Func<SqlSession, ValueTask<T>> read) => async s =>
    {
        await _time.CompareAsync((PostgresSession)s);
        return await read(s);
    };

    private static bool IsBroken(PlatformException e) => e.Code == ErrorCode.Unavailable && e.InnerException is not null && !IsRefused(e.InnerException);

    // Nobody listens, or the server starts or stops: a second look at once would see the same.
    private static bool IsRefused(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } || e.InnerException is SocketException;

    public override void Begin(SqlSession session) => session.Execute("BEGIN");

    public override bool IsOfStorage(Exception error) => PostgresErrors.IsOfStorage(error);

    public override Exception Explain(Exception error) => PostgresErrors.Of(error, Name);

    public override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(_pooled, npgsql => npgsql.EnableRetryOnFailure(Retries, RetryPause, null));

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
