using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>A page of a walk, read and not yet mapped.</summary>
/// <param name="rows">How many candidates it has.</param>
/// <param name="last">The position of the last row read, null when there is none.</param>
/// <param name="next">Where the next page begins, null when this was the last.</param>
/// <param name="map">Makes the candidates. The pages of one walk must be mapped in their order, each of them.</param>
internal sealed class CandidatePage(int rows, Position? last, Position? next, Func<IReadOnlyList<Candidate>> map)
{
    private readonly Lazy<IReadOnlyList<Candidate>> _candidates = new(map);

    public int Rows => rows;
    public Position? Last => last;
    public Position? Next => next;

    /// <summary>Made when they are first asked for, by whoever works on the page: meanwhile the next one is being read.</summary>
    public IReadOnlyList<Candidate> Candidates => _candidates.Value;
}
