using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>A folder of one test's own: state, destination and whatever else; gone afterwards.</summary>
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
