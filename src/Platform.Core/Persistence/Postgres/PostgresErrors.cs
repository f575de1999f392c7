using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Postgres;

/// <summary>What PostgreSQL and the network say, as errors that tell what to do. Never with the password.</summary>
internal static class PostgresErrors
{
    /// <summary>Two transactions met and this one gave way: it can be done again at once.</summary>
    public static bool IsCollision(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Nothing can be written now, whoever asks: the server or the way to it is gone, full or read-only.</summary>
    public static bool IsOfStorage(Exception error) => error switch
    {
        PostgresException e => IsCollision(e) || e.SqlState[..2] is "08" or "53" or "57" or "58" or "25" or "28" or "3D" || e.SqlState is PostgresErrorCodes.InFailedSqlTransaction,
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => IsOfConnection(error),
    };

    public static Exception Of(Exception error, string name) => error switch
    {
        PlatformException => error,
        PostgresException e => Said(e, name),
        RetryLimitExceededException or InvalidOperationException { InnerException: DbException } or DbUpdateException => Of(error.InnerException!, name), // EF Core's wrappers
        _ when error is NpgsqlException or SocketException or IOException or TimeoutException || IsOfConnection(error) => new PlatformException(
            ErrorCode.Unavailable, $"The database {name} cannot be reached: {Innermost(error)}", "Check that PostgreSQL runs and that its address is right; the work goes on by itself.", error)
        { Kind = PlatformException.Unreachable },
        _ => error,
    };

    private static PlatformException Said(PostgresException e, string name) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            ErrorCode.Unavailable, $"The database {name} refuses this user: {e.MessageText}", "Correct the user and the password in Platform:Storage:Database.", e),
        PostgresErrorCodes.InvalidCatalogName => new(ErrorCode.Unavailable, $"There is no such database: {name}.", "Make it: createdb NAME; or correct Platform:Storage:Database.", e),
        PostgresErrorCodes.InsufficientPrivilege => new(ErrorCode.Unavailable, $"The database {name} does not allow it: {e.MessageText}", "Let this user own the database: ALTER DATABASE … OWNER TO …", e),
        PostgresErrorCodes.TooManyConnections => new(ErrorCode.Unavailable, $"The database {name} has no free connection.", "Raise max_connections, or lower Platform:Storage:Connections; the work goes on by itself.", e),
        PostgresErrorCodes.CannotConnectNow => new(ErrorCode.Unavailable, $"The database {name} is starting or stopping.", "Wait a moment; the work goes on by itself.", e) { Kind = PlatformException.Unreachable },
        PostgresErrorCodes.DiskFull => new(ErrorCode.Unavailable, $"The disk of the database {name} is full.", "Free some space; the work goes on by itself.", e),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(ErrorCode.Unavailable, $"The database {name} cannot be written: it is a standby or read-only.", "Use the primary's address.", e),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire => new(
            ErrorCode.Validation, "A text holds a character that PostgreSQL cannot store, such as U+0000.", "Leave the character out.", e),
        _ when IsOfStorage(e) => new(ErrorCode.Unavailable, $"The database {name} cannot be used now: {e.MessageText}", "Check PostgreSQL; the work goes on by itself.", e),
        _ => new(ErrorCode.Internal, $"The database refused: {e.SqlState} {e.MessageText}", "This is a fault of the product; please report it.", e),
    };

    // A connection that broke between two questions is found closed or disposed of; said by the driver, not by who misuses it.
    private static bool IsOfConnection(Exception error) => error is InvalidOperationException { Source: "Npgsql" or "System.Net.Sockets" }
        && (error is ObjectDisposedException || error.Message.StartsWith("Connection is not open", StringComparison.Ordinal));

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        return error.Message;
    }
}
