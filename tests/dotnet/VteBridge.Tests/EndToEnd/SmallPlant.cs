namespace VteBridge.Tests.EndToEnd;

/// <summary>Two runs after one cycle, for tests that do not change them.</summary>
public sealed class SmallPlant : IAsyncLifetime
{
    internal Plant Plant { get; private set; } = null!;
    internal Guid FirstRun { get; private set; }
    internal IReadOnlyList<string> StateAfterCycle { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Plant = await Plant.EmptyAsync();
        FirstRun = Plant.AddRun(minutesAgo: 60, sequence: 1);
        Plant.AddRun(minutesAgo: 20, sequence: 2);
        await Plant.SyncAsync();
        StateAfterCycle = FilesOf(Plant.Options.State.Folder);
    }

    public ValueTask DisposeAsync() => Plant.DisposeAsync();

    /// <summary>Every file with its length and the time of its last change.</summary>
    internal static IReadOnlyList<string> FilesOf(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                // SQLite leaves these files beside a database that was read.
                .Where(f =>
                    !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith("-wal", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
                .Select(f => $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f):O}"),
        ];
}
