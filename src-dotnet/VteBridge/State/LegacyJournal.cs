namespace VteBridge.State;

/// <summary>
/// Reads the journal of 0.1.0: one file for each day by VTE's raw time, one line for each outcome; the last line of an id counts.
/// Read line by line, so a file of any size fits into memory.
/// </summary>
internal sealed class LegacyJournal(string folder, ILogger log)
{
    /// <summary>If an id is in the files of two days, because its time was changed, the outcome that was recorded later counts.</summary>
    public const string Insert =
        ReportSql.Upsert + " WHERE excluded.day = reports.day OR excluded.recorded_at >= reports.recorded_at";

    private const int LongestLine = 64 * 1024;
    private const int MostWarnings = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private int _damaged;

    /// <summary>The entries as parameters of <see cref="Insert"/>, in the order in which they were written.</summary>
    /// <param name="written">The number of the transaction that records them.</param>
    public IEnumerable<object> Entries(long written)
    {
        foreach (var path in LegacyFiles.Of(LegacyFiles.Journal(folder), "*.jsonl"))
        {
            var number = 0;
            foreach (var line in Lines(path))
            {
                number++;
                if (line != "" && Entry(line, path, number) is { } entry)
                    yield return ReportSql.Of(entry, written);
            }
        }
        if (_damaged > MostWarnings)
            log.LogWarning(
                "{Count} lines of the journal of 0.1.0 cannot be read; the reports that they name may be sent again, with the same ids",
                _damaged
            );
    }

    private ReportRecord? Entry(string line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<LegacyEntry>(line, Json)?.ToRecord()
                ?? throw new JsonException("it is not a line of a journal");
        }
        catch (JsonException e)
        {
            if (++_damaged <= MostWarnings)
                log.LogWarning(
                    "Line {Line} of the journal {Journal} cannot be read ({Error}); the report that it names may be sent again, with the same id",
                    number,
                    path,
                    e.Message
                );
            return null;
        }
    }

    /// <summary>A line longer than <see cref="LongestLine"/>, which 0.1.0 never wrote, is cut; no parser accepts it then.</summary>
    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var line = new StringBuilder();
        var buffer = new char[16 * 1024];
        while (reader.Read(buffer) is > 0 and var length)
        {
            for (var rest = buffer.AsMemory(0, length); !rest.IsEmpty; )
            {
                var end = rest.Span.IndexOf('\n');
                var part = end < 0 ? rest : rest[..end];
                line.Append(part.Span[..Math.Min(part.Length, LongestLine - line.Length)]);
                if (end >= 0)
                    yield return Taken(line);
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }
        if (line.Length > 0)
            yield return Taken(line);
    }

    private static string Taken(StringBuilder line)
    {
        var text = line.ToString().TrimEnd('\r');
        line.Clear();
        return text;
    }

    private sealed record LegacyEntry(
        Guid Id,
        string? Kind,
        DateTime Run,
        string? Hash,
        string? Outcome,
        DateTimeOffset At,
        string? Result,
        string? Testplan,
        string[]? Flags
    )
    {
        public ReportRecord ToRecord() =>
            new(
                Id != Guid.Empty ? Id : throw new JsonException("it names no report"),
                LegacyWords.Kind(Kind),
                DateTime.SpecifyKind(Run, DateTimeKind.Unspecified),
                Testplan,
                HeaderFingerprint: "",
                Fingerprint: "",
                Hash ?? throw new JsonException("it has no hash"),
                LegacyWords.Outcome(Outcome),
                LegacyWords.Verdict(Result),
                Flags ?? [],
                At
            );
    }
}

/// <summary>Translates the words of 0.1.0.</summary>
internal static class LegacyWords
{
    public static ReportKind Kind(string? letter) =>
        letter switch
        {
            "T" => ReportKind.Run,
            "R" => ReportKind.Repair,
            _ => throw new JsonException($"its kind '{letter}' is not known"),
        };

    public static Outcome Outcome(string? name) =>
        name switch
        {
            "Accepted" => Core.Outcome.Accepted,
            "HandedOver" => Core.Outcome.Queued,
            "Rejected" => Core.Outcome.Rejected,
            "Unavailable" => Core.Outcome.Unavailable,
            "LeftOut" => Core.Outcome.Excluded,
            _ => throw new JsonException($"its outcome '{name}' is not known"),
        };

    public static Verdict? Verdict(string? letter) =>
        letter switch
        {
            null => null,
            "P" => Core.Verdict.Passed,
            "F" => Core.Verdict.Failed,
            "E" => Core.Verdict.Error,
            "T" => Core.Verdict.Terminated,
            _ => throw new JsonException($"its result '{letter}' is not known"),
        };
}
