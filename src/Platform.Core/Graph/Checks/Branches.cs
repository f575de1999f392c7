namespace Platform.Core.Graph.Checks;

/// <summary>Branches of which every way has a condition, and ways that stand behind one that always holds.</summary>
public sealed class Branches : IGraphCheck
{
    public void Check(GraphDraft draft)
    {
        foreach (var node in draft.Config.Nodes.Where(n => n.Next.Count > 0))
        {
            var always = node.Next.ToList().FindIndex(w => w.When is null);
            if (always < 0)
            {
                draft.Found.Add(GraphFindings.NoDefault(node.Name, node.Next[^1].When!.At, node.Next[^1].When!.Path));
                continue;
            }

            foreach (var way in node.Next.Skip(always + 1))
                draft.Found.Add(GraphFindings.NeverTaken(node.Name, way.When?.At ?? way.To.Select(t => t.At).FirstOrDefault(way.At), node.Settings.Path));
        }
    }
}
