using System.CommandLine;

namespace VteBridge.Cli;

/// <summary>
/// What every verb does around its own work: it adds the common flags, and turns failures into one sentence and an exit
/// code.
/// </summary>
internal static class VerbCommand
{
    public static Command Create(
        string name,
        string description,
        Func<CommandContext, CancellationToken, Task<int>> run,
        bool json = true,
        params Option[] options
    )
    {
        var command = new Command(name, $"{description}\n\n{ExitCodes}");
        Option[] common = [CommonFlags.Config, CommonFlags.Set, CommonFlags.ClientInstance, CommonFlags.Verbose];
        foreach (var option in options.Concat(common).Concat(json ? [CommonFlags.Json] : []))
            command.Add(option);
        command.SetAction((parsed, stop) => RunAsync(new CommandContext(parsed), run, stop));
        return command;
    }

    /// <summary>The exit codes for the help of every verb; the README's table has the same.</summary>
    public const string ExitCodes =
        "Exit codes: 0 done, 1 unexpected, 2 options or usage, 3 VTE unreachable or schema differs,\n"
        + "4 destination unavailable, 5 finished, with dead letters or something missing, 130 interrupted.";

    private static async Task<int> RunAsync(
        CommandContext call,
        Func<CommandContext, CancellationToken, Task<int>> run,
        CancellationToken stop
    )
    {
        try
        {
            return await run(call, stop);
        }
        catch (OptionsFailure failure)
        {
            return call.Fail(failure);
        }
        catch (CannotWork failure)
        {
            return call.Fail(failure.Message, failure.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return call.Fail(
                "Interrupted. Nothing is lost: run it again, and it goes on where it stopped.",
                ExitCode.Interrupted
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return call.Fail(
                $"A file cannot be used: {e.Message.TrimEnd('.')}. Check the disk and the rights of this account.",
                ExitCode.Unexpected
            );
        }
        catch (Exception e)
        {
            call.Log().Error(e, "Unexpected failure");
            return call.Fail(
                $"Unexpected: {e.GetType().Name}: {e.Message} Please report it with the log.",
                ExitCode.Unexpected
            );
        }
        finally
        {
            call.Dispose();
        }
    }
}
