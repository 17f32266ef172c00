using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// One run over a queue folder whose lock is held: keeps up to the configured number of uploads going until nothing more
/// can be sent now. The rules are those of the sidecar's drain.py. Files and counts change only between uploads, on one
/// thread at a time.
/// </summary>
internal sealed class UploadRun(
    QueueFiles files,
    WatsClient wats,
    SidecarOptions options,
    TimeProvider time,
    ILogger log
)
{
    private readonly QueueLine _line = new();
    private readonly UploadTrouble _trouble = new(options.Jobs);
    private readonly UploadPace _pace = new(options.RatePerMinute);
    private readonly SemaphoreSlim _oneLarge = new(1);
    private readonly List<Task<Upload>> _underWay = [];
    private readonly long _started = time.GetTimestamp();
    private UploadRecord _record = null!;

    /// <summary>Why the run ended before everything was sent; null when nothing prevented it.</summary>
    public string? Stopped => _trouble.Stopped;

    private double Now => time.GetElapsedTime(_started).TotalSeconds;

    /// <summary>
    /// Yields the receipts. When cancelled, it gives uploads in progress StopTimeout to end; then only their files show
    /// the outcome.
    /// </summary>
    public async IAsyncEnumerable<Receipt> UploadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        _record = new UploadRecord(files, _line, _trouble, _pace, () => Now, time, log);
        Begin();
        using var abandon = new CancellationTokenSource();
        try
        {
            while (await StepAsync(abandon.Token, stop))
                foreach (var receipt in _record.TakeReceipts())
                    yield return receipt;
            _record.TellOpen();
            foreach (var receipt in _record.TakeReceipts())
                yield return receipt;
        }
        finally
        {
            await FinishAsync(abandon);
        }
    }

    private void Begin()
    {
        WithFolder(() =>
        {
            if (files.Recover() is > 0 and var putBack)
                log.LogInformation(
                    "{Count} reports were being uploaded when the last upload ended; they are sent first",
                    putBack
                );
            files.RemoveCompleted(time.GetUtcNow() - options.KeepCompleted);
        });
        Look();
        if (QueuePause.Read(files.Folder, time.GetUtcNow()) is { } pause)
            _trouble.Asked((pause.Until - time.GetUtcNow()).TotalSeconds, pause.Reason, Now);
    }

    private void Look() => WithFolder(() => _line.Rebuild(files.Scan(), _record.MayGo));

    /// <summary>
    /// If the folder cannot be used, that stops the run as a problem of the destination; nothing is thrown to the caller.
    /// </summary>
    private void WithFolder(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _trouble.Stop(UploadTrouble.OfFolder(e), byPerson: true);
        }
    }

    /// <summary>Starts the uploads that may start, then waits once. False when the run is over.</summary>
    private async Task<bool> StepAsync(CancellationToken abandon, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var paused = _trouble.Paused(Now);
        if (paused == 0 && _trouble.Stopped is null)
            StartUploads(abandon);
        var turn = _line.IsReady ? _pace.Wait(Now) : 0;
        if (_underWay.Count > 0)
            await AnyUploadAsync(Math.Max(paused, turn), stop);
        else if (_trouble.Stopped is not null)
            return false;
        else if (paused > 0)
            await WaitOutAsync(paused, stop);
        else if (turn > 0)
            await Task.Delay(Span(turn), time, stop);
        else
        {
            Look();
            if (!_line.IsReady && _record.Doubtful is { } doubt)
                _trouble.Stop($"WATS does not accept reports: {doubt}");
            return _line.IsReady;
        }
        return true;
    }

    private void StartUploads(CancellationToken abandon)
    {
        var jobs = _trouble.IsCareful ? 1 : options.Jobs;
        while (_underWay.Count < jobs && _pace.Wait(Now) == 0 && _line.Take() is { } report)
        {
            _pace.Started(Now);
            _underWay.Add(SendAsync(report, abandon));
        }
    }

    /// <summary>
    /// Waits until an upload ends, or until something else may start. Uploads take real time, even if the drain runs on a
    /// test's clock.
    /// </summary>
    private async Task AnyUploadAsync(double seconds, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wait = seconds > 0 ? Span(seconds) : Timeout.InfiniteTimeSpan;
        await Task.WhenAny(_underWay.Append<Task>(Task.Delay(wait, enough.Token)));
        await enough.CancelAsync();
        Collect();
    }

    /// <summary>Rounds up to milliseconds, the smallest unit of a timer: less would be no wait at all, again and again.</summary>
    private static TimeSpan Span(double seconds) => TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000));

    private void Collect()
    {
        foreach (var upload in _underWay.FindAll(u => u.IsCompleted))
        {
            _underWay.Remove(upload);
            _record.Apply(upload.Result);
        }
    }

    private async Task WaitOutAsync(double seconds, CancellationToken stop)
    {
        if (seconds >= 1)
            log.LogInformation("Nothing is sent for {Seconds:0} s: {Reason}", seconds, _trouble.Reason);
        await Task.Delay(Span(seconds), time, stop);
        Look();
    }

    private async Task FinishAsync(CancellationTokenSource abandon)
    {
        abandon.CancelAfter(options.StopTimeout);
        await Task.WhenAll(_underWay);
        Collect();
    }

    /// <summary>Never throws: a problem with one report is part of its result.</summary>
    private async Task<Upload> SendAsync(WaitingReport report, CancellationToken abandon)
    {
        var upload = new Upload(report, _trouble.GoodAnswers);
        // Larger reports are sent one at a time, so that memory is bounded.
        const long Large = 2_000_000;
        var isLarge = report.Size > Large;
        try
        {
            if (isLarge)
            {
                await _oneLarge.WaitAsync(abandon);
                // What WATS judged while this report waited says nothing about this report.
                upload = upload with
                {
                    GoodBefore = _trouble.GoodAnswers,
                };
            }
            try
            {
                var file = ReportFile.Read(files.Claim(report), report.Id);
                upload = upload with { Hash = file.Hash };
                return upload with { Answer = await wats.SubmitAsync(file, abandon) };
            }
            finally
            {
                if (isLarge)
                    _oneLarge.Release();
            }
        }
        catch (BadReportException e)
        {
            return upload with { Hash = e.Hash, Answer = new WatsAnswer(UploadResult.Rejected, e.Message) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return upload with { Problem = e };
        }
        catch (OperationCanceledException)
        {
            return upload; // Without an answer, the report is put back.
        }
    }
}

/// <summary>The result of one upload: an answer, a problem with its file, or neither when it was cancelled.</summary>
/// <param name="GoodBefore">How many reports WATS had judged when the upload began.</param>
internal sealed record Upload(WaitingReport Report, int GoodBefore)
{
    public string? Hash { get; init; }
    public WatsAnswer? Answer { get; init; }
    public Exception? Problem { get; init; }
}
