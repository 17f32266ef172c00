using Spectre.Console;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>
/// Output for people. Results go to standard output, everything else to standard error. A terminal gets tables and a
/// progress bar, a pipe gets plain lines. If the output cannot be written, the command still succeeds.
/// </summary>
internal sealed class Terminal
{
    /// <summary>Space between the columns of plain lines.</summary>
    private const string Gap = "  ";

    /// <summary>The widest that a column gets. A longer cell pushes the rest of its line to the right.</summary>
    private const int WidestColumn = 40;

    private readonly IAnsiConsole _errors = AnsiConsole.Create(
        new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        }
    );

    private static bool _isLossTold;

    public bool ShowsTables { get; } = !Console.IsOutputRedirected;

    public bool ShowsProgress { get; } = !Console.IsErrorRedirected;

    /// <summary>Whether a person is there to answer.</summary>
    public bool CanAsk { get; } = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public void Line(string text = "") => Write(Console.Out, TextSanitiser.Clean(text));

    /// <summary>Writes text that needs no sanitising, such as JSON.</summary>
    public static void WriteLine(string text) => Write(Console.Out, text);

    public void Note(string text) => Write(Console.Error, TextSanitiser.Clean(text));

    public void Error(string text) => Write(Console.Error, "vtebridge: " + TextSanitiser.Clean(text));

    /// <summary>Writes whole lines to standard error, above a progress bar if there is one.</summary>
    public void Beside(string lines) => _errors.Write(new Text(lines));

    /// <summary>A table on a terminal; aligned lines below a header in a pipe.</summary>
    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        if (!ShowsTables)
        {
            PlainTable(columns, [.. rows.Select(row => row.Select(TextSanitiser.OneLine).ToArray())]);
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => new Text(TextSanitiser.Clean(cell), StyleOf(cell)))]);
        AnsiConsole.Write(table);
    }

    public void Table<T>(IEnumerable<T> rows, params (string Name, Func<T, string> Cell)[] columns) =>
        Table([.. columns.Select(c => c.Name)], rows.Select(row => columns.Select(c => c.Cell(row)).ToArray()));

    /// <summary>Colours the levels; the words say the same without colours.</summary>
    private static Style StyleOf(string cell) =>
        cell switch
        {
            "error" => new Style(Color.Red),
            "warning" => new Style(Color.Yellow),
            "ok" => new Style(Color.Green),
            _ => Style.Plain,
        };

    /// <summary>Runs the work with a progress bar, if there is a terminal to show it on.</summary>
    public Task<T> ProgressAsync<T>(string title, Func<IProgress<(double Fraction, string Text)>, Task<T>> run)
    {
        if (!ShowsProgress)
            return run(new NoProgress());
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
                return await run(new ProgressBar(task));
            });
    }

    private void PlainTable(string[] columns, IReadOnlyList<string[]> rows)
    {
        var widths = columns
            .Select((column, i) => Math.Min(WidestColumn, rows.Select(r => r[i].Length).Append(column.Length).Max()))
            .ToArray();
        foreach (var row in rows.Prepend(columns))
            Line(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>
    /// Output that cannot be written, because of a full disk or a stream that the caller has closed, must not turn
    /// finished work into a failure.
    /// </summary>
    private static void Write(TextWriter to, string line)
    {
        try
        {
            to.WriteLine(line);
        }
        catch (Exception e) when (IsOfStream(e) && to != Console.Error)
        {
            if (!Interlocked.Exchange(ref _isLossTold, true))
                Write(Console.Error, $"vtebridge: standard output cannot be written ({e.Message.TrimEnd('.')}).");
        }
        catch (Exception e) when (IsOfStream(e))
        {
            // There is no stream left to report it on; the exit code is still right.
        }
    }

    /// <summary>.NET throws UnauthorizedAccessException when a stream was closed before the program began.</summary>
    private static bool IsOfStream(Exception e) => e is IOException or UnauthorizedAccessException;

    private sealed class NoProgress : IProgress<(double, string)>
    {
        public void Report((double, string) value) { }
    }

    private sealed class ProgressBar(ProgressTask task) : IProgress<(double Fraction, string Text)>
    {
        public void Report((double Fraction, string Text) value)
        {
            task.Value = value.Fraction;
            task.Description = Markup.Escape(TextSanitiser.OneLine(value.Text));
        }
    }
}

/// <summary>
/// Shows a cycle's progress as the share of its period. Counting VTE's rows first would cost the server more than it is
/// worth.
/// </summary>
internal sealed class CycleProgressBar(IProgress<(double, string)> bar, DateTime? begin = null, DateTime? end = null)
    : IProgress<CycleProgress>
{
    private DateTime? _first = begin;

    public void Report(CycleProgress value)
    {
        var done = $"{value.Summary.RunsRead} runs read, {value.Summary.Accepted + value.Summary.Queued} delivered";
        if (value is not { Position: { } position, Until: { } until })
        {
            bar.Report((1, $"{value.Stage}: {done}"));
            return;
        }
        _first ??= position.Timestamp;
        var whole = ((end ?? until) - _first.Value).TotalSeconds;
        bar.Report(
            (
                whole <= 0 ? 1 : (position.Timestamp - _first.Value).TotalSeconds / whole,
                $"{value.Stage} at {position.Timestamp:yyyy-MM-dd HH:mm}: {done}"
            )
        );
    }
}

/// <summary>
/// Writes UTF-8 to consoles, files and pipes. On Windows the code page belongs to the console, not to the program. It is
/// restored at the end; otherwise a batch file would show other programs' text wrongly from then on.
/// </summary>
internal sealed class Utf8Output : IDisposable
{
    private readonly Encoding _before = Console.OutputEncoding;

    public Utf8Output() => Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            return;
        try
        {
            Console.OutputEncoding = _before;
        }
        catch (IOException)
        {
            // The console is gone.
        }
    }
}
