using VteBridge.Delivery.Sidecar;
using VteBridge.Mapping;

namespace VteBridge.Sync;

/// <summary>Reports that WATS holds already, with the same verdict: asked a page at a time before anything is sent.</summary>
internal sealed class KnownReports(Verifier verifier)
{
    private HashSet<string> _known = [];

    /// <exception cref="DestinationFailure">WATS cannot be asked; nothing was sent.</exception>
    public async Task AskAsync(IEnumerable<Candidate> candidates, CancellationToken stop)
    {
        var asked = candidates
            .Where(c => c.Mapped is MappedReport && c.Defer is null)
            .Select(c => (c.Id, (string?)((MappedReport)c.Mapped).Report.Result.ToString()[..1]))
            .ToList();
        var answers = await verifier.AskAsync(asked, stop);
        if (answers.Count < asked.Count)
            throw new DestinationFailure(
                $"WATS could not be asked which reports it has ({verifier.Trouble}). Try again later, or leave --skip-existing out."
            );
        _known = [.. answers.Where(a => a.Value.State == "found").Select(a => a.Key)];
    }

    public bool Has(string id) => _known.Contains(id);
}
