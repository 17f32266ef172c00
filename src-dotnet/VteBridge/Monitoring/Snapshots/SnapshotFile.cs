namespace VteBridge.Monitoring.Snapshots;

/// <summary>`health.json` in the state folder. Nothing depends on it but what people see: damaged, it is started anew.</summary>
internal sealed class SnapshotFile(string stateFolder)
{
    public string Path { get; } = System.IO.Path.Combine(stateFolder, "health.json");

    /// <summary>Null when there is none that can be read.</summary>
    public Snapshot? Read()
    {
        try
        {
            return File.Exists(Path) ? SnapshotJson.Parse(File.ReadAllBytes(Path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The old one is still there.</exception>
    public void Write(Snapshot snapshot) => AtomicFile.Write(Path, SnapshotJson.ToUtf8(snapshot), flush: false);
}
