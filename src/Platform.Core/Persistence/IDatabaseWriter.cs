namespace Platform.Core.Persistence;

/// <summary>Writes in transactions. Each database may have its own way.</summary>
internal interface IDatabaseWriter
{
    /// <summary>Queues the work at once; the task ends after the commit. The work must be repeatable: it may be done again when another piece of its transaction failed.</summary>
    /// <exception cref="Foundation.PlatformException">Too much is waiting, the writer has been stopped, or the database cannot be used.</exception>
    Task<T> WriteAsync<T>(Func<SqlSession, T> work);
}
