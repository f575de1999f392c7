using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary>The last write in task order wins.</summary>
public sealed class ReplaceReducer : IReducer
{
    public string Key => "replace";

    public CelValue Initial => CelValue.Null;

    public CelValue Reduce(CelValue old, CelValue write) => write;
}
