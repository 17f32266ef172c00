using System.CommandLine;

namespace VteBridge.Cli;

/// <summary>All verbs.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Copies test results from Keysight VTE into WATS: reads VTE's SQL Server database, makes WSJF reports and delivers them.\n\n"
                + "First steps:\n"
                + "  vtebridge init --config FILE      asks what it must know, and writes the configuration\n"
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
