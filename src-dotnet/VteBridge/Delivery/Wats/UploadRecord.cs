using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Delivery.Wats;

/// <summary>Moves reports to their new state on disk and makes the receipts, with the rules of the sidecar's delivery.py.</summary>
/// <param name="now">Seconds since the start of the drain.</param>
internal sealed class UploadRecord(
    QueueFiles files,
    QueueLine line,
    UploadTrouble trouble,
    UploadPace pace,
    Func<double> now,
    TimeProvider time,
    ILogger log
)
{
    /// <summary>Seconds for which a file is left alone after another program held it.</summary>
    private const double Held = 30;

    private readonly OrderedDictionary<string, ErrorInfo> _suspects = [];
    private readonly Dictionary<string, (string Message, string? Hash)> _open = [];
    private readonly Dictionary<string, double> _heldUntil = [];
    private List<Receipt> _receipts = [];

    /// <summary>True at first, because an earlier drain may have been asked to wait.</summary>
    private bool _wasAskedToWait = true;

    /// <summary>The last error, if reports failed and WATS has judged none since; null otherwise.</summary>
    public string? Doubtful => _suspects.Count > 0 ? _suspects.GetAt(_suspects.Count - 1).Value.Error : null;

    /// <summary>
    /// Whether the back-off of the report is over, it has not just failed in this drain, and no other program holds its
    /// file.
    /// </summary>
    public bool MayGo(WaitingReport report) =>
        !(report.Suffix == QueueFiles.Error && _suspects.ContainsKey(report.Id))
        && !(_heldUntil.GetValueOrDefault(report.Id) > now())
        && report.Info.IsDue(time.GetUtcNow());

    public List<Receipt> TakeReceipts()
    {
        var taken = _receipts;
        _receipts = [];
        return taken;
    }

    /// <summary>Makes receipts for the reports that were put off and have no other outcome.</summary>
    public void TellOpen()
    {
        foreach (var (id, (message, hash)) in _open)
            _receipts.Add(new Receipt(Guid.Parse(id), Outcome.Unavailable, message, hash));
        _open.Clear();
    }

    public void Apply(Upload upload)
    {
        try
        {
            if (upload.Problem is { } problem)
            {
                Hold(upload, problem);
                return;
            }
            if (upload.Answer is { } answer)
                Apply(upload, answer);
            else
                PutBack(upload);
            trouble.FolderWorks();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Hold(upload, e);
        }
    }

    private void Apply(Upload upload, WatsAnswer answer)
    {
        var id = upload.Report.Id;
        switch (answer.Result)
        {
            case UploadResult.Accepted:
                Works();
                files.Complete(id, time.GetUtcNow());
                Tell(id, Outcome.Accepted, answer.Message, upload.Hash);
                line.Done(upload.Report);
                break;
            case UploadResult.Rejected:
                if (answer.Status is not null)
                    Works();
                Reject(upload, After(id, answer));
                break;
            case UploadResult.Later:
                Later(upload, answer);
                break;
            default:
                EverybodyWaits(answer);
                _open[id] = (answer.Message, upload.Hash);
                PutBack(upload);
                break;
        }
    }

    private void EverybodyWaits(WatsAnswer answer)
    {
        if (answer.Result == UploadResult.Stop)
        {
            trouble.Stop(answer.Message, byPerson: true);
            return;
        }
        var seconds = trouble.Pause(answer, now());
        if (answer.Result != UploadResult.SlowDown)
            return;
        _wasAskedToWait = true;
        pace.Limited(now(), seconds);
        QueuePause.Write(files.Folder, TimeSpan.FromSeconds(seconds), answer.Message, time.GetUtcNow());
    }

    private void Reject(Upload upload, ErrorInfo info)
    {
        files.Fail(upload.Report.Id, info with { Permanent = true });
        Tell(upload.Report.Id, Outcome.Rejected, info.Error, upload.Hash);
        line.Done(upload.Report);
    }

    private void Later(Upload upload, WatsAnswer answer)
    {
        var id = upload.Report.Id;
        var info = After(id, answer);
        if (trouble.GoodAnswers > upload.GoodBefore)
        {
            info = info.OwnFailure(time.GetUtcNow());
            if (info.Permanent)
            {
                Reject(upload, info);
                return;
            }
        }
        else
            _suspects[id] = info;
        files.Fail(id, info);
        Tell(id, Outcome.Unavailable, answer.Message, upload.Hash);
        line.Hold(upload.Report);
        trouble.Failed(answer);
    }

    private ErrorInfo After(string id, WatsAnswer answer) =>
        files.InfoOf(id).After(answer.Message, answer.Status, time.GetUtcNow());

    /// <summary>WATS judged a report, so the failures since its last judgement were the fault of those reports: they back off.</summary>
    private void Works()
    {
        trouble.Good(now());
        pace.Resumed(now());
        if (_wasAskedToWait && trouble.Paused(now()) == 0)
        {
            _wasAskedToWait = false;
            QueuePause.Clear(files.Folder);
        }
        KeyValuePair<string, ErrorInfo>[] suspects = [.. _suspects];
        _suspects.Clear();
        foreach (var (id, suspect) in suspects)
            if (files.HasFailed(id))
            {
                var info = suspect.OwnFailure(time.GetUtcNow());
                files.Note(id, info);
                if (info.Permanent)
                    Tell(id, Outcome.Rejected, info.Error, hash: null);
            }
    }

    /// <summary>
    /// Puts the report back into the line, to be tried a little later. If WATS has accepted it already, it gets it once
    /// more under the same id.
    /// </summary>
    private void Hold(Upload upload, Exception problem)
    {
        var id = upload.Report.Id;
        log.LogWarning(
            "The file of {Id} cannot be opened or moved now ({Problem}); it is tried again later",
            id,
            problem.Message
        );
        _heldUntil[id] = now() + Held;
        _open[id] = ($"its file cannot be opened or moved now: {problem.Message}", upload.Hash);
        // A missing file was taken by another program; that is no problem of the folder.
        if (problem is not FileNotFoundException || !Directory.Exists(files.Folder))
            trouble.FolderFailed(problem);
        try
        {
            PutBack(upload);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(
                "The file of {Id} cannot be put back into the queue ({Problem}); the next upload sends it",
                id,
                e.Message
            );
        }
    }

    private void PutBack(Upload upload)
    {
        if (files.IsInHand(upload.Report.Id))
            files.PutBack(upload.Report.Id);
        line.Hold(upload.Report);
    }

    private void Tell(string id, Outcome outcome, string? message, string? hash)
    {
        _open.Remove(id);
        _receipts.Add(new Receipt(Guid.Parse(id), outcome, message, hash));
    }
}
