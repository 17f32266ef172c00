using VteBridge.Delivery;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>Turns the rejection of a report into text and a dead letter.</summary>
internal static class Refusal
{
    public static string What(string? message) => $"WATS refused the report: {message}";

    public static string Fix(Guid id) =>
        $"Correct what WATS names, in VTE or in the section Mapping, then run 'vtebridge replay {id}'.";

    /// <summary>The message without the digits that differ from report to report, so that dead letters with one cause form one group.</summary>
    public static string Cause(string? message)
    {
        var cause = new StringBuilder("refused: ");
        foreach (var c in (message ?? "").Split('\n')[0])
            cause.Append(char.IsAsciiDigit(c) ? '#' : c);
        return cause.Length > 120 ? cause.ToString(0, 120) : cause.ToString();
    }

    /// <param name="known">Null when the store does not know the report.</param>
    public static DeadLetterRecord DeadLetter(Receipt receipt, ReportRecord? known, DateTimeOffset at)
    {
        var report = receipt.Report;
        return new DeadLetterRecord(
            receipt.Id,
            known?.Kind ?? ReportKind.Run,
            receipt.Id.ToString(),
            known?.Timestamp,
            Field(report, "sn"),
            Field(report, "machineName"),
            known?.Testplan,
            Cause(receipt.Message),
            What(receipt.Message),
            Fix(receipt.Id),
            at,
            report is null ? null : Encoding.UTF8.GetString(report.Head.Span),
            report?.Length,
            report?.File
        );
    }

    /// <summary>A text member at the top level of the report. Null if the bytes, which may be cut or no report at all, do not have it.</summary>
    private static string? Field(RefusedReport? report, string name)
    {
        var reader = new Utf8JsonReader((report?.Head ?? default).Span, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
                if (
                    reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }
                    && reader.ValueTextEquals(name)
                )
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or not UTF-8.
        }
    }
}
