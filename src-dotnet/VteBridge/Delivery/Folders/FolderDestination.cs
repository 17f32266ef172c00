using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Wsjf;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// Drops reports into a folder that somebody else empties. Before dropping, it looks for the report in every state: one
/// whose newest copy has the same content is not dropped again.
/// </summary>
internal sealed class FolderDestination(
    string name,
    string folder,
    FolderConvention convention,
    DeliveryOptions options
) : IDestination
{
    private readonly FolderRoom _room = new(folder, convention, options);
    private readonly NewestCopy _copies = new(folder, convention);

    public string Name => name;

    public bool GivesReceipts => false;

    public string? Full() => _room.Full();

    public Receipt Deliver(Outgoing report)
    {
        try
        {
            if (!report.Force && Known(report) is { } known)
                return known;
            Drop(report);
            _room.Dropped();
            return new Receipt(report.Name, Outcome.Queued);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Receipt(report.Name, Outcome.Unavailable, $"'{folder}' does not take files: {e.Message}");
        }
    }

    /// <summary>The folder is there for all reports but the first: it is made when it proves to be missing.</summary>
    private void Drop(Outgoing report)
    {
        var path = PathOf(report.Name, convention.Fresh);
        try
        {
            AtomicFile.Write(path, report.Content.Span, options.FlushToDisk);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(path, report.Content.Span, options.FlushToDisk);
        }
    }

    /// <summary>Whoever empties the folder tells nobody; `reconcile` asks WATS.</summary>
    public IAsyncEnumerable<Receipt> SettleAsync(CancellationToken stop) => AsyncEnumerable.Empty<Receipt>();

    public DestinationState State() => _room.State();

    public Receipt? Settled(string id, string hash)
    {
        // Where nobody confirms, being taken says nothing: `reconcile` asks WATS.
        if (
            !convention.TakenIsProof
            || _copies.Waits(id)
            || Newest(id) is not { } copy
            || WsjfWriter.ContentHash(copy.Content.Span) != hash
        )
            return null;
        return copy.State switch
        {
            CopyState.Taken => new Receipt(id, Outcome.Accepted),
            CopyState.Failed when InfoOf(id) is { Permanent: true } error => new Receipt(
                id,
                Outcome.Rejected,
                error.Error,
                copy.Content
            ),
            _ => null,
        };
    }

    /// <summary>The content of a report that could not be uploaded; empty when it is not there.</summary>
    public ReadOnlyMemory<byte> Refused(string id) =>
        convention.Failed.Select(s => PathOf(id, s)).FirstOrDefault(File.Exists) is { } path
            ? File.ReadAllBytes(path)
            : default;

    /// <summary>What is to be said of it when its newest copy is this very report; null when it must be dropped.</summary>
    private Receipt? Known(Outgoing report)
    {
        if (_copies.Of(report.Name) is not { } copy || !copy.Content.Span.SequenceEqual(report.Content.Span))
            return null;
        return copy.State switch
        {
            CopyState.Taken when convention.TakenIsProof => new Receipt(report.Name, Outcome.Accepted),
            CopyState.Failed => FailedBefore(report.Name),
            _ => new Receipt(report.Name, Outcome.Queued),
        };
    }

    /// <summary>A report that was refused for good stays refused; one that failed otherwise is tried again by whoever has it.</summary>
    private Receipt FailedBefore(string id)
    {
        var error = InfoOf(id);
        return new Receipt(id, error?.Permanent == true ? Outcome.Rejected : Outcome.Queued, error?.Error);
    }

    /// <summary>Null also when somebody holds it: what became of it can be asked later.</summary>
    private Copy? Newest(string id)
    {
        try
        {
            return _copies.Of(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ErrorInfo? InfoOf(string id) => ErrorInfo.Read(PathOf(id, convention.Failed[0]) + ErrorInfo.Suffix);

    private string PathOf(string id, string suffix) => Path.Combine(folder, id + suffix);
}
