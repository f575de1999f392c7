using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs.Compare;

/// <summary>Two runs beside each other.</summary>
internal sealed record ComparePart(RunComparison Of, IReadOnlyList<NodePair> Nodes, DiffView? Source)
{
    public RunView A => Of.A;

    public RunView B => Of.B;
}

/// <summary>Nodes that are shown together.</summary>
internal sealed record NodeGroup(ComparePart Of, IReadOnlyList<NodePair> Pairs);

/// <summary>A node in the one run and in the other.</summary>
/// <param name="A">Null when that run did not come to it.</param>
internal sealed record NodePair(string Node, NodeSum? A, NodeSum? B)
{
    /// <summary>Another status or another number of visits or attempts: that the clock says something else is no difference.</summary>
    public bool Differs => A?.Status != B?.Status || A?.Visits != B?.Visits || A?.Attempts != B?.Attempts;
}

/// <param name="Status">Of its newest visit.</param>
/// <param name="Took">Of all visits together.</param>
/// <param name="Attempts">The most that one of its tasks took.</param>
internal sealed record NodeSum(string Status, int Visits, int Attempts, TimeSpan Took, long Tokens, decimal Cost, bool CostKnown)
{
    /// <summary>With what was done of the same node before.</summary>
    public NodeSum After(NodeSum before) => this with
    {
        Visits = Visits + before.Visits,
        Attempts = Math.Max(Attempts, before.Attempts),
        Took = Took + before.Took,
        Tokens = Tokens + before.Tokens,
        Cost = Cost + before.Cost,
        CostKnown = CostKnown && before.CostKnown,
    };
}

/// <summary>A run that another one may be compared with.</summary>
/// <param name="Why"><c>the run before</c>, <c>forked from</c> and the like.</param>
internal sealed record Candidate(RunView Run, string Why);
