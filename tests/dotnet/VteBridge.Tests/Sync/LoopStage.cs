using VteBridge.Configuration;
using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

/// <summary>Runs a loop whose cycles begin and end when the test says so.</summary>
internal sealed class LoopStage
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _rests = new(0);
    private readonly DateTimeOffset _start;
    private TaskCompletionSource<CycleEnd> _end = new();
    private int _atATime;

    public LoopStage() => _start = Time.GetUtcNow();

    public FakeTime Time { get; } = new();

    public SyncRequests Requests { get; } = new();

    public CancellationTokenSource Finish { get; } = new();

    public CancellationToken Stop { get; private set; }

    /// <summary>The times at which cycles began, in seconds after the start.</summary>
    public List<double> Began { get; } = [];

    public int MostAtATime { get; private set; }

    public DateTimeOffset Next { get; private set; }

    public Task Start()
    {
        var schedule = new ScheduleOptions();
        return Task.Run(() => new SyncLoop(CycleAsync, () => schedule, Requests, Rest, Time).RunAsync(Finish.Token));
    }

    public Task CycleBeginsAsync() => _begun.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the loop rests and its timer is set.</summary>
    public async Task RestsAsync()
    {
        await _rests.WaitAsync(TestContext.Current.CancellationToken);
        Eventually.True(() => Time.Due.Contains(Next), "the loop rests");
    }

    public void EndCycle(TimeSpan took = default, bool failed = false)
    {
        var at = Time.GetUtcNow();
        Time.Advance(took);
        Interlocked.Exchange(ref _end, new()).SetResult(failed ? Ends.Failed(at: at) : Ends.Good(took, at));
    }

    public async Task StopAsync(Task loop)
    {
        await Finish.CancelAsync();
        _end.TrySetResult(Ends.Good(at: Time.GetUtcNow()));
        await loop;
    }

    private async Task<CycleEnd> CycleAsync(CancellationToken finish, CancellationToken stop)
    {
        Stop = stop;
        MostAtATime = Math.Max(MostAtATime, Interlocked.Increment(ref _atATime));
        Began.Add((Time.GetUtcNow() - _start).TotalSeconds);
        var end = _end.Task;
        _begun.Release();
        var result = await end;
        Interlocked.Decrement(ref _atATime);
        return result;
    }

    private void Rest(DateTimeOffset next)
    {
        Next = next;
        _rests.Release();
    }
}
