using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>
/// What workflows say of their own under <c>retention:</c>. Only texts that have the word are read, and none is compiled: of ten thousand workflows that is asked
/// every hour.
/// </summary>
internal sealed class OwnRetention(IWorkflowStore store, GraphCompiler compiler)
{
    private const int Together = 200; // texts in one question
    private const string Word = "retention";

    /// <summary>By workflow. Those that say nothing are left out, as are those that were deleted or can no longer be read.</summary>
    public async Task<IReadOnlyDictionary<string, RetentionConfig>> OfAsync(OrganizationId organization, IReadOnlyList<string> workflows, CancellationToken cancellationToken)
    {
        var reader = new ConfigReader(compiler.Words);
        var found = new Dictionary<string, RetentionConfig>(StringComparer.Ordinal);
        foreach (var some in workflows.Chunk(Together))
        {
            foreach (var version in (await store.TextsAsync(organization, some, cancellationToken)).Where(v => v.Text.Contains(Word, StringComparison.Ordinal)))
            {
                var config = reader.ReadAll(version.Text, $"{version.Workflow}.yaml", new StoredIncludes(version.Includes), new Findings());
                if (config?.Retention is { } own) found[version.Workflow] = own;
            }
        }

        return found;
    }
}
