using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary>Adds at the end: each element of a list, or the one value that is no list.</summary>
public sealed class AppendReducer : IReducer
{
    public string Key => "append";

    public CelValue Initial => CelList.Empty;

    public bool OnlyAppends => true;

    public CelValue Reduce(CelValue old, CelValue write)
    {
        var list = old as CelList ?? (old is CelNull ? CelList.Empty : throw new ReducerException($"append adds to a list, but the channel holds {Describe.Kind(old)}."));
        return write is CelList more ? list.AddRange(more) : list.AddRange([write]);
    }
}
