namespace Platform.Core.Schemas;

/// <summary>Which properties and items of one value some keyword has evaluated: what unevaluatedProperties and unevaluatedItems go by.</summary>
internal sealed class Evaluated
{
    private HashSet<string>? _names;
    private HashSet<int>? _indexes;
    private bool _allNames;
    private bool _allItems;
    private int _prefix;

    public void AddName(string name)
    {
        if (!_allNames) (_names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
    }

    public void AddAllNames() => _allNames = true;

    public void AddPrefix(int count) => _prefix = Math.Max(_prefix, count);

    public void AddItem(int index)
    {
        if (!_allItems) (_indexes ??= []).Add(index);
    }

    public void AddAllItems() => _allItems = true;

    public bool HasName(string name) => _allNames || (_names?.Contains(name) ?? false);

    public bool HasItem(int index) => _allItems || index < _prefix || (_indexes?.Contains(index) ?? false);

    /// <summary>Takes over what a subschema of the same value has evaluated.</summary>
    public void Add(Evaluated other)
    {
        _allNames |= other._allNames;
        _allItems |= other._allItems;
        _prefix = Math.Max(_prefix, other._prefix);
        if (other._names is not null)
        {
            if (_names is null) _names = other._names;
            else _names.UnionWith(other._names);
        }

        if (other._indexes is not null)
        {
            if (_indexes is null) _indexes = other._indexes;
            else _indexes.UnionWith(other._indexes);
        }
    }
}
