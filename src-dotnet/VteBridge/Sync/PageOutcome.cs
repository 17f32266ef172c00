using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Collects the outcomes of the candidates of one page: what is to be recorded, and the counts.</summary>
/// <param name="isInQueue">Whether deliveries go to our own queue folder.</param>
internal sealed class PageOutcome(TimeProvider time, bool isInQueue)
{
    private readonly List<ReportRecord> _reports = [];
    private readonly List<Adoption> _adopted = [];
    private readonly List<DeadLetterRecord> _deadLetters = [];
    private readonly List<Guid> _delivered = [];
    private SyncSummary _counted = SyncSummary.Nothing;

    /// <summary>The position of the first candidate that must wait for a later cycle.</summary>
    public Position? FirstDeferred { get; private set; }

    /// <summary>Why the destination takes no more reports; the candidates after that have no outcome.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The outcome of the candidate that was delivered last.</summary>
    public Outcome? Last => Trouble is null ? _reports.LastOrDefault()?.Outcome : Outcome.Unavailable;

    public SyncSummary Summary => _counted with { DestinationTrouble = _counted.DestinationTrouble ?? Trouble };

    public PageRecord Record =>
        new()
        {
            Reports = _reports,
            Adopted = _adopted,
            DeadLetters = _deadLetters,
            Delivered = _delivered,
        };

    public void Unchanged(Prepared prepared)
    {
        Count(prepared, new() { Unchanged = 1 });
        if (prepared.Decided.Decision.Kind == DecisionKind.Adopt)
            _adopted.Add(
                new(prepared.Candidate.Id, prepared.Candidate.HeaderFingerprint, prepared.Candidate.Fingerprint!)
            );
    }

    public void Deferred(Prepared prepared)
    {
        Count(prepared, new() { Deferred = 1 });
        FirstDeferred ??= prepared.Candidate.Position;
    }

    /// <summary>Adds receipts that were collected to make room in the destination.</summary>
    public void Confirmed(SyncSummary receipts) => _counted += receipts;

    public void Stopped(string trouble) => Trouble = trouble;

    public void Delivered(Prepared prepared, Outcome outcome)
    {
        Count(prepared, outcome == Outcome.Accepted ? new() { Accepted = 1 } : new() { Queued = 1 });
        _delivered.Add(prepared.Candidate.Id);
        Remember(prepared, outcome);
    }

    public void Excluded(Prepared prepared)
    {
        Count(prepared, new() { Excluded = 1 });
        Remember(prepared, Outcome.Excluded);
    }

    public DeadLetterRecord DeadLetter(Prepared prepared, string cause, string what, string fix)
    {
        var candidate = prepared.Candidate;
        Count(prepared, new() { DeadLetters = 1, Rejected = prepared.Mapped is MappedReport ? 1 : 0 });
        var letter = new DeadLetterRecord(
            candidate.Id,
            candidate.Kind,
            candidate.Key,
            candidate.Position.Timestamp == DateTime.MinValue ? null : candidate.Position.Timestamp,
            candidate.Serial,
            candidate.Station,
            candidate.Testplan,
            cause,
            what,
            fix,
            time.GetUtcNow()
        );
        _deadLetters.Add(letter);
        Remember(prepared, Outcome.Rejected);
        return letter;
    }

    private void Count(Prepared prepared, SyncSummary what) =>
        _counted +=
            prepared.Candidate.Kind == ReportKind.Run ? what with { RunsRead = 1 } : what with { RepairsRead = 1 };

    private void Remember(Prepared prepared, Outcome outcome)
    {
        var candidate = prepared.Candidate;
        var report = prepared.Mapped as MappedReport;
        if (report is { Flags.Count: > 0 })
            _counted += new SyncSummary { Flags = SyncSummary.Count(report.Flags) };
        _reports.Add(
            new ReportRecord(
                candidate.Id,
                candidate.Kind,
                candidate.Position.Timestamp,
                candidate.Testplan,
                candidate.HeaderFingerprint,
                candidate.Fingerprint!,
                prepared.Hash,
                outcome,
                report?.Report.Result,
                report?.Flags ?? [],
                time.GetUtcNow(),
                report is null ? null : ProgramInfo.Version,
                isInQueue && outcome is Outcome.Queued or Outcome.Accepted
            )
        );
    }
}
