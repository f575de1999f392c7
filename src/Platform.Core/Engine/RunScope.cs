using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Platform.Core.Expressions;
using Platform.Core.State;

namespace Platform.Core.Engine;

/// <summary>The names that every expression of a run sees: <c>inputs</c>, <c>state</c>, <c>run</c>, <c>env</c>. Made once for a superstep.</summary>
public sealed class RunScope(RunFrame frame, Checkpoint at) : ICelScope
{
    private CelMap? _state;
    private CelMap? _run;

    public bool TryGet(string name, [NotNullWhen(true)] out CelValue? value)
    {
        value = name switch
        {
            "state" => _state ??= CelMap.Of(at.Channels),
            "inputs" => frame.Inputs,
            "run" => _run ??= Run(),
            "env" => frame.Env,
            _ => null,
        };
        return value is not null;
    }

    /// <summary>The same names and one more.</summary>
    public static ICelScope With(ICelScope scope, string name, CelValue value) =>
        new CelScope(new Dictionary<string, CelValue>(1, StringComparer.Ordinal) { [name] = value }, scope);

    private CelMap Run() => CelMap.Of(
    [
        new("id", CelValue.Of(frame.Id.ToString())),
        new("name", CelValue.Of(frame.Workflow)),
        new("step", CelValue.Of((long)at.Step + 1)),
        new("started", CelValue.Of(frame.Started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))),
        new("thread", frame.Thread is { } thread ? CelValue.Of(thread) : CelValue.Null),
        new("attempt", CelValue.Of((long)frame.Attempt)),
    ]);
}
