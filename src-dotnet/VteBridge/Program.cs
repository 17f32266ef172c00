using System.CommandLine;
using VteBridge.Cli;
using VteBridge.Hosting;

Cultures.SwitchOn();

// Times and numbers in keys, logs and messages are the same whatever the account's language: no other calendar, no comma.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var output = new Utf8Output();
using var interruption = new ShutdownSignals();
var parsed = CommandLine.Create().Parse(args);

// The library would give a command two seconds to end; a page under way may need longer.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
var code = await parsed.InvokeAsync(configuration, interruption.Token);
if (parsed.Errors.Count == 0)
    return code;
if (args.Contains("--json"))
    CommandContext.WriteJson(
        new { error = string.Join(' ', parsed.Errors.Select(e => e.Message)), exitCode = ExitCode.Usage }
    );
return ExitCode.Usage;
