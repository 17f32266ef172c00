using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Last is the position of the last row read; Next is where the next page begins, null when this was the last.</summary>
internal sealed record CandidatePage(IReadOnlyList<Candidate> Candidates, Position? Last, Position? Next);
