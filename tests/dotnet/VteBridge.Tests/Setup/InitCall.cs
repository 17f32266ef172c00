using System.Diagnostics;
using System.Text;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Setup;

/// <summary>`vtebridge init` as a process without a terminal, in an empty folder.</summary>
internal sealed class InitCall : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Folder { get; } = Directory.CreateTempSubdirectory("vtebridge-init-").FullName;

    public string File => Path.Combine(Folder, "appsettings.json");

    public Encoding InputEncoding { get; set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    /// <summary>All output and all written JSON files.</summary>
    public string Everything =>
        Output
        + Errors
        + string.Concat(
            Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(System.IO.File.ReadAllText)
        );

    public Task<int> RunAsync(string input, params string[] arguments) => RunAsync([], input, arguments);

    public async Task<int> RunAsync(Dictionary<string, string> environment, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(VtebridgeProcess.Program, ["init", "--config", File, .. arguments])
        {
            RedirectStandardInput = true,
            StandardInputEncoding = InputEncoding,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var name in start.Environment.Keys.Where(Ours).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        (Output, Errors) = (await output, await errors);
        return process.ExitCode;
    }

    public void Dispose() => TemporaryFolder.Delete(Folder);

    private static bool Ours(string name) =>
        name.StartsWith("VTEBRIDGE__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PYWATS_", StringComparison.Ordinal);
}
