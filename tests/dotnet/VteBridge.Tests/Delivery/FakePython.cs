using VteBridge.Configuration;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>A shell script that takes the place of Python as the child process.</summary>
internal sealed class FakePython : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="script">
    /// The commands to run. Before them the script writes its process id, so that a test can check that it ended.
    /// </param>
    public FakePython(string script)
    {
        Path = _folder.Write("python", $"#!/bin/sh\necho $$ > '{_folder.Of("pid")}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static string? Missing => OperatingSystem.IsWindows() ? "the fake sidecars are shell scripts" : null;

    public string Path { get; }

    public string Of(string name) => _folder.Of(name);

    public SidecarOptions Options =>
        new()
        {
            Python = Path,
            SilenceTimeout = TimeSpan.FromSeconds(20),
            StopTimeout = TimeSpan.FromSeconds(1),
        };

    /// <summary>Waits until the process has ended, which takes a moment after a kill.</summary>
    public async Task IsGoneAsync()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(
                int.Parse(File.ReadAllText(_folder.Of("pid")))
            );
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(patience.Token);
        }
        catch (ArgumentException)
        {
            // There is no such process.
        }
    }

    public void Dispose() => _folder.Dispose();
}
