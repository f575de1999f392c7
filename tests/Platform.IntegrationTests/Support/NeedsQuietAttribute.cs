using Xunit.v3;

namespace Platform.IntegrationTests.Support;

/// <summary>
/// A test that measures time against a bar of what a person feels. <c>test.sh</c> runs these by themselves when all others have ended:
/// beside the tests of two databases on two cores they would measure their neighbours.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsQuietAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("needs", "quiet")];
}
