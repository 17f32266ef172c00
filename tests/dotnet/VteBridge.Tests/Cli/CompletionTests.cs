using System.Diagnostics;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Install;

namespace VteBridge.Tests.Cli;

/// <summary>`completion`: what a shell in a terminal inserts when Tab is pressed.</summary>
public sealed class CompletionTests : IDisposable
{
    private const string Typed =
        "vtebridge backf\t--destin\twatch-\t--set Vte:PageS\t17 --nonsense\n" + "vtebridge completion z\t--nonsense\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Bash_completes_verbs_options_and_values() =>
        AssertCompleted(await TypeAsync("bash --norc -i", "source <(vtebridge completion bash)\n" + Typed, "bash"));

    [Fact]
    public async Task Zsh_completes_verbs_options_and_values() =>
        AssertCompleted(
            await TypeAsync(
                "zsh -f -i",
                $"autoload -Uz compinit; compinit -u -d {_folder.Of("dump")}; source <(vtebridge completion zsh)\n"
                    + Typed,
                "zsh"
            )
        );

    [Fact]
    public async Task PowerShell_completes_verbs_options_and_values()
    {
        var (code, seen) = await Shell.RunPowerShellAsync(
            $$"""
            $env:PATH = '{{Path.GetDirectoryName(VtebridgeProcess.Program)}}' + [IO.Path]::PathSeparator + $env:PATH
            vtebridge completion pwsh | Out-String | Invoke-Expression
            foreach ($typed in 'vtebridge backf', '& vtebridge  backfill --destin', 'vtebridge backfill --destination ', 'vtebridge sync --config "a b" --set Vte:PageS') {
                "$typed -> $((TabExpansion2 $typed $typed.Length).CompletionMatches.CompletionText)"
            }
            """
        );

        Assert.True(code == 0, seen);
        Assert.Contains("vtebridge backf -> backfill", seen);
        Assert.Contains("--destin -> --destination", seen);
        Assert.Contains("--destination  -> directory queue-folder sidecar watch-folder wats", seen);
        Assert.Contains("Vte:PageS -> Vte:PageSize=", seen);
    }

    [Fact]
    public async Task Every_shell_that_help_names_has_a_script()
    {
        foreach (var shell in new[] { "bash", "zsh", "pwsh" })
            Assert.Contains(
                "[suggest:",
                (await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), "completion", shell)).Output
            );
        Assert.Equal(
            ExitCode.Usage,
            (await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), "completion", "fish")).Code
        );
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertCompleted(string seen)
    {
        Assert.Contains("vtebridge backfill --destination watch-folder --set Vte:PageSize=17 --nonsense", seen);
        Assert.Contains("vtebridge completion zsh --nonsense", seen);
    }

    /// <returns>What the terminal shows, without the bell character.</returns>
    private static async Task<string> TypeAsync(string shell, string typed, string program)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a terminal is made with script(1), which Linux has");
        if (await Shell.MissingAsync(program, "--version") is { } missing)
            Assert.Skip(missing);
        var start = new ProcessStartInfo("script", ["-qec", shell, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PATH"] =
                    $"{Path.GetDirectoryName(VtebridgeProcess.Program)}:{Environment.GetEnvironmentVariable("PATH")}",
                ["TERM"] = "dumb",
                ["COLUMNS"] = "500",
            },
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync("stty cols 500\n" + typed + "exit\n");
        await process.StandardInput.FlushAsync();
        var seen = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return seen.Replace("\a", "");
    }
}
