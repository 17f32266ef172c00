namespace VteBridge.Delivery;

/// <summary>Asks WATS which reports it has. `sidecar` asks through pyWATS, `wats` by itself.</summary>
internal interface IReportVerifier
{
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    Task<VerifierAnswers> AskAsync(IReadOnlyCollection<ReportQuestion> questions, CancellationToken stop);
}

/// <param name="Verdict">That WATS should have.</param>
internal sealed record ReportQuestion(Guid Id, Verdict Verdict);

internal enum ReportAnswer
{
    Found,
    Missing,

    /// <summary>WATS has it with another verdict.</summary>
    Different,
}

/// <param name="Answers">By id; a report that WATS could not be asked about is not there.</param>
/// <param name="Trouble">Why WATS could not be asked about everything; null when it could.</param>
internal sealed record VerifierAnswers(IReadOnlyDictionary<Guid, ReportAnswer> Answers, string? Trouble);
