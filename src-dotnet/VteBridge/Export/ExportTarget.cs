using VteBridge.Wsjf;

namespace VteBridge.Export;

/// <summary>
/// Where exported reports go: a folder with one file per report, one file (NDJSON or a JSON array), or standard output. A
/// file appears under its name only when it is complete.
/// </summary>
internal sealed class ExportTarget : IDisposable
{
    public const string StandardOutput = "-";

    private readonly string? _folder;
    private readonly string? _file;
    private readonly Stream? _stream;
    private readonly bool _pretty;
    private readonly bool _lines;
    private readonly bool _flush;
    private bool _any;

    private ExportTarget(string? folder, string? file, Stream? stream, bool pretty, bool lines, bool flush) =>
        (_folder, _file, _stream, _pretty, _lines, _flush) = (folder, file, stream, pretty, lines, flush);

    /// <exception cref="UsageFailure">The target and the flags contradict each other, or the file exists already.</exception>
    public static ExportTarget Open(string path, bool pretty, bool ndjson, bool flush, bool replace = false)
    {
        if (path == StandardOutput)
            return new ExportTarget(null, null, Console.OpenStandardOutput(), pretty, !pretty, flush);
        var isFile =
            ndjson
            || Path.GetExtension(path) is ".ndjson" or ".jsonl"
            || (Path.GetExtension(path) is ".json" && !Directory.Exists(path));
        var lines = ndjson || (isFile && Path.GetExtension(path) != ".json");
        if (lines && pretty)
            throw new UsageFailure(
                "NDJSON has one report on each line and cannot be --pretty. Use --ndjson or --pretty, not both."
            );
        if (!isFile)
        {
            Directory.CreateDirectory(path);
            return new ExportTarget(path, null, null, pretty, false, flush);
        }
        if (Directory.Exists(path))
            throw new UsageFailure($"--out '{path}' is a folder, and --ndjson writes one file. Name a file in it.");
        if (File.Exists(path) && !replace)
            throw new UsageFailure($"'{path}' exists already. Name another file, or replace it with --force.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Whatever has the temporary name is deleted first, because it may be a link to another file.
        File.Delete(path + AtomicFile.TemporarySuffix);
        var stream = new FileStream(
            path + AtomicFile.TemporarySuffix,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            1 << 16
        );
        return new ExportTarget(null, path, stream, pretty, lines, flush);
    }

    public void Write(WsjfReport report, ReadOnlyMemory<byte> content)
    {
        var bytes = _pretty ? WsjfWriter.ToUtf8(report, indented: true) : content;
        if (_folder is not null)
        {
            AtomicFile.Write(Path.Combine(_folder, report.Id + ".json"), bytes.Span, _flush);
            return;
        }
        if (_file is null)
            // Standard output may be a terminal: control characters are escaped, so that the terminal does not obey them.
            bytes = Encoding.UTF8.GetBytes(TextSanitiser.Json(Encoding.UTF8.GetString(bytes.Span)));
        if (_file is not null && !_lines)
            _stream!.Write(_any ? ",\n"u8 : "[\n"u8);
        _stream!.Write(bytes.Span);
        if (_file is null || _lines)
            _stream.WriteByte((byte)'\n');
        _any = true;
    }

    /// <summary>Gives the file its final name; an interrupted export leaves no file under that name.</summary>
    public void Complete()
    {
        if (_file is null)
        {
            _stream?.Flush();
            return;
        }
        if (!_lines)
            _stream!.Write(_any ? "\n]\n"u8 : "[]\n"u8);
        (_stream as FileStream)!.Flush(flushToDisk: _flush);
        _stream!.Dispose();
        File.Move(_file + AtomicFile.TemporarySuffix, _file, overwrite: true);
    }

    public void Dispose() => _stream?.Dispose();
}
