using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Hosting;
using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

public sealed class TriggerFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-trigger").FullName;
    private readonly FakeTime _time = new();

    [Fact]
    public async Task A_request_is_taken_within_a_second_and_the_file_is_gone()
    {
        var (trigger, requests) = (new TriggerFile(_folder, _time), new SyncRequests());
        using var stop = new CancellationTokenSource();
        var watch = Task.Run(() => trigger.WatchAsync(requests, NullLogger.Instance, stop.Token), stop.Token);
        Eventually.True(() => _time.Due.Count > 0, "it watches");
        var asked = requests.WaitAsync(
            TimeSpan.FromDays(1),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

        trigger.Ask();
        Assert.False(asked.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await asked;

        Assert.False(File.Exists(trigger.Path));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task A_request_that_nobody_takes_is_known_not_to_be_heard()
    {
        var trigger = new TriggerFile(_folder, _time);
        trigger.Ask();
        var heard = Task.Run(() => trigger.IsHeardAsync(TimeSpan.FromSeconds(10), default));
        while (!heard.IsCompleted)
        {
            Eventually.True(() => _time.Due.Count > 0 || heard.IsCompleted, "it waits");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(await heard);
        Assert.True(trigger.Take());
        Assert.False(trigger.Take());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
