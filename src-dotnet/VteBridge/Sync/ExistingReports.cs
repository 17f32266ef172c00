using VteBridge.Delivery;
using VteBridge.Mapping;

namespace VteBridge.Sync;

/// <summary>What WATS has already, with the same verdict: asked a page at a time before anything is sent.</summary>
internal sealed class ExistingReports(ReportVerifier verifier)
{
    private readonly HashSet<Guid> _found = [];

    /// <returns>The same page.</returns>
    /// <exception cref="DestinationFailure">WATS cannot be asked; nothing was sent.</exception>
    public async Task<IReadOnlyList<Prepared>> AskAsync(IReadOnlyList<Prepared> page, CancellationToken stop)
    {
        _found.Clear();
        var asked = page.Where(p => p.Mapped is MappedReport)
            .Select(p => new ReportQuestion(p.Candidate.Id, ((MappedReport)p.Mapped!).Report.Result))
            .ToList();
        var answers = await verifier.AskAsync(asked, stop);
        if (answers.Trouble is { } trouble)
            throw new DestinationFailure(
                $"WATS could not be asked which reports it has ({trouble}). Try again later, or leave --skip-existing out."
            );
        _found.UnionWith(answers.Answers.Where(a => a.Value == ReportAnswer.Found).Select(a => a.Key));
        return page;
    }

    /// <summary>What WATS has of a report that was sent before is the version that was sent: a newer one is sent all the same.</summary>
    public bool Has(Prepared prepared) => prepared.Decided.Known is null && _found.Contains(prepared.Candidate.Id);
}
