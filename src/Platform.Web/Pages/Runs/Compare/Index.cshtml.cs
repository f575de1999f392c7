using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Web.Pages.Runs.Compare;

/// <summary>Two runs side by side; with only one given, those that it may be compared with.</summary>
internal sealed class IndexModel(CompareReader reader, RunService runs, Caller caller) : PageModel
{
    public RunView? A { get; private set; }

    public ComparePart? Both { get; private set; }

    public IReadOnlyList<Candidate> Candidates { get; private set; } = [];

    /// <summary>What is wrong with the address; null when nothing is.</summary>
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken, string? a = null, string? b = null)
    {
        A = await FindAsync(a, cancellationToken);
        var other = await FindAsync(b, cancellationToken);
        if (A is not null && other is not null) Both = await reader.ReadAsync(A.Id, other.Id, cancellationToken);
        else if (A is not null) Candidates = await reader.CandidatesAsync(A, cancellationToken);
        Wrong = (A, other) switch
        {
            (null, _) when !string.IsNullOrWhiteSpace(a) => $"There is no run {a}.",
            (_, null) when !string.IsNullOrWhiteSpace(b) => $"There is no run {b}.",
            _ => null,
        };
        return Page();
    }

    // A person pastes the whole id, or its end as pages show it.
    private async Task<RunView?> FindAsync(string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (RunId.TryParse(text.Trim(), out var id)) return await runs.FindAsync(caller, id, cancellationToken);
        var found = await runs.ListAsync(caller, new RunQuery { Search = text.Trim(), Limit = 2 }, cancellationToken);
        return found.Items.Count == 1 ? found.Items[0] : null;
    }
}
