using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>What SQLite and the file system say, as errors that tell what to do.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static bool IsBusy(SqliteException e) => e.SqliteErrorCode is Busy or Locked;

    /// <summary>Nothing can be written now, whoever asks: it is not the fault of what was to be written.</summary>
    public static bool IsOfStorage(SqliteException e) =>
        e.SqliteErrorCode is Busy or Locked or ReadOnly or IoError or Corrupt or Full or CannotOpen or NotADatabase;

    public static PlatformException Of(SqliteException e, string file) => e.SqliteErrorCode switch
    {
        Busy or Locked => new(ErrorCode.Unavailable, $"The database {file} is locked by another process.", "Close what holds it, such as a database browser; the work goes on by itself.", e),
        ReadOnly => new(ErrorCode.Unavailable, $"The database {file} cannot be written.", "Give this user write permission on the file and its folder.", e),
        Full => new(ErrorCode.Unavailable, $"The disk that holds {file} is full.", "Free some space; the work goes on by itself.", e),
        IoError => new(ErrorCode.Unavailable, $"The disk that holds {file} cannot be read or written: {e.Message}", "Check the disk and its free space.", e),
        CannotOpen when Directory.Exists(file) => new(ErrorCode.Unavailable, $"{file} is a folder, but the database is a file.", "Remove the folder or choose another data folder.", e),
        CannotOpen => new(ErrorCode.Unavailable, $"The database {file} cannot be opened.", "Check that the folder exists and that this user may write in it.", e),
        Corrupt => new(ErrorCode.Unavailable, $"The database {file} is damaged: {e.Message}", "Restore a backup: platform db restore FILE.", e),
        NotADatabase => new(ErrorCode.Unavailable, $"{file} is not a database.", "Move the file away or choose another data folder.", e),
        _ => new(ErrorCode.Internal, $"The database refused: {e.Message}", "This is a fault of the product; please report it.", e),
    };

    public static PlatformException Folder(string file, Exception e) => new(
        ErrorCode.Unavailable, $"The data folder {Path.GetDirectoryName(file)} cannot be used: {e.Message}",
        "Check that the folder exists, is no file, and that this user may write in it; or choose another one with PLATFORM_HOME.", e);
}
