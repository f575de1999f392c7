namespace Platform.Core.Persistence;

/// <summary>Writes in transactions. Each database may have its own way.</summary>
internal interface IDatabaseWriter
{
    /// <summary>Transactions committed so far, for tests and measurements.</summary>
    long Commits { get; }

    /// <summary>Writes at once, or queues behind who writes now; the task ends after the commit. The work must be repeatable: it may be done again when another piece of its transaction failed.</summary>
    /// <exception cref="Foundation.PlatformException">Too much is waiting, the writer has been stopped, or the database cannot be used.</exception>
    Task<T> WriteAsync<T>(Func<SqlSession, T> work);

    /// <summary>As <see cref="WriteAsync"/>, but only takes its place in the order: <see cref="Lead"/> or <see cref="Wake"/> must follow.</summary>
    Task<T> Queue<T>(Func<SqlSession, T> work);

    /// <summary>Writes what is queued on this thread, unless somebody writes already: for who waits for it anyway.</summary>
    void Lead();

    /// <summary>Has what is queued written while the caller goes on.</summary>
    void Wake();
}
