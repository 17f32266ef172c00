using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VteBridge.Cli;

/// <summary>The library's help, with one line for each verb below; a verb's own help has the examples and exit codes.</summary>
internal sealed class ShortHelp(HelpAction help) : SynchronousCommandLineAction
{
    public static void Use(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ShortHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parsed)
    {
        foreach (var verb in parsed.CommandResult.Command.Subcommands)
            verb.Description = verb.Description?.Split('\n')[0];
        return help.Invoke(parsed);
    }
}
