using Platform.Core.Config;

namespace Platform.Core.Graph.Checks;

/// <summary>Places where a run stands still, perhaps longer than meant.</summary>
public sealed class Stops : IGraphCheck
{
    public void Check(GraphDraft draft)
    {
        foreach (var node in draft.Config.Nodes)
        {
            if (node.Settings["breakpoint"] is { } stop && node.Breakpoint != BreakpointPlace.None)
                draft.Found.Add(GraphFindings.BreakpointLeft(node.Name, stop.At, stop.Path));
            if (node is { Timeout: null, Action: { Kind: "human", Value: ConfigMap human } action } && human["timeout"] is null)
                draft.Found.Add(GraphFindings.HumanWithoutTimeout(node.Name, action.KindAt, human.Path));
        }
    }
}
