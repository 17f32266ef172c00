using System.CommandLine;

namespace VteBridge.Cli;

/// <summary>What every verb does around its own work: flags, logs, and turning failures into one sentence and an exit code.</summary>
internal static class Verb
{
    public static Command Create(
        string name,
        string description,
        Func<Invocation, CancellationToken, Task<int>> run,
        bool json = true,
        params Option[] options
    )
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Add(option);
        var common = new CommonFlags();
        common.AddTo(command, json);
        command.SetAction((parsed, stop) => RunAsync(new Invocation(parsed, common), run, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation call,
        Func<Invocation, CancellationToken, Task<int>> run,
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
                "Interrupted. What was settled is remembered; called again, it goes on from there.",
                ExitCode.Interrupted
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return call.Fail(
                $"A file cannot be used: {e.Message} Check the disk and the rights of this account.",
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
