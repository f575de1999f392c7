using Platform.Core.Expressions;

namespace Platform.Core.State;

/// <summary>A way to merge: the pure function that folds one superstep's writes into a channel, one at a time, in task order.</summary>
public interface IReducer
{
    /// <summary>The word under <c>merge:</c>.</summary>
    string Key { get; }

    /// <summary>The channel's value before anything was written, when the file gives no default.</summary>
    CelValue Initial { get; }

    /// <summary>
    /// True when the channel only ever grows at its end, so that a checkpoint stores what was added instead of the whole list.
    /// Then <see cref="Reduce"/> must return a list that begins with the old one.
    /// </summary>
    bool OnlyAppends => false;

    /// <summary>The merged value.</summary>
    /// <exception cref="ReducerException">The write does not fit; the message says what fits.</exception>
    CelValue Reduce(CelValue old, CelValue write);
}

/// <summary>A write that its channel cannot take.</summary>
public sealed class ReducerException(string message) : Exception(message);
