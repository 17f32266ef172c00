namespace VteBridge.State;

/// <summary>SQL to read and write the table reports.</summary>
internal static class ReportSql
{
    public const string Columns =
        "sequence, id, kind, timestamp, testplan, header_fingerprint AS headerFingerprint, fingerprint, sent_hash AS sentHash, outcome, verdict, program, in_queue AS isInQueue, coalesce(flags, '[]') AS flags, first_recorded_at AS firstRecordedAt, recorded_at AS recordedAt";

    public const string Upsert = """
        INSERT INTO reports (id, kind, timestamp, day, testplan, header_fingerprint, fingerprint, sent_hash, outcome, verdict, program, in_queue, flags, first_recorded_at, recorded_at, written)
        VALUES (@Id, @kind, @Timestamp, substr(@Timestamp, 1, 10), @Testplan, @HeaderFingerprint, @Fingerprint, @SentHash, @outcome, @verdict, @Program, @IsInQueue, @flags, @RecordedAt, @RecordedAt, @written)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, timestamp = excluded.timestamp, day = excluded.day, testplan = excluded.testplan,
          header_fingerprint = excluded.header_fingerprint, fingerprint = excluded.fingerprint, sent_hash = excluded.sent_hash,
          outcome = excluded.outcome, verdict = excluded.verdict, program = excluded.program, in_queue = excluded.in_queue, flags = excluded.flags, recorded_at = excluded.recorded_at, written = excluded.written
        """;

    /// <summary>The parameters of <see cref="Upsert"/>.</summary>
    /// <param name="written">The number of the transaction.</param>
    public static object Of(ReportRecord report, long written) =>
        new
        {
            report.Id,
            kind = report.Kind.ToString(),
            report.Timestamp,
            report.Testplan,
            report.HeaderFingerprint,
            report.Fingerprint,
            report.SentHash,
            outcome = report.Outcome.ToString(),
            verdict = report.Verdict?.ToString(),
            report.Program,
            report.IsInQueue,
            flags = report.Flags.Count > 0 ? report.Flags : null,
            report.RecordedAt,
            written,
        };
}

/// <summary>SQL to read and write the table dead_letters.</summary>
internal static class DeadLetterSql
{
    public const string ColumnsButReport =
        "id, kind, source, timestamp, serial, station, testplan, cause, what, fix, recorded_at AS recordedAt, report_bytes AS reportBytes, report_file AS reportFile";

    public const string Upsert = """
        INSERT OR REPLACE INTO dead_letters (id, kind, source, timestamp, serial, station, testplan, cause, what, fix, recorded_at, report, report_bytes, report_file)
        VALUES (@Id, @kind, @Source, @Timestamp, @Serial, @Station, @Testplan, @Cause, @What, @Fix, @RecordedAt, @report, @bytes, @ReportFile)
        """;

    /// <summary>The parameters of <see cref="Upsert"/>.</summary>
    public static object Of(DeadLetterRecord letter) =>
        new
        {
            letter.Id,
            kind = letter.Kind.ToString(),
            letter.Source,
            letter.Timestamp,
            letter.Serial,
            letter.Station,
            letter.Testplan,
            letter.Cause,
            letter.What,
            letter.Fix,
            letter.RecordedAt,
            report = letter.Report is { } report ? StateText.Beginning(report, DeadLetterRecord.ReportLimit) : null,
            bytes = letter.ReportBytes ?? (letter.Report is { } r ? Encoding.UTF8.GetByteCount(r) : null),
            letter.ReportFile,
        };
}
