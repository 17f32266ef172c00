using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Reads a row's result (a number, a text, a waveform, a file, or nothing) and makes it fit WATS.</summary>
internal sealed class ContentReader(MappingOptions options)
{
    /// <param name="name">The row's name as the report has it.</param>
    /// <param name="unit">The row's unit as the report has it.</param>
    public Content Read(TestStep step, string name, string unit, Findings findings)
    {
        if (step.Value is { } value)
            return Number(value, findings);
        if (!string.IsNullOrEmpty(step.Text))
        {
            if (step.Kind == StepKind.Numeric)
                findings.Raise(Flags.UnreadableNumber);
            return Text(step.Text, step.TextCut?.Describe(), step.TextCut is null, step.Kind, name, unit, findings);
        }
        if (step.Blob is not { Length: > 0 } blob)
            return new NoContent();
        var type = BlobType.Of(blob);
        return type is null && BlobText.Decode(blob) is { } text
            ? Text(text, Size(blob), blob.IsWhole, step.Kind, name, unit, findings)
            : File(blob, type ?? BlobType.Unknown, name, findings);
    }

    private Content Number(double value, Findings findings)
    {
        if (Sentinel.Meaning(value) is not { } meaning)
            return new NumberContent(value);
        findings.Raise(Flags.SentinelValue);
        return double.IsFinite(value) && options.Sentinels == SentinelPolicy.Keep
            ? new NumberContent(value)
            : new TextContent(meaning) { Note = string.Create(CultureInfo.InvariantCulture, $"{value:R} in VTE") };
    }

    private Content File(Blob blob, BlobType type, string name, Findings findings)
    {
        if (options.AttachBlobs && blob.IsWhole && blob.Length <= WsjfLimits.AttachmentBytes)
            return new FileContent(new Attachment(FileName(name, type.Extension), type.ContentType, blob.Head));
        findings.Raise(Flags.BlobExcluded);
        var why = options.AttachBlobs
            ? $"WATS takes at most {WsjfLimits.AttachmentBytes} bytes"
            : "Mapping:AttachBlobs is false";
        return new NoContent { Note = $"Not sent: {type.ContentType}, {Size(blob)} ({why})" };
    }

    /// <param name="size">Length and hash of the whole content in words; null when they are still to be taken from the text.</param>
    private Content Text(
        string text,
        string? size,
        bool isWhole,
        StepKind kind,
        string name,
        string unit,
        Findings findings
    )
    {
        if (kind == StepKind.Other && NumberPairs.Read(text, isWhole) is { } pairs)
            return Waveform(pairs, size ?? ReportText.SizeOf(text), name, unit, findings);
        var clean = WsjfText.Clean(text);
        if (isWhole && clean.Length <= WsjfLimits.Text)
            return new TextContent(clean);
        findings.Raise(Flags.TextCut);
        var begin = WsjfText.Cut(clean, WsjfLimits.Text);
        if (isWhole && clean.Length < WsjfLimits.ReportText)
            return new TextContent(begin, clean);
        size ??= ReportText.SizeOf(text);
        return options.LongText == LongTextPolicy.Exclude
            ? new TextContent(begin) { Note = $"Not sent whole (Mapping:LongText is Exclude): {size}" }
            : new TextContent(begin, clean) { Note = size };
    }

    private static ChartContent Waveform(NumberPairs pairs, string size, string name, string unit, Findings findings)
    {
        var chart = new Chart(
            name,
            Label(pairs.XLabel, "X"),
            Label(pairs.YLabel, "Y"),
            unit.Length == 0 ? null : unit,
            name,
            pairs.XData,
            pairs.YData
        );
        if (!pairs.IsCut)
            return new ChartContent(chart);
        findings.Raise(Flags.TextCut);
        return new ChartContent(chart) { Note = $"The first {WsjfLimits.ChartPoints} points at most of {size}" };
    }

    private static string Label(string? label, string otherwise) =>
        string.IsNullOrWhiteSpace(label) ? otherwise : WsjfText.Cut(WsjfText.Clean(label), WsjfLimits.Text);

    private static string Size(Blob blob) => $"{blob.Length} bytes, SHA-256 {blob.Sha256}";

    /// <summary>Makes a file name of the step's name: characters that Windows forbids in file names become underscores.</summary>
    private static string FileName(string name, string extension)
    {
        var safe = string.Concat(name.Select(c => char.IsControl(c) || "\\/:*?\"<>|".Contains(c) ? '_' : c));
        var stem = WsjfText.Cut(safe, WsjfLimits.Text - extension.Length).Trim(' ', '.');
        return (stem.Length == 0 ? "attachment" : stem) + extension;
    }
}
