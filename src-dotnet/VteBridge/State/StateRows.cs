using System.Text;
using System.Text.Json;
using VteBridge.Core;

namespace VteBridge.State;

/// <summary>A row of the table reports, as text.</summary>
internal sealed class ReportRow
{
    public const string Columns =
        "sequence, id, kind, timestamp, testplan, header_fingerprint AS headerFingerprint, fingerprint, sent_hash AS sentHash, outcome, verdict, program, in_queue AS inQueue, flags, first_recorded_at AS firstRecordedAt, recorded_at AS recordedAt";

    public const string Upsert = """
        INSERT INTO reports (id, kind, timestamp, day, testplan, header_fingerprint, fingerprint, sent_hash, outcome, verdict, program, in_queue, flags, first_recorded_at, recorded_at, written)
        VALUES (@Id, @Kind, @Timestamp, substr(@Timestamp, 1, 10), @Testplan, @HeaderFingerprint, @Fingerprint, @SentHash, @Outcome, @Verdict, @Program, @InQueue, @Flags, @RecordedAt, @RecordedAt, @Written)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, timestamp = excluded.timestamp, day = excluded.day, testplan = excluded.testplan,
          header_fingerprint = excluded.header_fingerprint, fingerprint = excluded.fingerprint, sent_hash = excluded.sent_hash,
          outcome = excluded.outcome, verdict = excluded.verdict, program = excluded.program, in_queue = excluded.in_queue, flags = excluded.flags, recorded_at = excluded.recorded_at, written = excluded.written
        """;

    public long Sequence { get; init; }
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Timestamp { get; init; } = "";
    public string? Testplan { get; init; }
    public string HeaderFingerprint { get; init; } = "";
    public string Fingerprint { get; init; } = "";
    public string SentHash { get; init; } = "";
    public string Outcome { get; init; } = "";
    public string? Verdict { get; init; }
    public string? Program { get; init; }
    public long InQueue { get; init; }
    public string? Flags { get; init; }
    public string FirstRecordedAt { get; init; } = "";
    public string RecordedAt { get; init; } = "";
    public long Written { get; init; }

    public static ReportRow Of(ReportRecord report, long written) =>
        new()
        {
            Id = report.Id.ToString(),
            Kind = report.Kind.ToString(),
            Timestamp = StateText.Raw(report.Timestamp),
            Testplan = report.Testplan,
            HeaderFingerprint = report.HeaderFingerprint,
            Fingerprint = report.Fingerprint,
            SentHash = report.SentHash,
            Outcome = report.Outcome.ToString(),
            Verdict = report.Verdict?.ToString(),
            Program = report.Program,
            InQueue = report.IsInQueue ? 1 : 0,
            Flags = report.Flags.Count > 0 ? JsonSerializer.Serialize(report.Flags) : null,
            RecordedAt = StateText.Moment(report.RecordedAt),
            Written = written,
        };

    public ReportRecord ToRecord() =>
        new(
            Guid.Parse(Id),
            Enum.Parse<ReportKind>(Kind),
            StateText.Raw(Timestamp),
            Testplan,
            HeaderFingerprint,
            Fingerprint,
            SentHash,
            Enum.Parse<Outcome>(Outcome),
            Verdict is null ? null : Enum.Parse<Verdict>(Verdict),
            Flags is null ? [] : JsonSerializer.Deserialize<string[]>(Flags)!,
            StateText.Moment(RecordedAt),
            Program,
            InQueue == 1,
            StateText.Moment(FirstRecordedAt)
        )
        {
            Sequence = Sequence,
        };

    public QueuedReport ToQueued() =>
        new(
            Sequence,
            Guid.Parse(Id),
            Enum.Parse<ReportKind>(Kind),
            StateText.Raw(Timestamp),
            SentHash,
            InQueue == 1,
            StateText.Moment(RecordedAt)
        );
}

/// <summary>A row of the table dead_letters, as text.</summary>
internal sealed class DeadLetterRow
{
    public const string ColumnsButReport =
        "id, kind, source, timestamp, serial, station, testplan, cause, what, fix, recorded_at AS recordedAt, report_bytes AS reportBytes, report_file AS reportFile";

    public const string Upsert = """
        INSERT OR REPLACE INTO dead_letters (id, kind, source, timestamp, serial, station, testplan, cause, what, fix, recorded_at, report, report_bytes, report_file)
        VALUES (@Id, @Kind, @Source, @Timestamp, @Serial, @Station, @Testplan, @Cause, @What, @Fix, @RecordedAt, @Report, @ReportBytes, @ReportFile)
        """;

    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Source { get; init; } = "";
    public string? Timestamp { get; init; }
    public string? Serial { get; init; }
    public string? Station { get; init; }
    public string? Testplan { get; init; }
    public string Cause { get; init; } = "";
    public string What { get; init; } = "";
    public string Fix { get; init; } = "";
    public string RecordedAt { get; init; } = "";
    public string? Report { get; init; }
    public long? ReportBytes { get; init; }
    public string? ReportFile { get; init; }

    public static DeadLetterRow Of(DeadLetterRecord letter) =>
        new()
        {
            Id = letter.Id.ToString(),
            Kind = letter.Kind.ToString(),
            Source = letter.Source,
            Timestamp = StateText.Raw(letter.Timestamp),
            Serial = letter.Serial,
            Station = letter.Station,
            Testplan = letter.Testplan,
            Cause = letter.Cause,
            What = letter.What,
            Fix = letter.Fix,
            RecordedAt = StateText.Moment(letter.RecordedAt),
            Report = letter.Report is { } report ? StateText.Beginning(report, DeadLetterRecord.ReportLimit) : null,
            ReportBytes = letter.ReportBytes ?? (letter.Report is { } r ? Encoding.UTF8.GetByteCount(r) : null),
            ReportFile = letter.ReportFile,
        };

    public DeadLetterRecord ToRecord() =>
        new(
            Guid.Parse(Id),
            Enum.Parse<ReportKind>(Kind),
            Source,
            Timestamp is null ? null : StateText.Raw(Timestamp),
            Serial,
            Station,
            Testplan,
            Cause,
            What,
            Fix,
            StateText.Moment(RecordedAt),
            Report,
            ReportBytes,
            ReportFile
        );
}

/// <summary>A row of the table checkpoints, as text.</summary>
internal sealed class CheckpointRow
{
    public string Source { get; init; } = "";
    public string Timestamp { get; init; } = "";
    public string Id { get; init; } = "";
    public string SavedAt { get; init; } = "";

    public CheckpointRecord ToRecord() => new(Source, StateText.Raw(Timestamp), Id, StateText.Moment(SavedAt));
}

/// <summary>A row of the table backfills, as text.</summary>
internal sealed class BackfillRow
{
    public string Key { get; init; } = "";
    public string? Chunk { get; init; }
    public string? RunsTimestamp { get; init; }
    public string? RunsId { get; init; }
    public string? RepairsTimestamp { get; init; }
    public string? RepairsId { get; init; }
    public string? Until { get; init; }
    public string SavedAt { get; init; } = "";

    public BackfillRecord ToRecord() =>
        new(
            Key,
            Time(Chunk),
            Position(RunsTimestamp, RunsId),
            Position(RepairsTimestamp, RepairsId),
            Time(Until),
            StateText.Moment(SavedAt)
        );

    private static DateTime? Time(string? text) => text is null ? null : StateText.Raw(text);

    private static StoredPosition? Position(string? timestamp, string? id) =>
        timestamp is null ? null : new StoredPosition(StateText.Raw(timestamp), id ?? "");
}
