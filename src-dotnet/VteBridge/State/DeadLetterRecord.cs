using VteBridge.Core;

namespace VteBridge.State;

/// <summary>A run or repair that could not be mapped or was rejected: what it is, why, and what to do.</summary>
/// <param name="Source">VTE's own key, or what can be said of a row that has none.</param>
/// <param name="Timestamp">Raw; null where VTE has none.</param>
/// <param name="Cause">The same text for all dead letters that one correction mends.</param>
/// <param name="Report">The report as it was refused, null when there is none. The store keeps its first <see cref="ReportLimit"/> bytes.</param>
/// <param name="ReportBytes">Length of the whole report. Set by the store where it is not given.</param>
/// <param name="ReportFile">Where the whole report is; null: nowhere else.</param>
internal sealed record DeadLetterRecord(
    Guid Id,
    ReportKind Kind,
    string Source,
    DateTime? Timestamp,
    string? Serial,
    string? Station,
    string? Testplan,
    string Cause,
    string What,
    string Fix,
    DateTimeOffset RecordedAt,
    string? Report = null,
    long? ReportBytes = null,
    string? ReportFile = null
)
{
    /// <summary>In UTF-8.</summary>
    public const int ReportLimit = 64 * 1024;
}

/// <summary>Dead letters with one cause.</summary>
/// <param name="Newest">Without its report.</param>
internal sealed record DeadLetterGroup(string Cause, int Count, DeadLetterRecord Newest);
