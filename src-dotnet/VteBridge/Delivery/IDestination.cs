using VteBridge.Configuration;

namespace VteBridge.Delivery;

/// <summary>Where reports go.</summary>
internal interface IDestination
{
    string Name { get; }

    /// <summary>
    /// Whether reports wait in our own queue folder, whose files only we write and whose uploads are confirmed. Elsewhere
    /// nobody tells what became of a report: `reconcile` asks WATS.
    /// </summary>
    bool GivesReceipts { get; }

    /// <summary>Why the destination takes no more at the moment, null when it does.</summary>
    string? Full();

    /// <summary>
    /// Delivers one report. When it returns Queued or Accepted, the report survives a crash; doing it again with the same
    /// report changes nothing. Never throws for a report or for a destination that is away.
    /// </summary>
    Receipt Deliver(Outgoing report);

    /// <summary>Uploads what is queued, and tells what became of it; ends when there is no more to learn now.</summary>
    IAsyncEnumerable<Receipt> ReceiptsAsync(CancellationToken stop);

    /// <summary>
    /// What the destination's files show of a report that was queued with this content: accepted, rejected, lost, or unavailable when it
    /// waits to be tried again. Null while it is on its way, and where files prove nothing.
    /// </summary>
    /// <param name="hash">SHA-256 of the content, lower-case hex.</param>
    Receipt? ReceiptFor(Guid id, string hash);

    /// <summary>Whether a copy still waits to be uploaded.</summary>
    bool Waits(Guid id);

    /// <summary>The newest copy of a report that the destination still has, whatever became of it; null when it has none.</summary>
    /// <exception cref="IOException">It is there, but somebody holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    ReadOnlyMemory<byte>? SentCopy(Guid id);

    /// <summary>The files in the destination's folder by what became of them.</summary>
    /// <exception cref="DestinationFailure">The folder cannot be looked through.</exception>
    DestinationState State();
}

/// <summary>A report to deliver.</summary>
/// <param name="Force">Deliver it although an earlier copy seems to be there.</param>
internal sealed record Outgoing(Guid Id, ReadOnlyMemory<byte> Content, bool Force = false);

/// <summary>The destination's answer about one report, or about itself. Message says why when it is not simply good.</summary>
/// <param name="Id">Empty: it is about the destination itself.</param>
/// <param name="Hash">SHA-256 of the content that it is about, lower-case hex; null where the destination does not say.</param>
/// <param name="IsLost">The copy that was queued is gone or damaged.</param>
internal sealed record Receipt(
    Guid Id,
    Outcome Outcome,
    string? Message = null,
    string? Hash = null,
    bool IsLost = false
)
{
    /// <summary>The refused report, where the destination still has it.</summary>
    public RefusedReport? Report { get; init; }

    public static Receipt OfDestination(string message) => new(Guid.Empty, Outcome.Unavailable, message);

    public static Receipt Lost(Guid id, string why) => new(id, Outcome.Unavailable, why, IsLost: true);

    public bool IsOfDestination => Id == Guid.Empty;
}

/// <summary>The beginning of a refused report, how long it is, and where all of it is.</summary>
internal sealed record RefusedReport(ReadOnlyMemory<byte> Head, long Length, string File);

/// <summary>Waiting: dropped, not taken yet. Taken: uploaded or fetched. Errors: given up for now or for good by whoever takes them.</summary>
/// <param name="Pause">Why nothing is sent at the moment, and for how long; null when nothing is in the way.</param>
internal sealed record DestinationState(
    string Folder,
    int Waiting,
    int Taken,
    int Errors,
    DateTimeOffset? OldestWaiting,
    string? Pause = null
)
{
    /// <summary>The counts in words; nobody takes anything out of a `directory`.</summary>
    public static string Counts(string destination, int waiting, int taken, int errors) =>
        destination == DestinationNames.Directory
            ? $"{taken} reports"
            : $"{waiting} waiting, {taken} uploaded or fetched, {errors} in error";

    public const string ErrorsFix =
        "See the files beside them for the reason. 'vtebridge reconcile --repair' sends what WATS does not have.";

    public static string ErrorsText(int errors, string folder) =>
        $"{errors} reports in '{folder}' could not be uploaded.";
}
