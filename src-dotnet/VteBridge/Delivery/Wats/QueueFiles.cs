using VteBridge.Delivery.Folders;

namespace VteBridge.Delivery.Wats;

/// <summary>A report that is still to be sent.</summary>
/// <param name="Id">As its file is named.</param>
/// <param name="Suffix">.queued or .error.</param>
/// <param name="Info">What its earlier attempts left behind.</param>
internal sealed record WaitingReport(
    string Id,
    string Suffix,
    string Serial,
    DateTimeOffset Start,
    ErrorInfo Info,
    long Size,
    DateTime Written
);

/// <summary>
/// The states of reports on disk, with the rules of the sidecar's folder.py: bytes are only renamed, and deleted only when a
/// newer .queued of that id stands beside them or when they are completed and old; what is dropped as .queued is the newest
/// word and wins over every other state. The caller holds the lock.
/// </summary>
internal sealed class QueueFiles(string folder)
{
    public const string Queued = ".queued";
    public const string Error = ".error";
    private const string Processing = ".processing";
    private const string Completed = ".completed";
    private const string Info = Error + ErrorInfo.Suffix;
    private const string NewInfo = Info + ".new";

    private Dictionary<string, WaitingReport> _known = [];

    public string Folder => folder;

    /// <summary>Puts back what a drain that died had in hand; how many reports that were.</summary>
    public int Recover()
    {
        foreach (var (path, _) in Named(NewInfo))
            File.Delete(path);
        var inHand = Named(Processing).ToList();
        foreach (var (_, id) in inHand)
            PutBack(id);
        return inHand.Count;
    }

    /// <summary>Every report that is still to be sent. Files are read only when they are new or changed.</summary>
    public List<WaitingReport> Scan()
    {
        var found = new Dictionary<string, WaitingReport>();
        foreach (var suffix in (string[])[Queued, Error])
        foreach (var (path, id) in Named(suffix))
            if (Look(new FileInfo(path), id, suffix) is { } waiting)
                found[id + suffix] = waiting;
        _known = found;
        return
        [
            .. found.Values.Where(w => !w.Info.Permanent && (w.Suffix == Queued || !found.ContainsKey(w.Id + Queued))),
        ];
    }

    /// <summary>Takes a report in hand.</summary>
    /// <exception cref="IOException">Its file is gone or held by somebody.</exception>
    public string Claim(WaitingReport report)
    {
        var path = Rename(PathOf(report.Id, report.Suffix), PathOf(report.Id, Processing));
        // Not before: a pyWATS client on this folder may just have made its .error out of the .queued that was seen.
        if (report.Suffix == Queued && HasFailed(report.Id))
        {
            File.Delete(PathOf(report.Id, Info));
            File.Delete(PathOf(report.Id, Error));
        }
        Milestone.Pass("report in hand");
        return path;
    }

    /// <summary>WATS has it.</summary>
    public void Complete(string id, DateTimeOffset now)
    {
        Milestone.Pass("report accepted");
        var processing = PathOf(id, Processing);
        // Its age counts from here.
        File.SetLastWriteTimeUtc(processing, now.UtcDateTime);
        File.Delete(PathOf(id, Info));
        File.Delete(PathOf(id, Completed));
        Rename(processing, PathOf(id, Completed));
        Milestone.Pass("report completed");
    }

    /// <summary>Not taken.</summary>
    public void Fail(string id, ErrorInfo info)
    {
        Note(id, info);
        // In one step, which fails when a pyWATS client on this folder has made an .error of it already.
        File.Move(PathOf(id, Processing), PathOf(id, Error), overwrite: true);
    }

    /// <summary>A crash in between loses the counts at worst, never the report.</summary>
    public void Note(string id, ErrorInfo info)
    {
        AtomicFile.Write(PathOf(id, Info), info.ToJson(), flush: false, OwnerOnly.FileMode);
        _known.Remove(id + Error);
    }

    /// <summary>In hand, but not sent: waits as before, unless a newer version stands there.</summary>
    public void PutBack(string id)
    {
        try
        {
            // Without overwriting, this is atomic also when a newer version is dropped at the same moment.
            File.Move(PathOf(id, Processing), PathOf(id, Queued), overwrite: false);
        }
        catch (IOException) when (File.Exists(PathOf(id, Queued)))
        {
            File.Delete(PathOf(id, Processing));
        }
    }

    public bool IsInHand(string id) => File.Exists(PathOf(id, Processing));

    public bool HasFailed(string id) => File.Exists(PathOf(id, Error));

    public ErrorInfo InfoOf(string id) => ErrorInfo.Read(PathOf(id, Info)) ?? ErrorInfo.None;

    public void RemoveCompleted(DateTimeOffset before)
    {
        foreach (var (path, _) in Named(Completed).ToList())
            // A file that is gone has a time of long ago; deleting it does nothing.
            if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
                File.Delete(path);
    }

    private WaitingReport? Look(FileInfo file, string id, string suffix)
    {
        if (!file.Exists)
            return null;
        if (
            _known.GetValueOrDefault(id + suffix) is { } known
            && known.Size == file.Length
            && known.Written == file.LastWriteTimeUtc
        )
            return known;
        // What is known of a failed version says nothing about a newer one.
        var info = suffix == Error || !HasFailed(id) ? InfoOf(id) : ErrorInfo.None;
        if (suffix == Queued && info.Permanent)
            info = ErrorInfo.None;
        var (serial, start) = info.Permanent ? ("", DateTimeOffset.MinValue) : ReportFile.Turn(file.FullName, id);
        return new WaitingReport(id, suffix, serial, start, info, file.Length, file.LastWriteTimeUtc);
    }

    private IEnumerable<(string Path, string Id)> Named(string suffix) =>
        Directory
            .EnumerateFiles(folder, "*" + suffix)
            .Select(path => (path, Name: Path.GetFileName(path)))
            .Where(f =>
                f.Name.EndsWith(suffix, StringComparison.Ordinal)
                && Guid.TryParseExact(f.Name[..^suffix.Length], "D", out _)
            )
            .Select(f => (f.path, f.Name[..^suffix.Length]));

    private string PathOf(string id, string suffix) => Path.Combine(folder, id + suffix);

    /// <summary>For targets that nobody else makes. The source may be replaced at the same moment: then the newer file is moved.</summary>
    private static string Rename(string source, string target)
    {
        if (File.Exists(target))
            throw new IOException($"'{target}' exists.");
        File.Move(source, target, overwrite: true);
        return target;
    }
}
