using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Cli;

/// <summary>All verbs.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Copies test results from Keysight VTE into WATS: reads VTE's SQL Server database, makes WSJF reports and delivers them.\n\n"
                + "First steps:\n"
                + "  vtebridge init --config FILE      asks some questions and writes the configuration\n"
                + "  vtebridge doctor --config FILE    checks everything, and says what to do\n"
                + "  vtebridge export --config FILE --out reports --from 2026-01-01   writes some reports to look at; changes nothing\n"
                + "  vtebridge sync --config FILE      delivers everything that is new\n\n"
                + VerbCommand.ExitCodes
        );
        root.Add(InitCommand.Create());
        root.Add(SyncCommand.Create());
        root.Add(RunCommand.Create());
        root.Add(TriggerCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(BackfillCommand.Create());
        root.Add(ReconcileCommand.Create());
        root.Add(ExplainCommand.Create());
        root.Add(DiffCommand.Create());
        root.Add(ReplayCommand.Create());
        root.Add(StatusCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(ConfigCommand.Create());
        root.Add(AlertTestCommand.Create());
        root.Add(ServiceCommand.Create());
        root.Add(CompletionCommand.Create());
        VersionText.Use(root);
        ShortHelp.Use(root);
        return root;
    }
}

/// <summary>The library's help with only one line for each verb; a verb's own help has its examples and the exit codes.</summary>
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

/// <summary>`--version`: everything that an error report should name.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    public static void Use(RootCommand root) =>
        root.Options.OfType<VersionOption>().Single().Action = new VersionText();

    public override int Invoke(ParseResult parsed)
    {
        Terminal.WriteLine(
            $"""
            vtebridge {ProgramInfo.Version}
            commit        {ProgramInfo.Commit ?? "not known"}
            runtime       {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
            SqlClient     {VteConnection.ClientVersion}
            time zones    {TimeZones.Version}
            """
        );
        return ExitCode.Done;
    }
}
