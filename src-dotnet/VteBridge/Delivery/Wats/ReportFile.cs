using System.Text.Unicode;
using VteBridge.Wsjf;

namespace VteBridge.Delivery.Wats;

/// <summary>A report read from its file: the bytes, their hash, and the few members that the upload needs.</summary>
internal sealed record ReportFile(ReadOnlyMemory<byte> Content, string Hash)
{
    /// <summary>IIS, on which WATS runs, refuses larger requests by default.</summary>
    private const int MaxBytes = 30_000_000;

    private const int HeadBytes = 8192;
    private const int MaxDepth = 1000;

    private static readonly string[] Wanted = ["id", "sn", "pn", "result", "start", "startUTC", "processCode"];

    private Dictionary<string, string> Members { get; init; } = [];

    public int? ProcessCode =>
        int.TryParse(Text("processCode"), CultureInfo.InvariantCulture, out var code) ? code : null;

    public string? Text(string name) => Members.GetValueOrDefault(name);

    /// <exception cref="BadReportException">The file can never be accepted as it is.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    public static ReportFile Read(string path, string id)
    {
        if (new FileInfo(path).Length is var size and > MaxBytes)
            throw new BadReportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the file is {size:N0} bytes; WATS takes at most {MaxBytes:N0}"
                )
            );
        var content = File.ReadAllBytes(path);
        var hash = WsjfWriter.ContentHash(content);
        if (content.Length == 0)
            throw new BadReportException("the file is empty", hash);
        if (!Utf8.IsValid(content))
            throw new BadReportException("the file is not UTF-8", hash);
        Dictionary<string, string> members;
        try
        {
            members = MembersOf(content, isWhole: true);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadReportException($"the file is not a WSJF report: {e.Message}", hash);
        }
        var own = members.GetValueOrDefault("id");
        return string.Equals(own, id, StringComparison.OrdinalIgnoreCase)
            ? new ReportFile(content, hash) { Members = members }
            : throw new BadReportException(
                $"the file is named after report {id} but the report's id is '{own}'; the two must be the same",
                hash
            );
    }

    /// <summary>
    /// What decides a report's turn: its serial number and its start, read from the first few KB if they are there. A
    /// file that is no report gets a turn of its own before all others: reading it will show what is wrong.
    /// </summary>
    public static (string Serial, DateTimeOffset Start) Turn(string path, string id)
    {
        try
        {
            var members = Head(path);
            if (!members.ContainsKey("sn") || !(members.ContainsKey("startUTC") || members.ContainsKey("start")))
                members = Read(path, id).Members;
            var start = members.GetValueOrDefault("startUTC") ?? members.GetValueOrDefault("start");
            return (members.GetValueOrDefault("sn") ?? Alone(id), Moment(start));
        }
        catch (Exception e)
            when (e is BadReportException or JsonException or IOException or UnauthorizedAccessException)
        {
            return (Alone(id), DateTimeOffset.MinValue);
        }
    }

    private static string Alone(string id) => "\0" + id;

    private static DateTimeOffset Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : DateTimeOffset.MinValue;

    private static Dictionary<string, string> Head(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var head = new byte[HeadBytes];
        var read = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return MembersOf(head.AsSpan(0, read), isWhole: false);
    }

    /// <summary>
    /// The wanted members of the top-level object. In a whole file, every string and number is decoded, so that anything
    /// that WATS could not read is found here.
    /// </summary>
    private static Dictionary<string, string> MembersOf(ReadOnlySpan<byte> json, bool isWhole)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(
            json,
            isWhole,
            new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth })
        );
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return isWhole ? throw new JsonException("it does not hold a JSON object.") : found;
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.CurrentDepth == 1 ? reader.GetString()! : "";
            else if (reader.TokenType == JsonTokenType.String && (reader.ValueIsEscaped || Wanted.Contains(name)))
                Keep(found, ref name, reader.GetString()!);
            else if (reader.TokenType == JsonTokenType.Number)
                Keep(found, ref name, Number(ref reader));
            if (!isWhole && found.ContainsKey("sn") && found.ContainsKey("startUTC"))
                break;
        }
        return found;
    }

    private static void Keep(Dictionary<string, string> found, ref string name, string text)
    {
        if (Wanted.Contains(name))
            found[name] = text;
        name = "";
    }

    private static string Number(ref Utf8JsonReader reader) =>
        reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : throw new JsonException("it holds a number that is too large.");
}

/// <summary>The file can never be a report as it is.</summary>
/// <param name="hash">Hash of the bytes, if they were read.</param>
internal sealed class BadReportException(string message, string? hash = null) : Exception(message)
{
    public string? Hash => hash;
}
