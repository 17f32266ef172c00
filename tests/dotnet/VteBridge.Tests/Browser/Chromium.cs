using System.Diagnostics;
using System.Net.WebSockets;

namespace VteBridge.Tests.Browser;

/// <summary>A headless Chromium with a profile of its own, led over its debugging protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly DebuggingConnection _connection;

    private Chromium(Process process, DirectoryInfo profile, DebuggingConnection connection) =>
        (_process, _profile, _connection) = (process, profile, connection);

    /// <summary>Of this machine; null when it has none.</summary>
    public static string? Program { get; } = Programs.Select(Find).FirstOrDefault(p => p is not null);

    public static async Task<Chromium> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("vtebridge-browser-");
        var process = Process.Start(
            new ProcessStartInfo(
                Program!,
                [
                    "--headless",
                    // Containers have no sandbox to offer; the one page that is opened is ours.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-sync",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--no-first-run",
                    "--remote-debugging-port=0",
                    $"--user-data-dir={profile.FullName}",
                    "about:blank",
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        const string listening = "DevTools listening on ";
        string? line;
        do line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.StartsWith(listening, StringComparison.Ordinal) == false);
        Assert.True(line is not null, $"{Program} ended before it could be spoken to");
        // Nobody reads what it complains about, but a full pipe would stop it.
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var connection = await DebuggingConnection.OpenAsync(new Uri(line[listening.Length..]));
        return new Chromium(process, profile, connection);
    }

    public async Task<Tab> OpenAsync()
    {
        var target = await _connection.CallAsync("Target.createTarget", new { url = "about:blank" });
        var session = await _connection.CallAsync(
            "Target.attachToTarget",
            new { targetId = (string)target["targetId"]!, flatten = true }
        );
        return await Tab.OpenAsync(_connection, (string)session["sessionId"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _profile.Delete(recursive: true);
    }

    private static string? Find(string program) =>
        Path.IsPathRooted(program)
            ? File.Exists(program)
                ? program
                : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(File.Exists);
}
