using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using VteBridge.Cli;
using VteBridge.Hosting;

Cultures.SwitchOn();

// Keys, logs and messages show times and numbers in one form, whatever the account's language: no other calendar, no decimal comma.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var output = new Utf8Output();
using var interruption = new ShutdownSignals();
var parsed = CommandLine.Create().Parse(args);

// By default System.CommandLine ends a command two seconds after Ctrl+C, but a page in progress may need longer. Null
// turns that off.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
if (parsed.Action is ParseErrorAction usage && args.Length > 0)
{
    // The help of a verb would push the error out of sight, and standard output is for results.
    usage.ShowHelp = false;
    configuration.Output = Console.Error;
}
var code = await parsed.InvokeAsync(configuration, interruption.Token);
if (parsed.Errors.Count == 0)
    return code;
if (args.Length > 0)
    Console.Error.WriteLine($"See '{string.Join(' ', ["vtebridge", .. Verb(parsed), "--help"])}'.");
if (args.Contains("--json"))
    CommandContext.WriteJson(
        new { error = string.Join(' ', parsed.Errors.Select(e => e.Message)), exitCode = ExitCode.Usage }
    );
return ExitCode.Usage;

// The names below the program's, for example "service install".
static IEnumerable<string> Verb(ParseResult parsed)
{
    var names = new Stack<string>();
    for (var part = parsed.CommandResult; part?.Parent is CommandResult parent; part = parent)
        names.Push(part.Command.Name);
    return names;
}
