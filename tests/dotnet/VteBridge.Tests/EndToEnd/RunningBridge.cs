using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using VteBridge.Monitoring.Page;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`vtebridge run` as a process on a plant; it is killed at the end of the test if it still runs.</summary>
internal sealed partial class RunningBridge : IAsyncDisposable
{
    public const string NoSignals = "Windows has no signal that one process can send to another's console";

    public const string IgnoredCtrlC =
        "Ctrl+C is ignored where this was started (by nohup, or a script in the background), which .NET and its children keep to";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly HttpClient _client = new();

    private RunningBridge(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>All lines written so far, from both output streams.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public string Said => string.Join('\n', _lines);

    public bool HasEnded => _process.HasExited;

    /// <summary>The address of its health server, which uses a free port.</summary>
    public Uri Address => new(StatusPage().Match(Said).Groups[1].Value);

    /// <param name="plant">Its options are replaced: the health server gets a free port.</param>
    /// <param name="environment">Added to the tests' own environment.</param>
    public static RunningBridge Start(Plant plant, IReadOnlyDictionary<string, string?>? environment = null)
    {
        plant.Options = plant.Options with { Health = plant.Options.Health with { Url = "http://127.0.0.1:0" } };
        var start = new ProcessStartInfo(VtebridgeProcess.Program, ["run", "--config", plant.Configuration()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["VTEBRIDGE__Vte__ConnectionString"] = plant.Options.Vte.ConnectionString;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var bridge = new RunningBridge(new Process { StartInfo = start });
        if (environment?.GetValueOrDefault("VTEBRIDGE__Health__ApiKey") is { } key)
            bridge._client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return bridge;
    }

    /// <summary>Waits until the output contains the text so many times.</summary>
    public void Says(string text, int times = 1)
    {
        Eventually.True(() => HasSaid(text) >= times || HasEnded, $"it says '{text}', or ends", () => Said);
        Assert.True(HasSaid(text) >= times, $"Not {times} times '{text}' in:\n{Said}");
    }

    public int HasSaid(string text) => _lines.Count(l => l.Contains(text, StringComparison.Ordinal));

    public Task<HttpResponseMessage> GetAsync(string path) =>
        _client.GetAsync(new Uri(Address, path), TestContext.Current.CancellationToken);

    public async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a signal, as a service manager or a person at the terminal does.</summary>
    public void Signal(PosixSignal signal) => Assert.Equal(0, Kill(_process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    /// <summary>True when SIGINT (the second bit of the mask) is ignored in this process, and so in every child.</summary>
    public static bool IsCtrlCIgnored =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status")
            .Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            .Any(line => (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & 2) != 0);

    public async Task<int> EndsAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public Task<int> StopAsync()
    {
        Signal(PosixSignal.SIGTERM);
        return EndsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    [GeneratedRegex(@"status page \W*(http://[\d.]+:\d+)")]
    private static partial Regex StatusPage();
}
