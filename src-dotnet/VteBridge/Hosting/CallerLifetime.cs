using Microsoft.Extensions.Hosting;

namespace VteBridge.Hosting;

/// <summary>The host runs for as long as its caller wants; signals are the program's (<see cref="ShutdownSignals"/>), not the host's.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
