using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CliWrap;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// One child process. Its standard input stays open until <see cref="CloseInput"/>; closing it asks the child to end, in
/// the same way on every operating system. Its output waits in a bounded channel until it is read.
/// </summary>
internal sealed class SidecarRun : IDisposable
{
    private const int MostLinesAhead = 100;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Channel<string> _lines;
    private readonly TaskCompletionSource _inputWanted = new();
    private readonly CancellationTokenSource _kill = new();

    /// <param name="input">Text for standard input, which is closed after it; null keeps it open and empty.</param>
    /// <param name="onError">Gets each line of standard error.</param>
    /// <param name="longestLine">Longer lines of standard output are cut.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public SidecarRun(
        PythonEnvironment python,
        string[] arguments,
        string? input,
        Action<string> onError,
        int longestLine
    )
    {
        // If lines may be long, only one is buffered.
        _lines = Channel.CreateBounded<string>(longestLine > BoundedLines.MaxLength ? 1 : MostLinesAhead);
        Ended = CliWrap
            .Cli.Wrap(python.Python)
            .WithArguments(python.Arguments(arguments))
            .WithWorkingDirectory(python.WorkingFolder)
            .WithEnvironmentVariables(python.Variables())
            .WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input is null ? Held() : PipeSource.FromString(input, Utf8))
            .WithStandardOutputPipe(PipeTarget.Create((stream, stop) => ReadLinesAsync(stream, longestLine, stop)))
            .WithStandardErrorPipe(PipeTarget.Create((stream, stop) => ReadErrorsAsync(stream, onError, stop)))
            .ExecuteAsync(_kill.Token);
    }

    /// <summary>Completes when the process has ended and all its output is read; cancelled if it was killed.</summary>
    public Task<CommandResult> Ended { get; }

    /// <summary>The lines of standard output.</summary>
    public ChannelReader<string> Lines => _lines.Reader;

    public void CloseInput() => _inputWanted.TrySetResult();

    /// <summary>Reads the remaining output and drops it, so that a child that was asked to end does not block on writing.</summary>
    public async Task DiscardLinesAsync()
    {
        await foreach (var _ in Lines.ReadAllAsync()) { }
    }

    public Task KillAsync() => _kill.CancelAsync();

    public void Dispose() => _kill.Dispose();

    private PipeSource Held() => PipeSource.Create((_, stop) => _inputWanted.Task.WaitAsync(stop));

    private async Task ReadLinesAsync(Stream stream, int longest, CancellationToken stop)
    {
        try
        {
            using var reader = new StreamReader(stream, Utf8);
            await foreach (var line in BoundedLines.ReadAsync(reader, longest, stop))
                await _lines.Writer.WriteAsync(line, stop);
        }
        finally
        {
            _lines.Writer.Complete();
        }
    }

    private static async Task ReadErrorsAsync(Stream stream, Action<string> onError, CancellationToken stop)
    {
        using var reader = new StreamReader(stream, Utf8);
        await foreach (var line in BoundedLines.ReadAsync(reader, stop: stop))
            onError(line);
    }
}

/// <summary>The lines of a child's output. Longer lines are cut, so that a faulty child cannot fill the memory.</summary>
internal static class BoundedLines
{
    public const int MaxLength = 64 * 1024;

    public static async IAsyncEnumerable<string> ReadAsync(
        TextReader reader,
        int longest = MaxLength,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        for (int read; (read = await reader.ReadAsync(buffer, stop)) > 0; )
        {
            var rest = new ReadOnlyMemory<char>(buffer, 0, read);
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                Append(line, rest.Span[..end], longest);
                yield return line.ToString().TrimEnd('\r');
                line.Clear();
            }
            Append(line, rest.Span, longest);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> text, int longest) =>
        line.Append(text[..Math.Min(text.Length, longest - line.Length)]);
}
