using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>A candidate with its decision, mapped if the decision asks for it.</summary>
/// <param name="Mapped">Null when nothing is to be sent.</param>
/// <param name="Content">The report's bytes; empty when there is no report.</param>
/// <param name="Hash">SHA-256 of the bytes, or of the reason why there are none.</param>
internal sealed record Prepared(Decided Decided, Mapped? Mapped, ReadOnlyMemory<byte> Content, string Hash)
{
    public Candidate Candidate => Decided.Candidate;

    /// <summary>Maps what is to be sent. If a report could not be sent before and would look the same now, nothing is done.</summary>
    /// <param name="version">The version of VteBridge that the report names; null for this one.</param>
    public static Prepared Of(Decided decided, IRowSource source, string? version = null)
    {
        if (decided.Candidate.Unreadable is { } row && decided.Decision.Kind == DecisionKind.DeadLetter)
            return new Prepared(decided, Unmappable.Of(row), default, decided.Candidate.Fingerprint!);
        if (decided.Decision.Kind is not (DecisionKind.Send or DecisionKind.TryAgain))
            return new Prepared(decided, null, default, decided.Known?.SentHash ?? "");
        var mapped = source.Map(decided.Candidate, version);
        var content = mapped is MappedReport report ? WsjfWriter.ToUtf8(report.Report) : default(ReadOnlyMemory<byte>);
        var hash = WsjfWriter.ContentHash(
            mapped switch
            {
                Unmappable problem => Encoding.UTF8.GetBytes(problem.What),
                ExcludedByConfiguration excluded => Encoding.UTF8.GetBytes(excluded.Why),
                _ => content.Span,
            }
        );
        if (decided.Decision.Kind == DecisionKind.TryAgain && decided.Known!.SentHash == hash)
            decided = decided with { Decision = new(DecisionKind.Adopt) };
        return new Prepared(decided, mapped, content, hash);
    }
}

/// <summary>A page of a walk: its candidates, and what the store knew about them when the page was read.</summary>
internal sealed record CandidatePage(IReadOnlyList<Candidate> Candidates, IReadOnlyDictionary<Guid, ReportRecord> Known)
{
    /// <summary>The position of the last row after which a walk can begin; null when the page has no such row.</summary>
    public Position? Last => Candidates.LastOrDefault(c => c.Position.Timestamp > DateTime.MinValue)?.Position;

    public ReportRecord? KnownOf(Candidate candidate) => Known.GetValueOrDefault(candidate.Id);

    /// <summary>The decisions for all candidates, in order.</summary>
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
/// <param name="Known">The record of an earlier cycle; null when there is none.</param>
internal sealed record Decided(Candidate Candidate, RunDecision Decision, ReportRecord? Known)
{
    /// <summary>Adds the flag for many tests if the report was sent with it. The flag comes from other runs, so it is no difference.</summary>
    public Decided AsSent(ReportRecord? recorded) =>
        recorded?.Flags.Contains(Flags.ManyTests) == true
            ? this with
            {
                Candidate = Candidate.WithFlag(Flags.ManyTests),
            }
            : this;

    /// <summary>Whether another version was sent before, which this one replaces.</summary>
    public bool Replaces =>
        Decision.Kind == DecisionKind.Send
        && Known is { IsBeingReplaced: false }
        && Known.Fingerprint != Candidate.Fingerprint;
}
