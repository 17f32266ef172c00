using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Cli;

/// <summary>`--version`: everything that a report of a fault should name.</summary>
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
