using Microsoft.Extensions.Hosting;

namespace VteBridge.Simulator.Wats;

/// <summary>Leaves console and signals alone: the command, or the test, decides when the server ends.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
