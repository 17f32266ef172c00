using Spectre.Console;

namespace VteBridge.Cli;

/// <summary>
/// What people read. Results go to standard output, everything on the way to standard error; on a terminal there are
/// tables and a progress bar, piped there are plain lines.
/// </summary>
internal sealed class Terminal
{
    private readonly IAnsiConsole _errors = AnsiConsole.Create(
        new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        }
    );

    public bool ShowsTables { get; } = !Console.IsOutputRedirected;

    public bool ShowsProgress { get; } = !Console.IsErrorRedirected;

    /// <summary>Whether somebody sits there who can answer.</summary>
    public bool CanAsk { get; } = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public void Line(string text = "") => Console.Out.WriteLine(TextSanitiser.Clean(text));

    public void Note(string text) => Console.Error.WriteLine(TextSanitiser.Clean(text));

    public void Error(string text) => Console.Error.WriteLine("vtebridge: " + TextSanitiser.Clean(text));

    /// <summary>Whole lines on the way, which a progress bar makes room for.</summary>
    public void Beside(string lines) => _errors.Write(new Text(lines));

    /// <summary>A table on a terminal, tab-separated lines without a heading when piped.</summary>
    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        if (!ShowsTables)
        {
            foreach (var row in rows)
                Console.Out.WriteLine(string.Join('\t', row.Select(TextSanitiser.OneLine)));
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => new Text(TextSanitiser.Clean(cell)))]);
        AnsiConsole.Write(table);
    }

    /// <summary>Runs with a progress bar where there is a terminal to show it on.</summary>
    public Task<T> ProgressAsync<T>(string title, Func<IProgress<(double Fraction, string Text)>, Task<T>> run)
    {
        if (!ShowsProgress)
            return run(new Silent());
        return _errors
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new SpinnerColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return await run(new Bar(task));
            });
    }

    private sealed class Silent : IProgress<(double, string)>
    {
        public void Report((double, string) value) { }
    }

    private sealed class Bar(ProgressTask task) : IProgress<(double Fraction, string Text)>
    {
        public void Report((double Fraction, string Text) value)
        {
            task.Value = value.Fraction;
            task.Description = Markup.Escape(TextSanitiser.OneLine(value.Text));
        }
    }
}
