using VteBridge.Configuration;

namespace VteBridge.Delivery;

/// <summary>Where reports go.</summary>
internal interface IDestination
{
    string Name { get; }

    /// <summary>
    /// Whether reports wait in our own queue folder, which only we write, and whose uploads are confirmed. Other
    /// destinations do not say what became of a report: there, `reconcile` asks WATS.
    /// </summary>
    bool GivesReceipts { get; }

    /// <summary>Why the destination accepts no more reports at the moment; null when it does.</summary>
    string? Full();

    /// <summary>
    /// Delivers one report. If the result is Queued or Accepted, the report survives a crash. Delivering the same report
    /// again changes nothing. Never throws because of a bad report or an unavailable destination.
    /// </summary>
    Receipt Deliver(Outgoing report);

    /// <summary>Uploads what is queued and yields the receipts; ends when nothing more can be uploaded now.</summary>
    IAsyncEnumerable<Receipt> ReceiptsAsync(CancellationToken stop);

    /// <summary>
    /// What the destination's files show about a report that was queued with this content: accepted, rejected, lost, or
    /// unavailable if it waits for another attempt. Null while the report is on its way, and where files prove nothing.
    /// </summary>
    /// <param name="hash">SHA-256 of the content, lower-case hex.</param>
    Receipt? ReceiptFor(Guid id, string hash);

    /// <summary>Whether a copy of the report still waits for its upload.</summary>
    bool Waits(Guid id);

    /// <summary>The newest copy of a report that the destination still has, in whatever state; null when it has none.</summary>
    /// <exception cref="IOException">The file exists, but another program holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file exists, but this account cannot read it now.</exception>
    ReadOnlyMemory<byte>? SentCopy(Guid id);

    /// <summary>Counts the files in the destination's folder by state.</summary>
    /// <exception cref="DestinationFailure">The folder cannot be listed.</exception>
    DestinationState State();
}

/// <summary>A report to deliver.</summary>
/// <param name="Force">Whether to deliver the report even if a copy of it is there already.</param>
internal sealed record Outgoing(Guid Id, ReadOnlyMemory<byte> Content, bool Force = false);

/// <summary>
/// The destination's answer about one report, or about itself. Message has the details, such as the reason for a
/// rejection.
/// </summary>
/// <param name="Id">The report; empty when the answer is about the destination itself.</param>
/// <param name="Hash">SHA-256 of the content that the answer is about, lower-case hex; null when the destination does not say.</param>
/// <param name="IsLost">Whether the copy that was queued is gone or damaged.</param>
internal sealed record Receipt(
    Guid Id,
    Outcome Outcome,
    string? Message = null,
    string? Hash = null,
    bool IsLost = false
)
{
    /// <summary>The rejected report, if the destination still has it.</summary>
    public RefusedReport? Report { get; init; }

    public static Receipt OfDestination(string message) => new(Guid.Empty, Outcome.Unavailable, message);

    public static Receipt Lost(Guid id, string why) => new(id, Outcome.Unavailable, why, IsLost: true);

    public bool IsOfDestination => Id == Guid.Empty;
}

/// <summary>The beginning of a rejected report, its full length, and the file that has all of it.</summary>
internal sealed record RefusedReport(ReadOnlyMemory<byte> Head, long Length, string File);

/// <summary>
/// The files of a folder by state. Waiting: not taken yet. Taken: uploaded or fetched. Errors: the upload failed, for now
/// or for good.
/// </summary>
/// <param name="Pause">Why nothing is sent at the moment, and until when; null when there is no pause.</param>
internal sealed record DestinationState(
    string Folder,
    int Waiting,
    int Taken,
    int Errors,
    DateTimeOffset? OldestWaiting,
    string? Pause = null
)
{
    /// <summary>The counts in words. Reports in a `directory` do not wait, because nobody takes them.</summary>
    public static string Counts(string destination, int waiting, int taken, int errors) =>
        destination == DestinationNames.Directory
            ? $"{taken} reports"
            : $"{waiting} waiting, {taken} uploaded or fetched, {errors} in error";

    public const string ErrorsFix =
        "See the files beside them for the reason. 'vtebridge reconcile --repair' sends what WATS does not have.";

    public static string ErrorsText(int errors, string folder) =>
        $"{errors} reports in '{folder}' could not be uploaded.";
}
