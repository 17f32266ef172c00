using System.Security.Cryptography;
using VteBridge.Files;
using VteBridge.Options;

namespace VteBridge.Delivery;

/// <summary>
/// Drops reports into a folder that somebody else empties. Before dropping, it looks for the report in every state: what
/// is already there with the same content is not dropped again.
/// </summary>
internal sealed class FolderOutlet(string name, string folder, FolderConvention convention, DeliveryOptions options)
    : IOutlet
{
    private readonly FolderRoom _room = new(folder, convention, options);

    public string Name => name;

    public string? Full() => _room.Full();

    public Receipt Deliver(Outgoing report)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (!report.Force && Sibling(report) is { } known)
                return known;
            AtomicFile.Write(PathOf(report.Name, convention.Fresh), report.Content.Span, options.FlushToDisk);
            _room.Dropped();
            return new Receipt(report.Name, Outcome.HandedOver);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Receipt(report.Name, Outcome.Unavailable, $"'{folder}' does not take files: {e.Message}");
        }
    }

    /// <summary>Whoever empties the folder tells nobody; `reconcile` asks WATS.</summary>
    public IAsyncEnumerable<Receipt> SettleAsync(CancellationToken stop) => AsyncEnumerable.Empty<Receipt>();

    public OutletState State() => _room.State();

    public Receipt? Settled(string id, string hash)
    {
        // Where nobody confirms, being taken says nothing: `reconcile` asks WATS.
        if (!convention.TakenIsProof)
            return null;
        if (Find(convention.Taken) is not null)
            return new Receipt(id, Outcome.Accepted);
        return
            Find(convention.Failed) is { } refused
            && ErrorInfo.Read(PathOf(id, convention.Failed[0]) + ErrorInfo.Suffix) is { Permanent: true } error
            ? new Receipt(id, Outcome.Rejected, error.Error, refused)
            : null;

        byte[]? Find(string[] suffixes) =>
            suffixes
                .Select(s => Content(PathOf(id, s)))
                .FirstOrDefault(c => c is not null && Convert.ToHexStringLower(SHA256.HashData(c)) == hash);
    }

    /// <summary>The content of a report that could not be uploaded; empty when it is not there.</summary>
    public ReadOnlyMemory<byte> Refused(string id) =>
        convention.Failed.Select(s => PathOf(id, s)).FirstOrDefault(File.Exists) is { } path
            ? File.ReadAllBytes(path)
            : default;

    /// <summary>
    /// Looked for in the order in which a report changes its state, and among the waiting ones again at the end: one that
    /// moves on while we look is met all the same.
    /// </summary>
    private Receipt? Sibling(Outgoing report)
    {
        if (Has(convention.Waiting))
            return new Receipt(report.Name, Outcome.HandedOver);
        if (Has(convention.Taken) || Lies(convention.TakenFolders))
            return new Receipt(report.Name, convention.TakenIsProof ? Outcome.Accepted : Outcome.HandedOver);
        if (Has(convention.Failed) || Lies(convention.FailedFolders))
            return FailedBefore(report);
        return Has(convention.Waiting) ? new Receipt(report.Name, Outcome.HandedOver) : null;

        bool Has(string[] suffixes) => suffixes.Any(s => SameContent(PathOf(report.Name, s), report.Content.Span));
        bool Lies(string[] folders) =>
            FolderRoom
                .Within(folder, folders)
                .Any(f => SameContent(Path.Combine(f, report.Name + convention.Fresh), report.Content.Span));
    }

    /// <summary>A report that was refused for good stays refused; one that failed otherwise is tried again by whoever has it.</summary>
    private Receipt FailedBefore(Outgoing report)
    {
        var error = ErrorInfo.Read(PathOf(report.Name, convention.Failed[0]) + ErrorInfo.Suffix);
        return error?.Permanent == true
            ? new Receipt(report.Name, Outcome.Rejected, error.Error)
            : new Receipt(report.Name, Outcome.HandedOver, error?.Error);
    }

    /// <summary>Null when it is not there, or nobody may read it now.</summary>
    private static byte[]? Content(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool SameContent(string path, ReadOnlySpan<byte> content)
    {
        var file = new FileInfo(path);
        try
        {
            return file.Exists
                && file.Length == content.Length
                && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        }
        catch (FileNotFoundException)
        {
            return false; // It changed its state between the two looks; the next state is looked at after this one.
        }
    }

    private string PathOf(string id, string suffix) => Path.Combine(folder, id + suffix);
}
