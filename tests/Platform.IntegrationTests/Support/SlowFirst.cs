using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Platform.IntegrationTests.Support.SlowFirst))]

namespace Platform.IntegrationTests.Support;

/// <summary>
/// Collections whose tests take a minute one after another begin first, so that at the end no long one is left alone while the other threads idle.
/// A collection that is not named here begins in the order in which it was found.
/// </summary>
public sealed class SlowFirst : ITestCollectionOrderer
{
    private static readonly string[] Slow =
        [Nodes.NodesCollection.Name, WebCollection.Name, nameof(Web.Pages.EveryPage), nameof(Chaos.KillingTheServer), nameof(Samples.SampleRuns), nameof(Cli.BadInput), nameof(Cli.StoppingARun), nameof(Cli.RunningAWorkflow)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Place(c.TestCollectionDisplayName))];

    // A class without a collection is one of its own: "Test collection for NAMESPACE.CLASS (id: …)"
    private static int Place(string name) =>
        Array.FindIndex(Slow, s => name == s || name.Contains($".{s} (", StringComparison.Ordinal)) is >= 0 and var at ? at : Slow.Length;
}
