using Platform.Core.Config;

namespace Platform.Core.Graph;

/// <summary>The code behind all nodes of one kind. Found by its interface, built by the container; one file each in <c>Nodes/</c>.</summary>
public interface INodeKind
{
    /// <summary>The key that names the kind in a node: <c>wait</c>.</summary>
    string Key { get; }

    /// <summary>Keys that stand beside it in the node and belong to it: <c>prompt</c>, <c>with</c>.</summary>
    IReadOnlyList<string> Companions => [];

    /// <summary>What a node of this kind does, in a sentence for people.</summary>
    string Description => "";

    /// <summary>The keys of the map under <see cref="Key"/>, for editors; empty when a name or anything may stand there.</summary>
    IReadOnlyList<SettingWord> Settings => [];

    /// <summary>One node in YAML, under <c>nodes:</c>, that compiles in a workflow with nothing else but what <see cref="ExampleParts"/> defines.</summary>
    string Example { get; }

    /// <summary>What the example needs at the top of its file (<c>models:</c>, <c>tools:</c> …); empty when nothing.</summary>
    string ExampleParts => "";

    /// <summary>The action, or null with findings that say what is wrong. Executes nothing and opens nothing.</summary>
    IAction? Build(NodeSettings settings);
}

/// <summary>One family of findings about a whole workflow. Found by its interface; one file each.</summary>
public interface IGraphCheck
{
    void Check(GraphDraft draft);
}
