using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>A page of a walk: its candidates, and what the store knew of them when it was read.</summary>
internal sealed record CandidatePage(IReadOnlyList<Candidate> Candidates, IReadOnlyDictionary<Guid, ReportRecord> Known)
{
    /// <summary>The last row that a walk can begin behind; null when the page has none.</summary>
    public Position? Last => Candidates.LastOrDefault(c => c.Position.Timestamp > DateTime.MinValue)?.Position;

    public ReportRecord? KnownOf(Candidate candidate) => Known.GetValueOrDefault(candidate.Id);

    /// <summary>What is to be done with each candidate, in order.</summary>
    public IReadOnlyList<Decided> Decide(Walk walk, Window window, SyncOptions options) =>
        [
            .. Candidates.Select(c => new Decided(
                c,
                RunDecision.For(c, KnownOf(c), window, options, walk.Force),
                KnownOf(c)
            )),
        ];
}

/// <summary>A candidate with the decision about it.</summary>
/// <param name="Known">What was recorded of it before; null for nothing.</param>
internal sealed record Decided(Candidate Candidate, RunDecision Decision, ReportRecord? Known)
{
    /// <summary>With a flag that tells of other runs where it was sent with it: that is no difference.</summary>
    public Decided AsSent(ReportRecord? recorded) =>
        recorded?.Flags.Contains(Flags.ManyTests) == true
            ? this with
            {
                Candidate = Candidate.WithFlag(Flags.ManyTests),
            }
            : this;

    /// <summary>Another version of it was sent, and this one is to take its place.</summary>
    public bool Replaces =>
        Decision.Kind == DecisionKind.Send
        && Known is { IsBeingReplaced: false }
        && Known.Fingerprint != Candidate.Fingerprint;
}
