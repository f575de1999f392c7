using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary>Adds at the end what the list does not hold yet.</summary>
public sealed class UnionReducer : IReducer
{
    public string Key => "union";

    public CelValue Initial => CelList.Empty;

    public bool OnlyAppends => true;

    public CelValue Reduce(CelValue old, CelValue write)
    {
        var list = old as CelList ?? (old is CelNull ? CelList.Empty : throw new ReducerException($"union adds to a list, but the channel holds {Describe.Kind(old)}."));
        var known = new HashSet<CelValue>(list);
        var added = (write as CelList ?? CelList.Of([write])).Where(known.Add).ToList();
        return added.Count == 0 ? list : list.AddRange(added);
    }
}
