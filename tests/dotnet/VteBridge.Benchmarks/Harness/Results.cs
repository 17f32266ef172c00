using System.Runtime.InteropServices;
using Spectre.Console;

namespace VteBridge.Benchmarks.Harness;

internal static class Results
{
    public static void Print(IEnumerable<Figure> figures)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var heading in new[] { "suite", "figure", "value", "unit", "target", "", "note" })
            table.AddColumn(new TableColumn(heading).NoWrap());
        foreach (var f in figures)
            table.AddRow([
                .. new[] { f.Suite, f.Name, f.ValueText, f.Unit, f.TargetText, f.Verdict, f.Note }.Select(
                    Markup.Escape
                ),
            ]);
        // Wide enough for every column: this is pasted into documents, not read in a narrow window.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 220;
        console.Write(table);
    }

    public static object Of(IReadOnlyList<Figure> figures) =>
        new
        {
            at = DateTimeOffset.UtcNow,
            machine = new
            {
                system = RuntimeInformation.OSDescription,
                runtime = RuntimeInformation.FrameworkDescription,
                processors = Environment.ProcessorCount,
                memoryGigabytes = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9),
            },
            figures,
            missed = figures.Count(f => f.IsMissed),
        };
}
