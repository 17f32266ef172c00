using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>A decided candidate, mapped where the decision asks for it.</summary>
/// <param name="Mapped">Null where nothing is to be sent.</param>
/// <param name="Content">The report's bytes; empty where there is no report.</param>
/// <param name="Hash">SHA-256 of the bytes, or of the reason why there are none.</param>
internal sealed record Prepared(Decided Decided, Mapped? Mapped, ReadOnlyMemory<byte> Content, string Hash)
{
    public Candidate Candidate => Decided.Candidate;

    /// <summary>Maps what is to be sent. What could not be sent before and still looks the same is left as it is.</summary>
    /// <param name="version">The version of VteBridge that the report names; null: this one.</param>
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
