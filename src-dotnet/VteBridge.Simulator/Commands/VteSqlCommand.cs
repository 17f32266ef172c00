using System.CommandLine;
using System.Text;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Vte.Script;

namespace VteBridge.Simulator.Commands;

/// <summary>`vte-sql`: writes the sample plant as a T-SQL script that fills a real SQL Server.</summary>
internal static class VteSqlCommand
{
    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "How many test runs the plant has.",
        DefaultValueFactory = _ => 1000,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The same seed gives the same plant.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<DateTime?> Until = new("--until") { Description = "The newest run's time." };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "File to write; standard output when left out.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command(
            "vte-sql",
            "Writes the rows of a sample plant as INSERT statements for schema 9.31. The tables are made by tests/data/vte-9.31.sql.\n\n"
                + "  vtebridge-simulator vte-sql --runs 500 --out plant.sql\n"
                + "  sqlcmd -S SERVER -E -d VTE9_3 -f 65001 -i plant.sql"
        )
        {
            Runs,
            Seed,
            Until,
            Out,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var options = new PlantOptions
        {
            Runs = parsed.GetValue(Runs),
            Seed = parsed.GetValue(Seed),
            Until = parsed.GetValue(Until),
        };
        try
        {
            using var script = Open(parsed.GetValue(Out));
            var rows = InsertScript.Write(script, SamplePlant.Rows(options));
            Console.Error.WriteLine($"{rows} rows");
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"vtebridge-simulator vte-sql: {e.Message}");
            return 2;
        }
    }

    private static StreamWriter Open(string? file) =>
        new(
            file is null ? Console.OpenStandardOutput() : File.Create(file),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
        );
}
