using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Doctor;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Cli;

/// <summary>What `run` and `sync` share: whoever puts down how the cycles go, looks around, tells people, and keeps it all.</summary>
internal sealed class HealthParts
{
    /// <param name="live">The options as they are now.</param>
    public HealthParts(Invocation call, TimeProvider time, Func<BridgeOptions> live)
    {
        var (folder, logs) = (live().State.Folder, call.Logs());
        var file = new SnapshotFile(folder);
        var facts = ProgramFacts.Now(time.GetUtcNow(), live().Schedule.Interval);
        Book = new HealthState(time, facts, file.Read(), call.Warnings.Lines);
        var look = new LookAround(folder, time, logs);
        var post = new AlertPost(time, logs.CreateLogger<AlertPost>());
        var alerts = new AlertWatch(new AlertFile(folder), Book, post, time, logs.CreateLogger<AlertWatch>());
        Watch = new HealthMonitor(Book, look, file, alerts, live, time, logs.CreateLogger<HealthMonitor>());
    }

    public HealthState Book { get; }

    public HealthMonitor Watch { get; }
}
