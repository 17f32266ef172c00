namespace VteBridge.Delivery.Wats;

/// <summary>
/// Tells problems of WATS from problems of one report. A report that fails alone backs off alone. When WATS is down, slow
/// or asks to wait, every report waits and none is blamed. The rules are those of the sidecar's trouble.py; times are
/// seconds since the start of the drain.
/// </summary>
internal sealed class UploadTrouble(int jobs)
{
    /// <summary>For how many seconds, in total, a drain waits until WATS judges the next report.</summary>
    private const double Patience = 120;

    private const double UnreachablePatience = 5;
    private const int MostFolderFailures = 5;
    private static readonly double[] SlowDownSteps = [1, 2, 4, 8, 15, 30];
    private static readonly double[] UnreachableSteps = [0.5, 1, 2];

    private readonly Dictionary<UploadResult, (int Pauses, double Waited)> _pauses = [];
    private int _failures;
    private int _folderFailures;
    private double _until;

    /// <summary>Why every report waits.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>How many reports WATS has judged.</summary>
    public int GoodAnswers { get; private set; }

    /// <summary>Why nothing more is sent; null while nothing is in the way.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Whether WATS has judged nothing since a pause. Then only one upload at a time tries it.</summary>
    public bool IsCareful => _pauses.Count > 0;

    /// <summary>
    /// WATS judged a report. During a pause this does not count, because the answer is to an upload from before the
    /// pause.
    /// </summary>
    public void Good(double now)
    {
        GoodAnswers++;
        _failures = 0;
        if (Paused(now) == 0)
            _pauses.Clear();
    }

    /// <summary>An attempt failed for a reason that may be the report's or the server's.</summary>
    public void Failed(WatsAnswer answer)
    {
        if (++_failures >= jobs + 5)
            Stop($"WATS failed on {_failures} reports in a row, the last time: {answer.Message}");
    }

    /// <summary>
    /// WATS asked to wait or could not be reached. Nothing is sent for the returned number of seconds, which grows each
    /// time until WATS judges a report.
    /// </summary>
    public double Pause(WatsAnswer answer, double now)
    {
        var slowDown = answer.Result == UploadResult.SlowDown;
        var steps = slowDown ? SlowDownSteps : UnreachableSteps;
        var (pauses, waited) = _pauses.GetValueOrDefault(answer.Result);
        var step = steps[Math.Min(pauses, steps.Length - 1)];
        var seconds = Math.Min(
            Math.Max(answer.RetryAfter?.TotalSeconds ?? 0, step),
            Sidecar.QueuePause.Longest.TotalSeconds
        );
        waited += Math.Max(0, now + seconds - Math.Max(now, _until));
        _pauses[answer.Result] = (Paused(now) > 0 ? pauses : pauses + 1, waited);
        if (waited > (slowDown ? Patience : UnreachablePatience))
            Stop(answer.Message + (slowDown ? $"; the next run sends again in {seconds:0} s" : ""));
        Begin(answer.Message, now + seconds);
        return seconds;
    }

    /// <summary>WATS asked an earlier drain to wait until a time that has not come yet.</summary>
    public void Asked(double seconds, string reason, double now)
    {
        var (pauses, waited) = _pauses.GetValueOrDefault(UploadResult.SlowDown);
        _pauses[UploadResult.SlowDown] = (pauses + 1, waited + seconds);
        Begin(reason, now + seconds);
        if (seconds > Patience)
            Stop($"{reason}; {seconds:0} s of that are left");
    }

    /// <summary>Seconds left of the pause; 0 when there is none.</summary>
    public double Paused(double now) => Math.Max(0, _until - now);

    public void FolderWorks() => _folderFailures = 0;

    /// <summary>One file may be held by another program; many failures in a row mean a full disk or a lost share.</summary>
    public void FolderFailed(Exception problem)
    {
        if (++_folderFailures >= MostFolderFailures)
            Stop(OfFolder(problem));
    }

    public static string OfFolder(Exception problem) => $"the queue folder cannot be used: {problem.Message}";

    /// <summary>Keeps the first reason, unless a person must do something.</summary>
    public void Stop(string reason, bool byPerson = false) => Stopped = byPerson ? reason : Stopped ?? reason;

    private void Begin(string reason, double until) => (Reason, _until) = (reason, Math.Max(_until, until));
}
