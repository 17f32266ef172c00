using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What a row's result is: a number, a text, a waveform, a file, or nothing; made to fit WATS.</summary>
internal sealed class ContentReader(MappingOptions options)
{
    public void Read(TestStep step, ref Row row, Findings findings)
    {
        if (step.Value is { } value)
            Number(value, ref row, findings);
        else if (!string.IsNullOrEmpty(step.Text))
            Text(step, step.Text, null, ref row, findings);
        else if (step.Blob is { Length: > 0 } blob)
            Blob(step, blob, ref row, findings);
        findings.Explanation?.Add(
            $"step {step.Number} \"{row.Name}\" content",
            $"{row.Content}",
            $"TestData{step.Kind}.TestResult",
            row.Note ?? "by what the column holds"
        );
    }

    private void Number(double value, ref Row row, Findings findings)
    {
        row.Content = RowContent.Number;
        row.Value = value;
        if (Sentinel.Meaning(value) is not { } meaning)
            return;
        findings.Raise(Flags.SentinelValue);
        if (double.IsFinite(value) && options.Sentinels == SentinelPolicy.Keep)
            return;
        row.Content = RowContent.Text;
        row.Text = meaning;
        row.Note = string.Create(CultureInfo.InvariantCulture, $"{value:R} in VTE");
    }

    private void Blob(TestStep step, Blob blob, ref Row row, Findings findings)
    {
        var type = BlobType.Of(blob);
        if (type is null && BlobText.Decode(blob) is { } text)
        {
            Text(step, text, blob, ref row, findings);
            return;
        }
        type ??= BlobType.Unknown;
        if (options.AttachBlobs && blob.IsWhole && blob.Length <= WsjfLimits.AttachmentBytes)
        {
            row.Content = RowContent.File;
            row.File = new Attachment(FileName(row.Name, type.Extension), type.ContentType, blob.Head);
            return;
        }
        findings.Raise(Flags.BlobExcluded);
        var why = options.AttachBlobs
            ? $"WATS takes at most {WsjfLimits.AttachmentBytes} bytes"
            : "Mapping:AttachBlobs is false";
        row.Note = $"Not sent: {type.ContentType}, {blob.Length} bytes, SHA-256 {blob.Sha256} ({why})";
    }

    private void Text(TestStep step, string text, Blob? blob, ref Row row, Findings findings)
    {
        var isWhole = blob?.IsWhole ?? true;
        if (step.Kind == StepKind.Other && NumberPairs.Read(text, isWhole) is { } pairs)
        {
            Waveform(pairs, blob, ref row, findings);
            return;
        }
        var clean = WsjfText.Clean(text);
        row.Content = RowContent.Text;
        row.Text = WsjfText.Cut(clean, WsjfLimits.Text);
        if (isWhole && clean.Length <= WsjfLimits.Text)
            return;
        findings.Raise(Flags.TextCut);
        row.WholeText = clean;
        if (isWhole && clean.Length < WsjfLimits.ReportText)
            return;
        row.Note = blob is null ? $"{text.Length} characters, SHA-256 {Hash(text)} of them in UTF-8" : Size(blob);
        if (options.LongText == LongTextPolicy.Exclude)
            (row.WholeText, row.Note) = (null, $"Not sent whole (Mapping:LongText is Exclude): {row.Note}");
    }

    private static void Waveform(NumberPairs pairs, Blob? blob, ref Row row, Findings findings)
    {
        row.Content = RowContent.Chart;
        row.Chart = new Chart(
            row.Name,
            Label(pairs.XLabel, "X"),
            Label(pairs.YLabel, "Y"),
            row.Texts.Unit.Length == 0 ? null : row.Texts.Unit,
            row.Name,
            pairs.XData,
            pairs.YData
        );
        if (!pairs.IsCut)
            return;
        findings.Raise(Flags.TextCut);
        row.Note = $"The first {WsjfLimits.ChartPoints} points at most{(blob is null ? "" : $" of {Size(blob)}")}";
    }

    private static string Label(string? label, string otherwise) =>
        string.IsNullOrWhiteSpace(label) ? otherwise : WsjfText.Cut(WsjfText.Clean(label), WsjfLimits.Text);

    private static string Size(Blob blob) => $"{blob.Length} bytes, SHA-256 {blob.Sha256}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The step's name as a name that every file system takes.</summary>
    private static string FileName(string name, string extension)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name)
            safe.Append(char.IsControl(c) || "\\/:*?\"<>|".Contains(c, StringComparison.Ordinal) ? '_' : c);
        var stem = WsjfText.Cut(safe.ToString(), WsjfLimits.Text - extension.Length).Trim(' ', '.');
        return (stem.Length == 0 ? "attachment" : stem) + extension;
    }
}
