using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Platform.Cli.Hosting;

/// <summary>
/// What the engine logs as an error while a command follows a run, each once: a full disk holds a run up without end, and a run that
/// stands still in silence cannot be told from one that works. Traces stay out; the terminal is no log.
/// </summary>
internal sealed class EngineNotices(TextWriter error) : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var text = formatter(state, null);
        if (_told.TryAdd(text, true)) error.WriteLine($"warning: {text}");
    }

    public void Dispose()
    {
        // The writer is the terminal's.
    }
}
