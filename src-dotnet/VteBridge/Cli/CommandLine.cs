using System.CommandLine;

namespace VteBridge.Cli;

/// <summary>All verbs.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Moves test results from Keysight VTE into WATS: reads VTE's SQL Server database read-only, makes WSJF reports and hands them to pyWATS.\n\n"
                + "First steps:\n"
                + "  vtebridge init --config FILE      asks for server, zone and destination, and writes the configuration\n"
                + "  vtebridge doctor --config FILE    what would work here, what would not, and what to do\n"
                + "  vtebridge export --config FILE --out reports --from 2026-01-01   look at some reports; changes nothing\n"
                + "  vtebridge sync --config FILE      one cycle: everything that is new goes to WATS\n\n"
                + "Exit codes: 0 done, 1 unexpected, 2 options or usage, 3 VTE unreachable or schema differs,\n"
                + "4 destination unavailable, 5 finished with dead letters, 130 interrupted."
        );
        root.Add(InitCommand.Create());
        root.Add(SyncCommand.Create());
        root.Add(RunCommand.Create());
        root.Add(TriggerCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(BackfillCommand.Create());
        root.Add(ReconcileCommand.Create());
        root.Add(ExplainCommand.Create());
        root.Add(ReplayCommand.Create());
        root.Add(StatusCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(ConfigCommand.Create());
        root.Add(AlertTestCommand.Create());
        return root;
    }
}
