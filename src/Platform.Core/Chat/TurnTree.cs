namespace Platform.Core.Chat;

/// <summary>The branches of a conversation. Pure; ids sort in the order in which the turns were made.</summary>
internal sealed class TurnTree
{
    private readonly Dictionary<Guid, Guid?> _parents = [];
    private readonly Dictionary<Guid, List<Guid>> _children = [];
    private readonly List<Guid> _roots = [];
    private readonly Guid? _newest;

    /// <param name="turns">Oldest first.</param>
    public TurnTree(IReadOnlyList<(Guid Id, Guid? Parent)> turns)
    {
        foreach (var (id, parent) in turns)
        {
            _parents[id] = parent;
            SiblingsOf(parent).Add(id);
        }

        if (turns.Count > 0) _newest = turns[^1].Id;
    }

    public bool Has(Guid turn) => _parents.ContainsKey(turn);

    public Guid? ParentOf(Guid turn) => _parents[turn];

    /// <summary>The end of the branch that was written in last; null for an empty conversation.</summary>
    public Guid? Newest => _newest;

    /// <summary>The end of the branch below a turn: always the newest way on.</summary>
    public Guid EndOf(Guid turn)
    {
        var at = turn;
        while (_children.TryGetValue(at, out var on)) at = on[^1];
        return at;
    }

    /// <summary>From the first turn to this one.</summary>
    public IReadOnlyList<Guid> PathTo(Guid turn)
    {
        var path = new List<Guid>();
        for (Guid? at = turn; at is { } id; at = _parents.GetValueOrDefault(id)) path.Add(id);
        path.Reverse();
        return path;
    }

    public TurnPlace PlaceOf(Guid turn)
    {
        var all = SiblingsOf(_parents[turn]);
        var at = all.IndexOf(turn);
        return new TurnPlace(at + 1, all.Count, at > 0 ? all[at - 1] : null, at + 1 < all.Count ? all[at + 1] : null);
    }

    private List<Guid> SiblingsOf(Guid? parent)
    {
        if (parent is not { } id) return _roots;
        if (!_children.TryGetValue(id, out var all)) _children[id] = all = [];
        return all;
    }
}
