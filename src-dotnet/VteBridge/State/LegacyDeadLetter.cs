namespace VteBridge.State;

/// <summary>
/// A dead letter of 0.1.0, which kept one file for each, named after the report's id. If the file cannot be read, the run or repair
/// stays a dead letter.
/// </summary>
internal sealed record LegacyDeadLetter(
    string? Kind,
    string? Source,
    DateTime Run,
    string? Serial,
    string? Station,
    string? Testplan,
    string? What,
    string? Fix,
    DateTimeOffset BuriedAt
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All dead letters in the order in which they were written.</summary>
    public static IEnumerable<DeadLetterRecord> All(string folder, ILogger log)
    {
        foreach (
            var path in LegacyFiles.Of(LegacyFiles.DeadLetters(folder), "*.json").OrderBy(File.GetLastWriteTimeUtc)
        )
            if (Guid.TryParse(Path.GetFileNameWithoutExtension(path), out var id))
                yield return Read(id, path, Path.Combine(LegacyFiles.Imported(folder), "dead-letters"), log);
            else
                log.LogWarning("{File} is not a dead letter of 0.1.0: its name is not the id of a report", path);
    }

    private static DeadLetterRecord Read(Guid id, string path, string later, ILogger log)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            return JsonSerializer
                    .Deserialize<LegacyDeadLetter>(content, Json)
                    ?.ToRecord(id, ReportIn(content), Path.Combine(later, Path.GetFileName(path)))
                ?? throw new JsonException("it is not a dead letter");
        }
        catch (JsonException e)
        {
            log.LogWarning(
                "The dead letter {File} cannot be read ({Error}); 'vtebridge replay' with its id still works",
                path,
                e.Message
            );
            return new LegacyDeadLetter(
                "T",
                $"{id}",
                default,
                null,
                null,
                null,
                $"Its file of VteBridge 0.1.0 could not be read: {e.Message}",
                $"Run 'vtebridge replay {id}'.",
                File.GetLastWriteTimeUtc(path)
            ).ToRecord(id, default, "") with
            {
                Timestamp = null,
            };
        }
    }

    /// <summary>The bytes of the report inside the file, without a copy.</summary>
    private static ReadOnlyMemory<byte> ReportIn(byte[] content)
    {
        var reader = new Utf8JsonReader(content);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var isReport = reader.ValueTextEquals("report"u8);
            reader.Read();
            var begin = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isReport && reader.TokenType != JsonTokenType.Null)
                return content.AsMemory(begin..(int)reader.BytesConsumed);
        }
        return default;
    }

    private DeadLetterRecord ToRecord(Guid id, ReadOnlyMemory<byte> report, string file)
    {
        var isLong = report.Length > DeadLetterRecord.ReportLimit;
        return new DeadLetterRecord(
            id,
            LegacyWords.Kind(Kind),
            Source ?? $"{id}",
            DateTime.SpecifyKind(Run, DateTimeKind.Unspecified),
            Serial,
            Station,
            Testplan,
            Cause: What ?? throw new JsonException("it does not say what is wrong"),
            What,
            Fix ?? throw new JsonException("it does not say what to do"),
            BuriedAt,
            report.IsEmpty
                ? null
                : Encoding.UTF8.GetString(report.Span[..Math.Min(report.Length, DeadLetterRecord.ReportLimit)]),
            report.IsEmpty ? null : report.Length,
            isLong ? file : null
        );
    }
}
