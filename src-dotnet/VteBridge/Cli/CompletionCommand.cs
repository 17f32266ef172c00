using System.CommandLine;

namespace VteBridge.Cli;

/// <summary>
/// `completion`: writes a script for a shell's completion of verbs, options and their values. The script asks the program
/// each time.
/// </summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    private static readonly Argument<string> Shell = new("shell") { Description = string.Join(", ", Shells) };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong(Shells);
        var command = VerbCommand.Create(
            "completion",
            "Writes the script that completes vtebridge's verbs and options in a shell.\n\n"
                + "  vtebridge completion bash > /etc/bash_completion.d/vtebridge\n"
                + "  vtebridge completion zsh > ~/.zfunc/_vtebridge                  a folder of $fpath\n"
                + "  vtebridge completion pwsh | Out-String | Invoke-Expression     in $PROFILE",
            (call, _) => Task.FromResult(Write(call.Parsed.GetRequiredValue(Shell))),
            json: false
        );
        command.Add(Shell);
        return command;
    }

    private static int Write(string shell)
    {
        var resource = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var script = new StreamReader(resource);
        Terminal.WriteLine(script.ReadToEnd().TrimEnd());
        return ExitCode.Done;
    }
}
