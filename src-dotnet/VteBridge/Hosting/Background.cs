using Microsoft.Extensions.Hosting;

namespace VteBridge.Hosting;

/// <summary>Work that goes on beside the others until the host stops; it begins when everything, the health server too, has started.</summary>
internal sealed class Background(Func<CancellationToken, Task> work, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await work(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It was asked to.
        }
    }
}
