using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models;

/// <summary>The times of one call, and the one kind of error that becomes of whatever goes wrong in it. Chats, vectors and speech share it.</summary>
internal sealed class ModelTimes : IDisposable
{
    private readonly ModelSettings _model;
    private readonly string _provider;
    private readonly CancellationToken _given;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _silent;
    private readonly CancellationTokenSource _either;

    /// <param name="provider">For the sentences.</param>
    /// <param name="cancellationToken">Of the caller; it passes through as what it is.</param>
    public ModelTimes(ModelSettings model, string provider, TimeProvider time, CancellationToken cancellationToken)
    {
        (_model, _provider, _given) = (model, provider, cancellationToken);
        _timeout = Of(model);
        _silence = model.Read().Duration("first_token_timeout", ModelCheck.LongestTimeout) ?? Timeout.InfiniteTimeSpan;
        _late = new CancellationTokenSource(_timeout, time);
        _silent = new CancellationTokenSource(_silence, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _late.Token, _silent.Token);
    }

    /// <summary>For what is called.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>The longest time that one call of the model may take.</summary>
    public static TimeSpan Of(ModelSettings model) => model.Read().Duration("timeout", ModelCheck.LongestTimeout) ?? ModelOptions.UsualTimeout;

    /// <summary>The answer has begun.</summary>
    public void Began() => _silent.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <exception cref="PlatformException">What went wrong, with its kind; budget_exceeded as it stands.</exception>
    public async Task<T> WithinAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (OperationCanceledException) when (_given.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (_late.IsCancellationRequested)
        {
            throw ModelErrors.Of(ModelErrorKind.Timeout, $"Model '{_model.Name}' did not answer within {_timeout.TotalSeconds:0.###} s.", "Raise its 'timeout', or set a fallback.");
        }
        catch (Exception) when (_silent.IsCancellationRequested)
        {
            throw ModelErrors.Of(ModelErrorKind.Timeout, $"Model '{_model.Name}' did not begin to answer within {_silence.TotalSeconds:0.###} s.", "Raise its 'first_token_timeout', or set a fallback.");
        }
        catch (Exception e) when (e is not PlatformException { Code: ErrorCode.BudgetExceeded })
        {
            // Whatever a client throws becomes one kind of error here; the task's wall sees no other.
            throw ModelErrors.Of(e, _model.Name, _provider);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _silent.Dispose();
        _late.Dispose();
    }
}
