using VteBridge.Delivery.Folders;

namespace VteBridge.Delivery.Wats;

/// <summary>A report that is still to be sent.</summary>
/// <param name="Id">The id in the name of the file.</param>
/// <param name="Suffix">`.queued` or `.error`.</param>
/// <param name="Info">What is recorded about its earlier attempts.</param>
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
/// The states of reports on disk, with the rules of the sidecar's folder.py. Files are only renamed. They are deleted
/// only if a newer `.queued` file with the same id exists, or if they are completed and old. A `.queued` file is the
/// newest version and counts more than every other state. The caller must hold the lock.
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

    /// <summary>Puts back the reports that a drain was sending when it died; returns how many.</summary>
    public int Recover()
    {
        foreach (var (path, _) in Named(NewInfo))
            File.Delete(path);
        var inHand = Named(Processing).ToList();
        foreach (var (_, id) in inHand)
            PutBack(id);
        return inHand.Count;
    }

    /// <summary>Every report that is still to be sent. Only new or changed files are read.</summary>
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

    /// <summary>Marks a report as being sent, by its file name.</summary>
    /// <exception cref="IOException">The file is gone, or another program holds it.</exception>
    public string Claim(WaitingReport report)
    {
        var path = Rename(PathOf(report.Id, report.Suffix), PathOf(report.Id, Processing));
        // Not earlier: a pyWATS client on this folder may just have renamed the .queued file that was seen to .error.
        if (report.Suffix == Queued && HasFailed(report.Id))
        {
            File.Delete(PathOf(report.Id, Info));
            File.Delete(PathOf(report.Id, Error));
        }
        Milestone.Pass("report in hand");
        return path;
    }

    /// <summary>WATS has the report: marks it as completed.</summary>
    public void Complete(string id, DateTimeOffset now)
    {
        Milestone.Pass("report accepted");
        var processing = PathOf(id, Processing);
        // The age of a completed report counts from here.
        File.SetLastWriteTimeUtc(processing, now.UtcDateTime);
        File.Delete(PathOf(id, Info));
        File.Delete(PathOf(id, Completed));
        Rename(processing, PathOf(id, Completed));
        Milestone.Pass("report completed");
    }

    /// <summary>WATS has not accepted the report: marks it as failed.</summary>
    public void Fail(string id, ErrorInfo info)
    {
        Note(id, info);
        // One atomic step, which fails if a pyWATS client on this folder has renamed the report to .error already.
        File.Move(PathOf(id, Processing), PathOf(id, Error), overwrite: true);
    }

    /// <summary>Writes what is known about failed attempts. A crash loses at worst the counts, never the report.</summary>
    public void Note(string id, ErrorInfo info)
    {
        AtomicFile.Write(PathOf(id, Info), info.ToJson(), flush: false, OwnerOnly.FileMode);
        _known.Remove(id + Error);
    }

    /// <summary>The report was marked, but not sent: it waits again, unless a newer version of it waits already.</summary>
    public void PutBack(string id)
    {
        try
        {
            // Without overwriting, this is atomic even if a newer version is added at the same moment.
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
            // A file that is gone has a time long ago; deleting it does nothing.
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
        // What is recorded about a failed version does not apply to a newer one.
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

    /// <summary>
    /// For targets that no other program creates. If the source is replaced at the same moment, the newer file is
    /// renamed.
    /// </summary>
    private static string Rename(string source, string target)
    {
        if (File.Exists(target))
            throw new IOException($"'{target}' exists.");
        File.Move(source, target, overwrite: true);
        return target;
    }
}
