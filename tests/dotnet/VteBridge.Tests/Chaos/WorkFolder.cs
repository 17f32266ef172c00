using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>A temporary folder for one test, with state and destination; deleted afterwards.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder()
    {
        Root = Path.Combine(Path.GetTempPath(), $"vtebridge-chaos-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string State => Path.Combine(Root, "state");

    public string Destination => Path.Combine(Root, "destination");

    public string Database => Path.Combine(State, "vtebridge.db");

    public void Dispose() => TemporaryFolder.Delete(Root);
}
