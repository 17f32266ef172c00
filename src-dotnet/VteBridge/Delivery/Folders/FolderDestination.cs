using VteBridge.Configuration;
using VteBridge.Wsjf;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// Writes reports into a folder that another program empties. First it looks for copies in every state: if the newest
/// copy has the same content, the report is not written again.
/// </summary>
internal sealed class FolderDestination(
    string name,
    string folder,
    FolderConvention convention,
    DeliveryOptions options
) : IDestination
{
    /// <summary>How many bytes of a rejected report a dead letter keeps.</summary>
    private const int RefusedHead = 64 * 1024;

    private readonly FolderRoom _room = new(folder, convention, options);
    private readonly NewestCopy _copies = new(folder, convention);

    public string Name => name;

    public bool GivesReceipts => convention.TakenIsProof;

    public string? Full() => _room.Full();

    public Receipt Deliver(Outgoing report)
    {
        try
        {
            if (!report.Force && Known(report) is { } known)
                return known;
            Drop(report);
            _room.Dropped();
            return new Receipt(report.Id, Outcome.Queued);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Receipt(report.Id, Outcome.Unavailable, $"'{folder}' cannot be written to: {e.Message}");
        }
    }

    /// <summary>Creates the folder only after a write has failed because it is missing: for all reports but the first, it exists.</summary>
    private void Drop(Outgoing report)
    {
        var path = PathOf(report.Id, convention.Fresh);
        try
        {
            AtomicFile.Write(path, report.Content.Span, options.FlushToDisk, convention.FileMode);
        }
        catch (DirectoryNotFoundException)
        {
            convention.CreateFolder(folder);
            AtomicFile.Write(path, report.Content.Span, options.FlushToDisk, convention.FileMode);
        }
    }

    public IAsyncEnumerable<Receipt> ReceiptsAsync(CancellationToken stop) => AsyncEnumerable.Empty<Receipt>();

    public DestinationState State() => _room.State();

    public ReadOnlyMemory<byte>? SentCopy(Guid id) => _copies.Of(id.ToString())?.Content;

    public bool Waits(Guid id) => _copies.Waits(id.ToString());

    public Receipt? ReceiptFor(Guid id, string hash)
    {
        if (!convention.TakenIsProof)
            return null;
        try
        {
            if (_copies.HashOf(id.ToString()) is not var (state, found))
                return Receipt.Lost(id, $"its file in '{folder}' is gone");
            return found != hash ? Receipt.Lost(id, $"its file in '{folder}' has changed since it was written")
                : state == CopyState.Taken ? new Receipt(id, Outcome.Accepted)
                : state != CopyState.Failed ? null
                : InfoOf(id) is { Permanent: true } error
                    ? new Receipt(id, Outcome.Rejected, error.Error) { Report = Refused(id) }
                : new Receipt(id, Outcome.Unavailable, InfoOf(id)?.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Another program holds the file: the next call will tell.
        }
    }

    /// <summary>The beginning of a report that could not be uploaded; null when its file is gone.</summary>
    public RefusedReport? Refused(Guid id)
    {
        if (convention.Failed.Select(s => PathOf(id, s)).FirstOrDefault(File.Exists) is not { } path)
            return null;
        using var file = File.OpenRead(path);
        var head = new byte[Math.Min(file.Length, RefusedHead)];
        file.ReadExactly(head);
        return new RefusedReport(head, file.Length, path);
    }

    /// <summary>The receipt to give when the newest copy has the same content; null when the report must be written.</summary>
    private Receipt? Known(Outgoing report)
    {
        if (_copies.Of(report.Id.ToString()) is not { } copy || !copy.Content.Span.SequenceEqual(report.Content.Span))
            return null;
        return copy.State switch
        {
            CopyState.Taken when convention.TakenIsProof => new Receipt(report.Id, Outcome.Accepted),
            CopyState.Failed => FailedBefore(report.Id),
            _ => new Receipt(report.Id, Outcome.Queued),
        };
    }

    /// <summary>
    /// A report that failed permanently stays rejected. Any other failed report counts as queued, because it will be
    /// tried again.
    /// </summary>
    private Receipt FailedBefore(Guid id)
    {
        var error = InfoOf(id);
        return new Receipt(id, error?.Permanent == true ? Outcome.Rejected : Outcome.Queued, error?.Error);
    }

    private ErrorInfo? InfoOf(Guid id) => ErrorInfo.Read(PathOf(id, convention.Failed[0]) + ErrorInfo.Suffix);

    private string PathOf(Guid id, string suffix) => Path.Combine(folder, id + suffix);
}
