using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VteBridge.Configuration;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor;

/// <summary>
/// Writes one zip file for support: versions, configuration, schema, findings, counts and the end of the log, without
/// secrets, serial numbers and names (<see cref="KnownWords"/>). Names of tables and columns stay.
/// </summary>
internal static class SupportBundle
{
    private const int LogLines = 500;

    /// <exception cref="IOException">The file cannot be written, or exists already.</exception>
    public static void Write(string path, BridgeOptions options, DoctorReport report, VteSchema? schema)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        Add("versions.txt", Versions());
        Add("configuration.json", Configuration(options).ToJsonString(Indented));
        Add("findings.txt", report.Findings.Select(f => $"{f.Group} {f.Level} {f.Check}: {KnownWords.Redact(f.What)}"));
        Add("schema.txt", schema is null ? ["not read"] : Schema(schema));
        Add("log.txt", Log(options.Log.Folder));

        void Add(string name, params IEnumerable<string> lines)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            foreach (var line in lines)
                writer.WriteLine(line);
        }
    }

    private static IEnumerable<string> Versions() =>
        [
            $"VteBridge {ProgramInfo.Version}",
            RuntimeInformation.FrameworkDescription,
            $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
            $"culture '{CultureInfo.CurrentUICulture.Name}', zone '{TimeZoneInfo.Local.Id}'",
            .. Assembly.GetExecutingAssembly().GetReferencedAssemblies().Select(a => $"{a.Name} {a.Version}").Order(),
        ];

    /// <summary>
    /// Keeps numbers, times and choices. Texts keep only the words that the program knows, and secrets only whether they
    /// are set.
    /// </summary>
    private static JsonNode Configuration(BridgeOptions options) =>
        Redacted(JsonSerializer.SerializeToNode(options), typeof(BridgeOptions))!;

    /// <summary>The keys of a table are redacted too, because they are the site's own words.</summary>
    private static JsonNode? Redacted(JsonNode? node, Type type)
    {
        var entry = OptionKeys.IsCollection(type) ? type.GetGenericArguments()[^1] : null;
        return node switch
        {
            JsonArray list => new JsonArray([.. list.Select(item => Redacted(item, entry!))]),
            JsonObject table when entry is not null => new JsonObject(
                table.Select(
                    (one, i) =>
                        KeyValuePair.Create($"{i + 1}: {KnownWords.Redact(one.Key)}", Redacted(one.Value, entry))
                )
            ),
            JsonObject section => new JsonObject(
                section.Select(one => KeyValuePair.Create(one.Key, Redacted(one.Value, type.GetProperty(one.Key)!)))
            ),
            JsonValue text when type == typeof(string) => JsonValue.Create(KnownWords.Redact((string)text!)),
            _ => node?.DeepClone(),
        };
    }

    private static JsonNode? Redacted(JsonNode? value, PropertyInfo option) =>
        !option.IsDefined(typeof(SecretAttribute), inherit: false) ? Redacted(value, option.PropertyType)
        : $"{value}" == "" ? JsonValue.Create("(not set)")
        : JsonValue.Create("(set)");

    private static IEnumerable<string> Schema(VteSchema schema) =>
        schema
            .Columns.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => $"{c.Key}: {c.Value.Table}.{c.Value.Name} {c.Value.Type}")
            .Concat(schema.Tables.Keys.Order().Select(t => $"not read of {t}: {string.Join(", ", schema.Unread(t))}"));

    /// <summary>The last lines of the log with their time and level; the rest keeps only the words that the program knows.</summary>
    private static IEnumerable<string> Log(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var newest = new DirectoryInfo(folder)
            .EnumerateFiles("vtebridge-*")
            .OrderByDescending(f => f.LastWriteTimeUtc)
            .FirstOrDefault();
        if (newest is null)
            return [];
        using var stream = new FileStream(
            newest.FullName,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        using var reader = new StreamReader(stream);
        var last = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            if (last.Count == LogLines)
                last.Dequeue();
            last.Enqueue(line);
        }
        return last.Select(line =>
                line.Length > 24 && DateTime.TryParse(line[..19], CultureInfo.InvariantCulture, out _)
                    ? line[..23] + KnownWords.Redact(line[23..])
                    : KnownWords.Redact(line)
            )
            .ToList();
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}

/// <summary>
/// Removes from a text everything except words of the program's own messages, so that no serial numbers and no names of
/// products, people or stations are left. Numbers are removed too.
/// </summary>
internal static partial class KnownWords
{
    private const int UserStrings = 0x70000000;

    private static readonly Lazy<HashSet<string>> Words = new(Read);

    public static string Redact(string text) =>
        Token().Replace(text, token => Words.Value.Contains(token.Value) ? token.Value : "…");

    /// <summary>The words of all string constants of the program, read one after another from its metadata.</summary>
    private static HashSet<string> Read()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var module = Assembly.GetExecutingAssembly().ManifestModule;
        for (var offset = 1; TryResolve(module, offset) is { } text; )
        {
            foreach (Match word in Token().Matches(text))
                words.Add(word.Value);
            var size = 2 * text.Length + 1;
            offset +=
                size
                + (
                    size < 0x80 ? 1
                    : size < 0x4000 ? 2
                    : 4
                );
        }
        words.RemoveWhere(word => word.Any(char.IsDigit));
        return words;
    }

    private static string? TryResolve(Module module, int offset)
    {
        try
        {
            return module.ResolveString(UserStrings | offset);
        }
        catch (ArgumentException)
        {
            return null; // Past the last string.
        }
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_.@/\\-]+")]
    private static partial Regex Token();
}
